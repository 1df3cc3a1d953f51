package record

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// publish takes a claim to published.
func (d *desk) publish(id uuid.UUID, at time.Time) {
	d.t.Helper()
	s := claim.Stream{Kind: claim.StreamClaim, ID: id}
	d.do(s, finding.Assess{Outcome: claim.Unverified, Rationale: d.put("because"), AsOf: at}, at)
	state, err := d.Load(d.ctx(), s)
	require.NoError(d.t, err)
	c := state.(*verification.Claim)
	sign := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(signer), Body: finding.Sign{Subject: c.Subject()}}
	facts, err := c.Decide(sign, at, d.around())
	require.NoError(d.t, err)
	require.NoError(d.t, d.Append(d.ctx(), claim.Apply(c, sign, at, facts)))
	d.do(s, finding.Publish{}, at)
}

func TestPublicCasesComeLatestFirst(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		old, quiet, fresh := d.openCase("old"), d.openCase("quiet"), d.openCase("fresh")
		d.addClaim(quiet, "a")
		d.publish(d.addClaim(old, "a"), noon.Add(time.Hour))
		d.publish(d.addClaim(fresh, "a"), noon.Add(2*time.Hour))
		d.publish(d.addClaim(fresh, "b"), noon.Add(3*time.Hour))

		rows, err := d.PublicCases(d.ctx(), 0, 10)
		require.NoError(t, err)
		require.Equal(t, []lists.PublicRow{
			{Case: fresh, Slug: "fresh", First: noon.Add(2 * time.Hour), Latest: noon.Add(3 * time.Hour), Count: 2, Findings: 2},
			{Case: old, Slug: "old", First: noon.Add(time.Hour), Latest: noon.Add(time.Hour), Count: 1, Findings: 1},
		}, rows)
		rows, err = d.PublicCases(d.ctx(), 1, 1)
		require.NoError(t, err)
		require.Len(t, rows, 1)
		require.Equal(t, old, rows[0].Case)

		row, err := d.PublicCase(d.ctx(), fresh)
		require.NoError(t, err)
		require.Equal(t, 2, row.Count)
		for _, id := range []uuid.UUID{quiet, uuid.New()} {
			_, err = d.PublicCase(d.ctx(), id)
			require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		}
	})
}

func TestARequestIsFoundByItsCode(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		_, request := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "a"))
		d.ask(caseID, d.addParty("apple"), d.addClaim(caseID, "b"))
		prefix, ok := letters.ParseRequestCode(letters.RequestCode(request))
		require.True(t, ok)
		found, err := d.RequestWithCode(d.ctx(), prefix)
		require.NoError(t, err)
		require.Equal(t, request, found)
		_, err = d.RequestWithCode(d.ctx(), "ffffffff-ffff")
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}

func TestPageDraftsWaitWithinALimitAndAreForgotten(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		message := uuid.New()
		keep := func(link, key string, size int) (claim.Ref, error) {
			return d.KeepPageDraft(d.ctx(), lists.PageDraft{
				Message: message, Link: link, KeptAt: noon, Content: claim.Content{Key: key, Media: "text/plain", Data: bytes.Repeat([]byte("x"), size)},
			}, 100)
		}
		first, err := keep("link", "a", 60)
		require.NoError(t, err)
		again, err := keep("link", "a", 60)
		require.NoError(t, err)
		require.Equal(t, first, again, "kept twice it is kept once")
		_, err = keep("link", "b", 41)
		require.Equal(t, claim.CodeTooLarge, claim.CodeOf(err))
		_, err = keep("another link", "b", 41)
		require.NoError(t, err)

		data, err := d.PageDraft(d.ctx(), message, first, noon.Add(-time.Hour))
		require.NoError(t, err)
		require.Len(t, data, 60)
		for _, missing := range []func() ([]byte, error){
			func() ([]byte, error) { return d.PageDraft(d.ctx(), uuid.New(), first, noon.Add(-time.Hour)) },
			func() ([]byte, error) { return d.PageDraft(d.ctx(), message, first, noon) },
			func() ([]byte, error) { return d.PageDraft(d.ctx(), message, "nothing", time.Time{}) },
		} {
			_, err := missing()
			require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		}
		n, err := d.ForgetPageDrafts(d.ctx(), noon, noon)
		require.NoError(t, err)
		require.Zero(t, n)
		n, err = d.ForgetPageDrafts(d.ctx(), noon.Add(time.Second), noon.Add(time.Second))
		require.NoError(t, err)
		require.Equal(t, 2, n)
		_, err = d.Get(d.ctx(), first)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}

func TestTheMarkChangesWithErasuresAndWithTheFactsThatAreNamed(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		google := d.addParty("google")
		kinds := []string{people.PartyRevised{}.FactKind(), finding.ClaimPublished{}.FactKind()}
		seen := map[string]bool{}
		mark := func() string {
			t.Helper()
			m, err := d.Mark(d.ctx(), kinds)
			require.NoError(t, err)
			return m
		}
		changed := func() bool {
			t.Helper()
			m := mark()
			before := seen[m]
			seen[m] = true
			return !before
		}
		require.True(t, changed())
		words := d.put("words")
		d.addParty("apple")
		require.False(t, changed(), "nothing that is named has happened")
		require.NoError(t, d.Erase(d.ctx(), words, noon))
		require.True(t, changed())
		d.do(claim.Stream{Kind: claim.StreamParty, ID: google}, people.ReviseParty{Profile: d.put(people.PartyProfile{Key: "google", Name: "Google LLC"}), Zone: "UTC"}, noon)
		require.True(t, changed())
		require.False(t, changed())
	})
}
