package desktest_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/operation"
)

// furniture is a case with something of everything, for tests that only look:
// answers and silence, mail that waits, a claim in review, findings in public.
type furniture struct {
	slug                      string
	request, unanswered       uuid.UUID        // with an answer, and without
	read, unread, quarantined uuid.UUID        // messages
	letter                    crashtest.Letter // of the request without an answer
}

var furnished struct {
	once sync.Once
	furniture
}

// furnish puts the furniture on the desk, once.
func (d *desk) furnish(t *testing.T) furniture {
	t.Helper()
	d.hire(t)
	furnished.once.Do(func() { furnished.furniture = d.story(t, "works") })
	require.NotEmpty(t, furnished.slug, "the desk is not furnished")
	return furnished.furniture
}

var statements = []struct {
	key, text string
	tier      claim.Tier
}{
	{"warned", "The ministry was warned of the defect in May 2025.", claim.Routine},
	{"paid", "The Harbour Works paid for the expert report that found no defect.", claim.Sensitive},
	{"hidden", "Two engineers of the Harbour Works kept the measurements to themselves.", claim.SeriousAllegation},
	{"closed", "The bridge was closed for eleven days.", claim.Routine},
}

// story makes a case with what stands in it, over the API and by mail.
func (d *desk) story(t *testing.T, slug string) furniture {
	t.Helper()
	ctx := t.Context()
	mara, jonas := d.as(t, "mara"), d.as(t, "jonas")
	f := furniture{slug: slug}
	_, err := client.Call(ctx, mara, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: slug, Title: "Who knew of the defect in the harbour bridge?"}))
	require.NoError(t, err)
	for _, p := range []casework.PartyInput{
		{Key: slug + "-ministry", Name: "Ministry of Transport", Kind: "record holder", Email: "press@ministry-" + slug + ".example", Role: "press office", Zone: "Europe/Berlin", Language: "de"},
		{Key: slug + "-harbour", Name: "The Harbour Works", Kind: "subject of an allegation", Email: "media@harbour-" + slug + ".example", Role: "press office", Zone: "Asia/Tokyo", Language: "en"},
		{Key: slug + "-expert", Name: "Dr. Amal حداد", Kind: "expert", Email: "amal@lab-" + slug + ".example", Zone: "Africa/Cairo", Language: "ar"},
	} {
		_, err := client.Call(ctx, mara, operation.PartyAdd, operation.Body(p))
		require.NoError(t, err)
	}
	for _, s := range statements {
		_, err := client.Call(ctx, mara, operation.ClaimAdd, operation.InCase(slug, writing.ClaimInput{Key: s.key, Statement: s.text, Claimant: "A whistleblower", Tier: s.tier, Where: "https://post.example/bridge"}))
		require.NoError(t, err)
	}
	measured := writing.SeriesInput{
		ClaimInput: writing.ClaimInput{Key: "measured", Statement: "The measurements of May lay before {party}.", Claimant: "A whistleblower"},
		Parties:    []string{slug + "-ministry", slug + "-harbour"},
	}
	_, err = client.Call(ctx, mara, operation.SeriesOpen, operation.InCase(slug, measured))
	require.NoError(t, err)
	by := time.Now().Add(6 * 24 * time.Hour)
	ask := func(party string, questions string, claims ...string) uuid.UUID {
		r, err := client.Call(ctx, mara, operation.RequestAsk, operation.InCase(slug, requests.AskInput{Party: slug + "-" + party, Claims: claims, Questions: questions, AnswerBy: by}))
		require.NoError(t, err)
		return r.ID
	}
	f.request = ask("ministry", "Were you warned of the defect?\nIf so, when and by whom?", "warned", "closed")
	f.unanswered = ask("harbour", "Did you pay for the report?\nDid two of your engineers keep measurements to themselves?", "paid", "hidden")
	ask("expert", "Is the defect in the measurements of May?", "warned")
	d.answers(t, &f)
	for key, outcome := range map[string]claim.Outcome{"warned": claim.Confirmed, "closed": claim.Corroborated} {
		name := slug + "/" + key
		_, err := client.Call(ctx, mara, operation.ClaimAssess, operation.OfClaim(name, findings.AssessInput{Outcome: outcome, ForReaders: "They told us so.", Rationale: "The ministry says so, on the record."}))
		require.NoError(t, err)
		if key == "closed" {
			continue // in review
		}
		seen, err := client.Call(ctx, mara, operation.ClaimShow, operation.ClaimAt(name, nil))
		require.NoError(t, err)
		_, err = client.Call(ctx, jonas, operation.ClaimSign, operation.OfClaim(name, findings.ReviewInput{Subject: seen.Subject}))
		require.NoError(t, err)
		_, err = client.Call(ctx, mara, operation.ClaimPublish, operation.OfClaim(name, &findings.PublishInput{Early: "It cannot wait."}))
		require.NoError(t, err)
	}
	d.draft(t, slug)
	return f
}

// draft writes the story: a passage for each claim, one of which has changed since.
func (d *desk) draft(t *testing.T, slug string) {
	t.Helper()
	ctx, mara := t.Context(), d.as(t, "mara")
	const words = "The bridge was closed for eleven days.\n\nThe ministry was warned of the defect in May 2025. The Harbour Works paid 40,000 euros for a report, the expert said.\n\n" +
		"Two engineers hid the measurements. Nobody else knew."
	put := func(text string) {
		_, err := client.Call(ctx, mara, operation.DraftPut, operation.InCase(slug, writing.DraftInput{Text: text}))
		require.NoError(t, err)
	}
	put(words)
	for key, passage := range map[string]string{
		"closed": "The bridge was closed for eleven days.", "warned": "The ministry was warned of the defect in May 2025.", "hidden": "Two engineers hid the measurements.",
	} {
		_, err := client.Call(ctx, mara, operation.PassageMark, operation.InCase(slug, writing.PassageInput{Claim: key, Words: passage}))
		require.NoError(t, err)
	}
	put(strings.ReplaceAll(words, "eleven", "twelve"))
	d.comments(t, slug)
}

// comments has colleagues talk about the story.
func (d *desk) comments(t *testing.T, slug string) {
	t.Helper()
	for _, in := range []discussion.CommentInput{
		{Text: "Who calls the harbour again? @jonas"}, {Claim: "warned", Text: "Is the letter of May theirs, or ours?\nשלום"}, {Words: "Nobody else knew.", Text: "Too strong."},
	} {
		_, err := client.Call(t.Context(), d.as(t, "mara"), operation.CommentWrite, operation.InCase(slug, in))
		require.NoError(t, err)
	}
}

// answers has the parties write, and somebody read it.
func (d *desk) answers(t *testing.T, f *furniture) {
	t.Helper()
	ctx, mara := t.Context(), d.as(t, "mara")
	ministry := d.letter(t, "press@ministry-"+f.slug+".example", 1)
	f.letter = d.letter(t, "media@harbour-"+f.slug+".example", 1)
	expert := d.letter(t, "amal@lab-"+f.slug+".example", 1)
	html := ministry.Reply("<p style=\"color:#036\">We were warned on 12 May 2025.<br>The bridge was closed for eleven days.</p><img src=\"https://tracker.example/1.png\" alt=\"Our arms\"><p><b>Press office</b></p>")
	f.read = d.handIn(t, ministry, bytes.Replace(html, []byte("text/plain"), []byte("text/html"), 1))
	f.unread = d.handIn(t, expert, expert.Reply("Yes. The measurements of May show it.\n\nنعم، هذا صحيح."))
	stray := expert
	stray.ReplyTo = "desk@newsroom.example"
	f.quarantined = d.handIn(t, stray, stray.Reply("You do not know me. Look at the measurements of May."))
	for _, id := range []uuid.UUID{f.read, f.unread, f.quarantined} {
		eventually(t, "the mail to be taken in", func() bool {
			in, err := client.Call(ctx, mara, operation.MessageShow, operation.MessagePath{Message: id})
			return err == nil && (id == f.quarantined || in.Case != "")
		})
	}
	_, err := client.Call(ctx, mara, operation.AnswerRecord, operation.InCase(f.slug, answers.AnswerInput{
		Party: f.slug + "-ministry", Message: f.read.String(), GroundRules: claim.OnTheRecord, Stances: []answers.StanceInput{
			{Claim: "warned", Stance: claim.Confirms, Statement: "We were warned on 12 May 2025."},
			{Claim: "closed", Stance: claim.Confirms, Statement: "The bridge was closed for eleven days."},
		},
	}))
	require.NoError(t, err)
}
