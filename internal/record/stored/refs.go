package stored

import (
	"reflect"

	"github.com/onrecord/onrecord/claim"
)

var refType = reflect.TypeFor[claim.Ref]()

// RefsIn returns the references to content that stand anywhere in a fact.
func RefsIn(f claim.Fact) []claim.Ref { return collectRefs(reflect.ValueOf(f), nil) }

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
