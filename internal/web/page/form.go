package page

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// KeyField is the hidden field with the id of the form's command: a form that
// is sent twice acts once.
const KeyField = "_key"

// patience is how long a person waits before a form that the engine carries out.
// It may still be carried out after that, once: the form keeps its key.
const patience = 8 * time.Second

// Form is what was typed, and what is wrong with it.
type Form struct {
	Values url.Values
	Errors map[string]string // by the field's name
	Error  string            // about the whole form: a sentence
	Hint   string
	Key    string
	Name   string // which form of the page it is, where there are several
	Sent   bool   // it was sent: a field without a value was left empty
}

// formName is the hidden field that says which form of a page was sent.
const formName = "_form"

// formOf is the page for one of its several forms: with what was typed into that
// Form, and what is wrong with it, and nothing of the others.
//
//	{{with formOf $ "extend"}}<form …>{{template "begin" .}}{{template "problem" .}}…{{end}}
func formOf(p *Page, name string) *Page {
	of := *p
	if p.Form == nil || p.Form.Sent && p.Form.Name != name {
		of.Form = Blank()
	} else {
		copied := *p.Form
		of.Form = &copied
		if !p.Form.Sent { // the forms of a page do different things: what one did must not pass for what the next does
			of.Form.Key = claim.DerivedID("form of page", p.Form.Key, name).String()
		}
	}
	of.Form.Name = name
	of.Open = of.Form.Error != "" || p.Do == name && !of.Form.Sent
	return &of
}

// doQuery is the part of an address that says which form of the page is to stand open, with
// the focus in its first field: where somebody comes to do that, and nothing else. An address
// that names a place of the page beside it would have the browser leave the focus there.
const doQuery = "do"

// Form is a value that was typed, as it was typed.
func (v *Visit) Form(name string) string { return v.R.PostFormValue(name) }

// List is every value of a field that can be given several times.
func (v *Visit) List(name string) []string { return v.R.PostForm[name] }

// Lines are the values of a field with one value per line or comma.
func (v *Visit) Lines(name string) []string {
	return strings.FieldsFunc(v.Form(name), func(r rune) bool { return r == '\n' || r == ',' || r == '\r' })
}

// Speaker is who spoke for a party, as a form says it.
func (v *Visit) Speaker() casework.SpeakerInput {
	return casework.SpeakerInput{Speaker: v.Form("speaker"), SpeakerNamed: v.Checked("speakerNamed")}
}

// Checked reports whether a box was ticked.
func (v *Visit) Checked(name string) bool { return v.Form(name) != "" }

// Keyed is the context of the form's command: sending the form again answers
// instead of acting twice.
func (v *Visit) Keyed() context.Context { return v.keyedPart("") }

// keyedPart is [Visit.Keyed] for one of several commands of a form; part names it.
func (v *Visit) keyedPart(part string) context.Context {
	ctx := casework.WithPatience(v.Context(), patience)
	key, err := uuid.Parse(v.Form(KeyField))
	if err != nil {
		return ctx
	}
	if part != "" {
		key = claim.DerivedID("form", key.String(), part)
	}
	return casework.WithKey(ctx, key)
}

// Instant reads a field of the kind datetime-local with the zone beside it,
// name_zone. Neither of them filled in gives the zero time. What stood there and
// was not touched stays the same instant: the field shows no seconds, and not
// which of two hours in autumn is meant.
func (v *Visit) Instant(name string) (time.Time, error) {
	text := v.Form(name)
	if text == "" {
		return time.Time{}, nil
	}
	at, err := v.InstantOf(name, text, v.Form(name+"_zone"))
	if was, wrong := time.Parse(time.RFC3339Nano, v.Form(name+"_was")); err == nil && wrong == nil && was.In(at.Location()).Format(LocalLayout) == text {
		return was, nil
	}
	return at, err
}

// LocalLayout is how a field of the kind datetime-local shows an instant.
const LocalLayout = "2006-01-02T15:04"

// InstantOf reads RFC 3339, or a local date and time in a zone: an IANA name;
// the desk's own if it is empty.
func (v *Visit) InstantOf(field, text, zone string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	where, err := v.zoneOf(field, zone)
	if err != nil {
		return time.Time{}, err
	}
	for _, layout := range append(localLayouts, time.DateOnly) {
		if t, err := time.ParseInLocation(layout, text, where); err == nil {
			return t, nil
		}
	}
	return time.Time{}, FieldError(field, "%q is not a date and time; write it as 2026-03-17 18:00", text)
}

// localLayouts are how a local date and time is written.
var localLayouts = []string{LocalLayout, "2006-01-02T15:04:05", "2006-01-02 15:04"}

func (v *Visit) zoneOf(field, zone string) (*time.Location, error) {
	if zone = strings.TrimSpace(zone); zone == "" {
		return v.Zone, nil
	}
	loaded, err := time.LoadLocation(zone)
	if err != nil || strings.EqualFold(zone, "local") {
		return nil, FieldError(field+"_zone", "there is no time zone %q; write one such as Europe/Berlin or UTC", zone)
	}
	return loaded, nil
}

// FieldError is a problem with one field.
func FieldError(field, format string, args ...any) *claim.Error {
	problem := fmt.Sprintf(format, args...)
	return claim.Errorf(claim.CodeInvalid, "%s", problem).WithField(field, problem)
}

// Blank is an empty form with a key of its own.
func Blank() *Form {
	return &Form{Values: url.Values{}, Errors: map[string]string{}, Key: uuid.NewString()}
}

// Prefilled is a form that shows what is there.
func Prefilled(values map[string]string) *Form {
	f := Blank()
	for name, value := range values {
		f.Values.Set(name, value)
	}
	return f
}

// refused is the form as it was sent, with what is wrong. It keeps its key,
// unless other words were kept under that key already.
func (v *Visit) refused(err error) *Form {
	f := &Form{Values: v.R.PostForm, Errors: map[string]string{}, Key: v.Form(KeyField), Name: v.Form(formName), Sent: true}
	if f.Values == nil {
		f.Values = url.Values{}
	}
	e := v.Explain(err)
	f.Error, f.Hint, f.Errors = Sentence(e.Message), Sentence(e.Hint), e.Fields
	if f.Key == "" || !Again(e) {
		f.Key = uuid.NewString()
	}
	return f
}

// Again reports whether a form that was refused may be carried out if it is sent
// Again as it is, with its key.
func Again(err error) bool {
	code := claim.CodeOf(err)
	return code == claim.CodeUnavailable || code == claim.CodeUnknownOutcome
}

// formError says what is wrong with a body that could not be read.
func formError(err error, limit int64) error {
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &tooLarge):
		return claim.Errorf(claim.CodeTooLarge, "that is more than a form can take: at most %s", Size(limit)).
			WithHint("go back: what you typed is still there; shorten it, or send it in parts")
	}
	return claim.Errorf(claim.CodeInvalid, "the form could not be read").WithHint("go back and send it again")
}

// Upload reads a form with files, at most limit bytes in all. The caller closes
// the files of the form that it gets.
func (v *Visit) Upload(limit int64) (*multipart.Form, error) {
	if !v.multipart() { // sent again after a sign-in, without its files: it is read already
		return &multipart.Form{}, nil
	}
	v.R.Body = http.MaxBytesReader(v.W, v.R.Body, limit)
	if err := v.R.ParseMultipartForm(4 << 20); err != nil {
		return nil, formError(err, limit)
	}
	return v.R.MultipartForm, nil
}

// multipart reports whether a form with files was sent.
func (v *Visit) multipart() bool {
	return strings.HasPrefix(v.R.Header.Get("Content-Type"), "multipart/")
}

// File reads one file of an uploaded form. None gives no name.
func (v *Visit) File(name string, limit int64) (filename string, data []byte, err error) {
	file, header, err := v.R.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, formError(err, limit)
	}
	defer file.Close()
	if header.Size > limit {
		return "", nil, FieldError(name, "the file is larger than %s", Size(limit))
	}
	if data, err = io.ReadAll(io.LimitReader(file, limit)); err != nil {
		return "", nil, formError(err, limit)
	}
	return header.Filename, data, nil
}

// Size is a number of bytes in words.
func Size(n int64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Seen is the version that the editor had before her.
func (v *Visit) Seen() int64 {
	return v.Whole("seen")
}

// Whole is a whole number in a form; 0 for what is none.
func (v *Visit) Whole(name string) int64 {
	n, _ := strconv.ParseInt(v.Form(name), 10, 64)
	return n
}

// Words are the values of a field with several on a line, without the empty ones.
func (v *Visit) Words(name string) []string {
	var list []string
	for _, word := range v.Lines(name) {
		if word = strings.TrimSpace(word); word != "" {
			list = append(list, word)
		}
	}
	return list
}

// FormRoom is what a form takes besides its file.
const FormRoom = 1 << 20

// GroundRules are those that were chosen. Somebody has to: left out, they would be the most open ones.
func (v *Visit) GroundRules() (claim.GroundRules, error) {
	if v.Form("groundRules") == "" {
		return "", FieldError("groundRules", "choose on what terms it was said")
	}
	return claim.GroundRules(v.Form("groundRules")), nil
}

// OfferedParties is how many parties are offered while one types.
const OfferedParties = 200

// AsTyped is the form as it was sent, with nothing wrong with it. It keeps its key.
func (v *Visit) AsTyped() *Form {
	return &Form{Values: v.R.PostForm, Errors: map[string]string{}, Key: v.Form(KeyField), Name: v.Form(formName), Sent: true}
}
