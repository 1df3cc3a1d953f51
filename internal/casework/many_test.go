package casework_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestAskingMany(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	in := requests.AskInputs{Requests: []requests.AskInput{
		d.Asking("google", "a"), d.Asking("google", "b"), d.Asking("nobody", "a"), d.Asking("apple", "a"),
	}}
	ask := func(how casework.How, form uuid.UUID) casework.Many {
		t.Helper()
		in.How = how
		m, err := requests.AskMany(casework.WithKey(d.Ctx(), form), d.Desk.Door, d.Mara, "vault7", in)
		require.NoError(t, err)
		return m
	}
	form := uuid.New()
	require.Equal(t, []string{"undone", "undone", "not_found", "undone"}, caseworktest.Became(ask(casework.How{Try: true}, form)))
	require.Equal(t, []string{"undone", "undone", "not_found", "undone"}, caseworktest.Became(ask(casework.How{All: true}, uuid.New())))
	require.Empty(t, d.Report("vault7").Requests)

	in.Requests[0].Questions = "Is it really so?" // after what the try has shown
	done := ask(casework.How{}, form)
	require.Equal(t, []string{"done", "done", "not_found", "done"}, caseworktest.Became(done))
	require.Equal(t, 3, done.Carried)
	require.Len(t, d.Report("vault7").Requests, 3, "a party that is asked twice has two requests")
	require.Equal(t, done, ask(casework.How{}, form), "the same form once more answers and asks nobody")
	require.Len(t, d.Report("vault7").Requests, 3)
}

func TestAskingManyAgainWithOtherWordsIsRefused(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	in := d.Asking("google", "a")
	in.ID = "first"
	for range 2 {
		m, err := requests.AskMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", requests.AskInputs{Requests: []requests.AskInput{in}})
		require.NoError(t, err)
		require.Equal(t, []string{"done"}, caseworktest.Became(m))
	}
	in.Questions = "Is it not so?"
	m, err := requests.AskMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", requests.AskInputs{Requests: []requests.AskInput{in}})
	require.NoError(t, err)
	require.Equal(t, []string{"exists"}, caseworktest.Became(m))
	require.Zero(t, m.Carried)
	require.Len(t, d.Report("vault7").Requests, 1)
}

func TestSigningAndPublishingMany(t *testing.T) {
	d := inReview(t)
	d.Claims("vault7", "b")
	jonas := d.Who("jonas")
	subject := d.review(jonas).Claim.Subject
	sign := findings.SignInputs{Claims: []findings.SeenClaim{{Claim: "a", Subject: strings.Repeat("0", 64)}, {Claim: "b", Subject: subject}}}
	m, err := findings.SignMany(d.Ctx(), d.Desk.Door, jonas, "vault7", sign)
	require.NoError(t, err)
	require.Equal(t, []string{"stale", "wrong_stage"}, caseworktest.Became(m))

	sign.Claims[0].Subject = subject
	m, err = findings.SignMany(d.Ctx(), d.Desk.Door, jonas, "vault7", sign)
	require.NoError(t, err)
	require.Equal(t, []string{"done", "wrong_stage"}, caseworktest.Became(m))
	require.NotNil(t, d.review(jonas).Looked, "what was signed was seen")

	publish := findings.PublishInputs{How: casework.How{All: true}, Claims: []string{"a", "b"}}
	m, err = findings.PublishMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", publish)
	require.NoError(t, err)
	require.Equal(t, []string{"undone", "wrong_stage"}, caseworktest.Became(m))
	publish.All = false
	m, err = findings.PublishMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", publish)
	require.NoError(t, err)
	require.Equal(t, []string{"done", "wrong_stage"}, caseworktest.Became(m))
	require.Equal(t, claim.StagePublished, d.Report("vault7").Claims[0].Stage)

	m, err = writing.WithdrawMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", casework.ClaimsInput{Claims: []string{"a", "b"}, Reason: "It is not part of the story."})
	require.NoError(t, err)
	require.Equal(t, []string{"wrong_stage", "done"}, caseworktest.Became(m))
}

func TestExtendingAndWithdrawingManyRequests(t *testing.T) {
	d := askedDoor(t)
	d.Party("Apple")
	google, apple := d.Report("vault7").Requests[0].ID, d.Ask("vault7", "apple", "a").ID
	extend := requests.ExtendInputs{Requests: []string{google.String(), "nonsense", apple.String()}}
	extend.AnswerBy, extend.Reason = d.Desk.Clock.Now().Add(2*caseworktest.Week), "They asked for more time."
	m, err := requests.ExtendMany(d.Ctx(), d.Desk.Door, d.Mara, extend)
	require.NoError(t, err)
	require.Equal(t, []string{"done", "invalid", "done"}, caseworktest.Became(m))
	for _, r := range d.Report("vault7").Requests {
		require.WithinDuration(t, extend.AnswerBy, r.AnswerBy, time.Millisecond)
	}

	withdraw := requests.RequestsInput{Requests: []string{google.String(), apple.String(), uuid.NewString()}}
	m, err = requests.WithdrawMany(d.Ctx(), d.Desk.Door, d.Mara, withdraw)
	require.NoError(t, err)
	require.Equal(t, []string{"done", "done", "not_found"}, caseworktest.Became(m))
	for _, r := range d.Report("vault7").Requests {
		require.Equal(t, letters.RequestWithdrawn, r.Lifecycle)
	}
}

func TestManyAreNotNoneAndNotTooMany(t *testing.T) {
	d := newDoor(t)
	_, err := writing.WithdrawMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", casework.ClaimsInput{})
	caseworktest.Refused(t, claim.CodeInvalid, err)
	_, err = writing.WithdrawMany(d.Ctx(), d.Desk.Door, d.Mara, "vault7", casework.ClaimsInput{Claims: make([]string, casework.MaxMany+1)})
	caseworktest.Refused(t, claim.CodeTooLarge, err)
}
