package desktest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// world is a desk with one of everything in it, without an engine: for walks
// over every route and every form.
type world struct {
	*webtest.Fixture
	t    *testing.T
	mara casework.Caller
	n    int // cases so far, so that each has names of its own
	// problems that routes have, and who met them.
	problems []string
	met      map[string][]string
}

// story is a case with one of everything.
type story struct {
	slug, key, series, party   string
	request, message, unsorted uuid.UUID
	evidence, passage, comment uuid.UUID
	secret                     string // words that stand in its claim and in its letters
	restricted                 bool
	owner                      string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{Fixture: webtest.Open(t), t: t, met: map[string][]string{}}
	t.Cleanup(w.Background().Stop)
	w.mara = w.Caller(apitest.Admin)
	w.Person("rita", claim.Reviewer, claim.Standards, claim.Legal)
	w.Person("omar", claim.Reviewer)
	return w
}

// story makes a case in somebody's name, who may open cases.
func (w *world) story(owner casework.Caller, restricted bool) story {
	w.t.Helper()
	w.n++
	ctx := w.t.Context()
	s := story{
		slug: fmt.Sprintf("story-%d", w.n), key: "contact", series: "told", party: fmt.Sprintf("party-%d", w.n),
		secret: fmt.Sprintf("xylophone%dquartz", w.n), restricted: restricted, owner: owner.Handle,
	}
	in := writing.CaseInput{Slug: s.slug, Title: "The case of " + s.secret}
	if restricted {
		in.Sensitivity, in.Access = claim.Restricted, []string{"rita"}
	}
	_, err := writing.OpenCase(ctx, w.Fixture.Fixture.Door, owner, in)
	require.NoError(w.t, err)
	_, err = writing.AddClaim(ctx, w.Fixture.Fixture.Door, owner, s.slug, writing.ClaimInput{Key: s.key, Statement: "They were told of the " + s.secret + "."})
	require.NoError(w.t, err)
	_, err = w.AddParty(ctx, w.mara, casework.PartyInput{Key: s.party, Name: "Party " + fmt.Sprint(w.n), Email: "press@" + s.party + ".example"})
	require.NoError(w.t, err)
	_, err = writing.OpenSeries(ctx, w.Fixture.Fixture.Door, owner, s.slug, writing.SeriesInput{
		ClaimInput: writing.ClaimInput{Key: s.series, Statement: "They told {party} of the " + s.secret + "."}, Parties: []string{s.party},
	})
	require.NoError(w.t, err)
	asked, err := requests.Ask(ctx, w.Door, owner, s.slug, requests.AskInput{
		Party: s.party, Claims: []string{s.key}, Questions: "What of the " + s.secret + "?", AnswerBy: w.Clock.Now().Add(96 * time.Hour),
	})
	require.NoError(w.t, err)
	s.request = asked.ID
	require.NoError(w.t, w.Pass(ctx, time.Minute), "the undo window passes")
	s.message, err = w.Receive(ctx, s.slug, s.party, "We know nothing of the "+s.secret+".")
	require.NoError(w.t, err)
	found, err := writing.AddEvidence(ctx, w.Fixture.Fixture.Door, owner, s.slug+"/"+s.key, writing.EvidenceInput{
		Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Title: "A note of the " + s.secret,
		File: &writing.FileInput{Name: "note.txt", Media: "text/html", Data: []byte("<script>alert(1)</script>")},
	})
	require.NoError(w.t, err)
	s.evidence = found.ID
	_, err = writing.PutDraft(ctx, w.Fixture.Fixture.Door, owner, s.slug, writing.DraftInput{Text: "They were told of the " + s.secret + ". Nobody answered."})
	require.NoError(w.t, err)
	marked, err := writing.MarkPassage(ctx, w.Fixture.Fixture.Door, owner, s.slug, writing.PassageInput{Claim: s.key, Words: "They were told of the " + s.secret + "."})
	require.NoError(w.t, err)
	s.passage = marked.ID
	said, err := discussion.Write(ctx, w.Door, owner, s.slug, discussion.CommentInput{Text: "What of the " + s.secret + "?"})
	require.NoError(w.t, err)
	s.comment = said.ID
	s.unsorted, err = w.Receive(ctx, s.slug, "", "Somebody writes, number "+fmt.Sprint(w.n)+".")
	require.NoError(w.t, err)
	return s
}

// fills fills the places of a route's address with what is in a case.
func (w *world) fill(path string, s story) string {
	w.t.Helper()
	parts := strings.Split(strings.TrimSuffix(path, "{$}"), "/")
	for i, part := range parts {
		if !strings.HasPrefix(part, "{") {
			continue
		}
		value, ok := w.value(strings.Trim(part, "{}.$"), path, s)
		require.True(w.t, ok, "route %s: nobody has said what stands for %s; add it to world.value", path, part)
		parts[i] = value
	}
	return strings.Join(parts, "/")
}

// value is what stands for a place in an address.
func (w *world) value(place, path string, s story) (string, bool) {
	switch place {
	case "case":
		return s.slug, true
	case "claim":
		if strings.Contains(path, "/series/") {
			return s.series, true
		}
		return s.key, true
	case "party":
		return s.party, true
	case "request":
		return s.request.String(), true
	case "message":
		if strings.Contains(path, "assign") || strings.Contains(path, "discard") {
			return s.unsorted.String(), true
		}
		return s.message.String(), true
	case "workflow": // by a name, which only those may use who see the case
		return s.party + "@" + s.slug, true
	case "person":
		return "omar", true
	case "evidence":
		return s.evidence.String(), true
	case "passage":
		return s.passage.String(), true
	case "comment":
		return s.comment.String(), true
	case "kind": // of a letter
		return "request", true
	case "file":
		return "1", true
	case "plan":
		return "usual", true
	case "policy":
		return "routine", true
	case "item": // of nothing that waits
		return "read." + uuid.Nil.String(), true
	case "sheet", "session", "browser", "way", "contact", "statement", "contest", "line", "rehearsal": // of nobody
		return uuid.Nil.String(), true
	case "token", "link":
		return "of-nobody", true
	}
	return "", false
}

// isOf reports whether a route is about one case: about what only those may see
// who see the case.
func isOf(path string) bool {
	for _, place := range []string{"{case}", "{claim}", "{request}", "{workflow}"} {
		if strings.Contains(path, place) {
			return true
		}
	}
	return strings.Contains(path, "{message}") && !strings.Contains(path, "assign") && !strings.Contains(path, "discard")
}

// sees reports whether a person may see a case.
func (w *world) sees(who casework.Caller, s story) bool {
	w.t.Helper()
	_, err := w.Report(context.WithoutCancel(w.t.Context()), who, s.slug, nil)
	return err == nil
}

// disable takes an account from a person.
func (w *world) disable(handle string) {
	w.t.Helper()
	_, err := staff.DisablePerson(w.t.Context(), w.Door, w.mara, handle)
	require.NoError(w.t, err)
}

// head is how many entries the record has.
func (w *world) head() int64 {
	w.t.Helper()
	n, _, err := w.Record.Head(w.t.Context())
	require.NoError(w.t, err)
	return n
}
