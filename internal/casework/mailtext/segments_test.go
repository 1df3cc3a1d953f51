package mailtext_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

func TestTheNewWordsOfAMessageComeFirst(t *testing.T) {
	d := caseworktest.NewAsked(t)
	raw := []byte("From: press@google.example\r\nMIME-Version: 1.0\r\nSubject: Re: Your request\r\n\r\nYes — we were. In May.\r\n\r\n" +
		"On Tue, 14 Mar 2017 at 10:30, Mara <desk@desk.example> wrote:\r\n> Were you contacted?\r\n> When was it?\r\n\r\nNothing more.\r\n")
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "google", received.MailAnswer, raw)
	require.NoError(t, err)

	listed, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Equal(t, "Yes — we were. In May.\n\nNothing more.", listed[0].Newest)
	shown, err := d.Desk.Message(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	require.Contains(t, shown.Text, "> When was it?")
	var kinds []received.SegmentKind
	for _, p := range shown.Passages() {
		kinds = append(kinds, p.Kind)
	}
	require.Equal(t, []received.SegmentKind{received.SegmentNew, received.SegmentQuotation, received.SegmentNew}, kinds)

	page, err := d.Desk.MessagePage(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	var marks []string
	for _, s := range page.Sentences {
		marks = append(marks, s.Text)
		require.Equal(t, s.Text, string([]rune(page.Text)[s.From:s.To]))
	}
	require.Equal(t, []string{"Yes — we were.", "In May.", "Nothing more."}, marks, "nobody else's words are marked as theirs")

	_, err = answers.Record(d.Ctx(), d.Desk.Door, d.Mara, "vault7", answers.AnswerInput{
		Party: "google", Message: id.String(), Stances: []answers.StanceInput{{Claim: "a", Stance: claim.Confirms, Statement: "Were you contacted?"}},
	})
	require.NoError(t, err, "what is folded can be quoted all the same")
}

// splitMail reads a message whose segments are given.
type splitMail struct {
	*countedMail
	pieces []string
}

func (m splitMail) Read([]byte, received.Envelope) (mailtext.MailText, [][]byte, error) {
	var text mailtext.MailText
	var passages []mailtext.Passage
	for i, piece := range m.pieces {
		passages = append(passages, mailtext.Passage{Kind: received.SegmentKinds[i%len(received.SegmentKinds)], Text: piece})
	}
	text.Put(passages)
	return text, nil, nil
}

func TestPassagesAreAlwaysTheTextWithoutItsLinks(t *testing.T) {
	link := "https://desk.example/answer/" + strings.Repeat("a1", 38) + "b"
	rapid.Check(t, func(t *rapid.T) {
		m := splitMail{&countedMail{raw: map[claim.Ref][]byte{"raw": []byte("x")}, made: map[string][]byte{}}, nil}
		m.pieces = rapid.SliceOfN(rapid.SampledFrom([]string{"ja\n", "> é😀\n", link[:30], link[30:], link + "\n", "\n", "-- \n"}), 0, 12).Draw(t, "pieces")
		text, err := mailtext.NewTexts(m, m).Of(t.Context(), uuid.New(), "raw")
		require.NoError(t, err)
		var whole strings.Builder
		for _, p := range text.Passages() {
			whole.WriteString(p.Text)
		}
		require.Equal(t, text.Text, whole.String())
		require.Equal(t, mailtext.WithoutLinks(strings.Join(m.pieces, "")), text.Text)
	})
}
