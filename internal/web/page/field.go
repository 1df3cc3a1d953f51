package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// field is one control of a form: its label, what is in it, what is wrong with it.
type field struct {
	ID, Name, Label, Value, Hint, Error string
	Type                                string // of an input; text if empty
	Required, Mono, Autofocus           bool
	Either                              bool // it or another one: neither is required, and neither can be left out with it
	Max, Rows                           int
	Options                             []Option
	Values                              []string // of a field that can be given several times
	Zone, Was                           string   // of an instant; Was is what stood there before anybody typed
	Time                                string   // of a date that may have one
	Zones                               []string // offered beside an instant
	Autocomplete                        string
	List                                string // id of a datalist
	Accept                              string
	Placeholder                         string

	own bool // its hint is the sentence of the operation's field
}

// Option is one value to choose.
type Option struct{ Value, Label, Hint string }

// Options makes the choices of an enumeration.
func Options[T ~string](values []T) []Option {
	list := make([]Option, 0, len(values))
	for _, value := range values {
		word := claim.WordOf(value)
		list = append(list, Option{string(value), word.Label, word.Hint})
	}
	return list
}

// newField makes the control of a form's field:
//
//	{{template "input" (field $ "title" "Title" "required" true "max" 200 "hint" "What the story is about")}}
//
// "hint" true is the sentence that the operation has for the field, to which the
// page leads. Settings come in pairs: required, either, max (characters), rows, hint, type, value
// (what stands in it before anybody typed), was (the instant of that value), options, zone, zones, id,
// autocomplete, mono, autofocus, list, accept, placeholder.
func newField(p *Page, name, label string, settings ...any) (field, error) {
	f := field{ID: "f-" + strings.ReplaceAll(name, "_", "-"), Name: name, Label: label, Zone: p.Zone.String()}
	if len(settings)%2 != 0 {
		return f, fmt.Errorf("field %s: settings come in pairs", name)
	}
	for i := 0; i < len(settings); i += 2 {
		if err := f.set(fmt.Sprint(settings[i]), settings[i+1]); err != nil {
			return f, fmt.Errorf("field %s: %w", name, err)
		}
	}
	if f.own {
		if err := f.explain(p.Leads); err != nil {
			return f, err
		}
	}
	f.take(p)
	if p.fields != nil && p.Form != nil && p.Form.Sent {
		*p.fields = append(*p.fields, shown{name, f.ID, label})
	}
	return f, nil
}

// explain takes the sentence of the operation's field.
func (f *field) explain(o operation.Any) error {
	if o == nil {
		return fmt.Errorf("field %s: the page leads to no operation", f.Name)
	}
	of, ok := operation.FieldOf(o, f.Name)
	if !ok || of.Sentence == "" {
		return fmt.Errorf("field %s: %s says nothing of it", f.Name, o.What().Name)
	}
	f.Hint = operation.Help(of.Sentence)
	return nil
}

// take puts in what was typed.
func (f *field) take(p *Page) {
	if p.Form == nil {
		return
	}
	if values, ok := p.Form.Values[f.Name]; ok {
		f.Values, f.Value = values, strings.Join(values, "\n")
	} else if p.Form.Sent {
		f.Values, f.Value = nil, ""
	}
	if zone := p.Form.Values.Get(f.Name + "_zone"); zone != "" {
		f.Zone = zone
	}
	f.Was = cmp.Or(p.Form.Values.Get(f.Name+"_was"), f.Was)
	f.Time = p.Form.Values.Get(f.Name + "_time")
	f.Error = Sentence(p.Form.Errors[f.Name])
	if f.Error == "" {
		f.Error = Sentence(p.Form.Errors[f.Name+"_zone"])
	}
	if f.Autofocus = f.Autofocus || p.focuses(); p.Form.Error != "" {
		f.Autofocus = false // what is wrong is read first
	}
}

func (f *field) set(name string, value any) error {
	text := fmt.Sprint(value)
	if own, ok := value.(bool); ok && name == "hint" {
		f.own = own
		return nil
	}
	switch name {
	case "required":
		f.Required, _ = value.(bool)
	case "mono":
		f.Mono, _ = value.(bool)
	case "either":
		f.Either, _ = value.(bool)
	case "autofocus":
		f.Autofocus, _ = value.(bool)
	case "max":
		f.Max, _ = value.(int)
	case "rows":
		f.Rows, _ = value.(int)
	case "options":
		f.Options, _ = value.([]Option)
	case "zones":
		f.Zones, _ = value.([]string)
	case "values":
		f.Values, _ = value.([]string)
	default:
		return f.setText(name, text)
	}
	return nil
}

func (f *field) setText(name, text string) error {
	texts := map[string]*string{
		"hint": &f.Hint, "type": &f.Type, "value": &f.Value, "zone": &f.Zone, "was": &f.Was, "id": &f.ID,
		"autocomplete": &f.Autocomplete, "list": &f.List, "accept": &f.Accept, "placeholder": &f.Placeholder,
	}
	to, ok := texts[name]
	if !ok {
		return fmt.Errorf("there is no setting %q", name)
	}
	*to = text
	return nil
}

// newChoice makes a control of which several values can be chosen, or one:
// the same settings as [newField].
func newChoice(p *Page, name, label string, options []Option, settings ...any) (field, error) {
	return newField(p, name, label, append(settings, "options", options)...)
}

// Chosen reports whether an option is among what was chosen.
func (f field) Chosen(value string) bool {
	if len(f.Values) > 0 {
		return slices.Contains(f.Values, value)
	}
	return f.Value == value
}

// Only reports whether something has to be chosen, and there is one thing to choose.
func (f field) Only() bool { return f.Required && f.Value == "" && len(f.Options) == 1 }

// Describes is the value of aria-describedby: the hint, the error, both or none.
func (f field) Describes() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	return strings.Join(ids, " ")
}
