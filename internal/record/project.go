package record

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// project writes what follows from the state after an entry.
func (b *batch) project(a claim.Aggregate, before []tables.Row, textBefore claim.Ref) error {
	state, err := stored.EncodeState(a)
	if err != nil {
		return err
	}
	if err := tables.Project(b.Writing, a, state, before, textBefore); err != nil {
		return err
	}
	b.write(a.Stream(), folded{a.StreamVersion(), state})
	return nil
}
