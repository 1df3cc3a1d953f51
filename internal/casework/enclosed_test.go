package casework_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestCopiesAndFilesOfALetterAreCheckedAsTheyAreNamed(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	_, err := writing.AddEvidence(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", writing.EvidenceInput{
		Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, Origin: "Google", Source: "https://example.org/memo",
		File: &writing.FileInput{Name: "memo.csv", Media: "text/csv", Data: []byte("a,b\n")},
	})
	require.NoError(t, err)
	hash := d.claim("a").Evidence[0].File.SHA256

	with := func(cc []string, attach ...string) requests.AskInput {
		in := d.Asking("google", "a")
		in.Cc, in.Attach = cc, attach
		return in
	}
	for field, in := range map[string]requests.AskInput{
		"cc":     with([]string{"nobody at all"}),
		"attach": with(nil, "0000"),
	} {
		_, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
		require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, field)
	}
	_, err = requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", with([]string{"Press@Google.example"}))
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields["cc"], "contact point of the party itself")

	_, err = requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", with([]string{"Desk@desk.example"}))
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields["cc"], "the desk's own address")
	_, err = d.Desk.AddParty(d.Ctx(), d.Mara, casework.PartyInput{Name: "Nobody", Email: "Desk@desk.example"})
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields["email"], "the desk's own address")

	made, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", with([]string{" legal@google.example ", "LEGAL@google.example", ""}, hash))
	require.NoError(t, err)
	asked, err := d.Desk.LettersOf(d.Ctx(), d.Mara, made.ID)
	require.NoError(t, err)
	put := asked.Request(made.ID).With
	require.Equal(t, 1, put.Copied, "each address once")
	require.Len(t, put.Files, 1)
	require.Equal(t, int64(4), put.Files[0].Bytes)
}

func TestAnAddressThatIsNotToBeContactedGetsNoCopyAndIsNotAddedAgain(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google")
	d.Party("Mill")
	id, err := d.Desk.TheParty(d.Ctx(), d.Mara, "mill")
	require.NoError(t, err)
	party, err := d.Desk.Record.Load(d.Ctx(), claim.Stream{Kind: claim.StreamParty, ID: id})
	require.NoError(t, err)
	press := party.(*people.Party).Contact.ID
	reporter := d.Mara
	reporter.Roles = []claim.Role{claim.Reporter}
	again := func(at string) error {
		_, err := contacts.Add(d.Ctx(), d.Desk.Door, reporter, "mill", contacts.ContactPointInput{Address: at})
		return err
	}
	copied := func() error {
		in := d.Asking("google", "a")
		in.Cc = []string{"PRESS@Mill.example"}
		_, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", in)
		return err
	}
	for _, contact := range []*uuid.UUID{nil, &press} {
		_, err := contacts.Bar(d.Ctx(), d.Desk.Door, d.Mara, "mill", contacts.BarInput{Contact: contact, Reason: "She asks not to be written to."})
		require.NoError(t, err)
		require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, copied()).Fields["cc"], "is not to be contacted")
		require.Contains(t, caseworktest.Refused(t, claim.CodeConflict, again("Press@MILL.example")).Hint, "party unbar")
		_, err = contacts.Change(d.Ctx(), d.Desk.Door, reporter, "mill", casework.ContactInput{Email: "press@mill.EXAMPLE"})
		require.Contains(t, caseworktest.Refused(t, claim.CodeConflict, err).Hint, "party unbar")
		_, err = d.Desk.AddParty(d.Ctx(), reporter, casework.PartyInput{Key: "another", Name: "Another", Email: "press@mill.example"})
		require.Contains(t, caseworktest.Refused(t, claim.CodeConflict, err).Hint, "party unbar")
		_, err = contacts.Unbar(d.Ctx(), d.Desk.Door, d.Mara, "mill", contacts.UnbarInput{Contact: contact})
		require.NoError(t, err)
	}
	require.NoError(t, again("other@mill.example"))
	require.NoError(t, copied(), "it may be contacted again")
}
