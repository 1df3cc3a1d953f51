package tables

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Project writes what follows from a state after an entry. encoded is the state as
// its row keeps it; before and textBefore are what [RowsOf] and [TextOf] said of it
// before the entry.
func Project(w stored.Writing, a claim.Aggregate, encoded []byte, before []Row, textBefore claim.Ref) error {
	if TextOf(a) != textBefore {
		if err := WriteName(w, a); err != nil {
			return err
		}
	}
	after := RowsOf(a)
	if err := remove(w, gone(before, after)); err != nil {
		return err
	}
	news := changed(before, after)
	if err := writeAddresses(w, news); err != nil {
		return err
	}
	return write(w, append(news, StreamRow(a, encoded)))
}
