package outside_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// pageDoor is a door with a case in which apple was asked about a and b.
func pageDoor(t *testing.T) (*door, mailtext.PageLink) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("apple")
	return d, mailtext.PageLink{Request: d.Ask("vault7", "apple", "a", "b").ID, Contact: uuid.New()}
}

func (d *door) answerPage(link mailtext.PageLink) outside.PageView {
	d.T.Helper()
	view, err := d.Desk.AnswerPage(d.Ctx(), link)
	require.NoError(d.T, err)
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
	_, err := d.Desk.AnswerOnPage(d.Ctx(), link, saying(d.answerPage(link), claim.Denies, "It is not so."))
	require.NoError(t, err)
	report, err := d.Desk.Report(d.Ctx(), d.Mara, "vault7", nil)
	require.NoError(t, err)
	answer := report.Claims[0].Parties[0].Answers[0]
	require.Equal(t, claim.Denies, answer.Stance)
	require.Equal(t, "It is not so.", answer.Statement)
	require.Equal(t, claim.ByAnswerPage, answer.Channel)
	items, err := d.Desk.Timeline(d.Ctx(), d.Mara, "vault7", 0, 0)
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
	_, err := d.Desk.AnswerOnPage(d.Ctx(), link, in)
	e := caseworktest.Refused(t, claim.CodeInvalid, err)
	require.Len(t, e.Fields, 2)
	for i := range in.Answers {
		in.Answers[i].Statement = "The first half."
	}
	first, err := d.Desk.AnswerOnPage(d.Ctx(), link, in)
	require.NoError(t, err)
	in.Answers[0].Statement = "Something else."
	second, err := d.Desk.AnswerOnPage(d.Ctx(), link, in)
	require.NoError(t, err)
	require.Equal(t, first, second)
}

func TestWhoMayLookAtWhatCameOnThePage(t *testing.T) {
	d := newDoor(t)
	eve := d.Person("eve", claim.Editor)
	auditor := d.Person("otto", claim.Auditor)
	d.Open(writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	d.Claims("secret", "a")
	d.Party("apple")
	link := mailtext.PageLink{Request: d.Ask("secret", "apple", "a").ID, Contact: uuid.New()}
	key := uuid.New()
	kept, err := d.Desk.KeepPageFile(d.Ctx(), link, key, "../../etc/passwd\x00\u202Egpj.exe", []byte("content"))
	require.NoError(t, err)
	require.Equal(t, "passwdgpj.exe", kept.Name, "no path, and nothing that turns the name around")
	in := saying(d.answerPage(link), claim.Confirms, "Yes.")
	in.Key, in.Files = key, []outside.PageFileInput{{Ref: kept.Ref, Name: kept.Name}}
	_, err = d.Desk.AnswerOnPage(d.Ctx(), link, in)
	require.NoError(t, err)
	messages, err := d.Desk.Messages(d.Ctx(), d.Mara, time.Time{})
	require.NoError(t, err)
	require.Len(t, messages, 1)
	id := messages[0].Message

	_, err = d.Desk.PageMessage(d.Ctx(), eve, id)
	caseworktest.Refused(t, claim.CodeNotFound, err)
	_, err = answers.SeePageAnswer(d.Ctx(), d.Desk.Door, eve, id)
	caseworktest.Refused(t, claim.CodeNotFound, err)
	_, _, err = d.Desk.PageMessageFile(d.Ctx(), eve, id, 0)
	caseworktest.Refused(t, claim.CodeNotFound, err)
	_, err = d.Desk.PageMessage(d.Ctx(), auditor, id)
	require.NoError(t, err)
	file, data, err := d.Desk.MessageFile(d.Ctx(), d.Mara, id, 0)
	require.NoError(t, err)
	require.Equal(t, "passwdgpj.exe", file.Name)
	require.Equal(t, "content", string(data))
	_, err = answers.SeePageAnswer(d.Ctx(), d.Desk.Door, d.Mara, id)
	require.NoError(t, err)
	seen, err := d.Desk.PageMessage(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	require.Equal(t, "Mara", seen.SeenBy)
}

func TestOneLinkCannotFillTheDisk(t *testing.T) {
	d, link := pageDoor(t)
	var err error
	for i := range byte(20) {
		if _, err = d.Desk.KeepPageFile(d.Ctx(), link, uuid.New(), "x", bytes.Repeat([]byte{i}, outside.MaxPageFile)); err != nil {
			break
		}
	}
	e := caseworktest.Refused(t, claim.CodeTooLarge, err)
	require.Equal(t, string(outside.ProblemFilesWaiting), e.Fields["files"])
}

func TestAMessageByMailIsNeverTakenForOneOfTheAnswerPage(t *testing.T) {
	d, _ := pageDoor(t)
	raw := []byte(`{"format":"onrecord.page.v1","name":"Tim Cook","answers":[]}`)
	id, err := d.Desk.ReceiveRaw(d.Ctx(), "vault7", "apple", received.MailAnswer, raw)
	require.NoError(t, err)
	item, err := d.Desk.Message(d.Ctx(), d.Mara, id)
	require.NoError(t, err)
	require.NotContains(t, item.From, "Tim Cook")
}

func TestTheCodeOfARequestIsKnownOnceItIsOut(t *testing.T) {
	d, link := pageDoor(t)
	found, err := d.Desk.VerifyRequest(d.Ctx(), strings.ToLower(letters.RequestCode(link.Request)))
	require.NoError(t, err)
	require.Equal(t, "Mara", found.Reporter)
	require.False(t, found.Withdrawn)
	for code, want := range map[string]claim.Code{"": claim.CodeInvalid, "A1B2-C3D4-E5F6": claim.CodeNotFound, "🦊": claim.CodeInvalid} {
		_, err := d.Desk.VerifyRequest(d.Ctx(), code)
		caseworktest.Refused(t, want, err)
	}
}

func TestAPublicCaseStandsAsOfItsPublication(t *testing.T) {
	d, link := pageDoor(t)
	_, err := d.Desk.PublicCase(d.Ctx(), "vault7")
	caseworktest.Refused(t, claim.CodeNotFound, err)
	before := d.published()
	require.Len(t, before.Claims, 1)
	require.True(t, before.Claims[0].Parties[0].Waiting)
	_, err = d.Desk.AnswerOnPage(d.Ctx(), link, saying(d.answerPage(link), claim.Confirms, "Yes."))
	require.NoError(t, err)
	after, err := d.Desk.PublicCase(d.Ctx(), "vault7")
	require.NoError(t, err)
	require.Zero(t, before.Claims[0].Checking)
	require.NotZero(t, after.Claims[0].Checking, "that the finding is checked again is all that is said of the answer")
	after.Claims[0].Checking = time.Time{}
	require.Equal(t, before, after)
}

func TestThatTheDeskIsAtAnotherClaimIsForNobodyToLearn(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("apple")
	d.Ask("vault7", "apple", "a")
	before := d.published()
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
	d.Claims("vault7", "later")
	after, err := d.Desk.PublicCase(d.Ctx(), "vault7")
	require.NoError(t, err)
	require.Equal(t, before, after)
}

// published is the public page after the claim "a" was published.
func (d *door) published() outside.PublicCase {
	d.T.Helper()
	require.NoError(d.T, d.Desk.Pass(d.Ctx(), 2*time.Hour))
	_, err := findings.Assess(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.AssessInput{Outcome: claim.Unverified, Rationale: "because"})
	require.NoError(d.T, err)
	_, err = findings.Sign(d.Ctx(), d.Desk.Door, d.Who("jonas"), "vault7/a", findings.ReviewInput{Subject: d.Report("vault7").Claims[0].Subject})
	require.NoError(d.T, err)
	_, err = findings.Publish(d.Ctx(), d.Desk.Door, d.Mara, "vault7/a", findings.PublishInput{Early: "It cannot wait."})
	require.NoError(d.T, err)
	page, err := d.Desk.PublicCase(d.Ctx(), "vault7")
	require.NoError(d.T, err)
	return page
}
