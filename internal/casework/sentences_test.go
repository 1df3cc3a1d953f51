package casework_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestSentences(t *testing.T) {
	tests := []struct {
		sentence, text string
		want           []string
	}{
		{"each ends with its mark", "Yes. No! Why? Because", []string{"Yes.", "No!", "Why?", "Because"}},
		{"wrapped lines belong together", "We were\ncontacted on Monday.\n\nKind regards", []string{"We were\ncontacted on Monday.", "Kind regards"}},
		{"numbers and addresses do not end one", "It cost 3.50 at example.org today. Yes.", []string{"It cost 3.50 at example.org today.", "Yes."}},
		{"a closing quote belongs to its sentence", "He said “No comment.” We add nothing.", []string{"He said “No comment.”", "We add nothing."}},
		{"quoted lines stand alone", "Yes.\n> Is it so?\n> Since when?\nSince May.", []string{"Yes.", "> Is it so?", "> Since when?", "Since May."}},
		{"any script", "שלום עולם. 😀 כן.", []string{"שלום עולם.", "😀 כן."}},
		{"nothing", " \n\n ", nil},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			var got []string
			for _, s := range correspondence.Sentences(test.text) {
				got = append(got, s.Text)
			}
			require.Equal(t, test.want, got)
		})
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Yes. No!\n> quoted\n\nרק so… ")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		runes := []rune(text)
		last := 0
		for _, s := range correspondence.Sentences(text) {
			if s.From < last || s.To > len(runes) || s.From >= s.To || string(runes[s.From:s.To]) != s.Text {
				t.Fatalf("%q does not stand at %d to %d", s.Text, s.From, s.To)
			}
			last = s.To
		}
	})
}

func TestWordsOfAnAnswerStandInItsMessage(t *testing.T) {
	d := askedDoor(t)
	message := d.receive("google", "Hello.\n\nYes, WikiLeaks   wrote\nto us — twice. Nothing more.")
	answer := func(s answers.StanceInput) error {
		s.Claim, s.Stance = "a", claim.Confirms
		_, err := answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{Party: "google", Message: message.String(), Stances: []answers.StanceInput{s}})
		return err
	}
	e := caseworktest.Refused(t, claim.CodeInvalid, answer(answers.StanceInput{Statement: "Yes, WikiLeaks called us."}))
	require.Contains(t, e.Hint, "translation")
	caseworktest.Refused(t, claim.CodeInvalid, answer(answers.StanceInput{From: 5, To: 5000}))
	caseworktest.Refused(t, claim.CodeInvalid, answer(answers.StanceInput{From: 9, To: 3}))
	for _, s := range []answers.StanceInput{
		{Statement: "WikiLeaks wrote to us — twice."}, {From: 8, To: 41}, {Statement: "They confirm it.", Summary: true}, {},
	} {
		require.NoError(t, answer(s), s)
	}
	correspondence, err := d.Desk.Record.MessageCorrespondence(d.Ctx(), message)
	require.NoError(t, err)
	state, err := d.Desk.Record.Load(d.Ctx(), claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence})
	require.NoError(t, err)
	responses := state.(*letters.Correspondence).Responses
	require.Len(t, responses, 4)
	first, marked, summary := responses[0].Stances[0], responses[1].Stances[0], responses[2].Stances[0]
	require.Equal(t, []int{13, 45}, []int{first.From, first.To}, "where the words stand, whatever the line breaks")
	require.Equal(t, []int{8, 41}, []int{marked.From, marked.To})
	require.True(t, summary.Summary)
	text, err := d.Desk.Record.Get(d.Ctx(), marked.Statement)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(text), "Yes, WikiLeaks   wrote\nto us"), string(text))
}

func TestAPhoneCallNeedsNoMessage(t *testing.T) {
	d := askedDoor(t)
	_, err := answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{
		Party: "google", Channel: claim.ByPhone, SpeakerInput: casework.SpeakerInput{Speaker: "Ms Ito"}, Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Denies, Statement: "No."}},
	})
	require.NoError(t, err)
}

// TestWordsAreNotTakenFromAMessageOfAnotherCase: what they are tried against
// would tell what stands there.
func TestWordsAreNotTakenFromAMessageOfAnotherCase(t *testing.T) {
	d := askedDoor(t)
	d.Open(writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.Claims("secret", "s")
	d.Ask("secret", "google", "s")
	hidden, err := d.Desk.Receive(d.Ctx(), "secret", "google", "It is Rosebud.")
	require.NoError(t, err)
	eve := d.Person("eve", claim.Editor)
	at := d.Desk.Clock.Now()
	for _, words := range []string{"It is Rosebud.", "It is something else."} {
		_, err = answers.Record(d.Ctx(), d.Desk.Door, eve, "vault7", answers.AnswerInput{
			Party: "google", Message: hidden.String(), ReceivedAt: &at, Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Confirms, Statement: words}},
		})
		caseworktest.Refused(t, claim.CodeNotFound, err)
	}
}
