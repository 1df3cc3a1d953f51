package web

import (
	"reflect"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// do carries an operation out for whoever sent the form. The form sent again
// answers instead of acting twice.
func do[In, Out any](v *visit, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(v.keyed(), v.site.Operations, v.who, in)
}

// doPart is [do] for one of several operations of a form; part names it.
func doPart[In, Out any](v *visit, part string, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(v.keyedPart(part), v.site.Operations, v.who, in)
}

// read reads a form into what an operation takes: a field of the form has the
// name of the field in JSON, and becomes what that is. What is not a text, a box
// that is ticked, a number, an instant or a list is left to the handler.
func read[B any](v *visit) (B, error) {
	var body B
	into := reflect.ValueOf(&body).Elem()
	var wrong error
	for _, f := range reflect.VisibleFields(into.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || f.Anonymous {
			continue
		}
		if err := v.readField(name, into.FieldByIndex(f.Index)); err != nil && wrong == nil {
			wrong = err
		}
	}
	return body, wrong
}

func (v *visit) readField(name string, into reflect.Value) error {
	switch to := into.Addr().Interface().(type) {
	case *time.Time:
		at, err := v.instant(name)
		*to = at
		return err
	case **time.Time:
		at, err := v.instant(name)
		if !at.IsZero() {
			*to = &at
		}
		return err
	case **claim.When:
		made, err := v.when(name)
		*to = made
		return err
	case *[]string:
		for _, one := range v.lines(name) {
			if one = strings.TrimSpace(one); one != "" {
				*to = append(*to, one)
			}
		}
		return nil
	case *bool:
		*to = v.checked(name)
		return nil
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(v.form(name))
	case reflect.Int, reflect.Int64:
		into.SetInt(v.whole(name))
	}
	return nil
}
