package stored

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// EntryColumns are the columns of an [Entry].
const EntryColumns = `position, stream, version, at, actor, command, program, kind, body, hash`

// Entry is an entry as its row keeps it. Its hash covers exactly these
// bytes, so it does not depend on how Go encodes facts today.
type Entry struct {
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

// Encode is an entry as its row keeps it, without its place in the chain.
func Encode(e claim.Entry) (Entry, error) {
	body, err := json.Marshal(e.Fact)
	if err != nil {
		return Entry{}, fmt.Errorf("encode %s: %w", e.Fact.FactKind(), err)
	}
	return Entry{
		Stream: e.Stream.String(), Version: e.Version, At: e.At.UnixMicro(), Actor: e.Actor.String(),
		Command: e.Command.String(), Program: e.Program, Kind: e.Fact.FactKind(), Body: string(body),
	}, nil
}

// Decode is the entry that a row keeps.
func (s Entry) Decode() (claim.Entry, error) {
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

// Same reports whether the two say the same, apart from when and where.
func (s Entry) Same(other Entry) bool {
	s.Position, s.At, s.Hash, s.Program = other.Position, other.At, other.Hash, other.Program
	return s == other
}

// Entries are the entries that rows keep.
func Entries(rows []Entry) ([]claim.Entry, error) {
	entries := make([]claim.Entry, len(rows))
	for i, row := range rows {
		var err error
		if entries[i], err = row.Decode(); err != nil {
			return nil, fmt.Errorf("entry at position %d: %w", row.Position, err)
		}
	}
	return entries, nil
}

// Recorded are the entries that rows keep, with their places in the chain.
func Recorded(rows []Entry) ([]claim.Recorded, error) {
	entries, err := Entries(rows)
	if err != nil {
		return nil, err
	}
	all := make([]claim.Recorded, len(rows))
	for i, row := range rows {
		all[i] = claim.Recorded{Position: row.Position, Hash: row.Hash, Entry: entries[i]}
	}
	return all, nil
}
