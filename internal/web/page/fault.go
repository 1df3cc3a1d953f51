package page

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/httpcode"
)

// StatusOf is the status of HTTP that answers an error. A form that was refused is
// shown again with the same status.
func StatusOf(err error) int { return httpcode.Of(claim.CodeOf(err)) }

// NotThere says that an address leads to nothing that whoever asks may see.
func NotThere() error {
	return claim.Errorf(claim.CodeNotFound, "there is nothing at this address, or nothing that you may see").
		WithHint("go to Your turn, or search for it")
}

// Explain returns what people may read of an error. The detail of a defect is
// logged once, under a number that the page shows.
func (v *Visit) Explain(err error) *claim.Error {
	var e *claim.Error
	if errors.As(err, &e) && e.Code != claim.CodeInternal {
		return forPages(e)
	}
	number := uuid.NewString()[:8]
	v.site.Log.Error("a page met a defect", zap.String("number", number), zap.String("route", v.R.Pattern), zap.Error(err))
	return claim.Errorf(claim.CodeInternal, "something went wrong on our side; nothing that you were told is done is lost").
		WithHint("try again; if it happens again, give number %s to whoever runs this desk", number)
}

// forPages leaves out hints that are for the command line.
func forPages(e *claim.Error) *claim.Error {
	if e.Code == claim.CodeConflict && strings.Contains(e.Message, "command id") { // after going back to a form that was carried out
		return claim.Errorf(claim.CodeConflict, "this form was sent before with other words").
			WithHint("look whether that was carried out, and is what you want; if you send it now, it counts as another one")
	}
	if e.Code == claim.CodeUnknownOutcome {
		return e.WithHint("look whether it was carried out; sending this form again is safe, it counts once")
	}
	if e.Code == claim.CodeUnavailable && strings.Contains(e.Hint, "onrecord ") {
		return e.WithHint("nothing that you typed is lost: send it again in a moment")
	}
	if !strings.Contains(e.Hint, "onrecord ") && !strings.Contains(e.Hint, "--") {
		return e
	}
	return e.WithHint("")
}

// faultView is a page that says what is wrong. Typed holds what was sent along,
// so that it is not lost.
type faultView struct {
	Message, Hint string
	Status        int
	Typed         []typed
}

type typed struct{ Name, Value string }

// fail shows an error as a page. Whoever is not signed in gets to sign in.
func (v *Visit) fail(err error) {
	if claim.CodeOf(err) == claim.CodeUnauthenticated && !v.Known() {
		v.askToSignIn()
		return
	}
	e := v.Explain(err)
	view := faultView{Message: Sentence(e.Message), Hint: Sentence(e.Hint), Status: StatusOf(err), Typed: v.typed()}
	if err := v.RenderStatus(view.Status, "fault", view); err != nil {
		v.site.Log.Error("the page for an error cannot be shown", zap.Error(err))
		http.Error(v.W, view.Message, view.Status)
	}
}

// typed is what was typed into a form that cannot be shown again.
func (v *Visit) typed() []typed {
	var list []typed
	for name, values := range v.R.PostForm {
		for _, value := range values {
			value = strings.ReplaceAll(value, "\r\n", "\n")
			if !strings.HasPrefix(name, "_") && !unseen[name] && !secret(name) && value != "" {
				list = append(list, typed{name, value})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b typed) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// unseen are hidden fields and buttons, into which nobody types.
var unseen = map[string]bool{"seen": true, "step": true, "whole": true, "up": true, "down": true, "before": true}

// secret reports whether a field holds what is never shown again.
func secret(name string) bool {
	return strings.Contains(name, "password") || strings.Contains(name, "token") || strings.Contains(name, "code")
}

// recover shows a defect as any other internal error. The log gets where it
// happened, and not the value, which may hold content.
func (v *Visit) recover(pattern string) {
	defect := recover()
	if defect == nil {
		return
	}
	if err, ok := defect.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(defect)
	}
	v.site.Log.Error("a page met a defect", zap.String("route", pattern), zap.String("panic", fmt.Sprintf("%T", defect)), zap.Stack("stack"))
	v.fail(errors.New("panic"))
}

// Sentence makes a message into a sentence.
func Sentence(text string) string {
	if text == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[n:]
	if last := text[len(text)-1]; last != '.' && last != '?' && last != '!' {
		text += "."
	}
	return text
}

// ChangedMeanwhile says that what an editor changes is not what she had before
// her: somebody else has changed it, or she has, with the same form.
func ChangedMeanwhile(what string) error {
	return claim.Errorf(claim.CodeConflict, "the %s has changed since you opened this page", what).
		WithHint("both versions stand here; keep what is right of each, and send it again")
}

// AtField moves what is wrong with a field of the door to the page's field for it.
func AtField(err error, from, to string) error {
	var e *claim.Error
	if !errors.As(err, &e) || e.Fields[from] == "" {
		return err
	}
	return e.WithField(to, e.Fields[from])
}

// FieldsNamed is an error whose fields are called otherwise in the form.
func FieldsNamed(err error, names map[string]string) error {
	e, ok := err.(*claim.Error) //nolint:errorlint // the door's errors are not wrapped
	if !ok {
		return err
	}
	out := *e
	out.Fields = map[string]string{}
	for field, problem := range e.Fields {
		if name, ok := names[field]; ok {
			field = name
		}
		out.Fields[field] = problem
	}
	return &out
}

// Forget takes passwords and codes out of a form before it is shown again.
func (v *Visit) Forget() {
	for name := range v.R.PostForm {
		if secret(name) {
			delete(v.R.PostForm, name)
		}
	}
}
