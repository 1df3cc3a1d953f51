package casework_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// pageDoor is a door with a case in which apple was asked about a and b.
func pageDoor(t *testing.T) (*door, casework.PageLink) {
	d := newDoor(t)
	d.claims("vault7", "a", "b")
	d.party("apple")
	return d, casework.PageLink{Request: d.ask("vault7", "apple", "a", "b").ID, Contact: uuid.New()}
}

func (d *door) answerPage(link casework.PageLink) outside.PageView {
	d.t.Helper()
	view, err := d.desk.AnswerPage(d.ctx(), link)
	require.NoError(d.t, err)
	return view
}

func saying(view outside.PageView, stance claim.Stance, words string) outside.PageInput {
	in := outside.PageInput{Key: uuid.New(), Name: "Ada"}
	for _, c := range view.Claims {
		if c.Open() {
			in.Answers = append(in.Answers, outside.PageAnswerInput{Claim: c.ID, Stance: stance, Statement: words})
		}
	}
	return in
}

func TestAnAnswerOnThePageIsInTheReport(t *testing.T) {
	d, link := pageDoor(t)
	_, err := d.desk.AnswerOnPage(d.ctx(), link, saying(d.answerPage(link), claim.Denies, "It is not so."))
	require.NoError(t, err)
	report, err := d.desk.Report(d.ctx(), d.mara, "vault7", nil)
	require.NoError(t, err)
	answer := report.Claims[0].Parties[0].Answers[0]
	require.Equal(t, claim.Denies, answer.Stance)
	require.Equal(t, "It is not so.", answer.Statement)
	require.Equal(t, claim.ByAnswerPage, answer.Channel)
	items, err := d.desk.Timeline(d.ctx(), d.mara, "vault7", 0, 0)
	require.NoError(t, err)
	var told []string
	for _, i := range items {
		told = append(told, i.Actor+": "+i.Text)
	}
	require.Contains(t, strings.Join(told, "\n"), "apple: apple answered on the answer page")
}

func TestASubmissionThatWasRefusedCanBeMendedUnderTheSameKey(t *testing.T) {
	d, link := pageDoor(t)
	in := saying(d.answerPage(link), claim.ConfirmsInPart, "")
	_, err := d.desk.AnswerOnPage(d.ctx(), link, in)
	e := refused(t, claim.CodeInvalid, err)
	require.Len(t, e.Fields, 2)
	for i := range in.Answers {
		in.Answers[i].Statement = "The first half."
	}
	first, err := d.desk.AnswerOnPage(d.ctx(), link, in)
	require.NoError(t, err)
	in.Answers[0].Statement = "Something else."
	second, err := d.desk.AnswerOnPage(d.ctx(), link, in)
	require.NoError(t, err)
	require.Equal(t, first, second)
}

func TestWhoMayLookAtWhatCameOnThePage(t *testing.T) {
	d := newDoor(t)
	eve := d.person("eve", claim.Editor)
	auditor := d.person("otto", claim.Auditor)
	d.open(casework.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.claims("secret", "a")
	d.party("apple")
	link := casework.PageLink{Request: d.ask("secret", "apple", "a").ID, Contact: uuid.New()}
	key := uuid.New()
	kept, err := d.desk.KeepPageFile(d.ctx(), link, key, "../../etc/passwd\x00\u202Egpj.exe", []byte("content"))
	require.NoError(t, err)
	require.Equal(t, "passwdgpj.exe", kept.Name, "no path, and nothing that turns the name around")
	in := saying(d.answerPage(link), claim.Confirms, "Yes.")
	in.Key, in.Files = key, []outside.PageFileInput{{Ref: kept.Ref, Name: kept.Name}}
	_, err = d.desk.AnswerOnPage(d.ctx(), link, in)
	require.NoError(t, err)
	messages, err := d.desk.Messages(d.ctx(), d.mara, time.Time{})
	require.NoError(t, err)
	require.Len(t, messages, 1)
	id := messages[0].Message

	_, err = d.desk.PageMessage(d.ctx(), eve, id)
	refused(t, claim.CodeNotFound, err)
	_, err = d.desk.SeePageAnswer(d.ctx(), eve, id)
	refused(t, claim.CodeNotFound, err)
	_, _, err = d.desk.PageMessageFile(d.ctx(), eve, id, 0)
	refused(t, claim.CodeNotFound, err)
	_, err = d.desk.SeePageAnswer(d.ctx(), auditor, id)
	refused(t, claim.CodeForbidden, err)
	_, err = d.desk.PageMessage(d.ctx(), auditor, id)
	require.NoError(t, err)
	file, data, err := d.desk.MessageFile(d.ctx(), d.mara, id, 0)
	require.NoError(t, err)
	require.Equal(t, "passwdgpj.exe", file.Name)
	require.Equal(t, "content", string(data))
	_, err = d.desk.SeePageAnswer(d.ctx(), d.mara, id)
	require.NoError(t, err)
	seen, err := d.desk.PageMessage(d.ctx(), d.mara, id)
	require.NoError(t, err)
	require.Equal(t, "Mara", seen.SeenBy)
}

func TestOneLinkCannotFillTheDisk(t *testing.T) {
	d, link := pageDoor(t)
	var err error
	for i := range byte(20) {
		if _, err = d.desk.KeepPageFile(d.ctx(), link, uuid.New(), "x", bytes.Repeat([]byte{i}, outside.MaxPageFile)); err != nil {
			break
		}
	}
	e := refused(t, claim.CodeTooLarge, err)
	require.Contains(t, e.Fields["files"], "send them by e-mail")
}

func TestAMessageByMailIsNeverTakenForOneOfTheAnswerPage(t *testing.T) {
	d, _ := pageDoor(t)
	raw := []byte(`{"format":"onrecord.page.v1","name":"Tim Cook","answers":[]}`)
	id, err := d.desk.ReceiveRaw(d.ctx(), "vault7", "apple", claim.MailAnswer, raw)
	require.NoError(t, err)
	item, err := d.desk.Message(d.ctx(), d.mara, id)
	require.NoError(t, err)
	require.NotContains(t, item.From, "Tim Cook")
}

func TestTheCodeOfARequestIsKnownOnceItIsOut(t *testing.T) {
	d, link := pageDoor(t)
	found, err := d.desk.VerifyRequest(d.ctx(), strings.ToLower(claim.RequestCode(link.Request)))
	require.NoError(t, err)
	require.Equal(t, "Mara", found.Reporter)
	require.False(t, found.Withdrawn)
	for code, want := range map[string]claim.Code{"": claim.CodeInvalid, "A1B2-C3D4-E5F6": claim.CodeNotFound, "🦊": claim.CodeInvalid} {
		_, err := d.desk.VerifyRequest(d.ctx(), code)
		refused(t, want, err)
	}
}

func TestAPublicCaseStandsAsOfItsPublication(t *testing.T) {
	d, link := pageDoor(t)
	_, err := d.desk.PublicCase(d.ctx(), "vault7")
	refused(t, claim.CodeNotFound, err)
	require.NoError(t, d.desk.Pass(d.ctx(), 2*time.Hour))
	_, err = d.desk.Assess(d.ctx(), d.mara, "vault7/a", casework.AssessInput{Outcome: claim.Unverified, Rationale: "because"})
	require.NoError(t, err)
	_, err = d.desk.Sign(d.ctx(), d.who("jonas"), "vault7/a", casework.ReviewInput{Subject: d.report("vault7").Claims[0].Subject})
	require.NoError(t, err)
	_, err = d.desk.Publish(d.ctx(), d.mara, "vault7/a", casework.ReasonInput{})
	require.NoError(t, err)
	before, err := d.desk.PublicCase(d.ctx(), "vault7")
	require.NoError(t, err)
	require.Len(t, before.Claims, 1)
	require.True(t, before.Claims[0].Parties[0].Waiting)
	_, err = d.desk.AnswerOnPage(d.ctx(), link, saying(d.answerPage(link), claim.Confirms, "Yes."))
	require.NoError(t, err)
	after, err := d.desk.PublicCase(d.ctx(), "vault7")
	require.NoError(t, err)
	require.Equal(t, before, after)
}
