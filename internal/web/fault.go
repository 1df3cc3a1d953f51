package web

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

// statusOf is the status of HTTP that answers an error. A form that was refused is
// shown again with the same status.
func statusOf(err error) int { return httpcode.Of(claim.CodeOf(err)) }

func notThere() error {
	return claim.Errorf(claim.CodeNotFound, "there is nothing at this address, or nothing that you may see").
		WithHint("go to Your turn, or search for it")
}

// explain returns what people may read of an error. The detail of a defect is
// logged once, under a number that the page shows.
func (v *visit) explain(err error) *claim.Error {
	var e *claim.Error
	if errors.As(err, &e) && e.Code != claim.CodeInternal {
		return forPages(e)
	}
	number := uuid.NewString()[:8]
	v.site.Log.Error("a page met a defect", zap.String("number", number), zap.String("route", v.r.Pattern), zap.Error(err))
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
func (v *visit) fail(err error) {
	if claim.CodeOf(err) == claim.CodeUnauthenticated && !v.known() {
		v.askToSignIn()
		return
	}
	e := v.explain(err)
	view := faultView{Message: sentence(e.Message), Hint: sentence(e.Hint), Status: statusOf(err), Typed: v.typed()}
	if err := v.renderStatus(view.Status, "fault", view); err != nil {
		v.site.Log.Error("the page for an error cannot be shown", zap.Error(err))
		http.Error(v.w, view.Message, view.Status)
	}
}

// typed is what was typed into a form that cannot be shown again.
func (v *visit) typed() []typed {
	var list []typed
	for name, values := range v.r.PostForm {
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
func (v *visit) recover(pattern string) {
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

// sentence makes a message into a sentence.
func sentence(text string) string {
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
