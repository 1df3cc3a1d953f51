package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// keyField is the hidden field with the id of the form's command: a form that
// is sent twice acts once.
const keyField = "_key"

// patience is how long a person waits before a form that the engine carries out.
// It may still be carried out after that, once: the form keeps its key.
const patience = 8 * time.Second

// form is what was typed, and what is wrong with it.
type form struct {
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
// form, and what is wrong with it, and nothing of the others.
//
//	{{with formOf $ "extend"}}<form …>{{template "begin" .}}{{template "problem" .}}…{{end}}
func formOf(p *page, name string) *page {
	of := *p
	if p.Form == nil || p.Form.Sent && p.Form.Name != name {
		of.Form = blank()
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

// form is a value that was typed, as it was typed.
func (v *visit) form(name string) string { return v.r.PostFormValue(name) }

// list is every value of a field that can be given several times.
func (v *visit) list(name string) []string { return v.r.PostForm[name] }

// lines are the values of a field with one value per line or comma.
func (v *visit) lines(name string) []string {
	return strings.FieldsFunc(v.form(name), func(r rune) bool { return r == '\n' || r == ',' || r == '\r' })
}

// checked reports whether a box was ticked.
func (v *visit) checked(name string) bool { return v.form(name) != "" }

// keyed is the context of the form's command: sending the form again answers
// instead of acting twice.
func (v *visit) keyed() context.Context { return v.keyedPart("") }

// keyedPart is [visit.keyed] for one of several commands of a form; part names it.
func (v *visit) keyedPart(part string) context.Context {
	ctx := casework.WithPatience(v.ctx(), patience)
	key, err := uuid.Parse(v.form(keyField))
	if err != nil {
		return ctx
	}
	if part != "" {
		key = claim.DerivedID("form", key.String(), part)
	}
	return casework.WithKey(ctx, key)
}

// instant reads a field of the kind datetime-local with the zone beside it,
// name_zone. Neither of them filled in gives the zero time. What stood there and
// was not touched stays the same instant: the field shows no seconds, and not
// which of two hours in autumn is meant.
func (v *visit) instant(name string) (time.Time, error) {
	text := v.form(name)
	if text == "" {
		return time.Time{}, nil
	}
	at, err := v.instantOf(name, text, v.form(name+"_zone"))
	if was, wrong := time.Parse(time.RFC3339Nano, v.form(name+"_was")); err == nil && wrong == nil && was.In(at.Location()).Format(localLayout) == text {
		return was, nil
	}
	return at, err
}

// localLayout is how a field of the kind datetime-local shows an instant.
const localLayout = "2006-01-02T15:04"

// instantOf reads RFC 3339, or a local date and time in a zone: an IANA name;
// the desk's own if it is empty.
func (v *visit) instantOf(field, text, zone string) (time.Time, error) {
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
	return time.Time{}, fieldError(field, "%q is not a date and time; write it as 2026-03-17 18:00", text)
}

// localLayouts are how a local date and time is written.
var localLayouts = []string{localLayout, "2006-01-02T15:04:05", "2006-01-02 15:04"}

func (v *visit) zoneOf(field, zone string) (*time.Location, error) {
	if zone = strings.TrimSpace(zone); zone == "" {
		return v.zone, nil
	}
	loaded, err := time.LoadLocation(zone)
	if err != nil || strings.EqualFold(zone, "local") {
		return nil, fieldError(field+"_zone", "there is no time zone %q; write one such as Europe/Berlin or UTC", zone)
	}
	return loaded, nil
}

// fieldError is a problem with one field.
func fieldError(field, format string, args ...any) *claim.Error {
	problem := fmt.Sprintf(format, args...)
	return claim.Errorf(claim.CodeInvalid, "%s", problem).WithField(field, problem)
}

// blank is an empty form with a key of its own.
func blank() *form {
	return &form{Values: url.Values{}, Errors: map[string]string{}, Key: uuid.NewString()}
}

// prefilled is a form that shows what is there.
func prefilled(values map[string]string) *form {
	f := blank()
	for name, value := range values {
		f.Values.Set(name, value)
	}
	return f
}

// refused is the form as it was sent, with what is wrong. It keeps its key,
// unless other words were kept under that key already.
func (v *visit) refused(err error) *form {
	f := &form{Values: v.r.PostForm, Errors: map[string]string{}, Key: v.form(keyField), Name: v.form(formName), Sent: true}
	if f.Values == nil {
		f.Values = url.Values{}
	}
	e := v.explain(err)
	f.Error, f.Hint, f.Errors = sentence(e.Message), sentence(e.Hint), e.Fields
	if f.Key == "" || !again(e) {
		f.Key = uuid.NewString()
	}
	return f
}

// again reports whether a form that was refused may be carried out if it is sent
// again as it is, with its key.
func again(err error) bool {
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
		return claim.Errorf(claim.CodeTooLarge, "that is more than a form can take: at most %s", size(limit)).
			WithHint("go back: what you typed is still there; shorten it, or send it in parts")
	}
	return claim.Errorf(claim.CodeInvalid, "the form could not be read").WithHint("go back and send it again")
}

// upload reads a form with files, at most limit bytes in all. The caller closes
// the files of the form that it gets.
func (v *visit) upload(limit int64) (*multipart.Form, error) {
	if !v.multipart() { // sent again after a sign-in, without its files: it is read already
		return &multipart.Form{}, nil
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, limit)
	if err := v.r.ParseMultipartForm(4 << 20); err != nil {
		return nil, formError(err, limit)
	}
	return v.r.MultipartForm, nil
}

// multipart reports whether a form with files was sent.
func (v *visit) multipart() bool {
	return strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/")
}

// file reads one file of an uploaded form. None gives no name.
func (v *visit) file(name string, limit int64) (filename string, data []byte, err error) {
	file, header, err := v.r.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, formError(err, limit)
	}
	defer file.Close()
	if header.Size > limit {
		return "", nil, fieldError(name, "the file is larger than %s", size(limit))
	}
	if data, err = io.ReadAll(io.LimitReader(file, limit)); err != nil {
		return "", nil, formError(err, limit)
	}
	return header.Filename, data, nil
}

// size is a number of bytes in words.
func size(n int64) string {
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
