package casework_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// secretDoor has a restricted case, which mara and jonas may see and eve, an
// editor, may not. Google was asked in it, and Apple in it and in vault7.
func secretDoor(t *testing.T) (d *door, eve casework.Caller) {
	d = newDoor(t)
	eve = d.person("eve", claim.Editor, claim.Reporter)
	d.open(casework.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.claims("secret", "a")
	d.claims("vault7", "a")
	d.party("Google", "Apple", "Mozilla")
	d.ask("secret", "google", "a")
	d.ask("secret", "apple", "a")
	d.ask("vault7", "apple", "a")
	return d, eve
}

// TestARestrictedCaseCannotBeToldFromNone: the sentence for what is there and for
// what is not is one sentence, but for the name.
func TestARestrictedCaseCannotBeToldFromNone(t *testing.T) {
	d, eve := secretDoor(t)
	r := d.report("secret")
	message, err := d.desk.Receive(d.ctx(), "secret", "google", "Yes.")
	require.NoError(t, err)
	none := uuid.New().String()
	id := func(text string) uuid.UUID { return uuid.MustParse(text) }
	for name, test := range map[string]struct {
		there, not string
		ask        func(name string) error
	}{
		"case":        {"secret", "nothing", func(name string) error { _, err := d.desk.Report(d.ctx(), eve, name, nil); return err }},
		"case by id":  {r.ID.String(), none, func(name string) error { _, err := d.desk.Report(d.ctx(), eve, name, nil); return err }},
		"claim":       {"secret/a", "nothing/a", func(name string) error { _, err := d.desk.Claim(d.ctx(), eve, name, nil); return err }},
		"claim by id": {r.Claims[0].ID.String(), none, func(name string) error { _, err := d.desk.Claim(d.ctx(), eve, name, nil); return err }},
		"request":     {r.Requests[0].ID.String(), none, func(name string) error { _, err := d.desk.RequestView(d.ctx(), eve, id(name)); return err }},
		"request to withdraw": {r.Requests[0].ID.String(), none, func(name string) error {
			_, err := d.desk.WithdrawRequest(d.ctx(), eve, id(name), casework.ReasonInput{})
			return err
		}},
		"message": {message.String(), none, func(name string) error { _, err := d.desk.Message(d.ctx(), eve, id(name)); return err }},
		"message to read": {message.String(), none, func(name string) error {
			_, err := d.desk.ReadMessage(d.ctx(), eve, id(name), casework.ReadInput{Disposition: claim.ReadNoAnswer})
			return err
		}},
		"message to discard": {message.String(), none, func(name string) error { _, err := d.desk.DiscardMessage(d.ctx(), eve, id(name)); return err }},
		"message to assign": {message.String(), none, func(name string) error {
			_, err := d.desk.AssignMessage(d.ctx(), eve, id(name), casework.AssignInput{Case: "vault7", Party: "apple"})
			return err
		}},
		"party": {"google", "nothing", func(name string) error { _, err := d.desk.Party(d.ctx(), eve, name); return err }},
		"party that answers": {"google", "nothing", func(name string) error {
			_, err := d.desk.Answer(d.ctx(), eve, "vault7", casework.AnswerInput{Party: name})
			return err
		}},
		"party to ask": {"google", "nothing", func(name string) error {
			_, err := d.desk.Ask(d.ctx(), eve, "vault7", d.asking(name, "a"))
			return err
		}},
		"party to preview a letter to": {"google", "nothing", func(name string) error {
			_, err := d.desk.PreviewLetter(d.ctx(), eve, "vault7", d.asking(name, "a"))
			return err
		}},
		"party of a request put already": {"google", "nothing", func(name string) error {
			in := d.asking(name, "a")
			in.ID = "again"
			again := in
			again.Party = "apple"
			_, err := d.desk.Ask(d.ctx(), eve, "vault7", again)
			require.NoError(t, err)
			_, err = d.desk.Ask(d.ctx(), eve, "vault7", in)
			return err
		}},
		"party to write to": {"google", "nothing", func(name string) error {
			_, err := d.desk.ChangeContact(d.ctx(), eve, name, casework.ContactInput{Email: "eve@evil.example"})
			return err
		}},
	} {
		there, not := refused(t, claim.CodeNotFound, test.ask(test.there)), refused(t, claim.CodeNotFound, test.ask(test.not))
		blank := func(text, name string) string {
			short, _, _ := strings.Cut(name, "/")
			return strings.ReplaceAll(strings.ReplaceAll(text, name, "X"), short, "X")
		}
		require.Equal(t, blank(not.Message, test.not), blank(there.Message, test.there), name)
		require.Equal(t, not.Hint, there.Hint, name)
		require.NotContains(t, there.Hint, "claim list", name)
	}
	all, err := d.desk.Messages(d.ctx(), eve, time.Time{})
	require.NoError(t, err)
	require.Empty(t, all)
}

func TestPartiesOfRestrictedCases(t *testing.T) {
	d, eve := secretDoor(t)
	names := func(who casework.Caller) (names []string) {
		views, err := d.desk.Parties(d.ctx(), who)
		require.NoError(t, err)
		for _, v := range views {
			names = append(names, v.Name)
		}
		return names
	}
	require.Equal(t, []string{"Apple", "Google", "Mozilla"}, names(d.mara))
	require.Equal(t, []string{"Apple", "Mozilla"}, names(eve))
	_, err := d.desk.Party(d.ctx(), eve, "mozilla")
	require.NoError(t, err, "nobody has asked it anything yet")
}

func TestAShortNameThatIsTakenTellsNothingOfItsParty(t *testing.T) {
	d, eve := secretDoor(t)
	same := casework.PartyInput{Name: "Google", Email: "press@google.example"}
	other := casework.PartyInput{Key: "google", Name: "A gardener"}
	_, err := d.desk.AddParty(d.ctx(), eve, same)
	first := refused(t, claim.CodeExists, err)
	_, err = d.desk.AddParty(d.ctx(), eve, other)
	second := refused(t, claim.CodeExists, err)
	require.Equal(t, first, second, "to guess how it is described does not help")
	require.Equal(t, `the short name "google" is taken`, first.Message)
	require.Equal(t, "give the party another one, such as google-2", first.Hint)
	other.Key = "google-2"
	made, err := d.desk.AddParty(d.ctx(), eve, other)
	require.NoError(t, err)
	require.Equal(t, "google-2", made.Name)
	_, err = d.desk.AddParty(d.ctx(), d.mara, same)
	require.NoError(t, err, "whoever sees the party adds nothing by adding it again")
}

func TestWhoCanSignARestrictedCase(t *testing.T) {
	d := newDoor(t)
	secret := casework.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted}
	_, err := d.desk.OpenCase(d.ctx(), d.mara, secret)
	refused(t, claim.CodePolicy, err)
	secret.Access = []string{"jonas"}
	_, err = d.desk.OpenCase(d.ctx(), d.mara, secret)
	require.NoError(t, err)

	d.claims("secret", "a")
	jonas := d.who("jonas")
	_, err = d.desk.ChangeRoles(d.ctx(), d.mara, "jonas", casework.RolesInput{Roles: []claim.Role{claim.Reporter}})
	require.NoError(t, err)
	_, err = d.desk.AddClaim(d.ctx(), d.mara, "secret", casework.ClaimInput{Key: "b", Statement: "It is so."})
	refused(t, claim.CodePolicy, err)
	jonas.Roles = []claim.Role{claim.Reporter}
	_, err = d.desk.AddClaim(d.ctx(), jonas, "secret", casework.ClaimInput{Key: "b", Statement: "It is so."})
	require.NoError(t, err, "mara, who is a reviewer too, can sign what jonas wrote")
}
