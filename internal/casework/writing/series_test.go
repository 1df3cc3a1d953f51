package writing_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/worktest"
)

// withSeries is a desk whose case vault7 has the series contact about n vendors, v00 and on.
func withSeries(t *testing.T, d *caseworktest.Case, n int) []string {
	t.Helper()
	d.Open(writing.CaseInput{Title: "Vendors", Slug: "vendors"})
	vendors := make([]string, n)
	for i := range vendors {
		vendors[i] = fmt.Sprintf("v%02d", i)
		d.Party(fmt.Sprintf("V%02d", i))
	}
	openSeries(t, d, vendors...)
	return vendors
}

func openSeries(t *testing.T, d *caseworktest.Case, parties ...string) {
	t.Helper()
	opened, err := writing.OpenSeries(d.Ctx(), d.Desk.Door, d.Mara, "vendors", contact(parties...))
	require.NoError(t, err)
	require.Equal(t, len(parties), opened.Carried, "%v", caseworktest.Became(opened))
}

func contact(parties ...string) writing.SeriesInput {
	return writing.SeriesInput{
		ClaimInput: writing.ClaimInput{Key: "contact", Statement: "WikiLeaks contacted {party} about the tools."}, Parties: parties,
	}
}

var cannotBeKnown = findings.AssessInput{Outcome: claim.Unverifiable, Why: finding.CannotBeKnown, Rationale: "Nobody can know."}

// TestASeriesOfThirtyIsProposedSignedAndPublishedInThreeActs, each by the short name of
// the series, under 3 s of work.
func TestASeriesOfThirtyIsProposedSignedAndPublishedInThreeActs(t *testing.T) {
	caseworktest.Each(t, func(t *testing.T, d *caseworktest.Case) {
		const n = 30
		withSeries(t, d, n)
		d.Claims("vendors", "other")
		jonas, acts := d.Who("jonas"), 0
		act := func(m casework.Many, err error) {
			t.Helper()
			require.NoError(t, err)
			require.Equal(t, n, m.Carried, "%v", caseworktest.Became(m))
			acts++
		}
		require.Less(t, worktest.Spent(t, func() {
			act(findings.AssessMany(d.Ctx(), d.Desk.Door, d.Mara, "vendors", findings.AssessInputs{Claims: []string{"contact"}, AssessInput: cannotBeKnown}))
			seen, err := d.Desk.ReviewList(d.Ctx(), jonas, "vendors")
			require.NoError(t, err)
			require.Len(t, seen.Series, 1)
			require.Len(t, seen.Series[0].Waiting, n)
			act(findings.SignMany(d.Ctx(), d.Desk.Door, jonas, "vendors", findings.SignInputs{Claims: []findings.SeenClaim{{Claim: "contact", Subject: seen.Series[0].Subject}}}))
			act(findings.PublishMany(d.Ctx(), d.Desk.Door, d.Mara, "vendors", findings.PublishInputs{Claims: []string{"contact"}}))
		}), 3*time.Second)
		require.Equal(t, 3, acts)
		subjects := map[string]bool{}
		for _, c := range d.Report("vendors").Claims {
			require.Equal(t, c.Series != nil, c.Stage == claim.StagePublished, c.Key)
			for _, s := range c.SignOffs {
				require.Equal(t, c.Subject, s.Subject)
				subjects[s.Subject] = true
			}
		}
		require.Len(t, subjects, n, "each was signed by its own hash")
	})
}

// TestASeriesThatHasChangedSinceIsNotSigned, and none of its claims is, until it was
// looked at again; those that have not changed can be signed one by one.
func TestASeriesThatHasChangedSinceIsNotSigned(t *testing.T) {
	d := caseworktest.New(t)
	withSeries(t, d, 3)
	assess := findings.AssessInputs{Claims: []string{"contact-v00", "contact", "contact-v01"}, AssessInput: cannotBeKnown}
	m, err := findings.AssessMany(d.Ctx(), d.Desk.Door, d.Mara, "vendors", assess)
	require.NoError(t, err)
	require.Equal(t, []string{"done", "done", "done"}, caseworktest.Became(m), "one that is named beside its series is assessed once")
	jonas := d.Who("jonas")
	look := func() reading.ReviewSeries {
		list, err := d.Desk.ReviewList(d.Ctx(), jonas, "vendors")
		require.NoError(t, err)
		return list.Series[0]
	}
	was := look()
	sign := func(how casework.How, seen ...findings.SeenClaim) casework.Many {
		m, err := findings.SignMany(d.Ctx(), d.Desk.Door, jonas, "vendors", findings.SignInputs{How: how, Claims: seen})
		require.NoError(t, err)
		return m
	}
	_, err = writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vendors/contact-v02", writing.EvidenceInput{Kind: claim.DocumentEvidence, Bearing: claim.SupportsClaim, Title: "A memo"})
	require.NoError(t, err)
	stale := findings.SeenClaim{Claim: "contact", Subject: was.Subject}
	first := findings.SeenClaim{Claim: "contact-v00", Subject: seriesSubject(d, "contact-v00")}
	require.Equal(t, []string{"stale", "undone"}, caseworktest.Became(sign(casework.How{All: true}, stale, first)), "all or none")
	require.Equal(t, []string{"stale", "done"}, caseworktest.Became(sign(casework.How{}, stale, first)))
	now := look()
	require.NotEqual(t, was.Subject, now.Subject)
	require.Len(t, now.Waiting, 2, "one is signed")
	require.Equal(t, []string{"done", "done"}, caseworktest.Became(sign(casework.How{}, findings.SeenClaim{Claim: "contact", Subject: now.Subject})))
	require.Equal(t, []string{"wrong_stage"}, caseworktest.Became(sign(casework.How{}, findings.SeenClaim{Claim: "contact", Subject: now.Subject})), "nothing waits any more")
}

func seriesSubject(d *caseworktest.Case, key string) string {
	claims := d.Report("vendors").Claims
	return claims[slices.IndexFunc(claims, func(c report.ClaimReport) bool { return c.Key == key })].Subject
}

// TestATryOfASeriesSaysOfEachWhyItCannotBe, and changes nothing.
func TestATryOfASeriesSaysOfEachWhyItCannotBe(t *testing.T) {
	d := caseworktest.New(t)
	withSeries(t, d, 2)
	_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vendors/contact-v00", cannotBeKnown)
	require.NoError(t, err)
	_, err = writing.Withdraw(d.Ctx(), d.Desk.Door, d.Mara, "vendors/contact-v01", casework.ReasonInput{Reason: "It is not part of the story."})
	require.NoError(t, err)
	m, err := findings.AssessMany(d.Ctx(), d.Desk.Door, d.Mara, "vendors", findings.AssessInputs{How: casework.How{Try: true}, Claims: []string{"contact"}, AssessInput: cannotBeKnown})
	require.NoError(t, err)
	require.Equal(t, []string{"undone", "wrong_stage"}, caseworktest.Became(m))
	p, err := findings.PublishMany(d.Ctx(), d.Desk.Door, d.Mara, "vendors", findings.PublishInputs{How: casework.How{Try: true}, Claims: []string{"contact"}})
	require.NoError(t, err)
	require.Equal(t, []string{"wrong_stage", "wrong_stage"}, caseworktest.Became(p))
	require.NotEmpty(t, p.Each[0].Refused.Message)
}

// TestALetterAboutASeriesNamesTheClaimAboutItsPartyAlone: whoever is in the slot is asked
// about itself in its own words; whoever is not, about all of them.
func TestALetterAboutASeriesNamesTheClaimAboutItsPartyAlone(t *testing.T) {
	d := caseworktest.New(t)
	withSeries(t, d, 2)
	d.Party("WikiLeaks")
	preview := func(party string) string {
		l, err := requests.PreviewLetter(d.Ctx(), d.Desk.Door, d.Mara, "vendors", d.Asking(party, "contact"))
		require.NoError(t, err)
		return l.Text
	}
	own := preview("v00")
	require.Contains(t, own, "WikiLeaks contacted V00 about the tools.")
	require.NotContains(t, own, "V01")
	require.NotContains(t, own, cases.SeriesSlot)
	others := preview("wikileaks")
	require.Contains(t, others, "WikiLeaks contacted V00 about the tools.")
	require.Contains(t, others, "WikiLeaks contacted V01 about the tools.")

	asked, err := requests.AskMany(d.Ctx(), d.Desk.Door, d.Mara, "vendors", requests.AskInputs{Requests: []requests.AskInput{d.Asking("v00", "contact"), d.Asking("v01", "contact")}})
	require.NoError(t, err)
	require.Equal(t, 2, asked.Carried)
	for _, r := range d.Report("vendors").Requests {
		require.Equal(t, []string{"contact-" + r.Party}, r.Claims)
	}
}

// TestASeriesIsOneRowOfTheMatrix: each party stands in its column with the claim about
// itself, and whoever was asked about several of them with each.
func TestASeriesIsOneRowOfTheMatrix(t *testing.T) {
	d := caseworktest.New(t)
	withSeries(t, d, 2)
	d.Claims("vendors", "other")
	d.Party("WikiLeaks")
	for _, party := range []string{"v00", "v01", "wikileaks"} {
		d.Ask("vendors", party, "contact")
	}
	r := d.Report("vendors")
	require.Equal(t, []string{"contact-v00", "contact-v01"}, sorted(r.Series[0].Claims))
	require.Equal(t, "WikiLeaks contacted … about the tools.", r.Series[0].Slotted())
	m := reading.MatrixOf(&r)
	require.Len(t, m.Rows, 2)
	i := slices.IndexFunc(m.Rows, func(row reading.MatrixRow) bool { return row.Series != nil })
	row := m.Rows[i]
	require.Equal(t, "contact", row.Key)
	require.Len(t, row.Each(), 2)
	for at, party := range m.Parties {
		about := row.About[at]
		if party.Key == "wikileaks" {
			require.Len(t, about, 2)
			require.NotEmpty(t, about[0].About)
			continue
		}
		require.Len(t, about, 1)
		require.Empty(t, about[0].About, "about itself")
		require.Equal(t, "contact-"+party.Key, about[0].Claim.Key)
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// TestRulesOfASeries: what is refused, and with which sentence at which field.
func TestRulesOfASeries(t *testing.T) {
	d := caseworktest.New(t)
	withSeries(t, d, 2)
	open := func(change func(*writing.SeriesInput)) error {
		in := contact("v00", "v01")
		in.Key = "another"
		change(&in)
		_, err := writing.OpenSeries(d.Ctx(), d.Desk.Door, d.Mara, "vendors", in)
		return err
	}
	field := func(name string, err error) {
		t.Helper()
		require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, name)
	}
	field("key", open(func(in *writing.SeriesInput) { in.Key = "" }))
	field("statement", open(func(in *writing.SeriesInput) { in.Statement = "WikiLeaks contacted somebody." }))
	field("statement", open(func(in *writing.SeriesInput) { in.Statement = "{party} contacted {party}." }))
	field("parties", open(func(in *writing.SeriesInput) { in.Parties = nil }))
	field("parties", open(func(in *writing.SeriesInput) { in.Parties = []string{"v00", "v01", "v00"} }))
	caseworktest.Refused(t, claim.CodeNotFound, open(func(in *writing.SeriesInput) { in.Parties = []string{"nobody"} }))
	caseworktest.Refused(t, claim.CodeExists, open(func(in *writing.SeriesInput) { in.Key, in.Statement = "contact", "Others contacted {party}." }))
	many := caseworktest.Refused(t, claim.CodeTooLarge, open(func(in *writing.SeriesInput) { in.Parties = make([]string, 10_000) }))
	require.Equal(t, "a series is about at most 1000 parties, and there are 10000", many.Message)
	more := make([]string, 10_000)
	_, err := writing.ExtendSeries(d.Ctx(), d.Desk.Door, d.Mara, "vendors/contact", writing.SeriesParties{Parties: more})
	caseworktest.Refused(t, claim.CodeTooLarge, err)
	_, err = writing.ExtendSeries(d.Ctx(), d.Desk.Door, d.Mara, "vendors/contact", writing.SeriesParties{Parties: []string{"v01"}})
	field("parties", err)
	_, err = writing.ReviseSeries(d.Ctx(), d.Desk.Door, d.Mara, "vendors/contact", writing.SeriesRevision{ClaimInput: writing.ClaimInput{Statement: "No slot."}, Seen: 99})
	field("statement", err)
	require.Len(t, d.Report("vendors").Claims, 2, "nothing of what was refused is there")
}
