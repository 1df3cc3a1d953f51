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
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// secretDoor has a restricted case, which mara and jonas may see and eve, an
// editor, may not. Google was asked in it, and Apple in it and in vault7.
func secretDoor(t *testing.T) (d *door, eve casework.Caller) {
	d = newDoor(t)
	eve = d.Person("eve", claim.Editor, claim.Reporter)
	d.Open(writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.Claims("secret", "a")
	d.Claims("vault7", "a")
	d.Party("Google", "Apple", "Mozilla")
	d.Ask("secret", "google", "a")
	d.Ask("secret", "apple", "a")
	d.Ask("vault7", "apple", "a")
	return d, eve
}

// TestARestrictedCaseCannotBeToldFromNone: the sentence for what is there and for
// what is not is one sentence, but for the name.
func TestARestrictedCaseCannotBeToldFromNone(t *testing.T) {
	d, eve := secretDoor(t)
	r := d.Report("secret")
	message, err := d.Desk.Receive(d.Ctx(), "secret", "google", "Yes.")
	require.NoError(t, err)
	none := uuid.New().String()
	id := func(text string) uuid.UUID { return uuid.MustParse(text) }
	for name, test := range map[string]struct {
		there, not string
		ask        func(name string) error
	}{
		"case":        {"secret", "nothing", func(name string) error { _, err := d.Desk.Report(d.Ctx(), eve, name, nil); return err }},
		"case by id":  {r.ID.String(), none, func(name string) error { _, err := d.Desk.Report(d.Ctx(), eve, name, nil); return err }},
		"claim":       {"secret/a", "nothing/a", func(name string) error { _, err := d.Desk.Claim(d.Ctx(), eve, name, nil); return err }},
		"claim by id": {r.Claims[0].ID.String(), none, func(name string) error { _, err := d.Desk.Claim(d.Ctx(), eve, name, nil); return err }},
		"request":     {r.Requests[0].ID.String(), none, func(name string) error { _, err := d.Desk.RequestView(d.Ctx(), eve, id(name)); return err }},
		"request to withdraw": {r.Requests[0].ID.String(), none, func(name string) error {
			_, err := requests.Withdraw(d.Ctx(), d.Desk.Door, eve, id(name), casework.ReasonInput{})
			return err
		}},
		"message": {message.String(), none, func(name string) error { _, err := d.Desk.Message(d.Ctx(), eve, id(name)); return err }},
		"message to read": {message.String(), none, func(name string) error {
			_, err := answers.ReadMessage(d.Ctx(), d.Desk.Door, eve, id(name), answers.ReadInput{Disposition: letters.ReadNoAnswer})
			return err
		}},
		"message to discard": {message.String(), none, func(name string) error {
			_, err := answers.DiscardMessage(d.Ctx(), d.Desk.Door, eve, id(name))
			return err
		}},
		"message to assign": {message.String(), none, func(name string) error {
			_, err := answers.AssignMessage(d.Ctx(), d.Desk.Door, eve, id(name), answers.AssignInput{Case: "vault7", Party: "apple"})
			return err
		}},
		"party": {"google", "nothing", func(name string) error { _, err := d.Desk.Party(d.Ctx(), eve, name); return err }},
		"party that answers": {"google", "nothing", func(name string) error {
			_, err := answers.Record(d.Ctx(), d.Desk.Door, eve, "vault7", answers.AnswerInput{Party: name})
			return err
		}},
		"party to ask": {"google", "nothing", func(name string) error {
			_, err := requests.Ask(d.Ctx(), d.Desk.Door, eve, "vault7", d.Asking(name, "a"))
			return err
		}},
		"party to preview a letter to": {"google", "nothing", func(name string) error {
			_, err := requests.PreviewLetter(d.Ctx(), d.Desk.Door, eve, "vault7", d.Asking(name, "a"))
			return err
		}},
		"party of a request put already": {"google", "nothing", func(name string) error {
			in := d.Asking(name, "a")
			in.ID = "again"
			again := in
			again.Party = "apple"
			_, err := requests.Ask(d.Ctx(), d.Desk.Door, eve, "vault7", again)
			require.NoError(t, err)
			_, err = requests.Ask(d.Ctx(), d.Desk.Door, eve, "vault7", in)
			return err
		}},
		"party to write to": {"google", "nothing", func(name string) error {
			_, err := contacts.Change(d.Ctx(), d.Desk.Door, eve, name, casework.ContactInput{Email: "eve@evil.example"})
			return err
		}},
	} {
		there, not := caseworktest.Refused(t, claim.CodeNotFound, test.ask(test.there)), caseworktest.Refused(t, claim.CodeNotFound, test.ask(test.not))
		blank := func(text, name string) string {
			short, _, _ := strings.Cut(name, "/")
			return strings.ReplaceAll(strings.ReplaceAll(text, name, "X"), short, "X")
		}
		require.Equal(t, blank(not.Message, test.not), blank(there.Message, test.there), name)
		require.Equal(t, not.Hint, there.Hint, name)
		require.NotContains(t, there.Hint, "claim list", name)
	}
	all, err := d.Desk.Messages(d.Ctx(), eve, time.Time{})
	require.NoError(t, err)
	require.Empty(t, all)
}

func TestPartiesOfRestrictedCases(t *testing.T) {
	d, eve := secretDoor(t)
	names := func(who casework.Caller) (names []string) {
		views, err := d.Desk.Parties(d.Ctx(), who)
		require.NoError(t, err)
		for _, v := range views {
			names = append(names, v.Name)
		}
		return names
	}
	require.Equal(t, []string{"Apple", "Google", "Mozilla"}, names(d.Mara))
	require.Equal(t, []string{"Apple", "Mozilla"}, names(eve))
	_, err := d.Desk.Party(d.Ctx(), eve, "mozilla")
	require.NoError(t, err, "nobody has asked it anything yet")
}

func TestAShortNameThatIsTakenTellsNothingOfItsParty(t *testing.T) {
	d, eve := secretDoor(t)
	same := casework.PartyInput{Name: "Google", Email: "press@google.example"}
	other := casework.PartyInput{Key: "google", Name: "A gardener"}
	_, err := d.Desk.AddParty(d.Ctx(), eve, same)
	first := caseworktest.Refused(t, claim.CodeExists, err)
	_, err = d.Desk.AddParty(d.Ctx(), eve, other)
	second := caseworktest.Refused(t, claim.CodeExists, err)
	require.Equal(t, first, second, "to guess how it is described does not help")
	require.Equal(t, `the short name "google" is taken`, first.Message)
	require.Equal(t, "give the party another one, such as google-2", first.Hint)
	other.Key = "google-2"
	made, err := d.Desk.AddParty(d.Ctx(), eve, other)
	require.NoError(t, err)
	require.Equal(t, "google-2", made.Name)
	_, err = d.Desk.AddParty(d.Ctx(), d.Mara, same)
	require.NoError(t, err, "whoever sees the party adds nothing by adding it again")
}

func TestWhoCanSignARestrictedCase(t *testing.T) {
	d := newDoor(t)
	secret := writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted}
	_, err := writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, secret)
	caseworktest.Refused(t, claim.CodePolicy, err)
	secret.Access = []string{"jonas"}
	_, err = writing.OpenCase(d.Ctx(), d.Desk.Door, d.Mara, secret)
	require.NoError(t, err)

	d.Claims("secret", "a")
	jonas := d.Who("jonas")
	_, err = staff.ChangeRoles(d.Ctx(), d.Desk.Door, d.Mara, "jonas", staff.RolesInput{Roles: []claim.Role{claim.Reporter}})
	require.NoError(t, err)
	_, err = writing.AddClaim(d.Ctx(), d.Desk.Door, d.Mara, "secret", writing.ClaimInput{Key: "b", Statement: "It is so."})
	caseworktest.Refused(t, claim.CodePolicy, err)
	jonas.Roles = []claim.Role{claim.Reporter}
	_, err = writing.AddClaim(d.Ctx(), d.Desk.Door, jonas, "secret", writing.ClaimInput{Key: "b", Statement: "It is so."})
	require.NoError(t, err, "mara, who is a reviewer too, can sign what jonas wrote")
}
