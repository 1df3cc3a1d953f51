package post_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/post"
)

func TestALetterHasALinkForItsRequestAndSaysHowToCheckIt(t *testing.T) {
	o := open(t, "press@google.example")
	_, text := o.compose()
	require.NotContains(t, text, "http", "without a public address there is no link")
	o.url = "https://desk.example.org"
	_, text = o.compose()
	_, after, ok := strings.Cut(text, "https://desk.example.org/answer/")
	require.True(t, ok)
	token, _, _ := strings.Cut(after, "\n")
	request, contact, ok := o.Links.Parse(token)
	require.True(t, ok)
	require.Equal(t, []uuid.UUID{id("request"), id("press")}, []uuid.UUID{request, contact})
	require.Contains(t, text, letters.RequestCode(id("request")))
	require.Contains(t, text, "enter the code at https://desk.example.org/verify")
}

func TestADraftIsTheLetterThatGoesOut(t *testing.T) {
	o := open(t, "press@google.example")
	composed, text := o.compose()
	draft, err := o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
	require.NoError(t, err)
	require.Equal(t, text, draft.Text)
	require.Equal(t, "Google, press office <press@google.example>", draft.To)
	raw, err := o.record.Get(t.Context(), composed.Content)
	require.NoError(t, err)
	in, err := mail.Read(raw)
	require.NoError(t, err)
	require.Equal(t, in.Subject, draft.Subject)

	o.letters.Requests[0].Questions = "not kept"
	draft, err = o.Draft(t.Context(), o.letters, o.letters.Messages[0], map[claim.Ref]string{"not kept": "Something else?"})
	require.NoError(t, err)
	require.Contains(t, draft.Text, "1. Something else?")
}

func TestThereIsNoDraftToNobody(t *testing.T) {
	o := open(t, "")
	_, err := o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}

func TestALetterThatADeskCannotSignSaysWhatIsMissing(t *testing.T) {
	o := open(t, "press@google.example")
	o.settings.Publication = ""
	_, err := o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.ErrorContains(t, err, "the desk has no publication")
	o.settings.Publication = "The Example Post"
	o.Desk = func(context.Context) (post.Letterhead, error) { return post.Letterhead{DeskSettings: o.settings}, nil }
	_, err = o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
	require.ErrorContains(t, err, "no address of its own")
}

func TestTheDesksOwnWordsAndNameAreInForceAtOnce(t *testing.T) {
	o := open(t, "press@google.example")
	o.settings.Name, o.settings.Sender = "the night desk", "Night desk"
	o.settings.Templates = []claim.LetterTemplate{{
		Letter: claim.RequestLetter, Language: "en", Source: "Good day.\n{{range .Requests}}{{template \"claims\" .}}{{template \"questions\" .}}{{template \"deadline\" .}}{{end}}{{template \"close\" .}}",
	}}
	draft, err := o.Draft(t.Context(), o.letters, o.letters.Messages[0], nil)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(draft.Text, "Good day."), draft.Text)
	require.Contains(t, draft.Text, "night desk, The Example Post")
	require.Equal(t, "Night desk <desk@desk.example>", draft.From)

	o.settings.Templates[0].Source = "{{.Broken}}" // it can only stand there if an older version let it
	_, text := o.compose()
	require.Contains(t, text, "I am writing for the night desk", "a letter must go out all the same")
}

func TestAFollowUpSaysWhatWasWritten(t *testing.T) {
	o := open(t, "press@google.example")
	o.letters.Requests[0].SentAt = noon
	o.letters.Requests[0].Lifecycle = letters.Answered
	letter := letters.Message{ID: id("letter"), Kind: claim.FollowUpLetter, Requests: []uuid.UUID{id("request")}, At: noon.Add(time.Hour), Why: "words"}
	draft, err := o.Draft(t.Context(), o.letters, letter, map[claim.Ref]string{"words": "Thank you.\n\nOne more thing."})
	require.NoError(t, err)
	require.Contains(t, draft.Text, "Thank you.\n\nOne more thing.")
	require.Contains(t, draft.Text, "our request "+letters.RequestCode(id("request")))
	require.True(t, strings.HasPrefix(draft.Subject, "Re: Request for comment "), draft.Subject)
}

func TestSamplesAreWrittenInTheDesksName(t *testing.T) {
	o := open(t, "press@google.example")
	for _, kind := range claim.LetterKinds {
		of := claim.LetterTemplate{Letter: kind, Language: "en"}
		draft, err := o.SampleDraft(t.Context(), of)
		require.NoError(t, err, kind)
		require.Contains(t, draft.Text, "verification desk, The Example Post", kind)
		of.Source = post.BuiltInTemplate(of)
		again, err := o.SampleDraft(t.Context(), of)
		require.NoError(t, err, kind)
		require.Equal(t, draft, again, kind)
	}
	_, err := o.SampleDraft(t.Context(), claim.LetterTemplate{Letter: claim.RequestLetter, Language: "en", Source: "line one\n{{.Nothing}}"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.ErrorContains(t, err, "line 2")
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func TestFilesInAMessageAreTakenOutForSaving(t *testing.T) {
	raw := []byte("From: a@b.example\r\nMime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain\r\n\r\nYes.\r\n" +
		"--b\r\nContent-Type: application/pdf; name=\"../one.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nUERG\r\n" +
		"--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=two.png\r\n\r\npng\r\n--b--\r\n")
	text, _, err := post.ReadText(raw, received.Envelope{From: "", To: []string{"desk@desk.example"}})
	require.NoError(t, err)
	require.Equal(t, []post.MessageFile{
		{Name: "one.pdf", Type: "application/pdf", Size: 3, SHA256: hashOf("PDF"), Content: "text/plain", Warnings: []string{"By its name it is a PDF; by its content, a text."}},
		{Name: "two.png", Type: "image/png", Size: 3, SHA256: hashOf("png"), Content: "text/plain", Warnings: []string{"By its name it is a picture; by its content, a text."}},
	}, text.Files)
	require.Equal(t, []string{"is marked as a program's", "empty envelope sender"}, text.Signs)
	for n, want := range []string{"PDF", "png"} {
		file, data, err := post.ReadFile(raw, n)
		require.NoError(t, err)
		require.Equal(t, want, string(data))
		require.Equal(t, text.Files[n], file)
	}
	for _, n := range []int{-1, 2, 1 << 30} {
		_, _, err := post.ReadFile(raw, n)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	}
}
