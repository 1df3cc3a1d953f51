package record

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// stored.EntryColumns are the columns of a stored.Entry.
const stored.EntryColumns = `position, stream, version, at, actor, command, program, kind, body, hash`

// stored.Entry is an entry as its row keeps it. Its hash covers exactly these
// bytes, so it does not depend on how Go encodes facts today.
type stored.Entry struct {
	Position int64
	Stream   string
	Version  int64
	At       int64
	Actor    string
	Command  string
	Program  string
	Kind     string
	Body     string
	Hash     string
}

func stored.Encode(e claim.Entry) (stored.Entry, error) {
	body, err := json.Marshal(e.Fact)
	if err != nil {
		return stored.Entry{}, fmt.Errorf("encode %s: %w", e.Fact.FactKind(), err)
	}
	return stored.Entry{
		Stream: e.Stream.String(), Version: e.Version, At: e.At.UnixMicro(), Actor: e.Actor.String(),
		Command: e.Command.String(), Program: e.Program, Kind: e.Fact.FactKind(), Body: string(body),
	}, nil
}

func (s stored.Entry) entry() (claim.Entry, error) {
	stream, err := claim.ParseStream(s.Stream)
	if err != nil {
		return claim.Entry{}, err
	}
	var actor claim.Actor
	if err := actor.UnmarshalText([]byte(s.Actor)); err != nil {
		return claim.Entry{}, err
	}
	command, err := uuid.Parse(s.Command)
	if err != nil {
		return claim.Entry{}, fmt.Errorf("command of %s version %d: %w", s.Stream, s.Version, err)
	}
	fact, err := claim.DecodeFact(s.Kind, []byte(s.Body))
	if err != nil {
		return claim.Entry{}, err
	}
	return claim.Entry{
		Stream: stream, Version: s.Version, At: time.UnixMicro(s.At).UTC(), Actor: actor, Command: command, Program: s.Program, Fact: fact,
	}, nil
}

// same reports whether the two say the same, apart from when and where.
func (s stored.Entry) same(other stored.Entry) bool {
	s.Position, s.At, s.Hash, s.Program = other.Position, other.At, other.Hash, other.Program
	return s == other
}

func stored.Entries(rows []stored.Entry) ([]claim.Entry, error) {
	entries := make([]claim.Entry, len(rows))
	for i, row := range rows {
		var err error
		if entries[i], err = row.entry(); err != nil {
			return nil, fmt.Errorf("entry at position %d: %w", row.Position, err)
		}
	}
	return entries, nil
}

func recorded(rows []stored.Entry) ([]claim.Recorded, error) {
	entries, err := stored.Entries(rows)
	if err != nil {
		return nil, err
	}
	all := make([]claim.Recorded, len(rows))
	for i, row := range rows {
		all[i] = claim.Recorded{Position: row.Position, Hash: row.Hash, Entry: entries[i]}
	}
	return all, nil
}
