package web_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

// mailed has a message come in from an address, signed by its domain.
func (d *letterDesk) mailed(from string) (path string) {
	d.t.Helper()
	domain := from[strings.IndexByte(from, '@')+1:]
	d.DNS.Publish(domain)
	d.DNS.TXT("_dmarc."+domain, "v=DMARC1; p=reject")
	raw := authntest.Sign(d.t, domain, authntest.Mail(from))
	id, err := d.ReceiveRaw(d.t.Context(), "vault7", "google", received.MailAnswer, []byte(raw))
	require.NoError(d.t, err)
	path = "/messages/" + id.String()
	page := d.Get(path)
	require.Contains(d.t, page.Body, "Nobody has looked at who sent it.")
	require.Equal(d.t, 303, d.form(page, path+"/check", "_form", "check").Status)
	return path
}

func (d *letterDesk) verifyPress() {
	d.t.Helper()
	view, err := d.PartyPage(d.t.Context(), d.mara, "google")
	require.NoError(d.t, err)
	_, err = contacts.Verify(d.t.Context(), d.Door, d.mara, "google", view.Contacts[0].ID, contacts.VerifyInput{How: people.VerifiedCallBack})
	require.NoError(d.t, err)
}

func TestAReviewerSeesWhoWroteAndHowSureThatIs(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact")
	d.verifyPress()
	path := d.mailed("press@google.example")
	const sentence = "Signed by google.example; the address is Google’s verified press office contact."
	page := d.Get(path)
	require.Contains(t, page.Body, sentence)
	require.Contains(t, page.Body, "The signature of google.example (key s1, rsa-sha256, 2048 bits) holds, and is the author’s.")
	require.Contains(t, page.Body, "TXT _dmarc.google.example", "the answers of the DNS are kept")
	require.NotContains(t, page.Body, "none of the party's contact points")
	require.Contains(t, d.Get("/inbox").Body, sentence)

	require.Equal(t, 303, d.form(page, path+"/answer", "_form", "answer", "request", strings.TrimPrefix(request, "/requests/"), "groundRules", "on the record",
		"stance-contact", "confirms", "mark-contact", "0").Status)
	require.Contains(t, d.Get(request).Body, sentence)
	_, err := findings.Assess(t.Context(), d.Door, d.mara, "vault7/contact", findings.AssessInput{Outcome: claim.Corroborated, Rationale: "It says so.", ForReaders: "It says so."})
	require.NoError(t, err)
	review, err := d.ReviewPage(t.Context(), d.Caller("jonas"), "vault7/contact", nil)
	require.NoError(t, err)
	require.Contains(t, covered(review.Covers, "Authenticity"), "verified. "+sentence)
	require.Contains(t, d.SignIn("jonas").Get("/cases/vault7/claims/contact/review").Body, sentence)
}

// covered is the text of the lines with a label.
func covered(list []reading.Covered, label string) string {
	var texts []string
	for _, c := range list {
		for _, l := range c.Lines {
			if l.Label == label {
				texts = append(texts, l.Text)
			}
		}
	}
	return strings.Join(texts, "\n")
}

func TestThatTheSenderIsAStrangerIsSaidBeforeTheStanceForm(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	page := d.Get(d.mailed("someone@elsewhere.example"))
	warning := strings.Index(page.Body, "The sender is none of the party&#39;s contact points.")
	if warning < 0 {
		warning = strings.Index(page.Body, "The sender is none of the party's contact points.")
	}
	require.Positive(t, warning)
	require.Less(t, warning, strings.Index(page.Body, "stance-contact"))
	require.Contains(t, page.Body, "someone@elsewhere.example is none of Google’s contact points; nobody has written for Google from there before.")
	require.Contains(t, d.Get(d.mailed("press@g00gle.example")).Body, "its domain looks like google.example and is not it")
}

func TestACallBackIsRecordedOnThePageOfTheRequest(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact")
	_, err := contacts.Add(t.Context(), d.Door, d.mara, "google", contacts.ContactPointInput{Channel: claim.ByPhone, Address: "+1 650 555 0100", Role: "press office"})
	require.NoError(t, err)
	page := d.Get(request)
	require.NotContains(t, page.Body, "Record a call-back")
	require.Equal(t, 303, d.form(page, request+"/answer", "_form", "log", "stance-contact", "denies", "words-contact", "Nobody wrote to us.", "channel", "phone", "groundRules", "on the record").Status)
	thread, err := d.Thread(t.Context(), d.mara, uuid.MustParse(strings.TrimPrefix(request, "/requests/")))
	require.NoError(t, err)
	require.Len(t, thread.Confirm, 1)
	page = d.Get(request)
	require.Contains(t, page.Body, "1 650 555 0100, press office")
	done := d.form(page, request+"/call-back", "_form", "callback", "response", thread.Confirm[0].Response.String(), "contact", thread.Numbers[0].Contact.String(), "note", "Ms Lind")
	require.Equal(t, 303, done.Status, done.Text())
	page = d.Get(request)
	require.Contains(t, page.Body, "called back, and the answer was confirmed")
	require.Contains(t, page.Body, "on the record · verified")
	require.NotContains(t, page.Body, "Record a call-back")
}

// TestSomebodyDecidesOnThePageWhoseADoubtfulAnswerIs: until then it counts for nothing, and the line says neither that the party has
// confirmed nor that it has kept silent.
func TestSomebodyDecidesOnThePageWhoseADoubtfulAnswerIs(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact")
	path := d.mailed("press@g00gle.example")
	taken := d.form(d.Get(path), path+"/answer", "_form", "answer", "request", strings.TrimPrefix(request, "/requests/"), "groundRules", "on the record",
		"stance-contact", "confirms", "mark-contact", "0")
	require.Equal(t, 303, taken.Status, taken.Text())

	const claimPath = "/cases/vault7/claims/contact"
	require.Contains(t, d.Get(path).Body, `href="`+claimPath+`"`)
	says := func() string {
		l, err := d.Line(t.Context(), d.mara, "vault7", report.LineQuery{About: []string{"contact"}})
		require.NoError(t, err)
		return l.Short
	}
	require.Contains(t, says(), "a message that may be from Google is still to be looked at")
	page := d.Get(claimPath)
	require.Contains(t, page.Text(), "It counts for nothing until somebody decides.")
	require.Equal(t, 422, d.form(page, claimPath+"/answers/weigh", "_form", "answer-weigh", "answer", "", "reason", "They called.").Status)
	require.Equal(t, 422, d.form(page, claimPath+"/answers/weigh", "_form", "answer-weigh", "answer", "none of them", "reason", "They called.").Status)
	report := d.Get(claimPath)
	answer := regexp.MustCompile(`<option value="([0-9a-f-]{36})"`).FindStringSubmatch(report.Body[strings.Index(report.Body, "f-weigh-answer"):])
	require.Len(t, answer, 2)
	decided := d.form(page, claimPath+"/answers/weigh", "_form", "answer-weigh", "answer", answer[1], "itsOwn", "true", "reason", "They say so on their known number.")
	require.Equal(t, 303, decided.Status, decided.Text())
	require.Contains(t, says(), "Google has confirmed")
	again := d.form(d.Get(claimPath), claimPath+"/answers/weigh", "_form", "answer-weigh", "answer", answer[1], "reason", "They called: it was not they.")
	require.Equal(t, 303, again.Status, again.Text())
	require.NotContains(t, says(), "has confirmed", "it counts for nothing")
}
