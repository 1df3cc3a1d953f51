package record

import (
	"reflect"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
)

var refType = reflect.TypeFor[claim.Ref]()

// refsOf returns the references to content that stand anywhere in a fact.
func refsOf(f claim.Fact) []claim.Ref { return collectRefs(reflect.ValueOf(f), nil) }

func collectRefs(v reflect.Value, refs []claim.Ref) []claim.Ref {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == refType && v.Len() > 0 {
			refs = append(refs, claim.Ref(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				refs = collectRefs(v.Field(i), refs)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return refs
		}
		for i := range v.Len() {
			refs = collectRefs(v.Index(i), refs)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			refs = collectRefs(v.Elem(), refs)
		}
	}
	return refs
}

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
	if err := b.selectAll(&found, query, args...); err != nil {
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
