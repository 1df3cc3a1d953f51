package casework_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

const week = 7 * 24 * time.Hour

// door is a desk with a case vault7 of mara's, which jonas can review.
type door struct {
	t    *testing.T
	desk *apitest.Fixture
	mara casework.Caller
}

func newDoor(t *testing.T) *door {
	t.Helper()
	desk, err := apitest.Open(t.Context(), t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, desk.Close()) })
	d := &door{t: t, desk: desk}
	d.mara = d.who(apitest.Admin)
	d.person("jonas", claim.Reviewer)
	d.open(casework.CaseInput{Slug: "vault7", Title: "Vault 7"})
	return d
}

func (d *door) ctx() context.Context { return d.t.Context() }

func (d *door) who(handle string) casework.Caller {
	d.t.Helper()
	who, err := d.desk.Authenticate(d.ctx(), handle)
	require.NoError(d.t, err)
	return who
}

func (d *door) person(handle string, roles ...claim.Role) casework.Caller {
	d.t.Helper()
	_, err := d.desk.AddPerson(d.ctx(), d.mara, casework.PersonInput{Handle: handle, Roles: roles})
	require.NoError(d.t, err)
	return d.who(handle)
}

func (d *door) open(in casework.CaseInput) {
	d.t.Helper()
	_, err := d.desk.OpenCase(d.ctx(), d.mara, in)
	require.NoError(d.t, err)
}

func (d *door) claims(caseName string, keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		_, err := d.desk.AddClaim(d.ctx(), d.mara, caseName, casework.ClaimInput{Key: key, Statement: "About " + key + "."})
		require.NoError(d.t, err)
	}
}

// party adds a party, whose short name is its name in small letters.
func (d *door) party(names ...string) {
	d.t.Helper()
	for _, name := range names {
		_, err := d.desk.AddParty(d.ctx(), d.mara, casework.PartyInput{Name: name, Email: "press@" + strings.ToLower(name) + ".example"})
		require.NoError(d.t, err)
	}
}

// asking is a request to a party about claims.
func (d *door) asking(party string, claims ...string) casework.AskInput {
	return casework.AskInput{Party: party, Claims: claims, Questions: "Is it so?", AnswerBy: d.desk.Clock.Now().Add(week)}
}

func (d *door) ask(caseName, party string, claims ...string) casework.Receipt {
	d.t.Helper()
	r, err := d.desk.Ask(d.ctx(), d.mara, caseName, d.asking(party, claims...))
	require.NoError(d.t, err)
	return r
}

func (d *door) answer(party, about string, stance claim.Stance, rules claim.GroundRules) {
	d.t.Helper()
	_, err := d.desk.Answer(d.ctx(), d.mara, "vault7", casework.AnswerInput{
		Party: party, GroundRules: rules, Stances: []casework.StanceInput{{Claim: about, Stance: stance}},
	})
	require.NoError(d.t, err)
}

func (d *door) report(caseName string) reading.Report {
	d.t.Helper()
	r, err := d.desk.Report(d.ctx(), d.mara, caseName, nil)
	require.NoError(d.t, err)
	return r
}

// refused checks the code and returns the error.
func refused(t *testing.T, code claim.Code, err error) *claim.Error {
	t.Helper()
	require.Error(t, err)
	var known *claim.Error
	require.ErrorAs(t, err, &known)
	require.Equal(t, code, known.Code, known.Message)
	return known
}
