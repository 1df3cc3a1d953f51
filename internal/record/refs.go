package record

import (
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
)

// checkRefs refuses references to content that is not there, so that no entry
// can ever point to nothing.
func (b *batch) checkRefs(refs []claim.Ref) error {
	if len(refs) == 0 {
		return nil
	}
	query, args, err := sqlx.In(`select ref from contents where ref in (?)`, refs)
	if err != nil {
		return err
	}
	var found []claim.Ref
	if err := b.Select(&found, query, args...); err != nil {
		return err
	}
	there := map[claim.Ref]bool{}
	for _, ref := range found {
		there[ref] = true
	}
	for _, ref := range refs {
		if !there[ref] {
			return claim.Errorf(claim.CodeNotFound, "an entry refers to content %s, which is not in the record", ref)
		}
	}
	return nil
}
