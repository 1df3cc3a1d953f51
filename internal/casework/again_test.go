package casework_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

func TestAddingAClaimAgain(t *testing.T) {
	d := newDoor(t)
	riga, err := time.LoadLocation("Europe/Riga")
	require.NoError(t, err)
	madeAt := time.Date(2017, 3, 9, 17, 0, 0, 0, time.UTC)
	elsewhere := madeAt.In(riga)
	in := casework.ClaimInput{Key: "a", Statement: "It is so.", MadeAt: &madeAt, Subjects: []string{"Google"}}
	first, err := d.desk.AddClaim(d.ctx(), d.mara, "vault7", in)
	require.NoError(t, err)
	in.MadeAt = &elsewhere
	second, err := d.desk.AddClaim(d.ctx(), d.mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, first, second)

	for want, change := range map[string]func(*casework.ClaimInput){
		"the claim is in the case already, with other words": func(in *casework.ClaimInput) { in.Statement = "It is not so." },
		"the claim is in the case already, as routine":       func(in *casework.ClaimInput) { in.Tier = claim.Sensitive },
	} {
		other := in
		change(&other)
		_, err = d.desk.AddClaim(d.ctx(), d.mara, "vault7", other)
		require.Equal(t, want, refused(t, claim.CodeExists, err).Message)
	}
}

func TestAddingAPartyAgain(t *testing.T) {
	d := newDoor(t)
	in := casework.PartyInput{Name: "Google", Email: "press@google.example", Zone: "America/Los_Angeles"}
	first, err := d.desk.AddParty(d.ctx(), d.mara, in)
	require.NoError(t, err)
	second, err := d.desk.AddParty(d.ctx(), d.mara, in)
	require.NoError(t, err)
	require.Equal(t, first, second)

	for want, change := range map[string]func(*casework.PartyInput){
		"the party is in the directory already, with another profile": func(in *casework.PartyInput) { in.Zone = "UTC" },
		"the party is in the directory already, with another address": func(in *casework.PartyInput) { in.Email = "news@google.example" },
	} {
		other := in
		change(&other)
		_, err = d.desk.AddParty(d.ctx(), d.mara, other)
		require.Equal(t, want, refused(t, claim.CodeExists, err).Message)
	}
}

func TestAskingAgain(t *testing.T) {
	d := newDoor(t)
	d.claims("vault7", "a", "b")
	d.party("Google", "Apple")
	in := d.asking("google", "a", "b")
	in.ID = "first"
	first, err := d.desk.Ask(d.ctx(), d.mara, "vault7", in)
	require.NoError(t, err)

	for name, change := range map[string]func(*casework.AskInput){
		"questions": func(in *casework.AskInput) { in.Questions = "Is it not so?" },
		"claims":    func(in *casework.AskInput) { in.Claims = []string{"a"} },
		"party":     func(in *casework.AskInput) { in.Party = "apple" },
	} {
		other := in
		change(&other)
		_, err = d.desk.Ask(d.ctx(), d.mara, "vault7", other)
		require.Contains(t, refused(t, claim.CodeExists, err).Hint, "extend it", name)
	}

	_, err = d.desk.Hold(d.ctx(), d.mara, "vault7/a", casework.ReasonInput{Reason: "The lawyers ask for it."})
	require.NoError(t, err)
	_, err = d.desk.Withdraw(d.ctx(), d.mara, "vault7/b", casework.ReasonInput{Reason: "It is not part of the story."})
	require.NoError(t, err)
	in.Claims = []string{"b", "a"}
	second, err := d.desk.Ask(d.ctx(), d.mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.Len(t, d.report("vault7").Requests, 1)
	in.ID = "second"
	_, err = d.desk.Ask(d.ctx(), d.mara, "vault7", in)
	refused(t, claim.CodeWrongStage, err)
}

// TestIdsTellNoNames: whoever reads the engine's database sees ids, and cannot
// tell the names by trying likely ones.
func TestIdsTellNoNames(t *testing.T) {
	d := askedDoor(t)
	guessed := func(parts ...string) uuid.UUID { return claim.DerivedID(parts...) }
	r := d.report("vault7")
	parties, err := d.desk.Parties(d.ctx(), d.mara)
	require.NoError(t, err)
	require.NotEqual(t, guessed("case", "vault7"), r.ID)
	require.NotEqual(t, guessed("claim", guessed("case", "vault7").String(), "a"), r.Claims[0].ID)
	require.NotEqual(t, guessed("party", "google"), parties[0].ID)
	require.NotEqual(t, guessed("person", "mara"), d.mara.ID)
	require.Equal(t, claim.DerivedID("case", "test", "vault7"), r.ID, "with the salt of the installation")

	k := uuid.New()
	in := casework.AnswerInput{Party: "google", Stances: []casework.StanceInput{{Claim: "a", Stance: claim.Denies}}}
	said, err := d.desk.Answer(casework.WithKey(d.ctx(), k), d.mara, "vault7", in)
	require.NoError(t, err)
	require.NotEqual(t, guessed("response", k.String()), said.ID)
	again, err := d.desk.Answer(casework.WithKey(d.ctx(), k), d.mara, "vault7", in)
	require.NoError(t, err)
	require.Equal(t, said, again, "the same key is the same command")
	require.Len(t, d.aboutClaim()[0].Answers, 1)
}
