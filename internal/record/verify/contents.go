package verify

import (
	"github.com/onrecord/onrecord/internal/record/stored"
)

// contents checks that every content gives its reference, unless it is erased.
func (v *verifier) contents() error {
	rows, err := v.tx.QueryxContext(v.ctx, `select `+stored.ContentColumns+` from contents`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c stored.Content
		if err := rows.StructScan(&c); err != nil {
			return err
		}
		v.step()
		v.content(c)
	}
	return rows.Err()
}

func (v *verifier) content(c stored.Content) {
	v.report.Contents++
	v.refs[c.Ref] = true
	switch {
	case c.ErasedAt != 0:
		v.report.Erased++
		if c.Data != nil || c.Salt != nil {
			v.problem("the content %s is marked as erased, and its bytes are still there", c.Ref)
		}
	case c.Data == nil || c.Salt == nil:
		v.problem("the bytes of content %s are missing, and it is not marked as erased", c.Ref)
	case stored.RefOf(c.Salt, c.Media, c.Data) != c.Ref:
		v.problem("the content %s was changed: its bytes give another reference", c.Ref)
	}
}
