package claim_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The golden files hold every kind of fact and command as it was first
// written. The record outlives the program, so a line that changes there means
// that old records cannot be read any more: add fields, never rename them.
//
//	go test ./claim -run Golden -update
func TestGolden(t *testing.T) {
	for _, kind := range claim.FactKinds() {
		golden(t, filepath.Join("facts", kind), func(b []byte) (any, error) {
			var e claim.Entry
			err := json.Unmarshal(b, &e)
			return e, err
		}, func() any {
			zero, err := claim.DecodeFact(kind, []byte("{}"))
			if err != nil {
				t.Fatal(err)
			}
			fact := filled(zero).(claim.Fact)
			return claim.Entry{Stream: claimStream("c"), Version: 7, At: monday, Actor: claim.PersonActor(editor), Command: id("command"), Fact: fact}
		})
	}
	for _, kind := range claim.BodyKinds() {
		golden(t, filepath.Join("commands", kind), func(b []byte) (any, error) {
			var c claim.Command
			err := json.Unmarshal(b, &c)
			return c, err
		}, func() any {
			var zero claim.Command
			if err := json.Unmarshal(fmt.Appendf(nil, `{"actor":"system","kind":%q,"body":{}}`, kind), &zero); err != nil {
				t.Fatal(err)
			}
			return claim.Command{ID: id("command"), Actor: claim.System, Body: filled(zero.Body).(claim.Body)}
		})
	}
}

// golden checks that the file decodes and encodes to the same bytes, and that
// it has every field that there is.
func golden(t *testing.T, name string, decode func([]byte) (any, error), sample func() any) {
	t.Run(name, func(t *testing.T) {
		path := filepath.Join("testdata", "golden", name+".json")
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, encode(t, sample()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("a new kind needs a golden file: go test ./claim -run Golden -update\n%v", err)
		}
		value, err := decode(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := encode(t, value); !bytes.Equal(got, want) {
			t.Errorf("what was written does not survive:\nfile %s\ngot  %s", want, got)
		}
		if got := encode(t, sample()); !bytes.Equal(got, want) {
			t.Errorf("the fields have changed:\nfile %s\nnow  %s", want, got)
		}
	})
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(b, '\n')
}

// filled returns a copy of v in which every field has a value of its own.
func filled(v any) any {
	copied := reflect.New(reflect.TypeOf(v)).Elem()
	n := 0
	fill(copied, "value", &n)
	return copied.Interface()
}

func fill(v reflect.Value, name string, n *int) {
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(monday.Add(time.Duration(*n) * time.Minute)))
		return
	case claim.When:
		at := claim.At(monday.Add(time.Duration(*n) * time.Minute))
		if name == "Date" {
			at = claim.On(monday.Date())
		}
		v.Set(reflect.ValueOf(at))
		return
	case uuid.UUID:
		v.Set(reflect.ValueOf(id(fmt.Sprint(name, *n))))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name, n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), name, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name, n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name, n)
	case reflect.String:
		v.SetString(fmt.Sprint(name, " ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) / 64)
	default:
		panic("claim: a field of kind " + v.Kind().String() + " in " + name)
	}
}
