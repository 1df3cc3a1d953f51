package reading

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// filler puts something of its own into every field of a value, down to the last one,
// and notes every leaf.
type filler struct {
	n      int
	leaves []leaf
	refs   []claim.Ref
}

// leaf is a field that a sign-off covers, and how to change it.
type leaf struct {
	path   string
	change func()
}

func (f *filler) fill(path string, v reflect.Value) {
	f.n++
	n := f.n
	note := func(change func()) { f.leaves = append(f.leaves, leaf{path, change}) }
	switch at := v.Addr().Interface().(type) {
	case *uuid.UUID:
		*at = claim.DerivedID(path)
		note(func() { *at = claim.DerivedID(path, "other") })
		return
	case *time.Time:
		*at = time.Date(2026, 11, 1, n, 0, 0, 0, time.UTC)
		note(func() { *at = at.Add(24 * time.Hour) })
		return
	case *claim.When:
		*at = claim.On(2026, 11, n)
		note(func() { *at = claim.On(2026, 12, n) })
		return
	case *claim.Ref:
		*at = claim.Ref("ref of " + path)
		f.refs = append(f.refs, *at, *at+" other")
		note(func() { *at += " other" })
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("word of " + path)
		note(func() { v.SetString("another word of " + path) })
	case reflect.Int64:
		v.SetInt(int64(n))
		note(func() { v.SetInt(int64(n) + 1) })
	case reflect.Bool:
		v.SetBool(true)
		note(func() { v.SetBool(false) })
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(path+"[]", v.Index(0))
		note(func() { v.Set(reflect.Append(v, v.Index(0))) })
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(path, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	default:
		panic("a sign-off covers something of a kind that this test does not know: " + path)
	}
}

// words are texts for every reference: as whatever it is read.
func (f *filler) words() casework.Library {
	lib := casework.Library{}
	for i, ref := range f.refs {
		text := fmt.Sprint("text ", i)
		data, _ := json.Marshal(map[string]any{"statement": text, "title": text})
		lib[ref] = data
	}
	return lib
}

// TestEverythingThatASignOffCoversIsShown walks all that is hashed: what changes any of
// it changes what is shown, so nothing is signed unseen.
func TestEverythingThatASignOffCoversIsShown(t *testing.T) {
	var count filler
	var s verification.Covered
	count.fill("covered", reflect.ValueOf(&s).Elem())
	require.GreaterOrEqual(t, len(count.leaves), 40)
	for i, which := range count.leaves {
		t.Run(which.path, func(t *testing.T) {
			var f filler
			var s verification.Covered
			f.fill("covered", reflect.ValueOf(&s).Elem())
			b, c := &report.Gathered{}, &verification.Claim{Proposal: &finding.Proposal{}}
			shown := func() string {
				var all []string
				for _, one := range coveredAs(b, f.words(), c, s) {
					all = append(all, one.Title+": "+one.String())
				}
				return strings.Join(all, "\n")
			}
			before := shown()
			f.leaves[i].change()
			require.NotEqual(t, before, shown(), "a sign-off covers %s, and it is not shown", f.leaves[i].path)
		})
	}
}
