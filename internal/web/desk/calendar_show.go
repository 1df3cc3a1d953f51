package desk

import (
	"context"
	"net/http"
	"strings"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/agenda"
	"github.com/onrecord/onrecord/internal/web/page"
)

// CalendarOf answers with a calendar for whoever's token stands in the address.
func CalendarOf(of func(*agenda.Room, context.Context, casework.Caller) (agenda.Feed, error)) page.Handler {
	return func(v *page.Visit) error {
		return calendar(v, func(who casework.Caller) (agenda.Feed, error) { return of(v.Agenda, v.Context(), who) })
	}
}

// CalendarCase answers with the calendar of a case.
func CalendarCase(v *page.Visit) error {
	return calendar(v, func(who casework.Caller) (agenda.Feed, error) {
		name, ok := strings.CutSuffix(v.Path("file"), ".ics")
		if !ok {
			return agenda.Feed{}, page.NotThere()
		}
		return v.Agenda.Case(v.Context(), who, name)
	})
}

// calendar answers a program, which reads no page: what cannot be read is not there, and nothing
// is said of why. Nothing of the address gets into the log, as the token stands in it.
func calendar(v *page.Visit, of func(casework.Caller) (agenda.Feed, error)) error {
	h := v.W.Header()
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Robots-Tag", "noindex")
	feed, err := feedOf(v, of)
	switch code := claim.CodeOf(err); {
	case err == nil:
	case code == claim.CodeNotFound || code == claim.CodeUnauthenticated || code == claim.CodeForbidden:
		http.Error(v.W, "There is no such calendar.", http.StatusNotFound)
		return nil
	default:
		v.Log.Error("a calendar could not be made", zap.Error(err))
		http.Error(v.W, "The calendar cannot be read now.", http.StatusInternalServerError)
		return nil
	}
	h.Set("Content-Type", "text/calendar; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, _ = v.W.Write(feed.ICS(strings.TrimSuffix(v.URL.String(), "/"))) // the program may have gone
	return nil
}

func feedOf(v *page.Visit, of func(casework.Caller) (agenda.Feed, error)) (agenda.Feed, error) {
	token, err := v.Accounts.CalendarToken(v.Context(), v.Path("token"))
	if err != nil {
		return agenda.Feed{}, err
	}
	who, err := v.Desk.Authenticate(v.Context(), token.Person.String())
	if err != nil {
		return agenda.Feed{}, err
	}
	return of(who)
}
