// Package caseworktest is a desk for tests of the rooms of casework: the door on a
// record, with what is beside it, and short verbs for what every story needs.
package caseworktest

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// Week is how long a party has to answer.
const Week = 7 * 24 * time.Hour

// Case is a desk with a case vault7 of mara's, which jonas can review.
type Case struct {
	T    *testing.T
	Desk *apitest.Fixture
	Mara casework.Caller
}

// New opens one.
func New(t *testing.T) *Case {
	t.Helper()
	dir := t.TempDir()
	return on(t, dir, filepath.Join(dir, "record.db"))
}

// Each runs the test on a desk of each database there is.
func Each(t *testing.T, test func(t *testing.T, d *Case)) {
	recordtest.Each(t, func(t *testing.T, dsn string) { test(t, on(t, t.TempDir(), dsn)) })
}

func on(t *testing.T, dir, dsn string) *Case {
	t.Helper()
	desk, err := apitest.OpenOn(t.Context(), dir, dsn)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, desk.Close()) })
	d := &Case{T: t, Desk: desk}
	d.Mara = d.Who(apitest.Admin)
	d.Person("jonas", claim.Reviewer)
	d.Open(writing.CaseInput{Slug: "vault7", Title: "Vault 7"})
	return d
}

// NewAsked opens one in which google was asked about a claim a.
func NewAsked(t *testing.T) *Case {
	t.Helper()
	d := New(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	d.Ask("vault7", "google", "a")
	return d
}

// Ctx is the context of the test.
func (d *Case) Ctx() context.Context { return d.T.Context() }

// Who is somebody on the desk.
func (d *Case) Who(handle string) casework.Caller {
	d.T.Helper()
	who, err := d.Desk.Authenticate(d.Ctx(), handle)
	require.NoError(d.T, err)
	return who
}

// Person adds somebody to the desk.
func (d *Case) Person(handle string, roles ...claim.Role) casework.Caller {
	d.T.Helper()
	_, err := staff.AddPerson(d.Ctx(), d.Desk.Door, d.Mara, staff.PersonInput{Handle: handle, Roles: roles})
	require.NoError(d.T, err)
	return d.Who(handle)
}

// Open opens a case of mara's.
func (d *Case) Open(in writing.CaseInput) {
	d.T.Helper()
	_, err := writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, in)
	require.NoError(d.T, err)
}

// Claims adds claims to a case.
func (d *Case) Claims(caseName string, keys ...string) {
	d.T.Helper()
	for _, key := range keys {
		_, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, caseName, writing.ClaimInput{Key: key, Statement: "About " + key + "."})
		require.NoError(d.T, err)
	}
}

// Party adds a party, whose short name is its name in small letters.
func (d *Case) Party(names ...string) {
	d.T.Helper()
	for _, name := range names {
		_, err := d.Desk.AddParty(d.Ctx(), d.Mara, casework.PartyInput{Name: name, Email: "press@" + strings.ToLower(name) + ".example"})
		require.NoError(d.T, err)
	}
}

// Asking is a request to a party about claims.
func (d *Case) Asking(party string, claims ...string) requests.AskInput {
	return requests.AskInput{Party: party, Claims: claims, Questions: "Is it so?", AnswerBy: d.Desk.Clock.Now().Add(Week)}
}

// Ask asks a party.
func (d *Case) Ask(caseName, party string, claims ...string) casework.Receipt {
	d.T.Helper()
	r, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, caseName, d.Asking(party, claims...))
	require.NoError(d.T, err)
	return r
}

// Answer records what a party said in vault7.
func (d *Case) Answer(party, about string, stance claim.Stance, rules claim.GroundRules) {
	d.T.Helper()
	_, err := answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{
		Party: party, GroundRules: rules, Stances: []answers.StanceInput{{Claim: about, Stance: stance}},
	})
	require.NoError(d.T, err)
}

// Report is what mara reads of a case.
func (d *Case) Report(caseName string) report.Report {
	d.T.Helper()
	r, err := d.Desk.Report(d.Ctx(), d.Mara, caseName, nil)
	require.NoError(d.T, err)
	return r
}

// Refused checks the code and returns the error.
func Refused(t *testing.T, code claim.Code, err error) *claim.Error {
	t.Helper()
	require.Error(t, err)
	var known *claim.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, code, known.Code, known.Message)
	return known
}

// Page is the page of vault7.
func (d *Case) Page(q reading.CaseQuery) reading.CaseView {
	d.T.Helper()
	p, err := d.Desk.CaseView(d.Ctx(), d.Mara, "vault7", q)
	require.NoError(d.T, err)
	return p
}

// AboutClaim is what the parties were asked about the first claim.
func (d *Case) AboutClaim() []report.PartyReport { return d.Report("vault7").Claims[0].Parties }

// Became is what Became of each thing: "done", "undone" or the code of its refusal.
func Became(m casework.Many) []string {
	var each []string
	for _, one := range m.Each {
		switch {
		case one.Refused != nil:
			each = append(each, string(one.Refused.Code))
		case one.Undone:
			each = append(each, "undone")
		default:
			each = append(each, "done")
		}
	}
	return each
}
