package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

var calendarAddress = regexp.MustCompile(`https://desk\.example\.org(/calendar/[^<]+)`)

// calendars makes a token for calendars on the account page, and returns their paths.
func calendars(t *testing.T, d *caseDesk) (mine, desk, ofCase string) {
	t.Helper()
	page := d.mara.Get("/account")
	fine(t, page, http.StatusOK)
	made := d.mara.Post("/account/tokens", with(hidden(t, page, "/account/tokens"), "label", "my phone", "scope", "calendar"))
	fine(t, made, http.StatusOK)
	require.Contains(t, made.Header.Get("Cache-Control"), "no-store")
	require.NotContains(t, made.Text(), "onrecord login", "it opens nothing else")
	fine(t, d.mara.Get("/account"), http.StatusOK)
	found := calendarAddress.FindAllStringSubmatch(made.Body, -1)
	require.Len(t, found, 3)
	return found[0][1], found[1][1], strings.ReplaceAll(found[2][1], "CASE", "vault7")
}

func TestACalendarIsReadAtItsAddressByWhoeverHasIt(t *testing.T) {
	d := newCaseDesk(t)
	mine, desk, ofCase := calendars(t, d)
	for _, path := range []string{mine, desk, ofCase} {
		out := d.Nobody().Get(path)
		require.Equal(t, http.StatusOK, out.Status)
		require.Equal(t, "text/calendar; charset=utf-8", out.Header.Get("Content-Type"))
		require.Contains(t, out.Header.Get("Cache-Control"), "no-store")
		cal, err := ical.NewDecoder(strings.NewReader(out.Body)).Decode()
		require.NoError(t, err)
		require.NotEmpty(t, cal.Events(), path)
		require.NotContains(t, out.Body, "oogle")
		require.NotContains(t, out.Body, "press@")
	}
	for _, path := range []string{ofCase + "x", strings.TrimSuffix(ofCase, ".ics"), strings.ReplaceAll(ofCase, "vault7", "nothing"), mine + "/x"} {
		require.Equal(t, http.StatusNotFound, d.Nobody().Get(path).Status, path)
	}
	require.NotContains(t, fmt.Sprint(d.Defects()), "onr_")
}

func TestACalendarIsGoneWithItsTokenAndItsPerson(t *testing.T) {
	d := newCaseDesk(t)
	mine, desk, _ := calendars(t, d)
	gone := func(path string) {
		t.Helper()
		out := d.Nobody().Get(path)
		require.Equal(t, http.StatusNotFound, out.Status)
		require.Equal(t, "There is no such calendar.\n", out.Body)
	}
	for _, scope := range []people.Scope{people.ScopeRead, people.ScopeWrite, people.ScopeAdmin} {
		text, _, err := d.Accounts.MakeToken(t.Context(), d.as.ID, auth.TokenInput{Label: "other", Scope: scope})
		require.NoError(t, err)
		gone("/calendar/" + text + "/desk.ics")
	}
	gone("/calendar/onr_guessed/mine.ics")

	jonas, err := d.Authenticate(t.Context(), "jonas")
	require.NoError(t, err)
	his, _, err := d.Accounts.MakeToken(t.Context(), jonas.ID, auth.TokenInput{Label: "his", Scope: people.ScopeCalendar})
	require.NoError(t, err)
	path := "/calendar/" + his + "/desk.ics"
	require.Equal(t, http.StatusOK, d.Nobody().Get(path).Status)
	_, err = staff.DisablePerson(t.Context(), d.Door, d.as, "jonas")
	require.NoError(t, err)
	gone(path)

	tokens, err := d.Accounts.Tokens(t.Context(), d.as.ID)
	require.NoError(t, err)
	for _, token := range tokens {
		require.NoError(t, d.Accounts.RevokeToken(t.Context(), d.as.ID, token.ID))
	}
	gone(mine)
	gone(desk)
}

func TestACalendarThatAsksInVainShutsNobodyOut(t *testing.T) {
	d := newCaseDesk(t)
	mine, _, _ := calendars(t, d)
	require.Equal(t, http.StatusOK, d.Nobody().Get(mine).Status)
	for range 60 {
		require.Equal(t, http.StatusNotFound, d.Nobody().Get("/calendar/onr_guessed/mine.ics").Status)
	}
	require.Equal(t, http.StatusOK, d.Nobody().Get(mine).Status)
}
