package stored

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// EncodeState is a state as its row keeps it.
func EncodeState(a claim.Aggregate) ([]byte, error) {
	state, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("encode the state of %s: %w", a.Stream(), err)
	}
	return state, nil
}

// DecodeState returns a state of its own; without an encoded one, the empty state.
func DecodeState(s claim.Stream, state []byte) (claim.Aggregate, error) {
	a := claim.New(s.Kind, s.ID)
	if a == nil {
		return nil, claim.Errorf(claim.CodeInvalid, "there is no kind of stream %q", s.Kind)
	}
	if len(state) == 0 {
		return a, nil
	}
	if err := json.Unmarshal(state, a); err != nil {
		return nil, fmt.Errorf("decode the state of %s: %w", s, err)
	}
	return a, nil
}

// Evolve takes entries up to asOf into the state; a zero asOf takes all. The
// domain's Evolve relies on entries that Decide allowed; a damaged record may
// hold others, and then it says so instead of panicking.
func Evolve(a claim.Aggregate, entries []claim.Entry, asOf time.Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = claim.Errorf(claim.CodeRecordDamaged, "the entries of %s do not fit together", a.Stream()).
				WithHint("run onrecord verify, and restore the latest backup that verifies")
		}
	}()
	for _, e := range entries {
		if !asOf.IsZero() && e.At.After(asOf) {
			return nil
		}
		if e.Version != a.StreamVersion()+1 {
			return claim.Errorf(claim.CodeRecordDamaged, "version %d of %s is missing from the record", a.StreamVersion()+1, a.Stream()).
				WithHint("run onrecord verify, and restore the latest backup that verifies")
		}
		a.Evolve(e)
	}
	return nil
}

// FoldEntries returns the entries of a whole stream and the state after them.
func FoldEntries(stream string, rows []Entry) (claim.Aggregate, []claim.Entry, error) {
	s, err := claim.ParseStream(stream)
	if err != nil {
		return nil, nil, err
	}
	entries, err := Entries(rows)
	if err != nil {
		return nil, nil, err
	}
	a := claim.New(s.Kind, s.ID)
	return a, entries, Evolve(a, entries, time.Time{})
}
