package post_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
)

// is describes the party anew.
func (o *office) is(profile people.PartyProfile) {
	o.write(claim.Stream{Kind: claim.StreamParty, ID: id("google")}, people.ReviseParty{
		Profile: o.keep(profile), Zone: "America/Los_Angeles", Seen: o.version(claim.Stream{Kind: claim.StreamParty, ID: id("google")}),
	})
}

func (o *office) version(s claim.Stream) int64 {
	state, err := o.record.Load(o.t.Context(), s)
	require.NoError(o.t, err)
	return state.StreamVersion()
}

func TestALetterIsInTheLanguageOfItsPartyElseInTheDesks(t *testing.T) {
	o := open(t, "press@google.example")
	for _, c := range []struct{ party, desk, says string }{
		{"", "", "Please answer by Sunday 12 March 2017, 05:00 PDT (12:00 UTC)."},
		{"de-AT", "", "Bitte antworten Sie bis Sonntag, 12. März 2017, 5:00 Uhr PDT (12:00 Uhr UTC)."},
		{"", "fr", "Veuillez répondre au plus tard le dimanche 12 mars 2017 à 5 h 00 PDT (12 h 00 UTC)."},
		{"fi", "fr", "Veuillez répondre au plus tard le"},
		{"fi", "", "Please answer by"},
		{"en", "de", "Please answer by"},
	} {
		o.is(people.PartyProfile{Key: "google", Name: "Google", Language: c.party})
		o.settings.Language = c.desk
		_, text := o.compose()
		require.Contains(t, text, c.says, "%+v", c)
	}
}

func TestAPersonIsGreetedByNameAndAnOfficeIsNot(t *testing.T) {
	o := open(t, "press@google.example")
	_, text := o.compose()
	require.True(t, strings.HasPrefix(text, "To Google, press office\n\nHello,\n"), text)
	o.is(people.PartyProfile{Key: "google", Name: "Ada Byron", Nature: people.Individual})
	_, text = o.compose()
	require.True(t, strings.HasPrefix(text, "To Ada Byron, press office\n\nHello,\n"), "somebody else reads there: %s", text)
}

func TestARecordsRequestTellsNothingOfTheStory(t *testing.T) {
	o := open(t, "press@google.example")
	o.url = "https://desk.example.org"
	o.letters.Requests[0].Kind, o.letters.Requests[0].Statute = claim.RecordsRequest, o.keep("the Act of 2000")
	for _, kind := range []claim.MessageKind{claim.RequestLetter, claim.ReminderLetter, claim.FinalNoticeLetter, claim.WithdrawalLetter} {
		o.letters.Requests[0].SentAt = noon
		letter := o.letters.Messages[0]
		letter.Kind, letter.Number = kind, 2
		draft, err := o.Draft(t.Context(), o.letters, letter, nil)
		require.NoError(t, err)
		require.Contains(t, draft.Subject, "Records request "+letters.RequestCode(id("request")))
		for _, no := range []string{"The statement about", "story", "publish", "/answer/"} {
			require.NotContains(t, draft.Subject+draft.Text, no, kind)
		}
		if kind == claim.RequestLetter {
			require.Contains(t, draft.Text, "Under the Act of 2000 we request the following:")
		}
	}
}

func TestALetterSaysWhenTheStoryIsToRunIfTheRecordDoes(t *testing.T) {
	o := open(t, "press@google.example")
	_, text := o.compose()
	require.NotContains(t, text, "planned")
	of := claim.Stream{Kind: claim.StreamCase, ID: id("case")}
	state, err := o.record.Load(t.Context(), of)
	require.NoError(t, err)
	o.write(of, cases.ReviseCase{
		Text: state.(*cases.Case).Text, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan, PublishAt: noon.Add(72 * time.Hour), Seen: state.StreamVersion(),
	})
	_, text = o.compose()
	require.Contains(t, text, "Publication is planned for Monday 13 March 2017, 05:00 PDT (12:00 UTC).")
}

func TestTheDesksOwnWordsAreForTheirLanguageAndKindOfRequest(t *testing.T) {
	o := open(t, "press@google.example")
	const rest = "{{range .Requests}}{{template \"claims\" .}}{{template \"questions\" .}}{{template \"deadline\" .}}{{end}}{{template \"close\" .}}"
	o.settings.Templates = []claim.LetterTemplate{
		{Letter: claim.RequestLetter, Language: "en", Source: "For all.\n" + rest},
		{Letter: claim.RequestLetter, Language: "en", Asks: claim.RightOfReply, Source: "For replies.\n" + rest},
	}
	_, text := o.compose()
	require.True(t, strings.HasPrefix(text, "For all."), text)
	o.letters.Requests[0].Kind = claim.RightOfReply
	_, text = o.compose()
	require.True(t, strings.HasPrefix(text, "For replies."), text)
	o.letters.Requests[0].Kind = claim.RequestForConfirmation
	_, text = o.compose()
	require.Contains(t, text, "tell us whether what follows is right", "what is built in for the kind is nearer than what the desk wrote for all")
	o.letters.Requests[0].Kind = claim.RightOfReply
	o.is(people.PartyProfile{Key: "google", Name: "Google", Language: "de"})
	_, text = o.compose()
	require.Contains(t, text, "Die Vorwürfe lauten:", "German letters are not written from English words")
}

func TestALongStatementInAnyScriptStandsInASubject(t *testing.T) {
	o := open(t, "press@google.example")
	claims := claim.Stream{Kind: claim.StreamClaim, ID: id("contact")}
	state, err := o.record.Load(t.Context(), claims)
	require.NoError(t, err)
	was := state.(*verification.Claim)
	o.write(claims, verification.ReviseClaim{
		Text: o.keep(claim.ClaimText{Key: "contact", Statement: strings.Repeat("維基解密", 80)}), Tier: claim.Routine, Seen: was.Version,
	})
	draft, err := o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
	require.NoError(t, err)
	require.Contains(t, draft.Subject, "維基解密")
	require.Contains(t, draft.Subject, "and 1 more")
}

func TestWhoReadsThereIsNotSaidTwice(t *testing.T) {
	o := open(t, "press@google.example")
	o.is(people.PartyProfile{Key: "mill", Name: "The Press Office of the Mill"})
	_, text := o.compose()
	require.True(t, strings.HasPrefix(text, "To The Press Office of the Mill\n\nHello,\n"), text)
	for language, opens := range map[string]string{
		"de": "An Die Lange Mühle, press office\n\nGuten Tag,\n", "fr": "À l’attention de\u00a0: Die Lange Mühle, press office\n\nBonjour,\n",
	} {
		o.is(people.PartyProfile{Key: "mill", Name: "Die Lange Mühle", Language: language})
		_, text := o.compose()
		require.True(t, strings.HasPrefix(text, opens), text)
	}
}

func TestALetterRefersToThoseThatThePartyCanHave(t *testing.T) {
	o := open(t, "press@google.example")
	o.letters.Requests[0].SentAt = noon
	first := o.letters.Messages[0]
	held := letters.Message{ID: id("held"), Kind: claim.ReminderLetter, Number: 1, Requests: first.Requests, At: noon, Delivery: letters.DeliveryStopped}
	reminder := letters.Message{ID: id("reminder"), Kind: claim.ReminderLetter, Number: 1, Requests: first.Requests, At: noon.Add(time.Hour)}
	o.letters.Messages = append(o.letters.Messages, held, reminder)
	composed, err := o.Compose(t.Context(), o.letters, reminder)
	require.NoError(t, err)
	require.Equal(t, "en", composed.Language, "it is kept with the letter")
	raw, err := o.record.Get(t.Context(), composed.Content)
	require.NoError(t, err)
	require.Contains(t, string(raw), first.ID.String())
	require.NotContains(t, string(raw), held.ID.String())
}
