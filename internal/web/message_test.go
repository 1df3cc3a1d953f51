package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

const said = "Hello,\n\nthank you for your message. WikiLeaks made initial contact\nwith us on 12 March. We have fixed most of it!\n\n> Is it so?\n"

func (d *letterDesk) wrote(text string) (id uuid.UUID, path string) {
	d.t.Helper()
	id, err := d.Receive(d.t.Context(), "vault7", "google", text)
	require.NoError(d.t, err)
	return id, "/messages/" + id.String()
}

func TestTheInboxKeepsAMessageUntilItIsRead(t *testing.T) {
	d := newLetterDesk(t)
	require.Contains(t, d.Get("/inbox").Body, "Everything is read.")
	d.asked("contact")
	_, path := d.wrote(said)
	inbox := d.Get("/inbox")
	require.Contains(t, inbox.Body, path)
	require.Contains(t, inbox.Body, "Unread: 1")
	page := d.Get(path)
	require.Equal(t, 200, page.Status)
	require.Contains(t, page.Body, "needs reading")
	require.Contains(t, d.Get("/inbox").Body, path, "looking at it is not reading it")
	require.Equal(t, 422, d.form(page, path+"/read", "_form", "read", "disposition", "whatever").Status)
	require.Equal(t, 303, d.form(page, path+"/read", "_form", "read", "disposition", "acknowledgement").Status)
	require.NotContains(t, d.Get("/inbox").Body, path)
	require.Contains(t, d.Get(path).Body, "acknowledgement")
}

func TestMoreTimeIsGivenInTheFormThatTakesTheMessageIn(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact")
	id := strings.TrimPrefix(request, "/requests/")
	_, path := d.wrote("We need until Friday.\n")
	page := d.Get(path)
	until := d.Clock.Now().Add(12 * 24 * time.Hour).Format("2006-01-02T15:04")
	given := []string{"_form", "read", "request", id, "until", until, "until_zone", "UTC", "why", "As you asked."}
	refused := d.form(page, path+"/read", append(given, "disposition", "acknowledgement")...)
	require.Equal(t, 422, refused.Status)
	require.Contains(t, refused.Body, "As you asked.", "what was typed is there still")
	require.Contains(t, d.Get("/inbox").Body, path, "and nothing was taken in")
	require.Equal(t, 422, d.form(page, path+"/read", "_form", "read", "request", id, "why", "As you asked.", "disposition", "more time").Status, "until when is not said")
	require.Equal(t, 303, d.form(page, path+"/read", append(given, "disposition", "more time")...).Status)
	require.NotContains(t, d.Get("/inbox").Body, path)
	mail, err := d.LettersOf(t.Context(), d.mara, uuid.MustParse(id))
	require.NoError(t, err)
	require.Equal(t, until, mail.Requests[0].AnswerBy.UTC().Format("2006-01-02T15:04"))

	_, path = d.wrote(said)
	page = d.Get(path)
	later := d.Clock.Now().Add(14 * 24 * time.Hour).Format("2006-01-02T15:04")
	answer := d.form(page, path+"/answer", "_form", "answer", "request", id, "groundRules", "on the record",
		"stance-contact", "confirms", "mark-contact", "2", "more", later, "more_zone", "UTC", "moreWhy", "As you asked.")
	require.Equal(t, 303, answer.Status, answer.Text())
	mail, err = d.LettersOf(t.Context(), d.mara, uuid.MustParse(id))
	require.NoError(t, err)
	require.Equal(t, later, mail.Requests[0].AnswerBy.UTC().Format("2006-01-02T15:04"))
	require.Len(t, mail.Responses, 1)
	require.False(t, mail.Requests[0].Over(), "it stays open until then")
}

func TestTheSentenceThatCarriesAStanceIsKeptAsItStands(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact", "patch")
	_, path := d.wrote(said)
	page := d.Get(path)
	require.Contains(t, page.Body, "made initial contact\nwith us on 12 March.", "the sentence can be ticked")
	answer := d.form(page, path+"/answer", "_form", "answer", "request", strings.TrimPrefix(request, "/requests/"), "groundRules", "on the record",
		"stance-contact", "confirms", "mark-contact", "2", "stance-patch", "confirms in part", "words-patch", "We have fixed most of it!")
	require.Equal(t, 303, answer.Status, answer.Text())
	shown := d.Get(request)
	require.Contains(t, shown.Body, "<blockquote dir=\"auto\">WikiLeaks made initial contact\nwith us on 12 March.</blockquote>")
	require.Contains(t, shown.Body, "We have fixed most of it!")
	require.NotContains(t, d.Get("/inbox").Body, path)
	require.Contains(t, d.Get(path).Body, "Recorded from it")
}

func TestWordsThatAreNotInTheMessageAreMarkedAsTheDesksOwn(t *testing.T) {
	d := newLetterDesk(t)
	request := d.asked("contact")
	_, path := d.wrote("Ja, sie haben uns geschrieben.")
	page := d.Get(path)
	form := []string{"_form", "answer", "groundRules", "on the record", "stance-contact", "confirms", "words-contact", "Yes, they wrote to us."}
	refused := d.form(page, path+"/answer", form...)
	require.Equal(t, 422, refused.Status)
	require.Contains(t, refused.Text(), "do not stand in the message")
	require.Contains(t, refused.Body, "Yes, they wrote to us.", "what was typed stays")
	require.Contains(t, d.Get("/inbox").Body, path)
	taken := d.form(page, path+"/answer", append(form, "summary-contact", "on")...)
	require.Equal(t, 303, taken.Status, taken.Text())
	require.Contains(t, d.Get(request).Body, "not verbatim")
}

func TestALetterFromOutsideNeverRendersInTheDesk(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	raw := "From: press@google.example\r\nSubject: <img src=x onerror=alert(1)>\r\nMime-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n<script>alert(2)</script> Yes.\r\n" +
		"--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"../x.html\"\r\n\r\n<script>alert(3)</script>\r\n--b--\r\n"
	id, err := d.ReceiveRaw(t.Context(), "vault7", "google", received.MailAnswer, []byte(raw))
	require.NoError(t, err)
	path := "/messages/" + id.String()
	page := d.Get(path)
	require.Equal(t, 200, page.Status)
	require.NotContains(t, page.Body, "<script>alert")
	require.NotContains(t, page.Body, "<img src=x")
	require.Contains(t, page.Body, "x.html")
	for _, file := range []string{path + "/raw", path + "/files/0"} {
		got := d.Get(file)
		require.Equal(t, 200, got.Status, file)
		require.Contains(t, got.Header.Get("Content-Security-Policy"), "sandbox")
		require.Equal(t, "nosniff", got.Header.Get("X-Content-Type-Options"))
		require.Equal(t, "application/octet-stream", got.Header.Get("Content-Type"))
		require.True(t, strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment"), file)
		require.NotContains(t, got.Header.Get("Content-Disposition"), "..")
	}
	require.Equal(t, raw, d.Get(path+"/raw").Body, "byte for byte")
	require.Equal(t, 404, d.Get(path+"/files/1").Status)
	require.Equal(t, 404, d.Get(path+"/files/x").Status)
}

func TestAMessageInQuarantineIsPlacedOrTakenOut(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	for _, end := range []string{"assign", "discard"} {
		id, err := d.Receive(t.Context(), "vault7", "", "Somebody writes, "+end)
		require.NoError(t, err)
		path := "/messages/" + id.String()
		quarantine := d.Get("/inbox?show=quarantine")
		require.Contains(t, quarantine.Body, path)
		page := d.Get(path)
		require.Equal(t, 422, d.form(page, path+"/assign", "_form", "assign", "case", "vault7", "party", "nobody").Status)
		require.Equal(t, 303, d.form(page, path+"/"+end, "_form", end, "case", "vault7", "party", "Google").Status)
		require.NotContains(t, d.Get("/inbox?show=quarantine").Body, path)
	}
	require.Contains(t, d.Get("/inbox").Body, "Somebody writes, assign")
}

func TestAGuessIsAcceptedOrRefusedWithOneKey(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	guess := func(by received.Match, from string) (path string) {
		id, err := d.ReceiveClue(t.Context(), by, from, "vault7", "google", "We deny it: "+string(by))
		require.NoError(t, err)
		return "/messages/" + id.String()
	}
	path := guess(received.ByCode, "jane@elsewhere.example")
	for _, page := range []string{"/inbox?show=quarantine", path} {
		body := d.Get(page).Body
		require.Contains(t, body, "it has the code of a request in it", page)
		require.Contains(t, body, `data-press="a"`, page)
		require.Contains(t, body, `data-press="d"`, page)
	}
	page := d.Get(path)
	require.Equal(t, 303, d.form(page, path+"/accept", "_form", "accept0", "case", "vault7", "party", "google").Status)
	placed := d.Get(path)
	doubt := "The sender, jane@elsewhere.example, is none of the contacts of Google."
	require.Contains(t, placed.Body, doubt)
	require.Less(t, strings.Index(placed.Body, doubt), strings.Index(placed.Body, "What it says about the claims"), "before the stances")
	require.Contains(t, d.Get("/inbox").Body, doubt)
	require.Equal(t, 303, d.form(placed, path+"/sender", "_form", "sender", "role", "lawyer").Status)
	require.NotContains(t, d.Get(path).Body, doubt)

	path = guess(received.BySender, "jane@elsewhere.example")
	list := d.Get("/inbox?show=quarantine")
	require.Equal(t, 303, d.form(list, path+"/refuse", "_form", "refuse", "list", "yes").Status)
	require.NotContains(t, d.Get(path).Body, "a known contact of the party sent it")
	require.Equal(t, 409, d.form(d.Get(path), path+"/accept", "_form", "accept0").Status)
}

func TestAMessageToSeveralCasesIsShownToThoseWhoMaySeeThemAll(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	d.Person("nils", claim.Editor)
	_, err := writing.OpenCase(t.Context(), d.Fixture.Fixture.Door, d.mara, writing.CaseInput{Slug: "secret", Title: "Secret", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	require.NoError(t, err)
	_, err = writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.mara, "secret", writing.ClaimInput{Key: "a", Statement: "A."})
	require.NoError(t, err)
	_, err = requests.Ask(t.Context(), d.Door, d.mara, "secret", requests.AskInput{Party: "google", Claims: []string{"a"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().AddDate(0, 0, 1)})
	require.NoError(t, err)
	id, err := d.ReceiveGuess(t.Context(), "google", "About both of your questions.", "vault7", "secret")
	require.NoError(t, err)
	path := "/messages/" + id.String()
	require.Equal(t, 200, d.Get(path).Status)
	require.Contains(t, d.Get("/inbox?show=quarantine").Body, path)
	nils := d.SignIn("nils")
	require.Equal(t, 404, nils.Get(path).Status)
	require.Equal(t, 404, nils.Get(path+"/raw").Status)
	list := nils.Get("/inbox?show=quarantine")
	require.NotContains(t, list.Body, path)
	require.Contains(t, list.Body, "Quarantine: 0")
	_, err = answers.DiscardMessage(t.Context(), d.Door, d.Caller("nils"), id)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	all, err := d.Inbox(t.Context(), d.Caller("nils"))
	require.NoError(t, err)
	require.Empty(t, all)
}

func TestTheInboxIsReadPageByPage(t *testing.T) {
	d := newLetterDesk(t)
	d.asked("contact")
	seen := map[uuid.UUID]bool{}
	for i := range 5 {
		d.wrote(strings.Repeat("x", i+1))
	}
	f := correspondence.InboxFilter{Limit: 2}
	for pages := 1; ; pages++ {
		page, err := d.InboxList(t.Context(), d.mara, f)
		require.NoError(t, err)
		require.Equal(t, 5, page.Counts.Unread)
		for _, item := range page.Items {
			require.False(t, seen[item.Message])
			seen[item.Message] = true
		}
		if f.After = page.Next; f.After == "" {
			require.Equal(t, 3, pages)
			break
		}
	}
	require.Len(t, seen, 5)
	require.Equal(t, 422, d.Get("/inbox?after=nonsense").Status)
}

func TestOneStanceIsTakenForAllThatAreTicked(t *testing.T) {
	d := newLetterDesk(t)
	_, err := writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.mara, "vault7", writing.ClaimInput{Key: "third", Statement: "The third."})
	require.NoError(t, err)
	request := d.asked("contact", "patch", "third")
	_, path := d.wrote(said)
	page := d.Get(path)
	require.Contains(t, page.Body, "The same for all these")
	answer := d.form(page, path+"/answer", "_form", "answer", "request", strings.TrimPrefix(request, "/requests/"), "groundRules", "on the record",
		"stance-", "confirms", "words-", "We have fixed most of it!", "for-", "contact", "for-", "patch", "stance-patch", "denies", "words-patch", "We have fixed most of it!")
	require.Equal(t, 303, answer.Status, answer.Text())
	stances := map[string]claim.Stance{}
	report, err := d.Report(t.Context(), d.mara, "vault7", nil)
	require.NoError(t, err)
	for _, c := range report.Claims {
		for _, p := range c.Parties {
			for _, a := range p.Answers {
				stances[c.Key] = a.Stance
			}
		}
	}
	require.Equal(t, map[string]claim.Stance{"contact": claim.Confirms, "patch": claim.Denies}, stances, "its own counts first, and what is not ticked stays open")
}
