package casework_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestAddingAClaimAgain(t *testing.T) {
	d := newDoor(t)
	riga, err := time.LoadLocation("Europe/Riga")
	require.NoError(t, err)
	said := time.Date(2017, 3, 9, 17, 0, 0, 0, time.UTC)
	madeAt := claim.At(said)
	elsewhere := claim.At(said.In(riga))
	in := writing.ClaimInput{Key: "a", Statement: "It is so.", MadeAt: &madeAt, Subjects: []string{"Google"}}
	first, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	in.MadeAt = &elsewhere
	second, err := writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, first, second)

	for want, change := range map[string]func(*writing.ClaimInput){
		"the claim is in the case already, with other words": func(in *writing.ClaimInput) { in.Statement = "It is not so." },
		"the claim is in the case already, as routine":       func(in *writing.ClaimInput) { in.Tier = claim.Sensitive },
	} {
		other := in
		change(&other)
		_, err = writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "vault7", other)
		require.Equal(t, want, caseworktest.Refused(t, claim.CodeExists, err).Message)
	}
}

func TestAddingAPartyAgain(t *testing.T) {
	d := newDoor(t)
	in := casework.PartyInput{Name: "Google", Email: "press@google.example", Zone: "America/Los_Angeles"}
	first, err := d.Desk.AddParty(d.Ctx(), d.Mara, in)
	require.NoError(t, err)
	second, err := d.Desk.AddParty(d.Ctx(), d.Mara, in)
	require.NoError(t, err)
	require.Equal(t, first, second)

	for want, change := range map[string]func(*casework.PartyInput){
		"the party is in the directory already, with another profile": func(in *casework.PartyInput) { in.Zone = "UTC" },
		"the party is in the directory already, with another address": func(in *casework.PartyInput) { in.Email = "news@google.example" },
	} {
		other := in
		change(&other)
		_, err = d.Desk.AddParty(d.Ctx(), d.Mara, other)
		require.Equal(t, want, caseworktest.Refused(t, claim.CodeExists, err).Message)
	}
}

func TestAskingAgain(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple")
	in := d.Asking("google", "a", "b")
	in.ID = "first"
	first, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)

	for name, change := range map[string]func(*requests.AskInput){
		"questions": func(in *requests.AskInput) { in.Questions = "Is it not so?" },
		"claims":    func(in *requests.AskInput) { in.Claims = []string{"a"} },
		"party":     func(in *requests.AskInput) { in.Party = "apple" },
	} {
		other := in
		change(&other)
		_, err = requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", other)
		require.Contains(t, caseworktest.Refused(t, claim.CodeExists, err).Hint, "extend it", name)
	}

	_, err = writing.Hold(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", casework.ReasonInput{Reason: "The lawyers ask for it."})
	require.NoError(t, err)
	_, err = writing.Withdraw(d.Ctx(), d.Desk.Door, d.Mara, "vault7/b", casework.ReasonInput{Reason: "It is not part of the story."})
	require.NoError(t, err)
	in.Claims = []string{"b", "a"}
	second, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.Len(t, d.Report("vault7").Requests, 1)
	in.ID = "second"
	_, err = requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
	caseworktest.Refused(t, claim.CodeWrongStage, err)
}

// TestIdsTellNoNames: whoever reads the engine's database sees ids, and cannot
// tell the names by trying likely ones.
func TestIdsTellNoNames(t *testing.T) {
	d := askedDoor(t)
	guessed := func(parts ...string) uuid.UUID { return claim.DerivedID(parts...) }
	r := d.Report("vault7")
	parties, err := d.Desk.Parties(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.NotEqual(t, guessed("case", "vault7"), r.ID)
	require.NotEqual(t, guessed("claim", guessed("case", "vault7").String(), "a"), r.Claims[0].ID)
	require.NotEqual(t, guessed("party", "google"), parties[0].ID)
	require.NotEqual(t, guessed("person", "mara"), d.Mara.ID)
	require.Equal(t, claim.DerivedID("case", "test", "vault7"), r.ID, "with the salt of the installation")

	k := uuid.New()
	in := answers.AnswerInput{Party: "google", Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Denies}}}
	said, err := answers.Record(casework.WithKey(d.Ctx(), k), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	require.NotEqual(t, guessed("response", k.String()), said.ID)
	again, err := answers.Record(casework.WithKey(d.Ctx(), k), d.Desk.Door, d.Mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, said, again, "the same key is the same command")
	require.Len(t, d.AboutClaim()[0].Answers, 1)
}
