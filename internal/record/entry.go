package record

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// entryColumns are the columns of a storedEntry.
const entryColumns = `position, stream, version, at, actor, command, program, kind, body, hash`

// storedEntry is an entry as its row keeps it. Its hash covers exactly these
// bytes, so it does not depend on how Go encodes facts today.
type storedEntry struct {
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

func storeEntry(e claim.Entry) (storedEntry, error) {
	body, err := json.Marshal(e.Fact)
	if err != nil {
		return storedEntry{}, fmt.Errorf("encode %s: %w", e.Fact.FactKind(), err)
	}
	return storedEntry{
		Stream: e.Stream.String(), Version: e.Version, At: e.At.UnixMicro(), Actor: e.Actor.String(),
		Command: e.Command.String(), Program: e.Program, Kind: e.Fact.FactKind(), Body: string(body),
	}, nil
}

func (s storedEntry) entry() (claim.Entry, error) {
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
func (s storedEntry) same(other storedEntry) bool {
	s.Position, s.At, s.Hash, s.Program = other.Position, other.At, other.Hash, other.Program
	return s == other
}

func entriesOf(rows []storedEntry) ([]claim.Entry, error) {
	entries := make([]claim.Entry, len(rows))
	for i, row := range rows {
		var err error
		if entries[i], err = row.entry(); err != nil {
			return nil, fmt.Errorf("entry at position %d: %w", row.Position, err)
		}
	}
	return entries, nil
}

func recorded(rows []storedEntry) ([]claim.Recorded, error) {
	entries, err := entriesOf(rows)
	if err != nil {
		return nil, err
	}
	all := make([]claim.Recorded, len(rows))
	for i, row := range rows {
		all[i] = claim.Recorded{Position: row.Position, Hash: row.Hash, Entry: entries[i]}
	}
	return all, nil
}
