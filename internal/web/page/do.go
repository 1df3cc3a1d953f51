package page

import (
	"reflect"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// Do carries an operation out for whoever sent the form. The form sent again
// answers instead of acting twice.
func Do[In, Out any](v *Visit, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(v.Keyed(), v.site.Operations, v.Who, in)
}

// DoPart is [Do] for one of several operations of a form; part names it.
func DoPart[In, Out any](v *Visit, part string, o *operation.Operation[In, Out], in In) (Out, error) {
	return o.Do(v.keyedPart(part), v.site.Operations, v.Who, in)
}

// Read reads a form into what an operation takes: a field of the form has the
// name of the field in JSON, and becomes what that is. What is not a text, a box
// that is ticked, a number, an identifier, an instant, a date, a period or a list is left to the handler.
func Read[B any](v *Visit) (B, error) {
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

// identifier reads an identifier that a form offers; nothing chosen leaves it zero.
func (v *Visit) identifier(name string, to *uuid.UUID) error {
	text := v.Form(name)
	if text == "" {
		return nil
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return FieldError(name, "choose one of those that are offered")
	}
	*to = id
	return nil
}

func (v *Visit) readField(name string, into reflect.Value) error {
	switch to := into.Addr().Interface().(type) {
	case *time.Time:
		at, err := v.Instant(name)
		*to = at
		return err
	case **time.Time:
		at, err := v.Instant(name)
		if !at.IsZero() {
			*to = &at
		}
		return err
	case **claim.When:
		at, err := v.when(name)
		if !at.IsZero() {
			*to = &at
		}
		return err
	case **claim.Period:
		p, err := v.period(name)
		if !p.IsZero() {
			*to = &p
		}
		return err
	case *[]string:
		for _, one := range v.Lines(name) {
			if one = strings.TrimSpace(one); one != "" {
				*to = append(*to, one)
			}
		}
		return nil
	case *bool:
		*to = v.Checked(name)
		return nil
	case *uuid.UUID:
		return v.identifier(name, to)
	}
	switch into.Kind() {
	case reflect.String:
		into.SetString(v.Form(name))
	case reflect.Int, reflect.Int64:
		into.SetInt(v.Whole(name))
	}
	return nil
}
