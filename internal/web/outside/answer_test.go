package outside_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	porch "github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/outside"
)

// asked is a world in which google was asked about two claims.
func asked(t *testing.T) (*world, mailtext.PageLink) {
	w := newWorld(t)
	w.claims("vault7", "google", "apple")
	w.party("google", "Google")
	return w, w.ask("vault7", "google", "google", "apple")
}

func TestTheAnswerPageShowsWhoAsksWhatAndUntilWhen(t *testing.T) {
	w, link := asked(t)
	page := w.get(answerPath(link)).is(200)
	page.says("Mara asks Google, for The Example.", letters.RequestCode(link.Request), "+371 1234", "desk@example.org",
		"Were you contacted? By whom?", "WikiLeaks contacted google.", "WikiLeaks contacted apple.", "Claimed by WikiLeaks",
		"Yes, this is correct", "We neither confirm nor deny this", "at most 10,000 characters", "At most 5 files, of 10 MB each and 25 MB together",
		"We do not publish what you write", "We need more time")
	require.Regexp(t, `P[SD]T \(`, page.text(), "the answer-by instant stands in the party's zone")
	require.NotContains(t, page.text(), "This time has passed")
	h := page.Header()
	require.Equal(t, "no-store", h.Get("Cache-Control"))
	require.Equal(t, "no-referrer", h.Get("Referrer-Policy"))
	require.Contains(t, h.Get("X-Robots-Tag"), "noindex")
	require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
	require.Equal(t, "same-origin", h.Get("Cross-Origin-Opener-Policy"))
	require.Equal(t, "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", h.Get("Content-Security-Policy"))
	require.Empty(t, h.Get("Set-Cookie"))
}

func TestAnAnswerIsLookedOverSentAndReceipted(t *testing.T) {
	w, link := asked(t)
	fields := w.answering(link, map[string]claim.Stance{"google": claim.Confirms, "apple": claim.DoesNotKnow}, "Yes. <b>We were.</b> 🦊\nמעולם לא")
	fields.Set("function", "Press officer")
	receipt := w.send(link, fields, file{"talk.eml", []byte("From: julian")})
	receipt.says("Thank you. We have received this.", "Ada Example, Press officer", "Your answer: Yes, this is correct", "We do not know",
		"<b>We were.</b> 🦊", "מעולם לא", "talk.eml", hash([]byte("From: julian")), "On the record")

	mail := w.letters(link)
	require.Equal(t, letters.Answered, mail.Requests[0].Lifecycle)
	require.Empty(t, mail.Requests[0].Steps, "no reminder is left")
	require.Empty(t, mail.Unread())
	require.Len(t, mail.Unseen(), 1)
	response := mail.Responses[0]
	require.Equal(t, claim.ByAnswerPage, response.Channel)
	require.Equal(t, claim.AuthenticityProbable, response.Authenticity, "nobody has verified the address")
	words, err := w.desk.Record.Get(w.ctx(), response.Stances[0].Statement)
	require.NoError(t, err)
	require.Equal(t, "Yes. <b>We were.</b> 🦊\nמעולם לא", string(words), "verbatim")
	who, err := w.desk.Record.Get(w.ctx(), response.Speaker)
	require.NoError(t, err)
	require.Equal(t, "Ada Example, Press officer", string(who))

	kept, err := w.desk.Record.Get(w.ctx(), mail.Messages[len(mail.Messages)-1].Content)
	require.NoError(t, err)
	receipt.says(hash(kept))
	text := w.get(receipt.path + "/text").is(200)
	require.Contains(t, text.Body.String(), hash(kept))
	require.Contains(t, text.Body.String(), "Answer: We do not know")
	require.Contains(t, text.Header().Get("Content-Disposition"), "attachment")

	message := mail.Unseen()[0].ID
	seen, err := w.desk.PageMessage(w.ctx(), w.mara, message)
	require.NoError(t, err)
	require.Equal(t, "Ada Example", seen.Name)
	require.Zero(t, seen.SeenAt)
	_, data, err := w.desk.PageMessageFile(w.ctx(), w.mara, message, 0)
	require.NoError(t, err)
	require.Equal(t, "From: julian", string(data))
	w.must(answers.SeePageAnswer(w.ctx(), w.desk.Door, w.mara, message))
	require.Empty(t, w.letters(link).Unseen())
	item, err := w.desk.Message(w.ctx(), w.mara, message)
	require.NoError(t, err)
	require.Contains(t, item.Text, "WikiLeaks contacted google.")
	require.Equal(t, "Ada Example, Press officer", item.From)
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestAnAnswerThroughALinkToAVerifiedAddressIsVerified(t *testing.T) {
	w, link := asked(t)
	id, err := w.desk.Record.Resolve(w.ctx(), claim.StreamParty, uuid.Nil, "google")
	require.NoError(t, err)
	w.give(claim.Stream{Kind: claim.StreamParty, ID: id}, claim.PersonActor(w.mara.ID),
		people.VerifyContact{Contact: link.Contact, How: people.VerifiedBys[0], At: claim.Instant(w.desk.Clock.Now())})

	w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Denies, "apple": claim.Denies}, "No."))
	require.Equal(t, claim.AuthenticityVerified, w.letters(link).Responses[0].Authenticity)
}

func TestALinkTakesAnAnswerOnceAndShowsItToNobodyElse(t *testing.T) {
	w, link := asked(t)
	receipt := w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Confirms, "apple": claim.Denies}, "the secret words"))
	used := w.get(answerPath(link)).is(410)
	used.says("An answer was given through this link on", letters.RequestCode(link.Request), "desk@example.org").never("secret words", "Ada", "WikiLeaks")
	w.get(receipt.path).is(200).says("the secret words")
	w.get(answerPath(link)+"/receipt/"+uuid.NewString()).is(404).never("secret words", "Ada")
}

func TestWhatIsNotAnsweredYetCanBeAnsweredLaterThroughTheSameLink(t *testing.T) {
	w, link := asked(t)
	w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Confirms}, "the secret words"))
	require.Equal(t, letters.PartlyAnswered, w.letters(link).Requests[0].Lifecycle)
	page := w.get(answerPath(link)).is(200).says("An answer to this statement was given through this link").never("secret words", "Ada")
	require.NotContains(t, page.fields(), "stance."+w.claimID("vault7", "google").String())
	w.send(link, w.answering(link, map[string]claim.Stance{"apple": claim.NoComment}, ""))
	require.Equal(t, letters.Answered, w.letters(link).Requests[0].Lifecycle)
	w.get(answerPath(link)).is(410)
}

func TestALateAnswerIsTakenForThirtyDays(t *testing.T) {
	w, link := asked(t)
	require.NoError(t, w.desk.Pass(w.ctx(), 8*24*time.Hour))
	require.Equal(t, letters.NoReply, w.letters(link).Requests[0].Lifecycle)
	w.get(answerPath(link)).is(200).says("This time has passed. A late answer is still taken.")
	w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Confirms}, "Sorry."))
	require.True(t, w.letters(link).Responses[0].Late)
	require.NoError(t, w.desk.Pass(w.ctx(), 30*24*time.Hour))
	w.get(answerPath(link)).is(410).says("This link has expired", "A late answer is still welcome", "+371 1234").never("WikiLeaks", "Google")
}

func TestAQuestionStopsTheClockUntilSomebodyReadsIt(t *testing.T) {
	for asks, title := range map[letters.PageAsk]string{letters.AsksBack: "Asks back", letters.AsksForTime: "Asks for more time"} {
		t.Run(string(asks), func(t *testing.T) {
			w, link := asked(t)
			fields := w.answering(link, nil, "")
			fields.Set("asks", string(asks))
			fields.Set("question", "Which branch do you mean?")
			receipt := w.send(link, fields).says("Which branch do you mean?", "Until then we send you no reminder", asks.ForParty())
			w.get(receipt.path+"/text").is(200).says(asks.ForParty()+": Which branch do you mean?", "these digits show whether what we keep is still that").never("You asked us")
			mail := w.letters(link)
			require.Len(t, mail.Unread(), 1)
			require.Empty(t, mail.Unseen(), "it stands among the unread")
			require.NoError(t, w.desk.Pass(w.ctx(), 4*24*time.Hour))
			mail = w.letters(link)
			reminders, notices := mail.Reminded(link.Request)
			require.Zero(t, reminders+notices, "the clock stands still")
			inbox, err := w.desk.Inbox(w.ctx(), w.mara)
			require.NoError(t, err)
			require.Len(t, inbox, 1)
			require.Contains(t, inbox[0].Subject, title)
			require.Contains(t, inbox[0].Text, "Which branch do you mean?")
			w.must(answers.ReadMessage(w.ctx(), w.desk.Door, w.mara, inbox[0].Message, answers.ReadInput{Disposition: letters.ReadClarification}))
			want := map[letters.PageAsk]string{letters.AsksBack: "asked back", letters.AsksForTime: "asked for more time"}[asks]
			line, err := w.desk.Line(w.ctx(), w.mara, "vault7", report.LineQuery{})
			require.NoError(t, err)
			require.Contains(t, line.Long, "has "+want+" and not answered")
			w.must(answers.ReadMessage(w.ctx(), w.desk.Door, w.mara, inbox[0].Message, answers.ReadInput{Disposition: letters.ReadAcknowledgement}))
			require.NotZero(t, w.letters(link).NextDue(), "and runs again")
			w.get(answerPath(link)).is(200).says("Your answers")
		})
	}
}

func TestALinkThatTakesNoAnswerSaysSo(t *testing.T) {
	for name, test := range map[string]struct {
		before func(*world, mailtext.PageLink)
		status int
		says   string
	}{
		"withdrawn": {func(w *world, l mailtext.PageLink) {
			w.must(requests.Withdraw(w.ctx(), w.desk.Door, w.mara, l.Request, casework.ReasonInput{}))
		}, 410, "We no longer ask"},
		"superseded": {func(w *world, l mailtext.PageLink) {
			s := claim.Stream{Kind: claim.StreamCorrespondence, ID: w.letters(l).ID}
			w.give(s, claim.System, claim.NoteContact{Contact: uuid.New()})
		}, 410, "This link was replaced"},
		"expired": {func(w *world, _ mailtext.PageLink) {
			require.NoError(w.t, w.desk.Pass(w.ctx(), 38*24*time.Hour))
		}, 410, "This link has expired"},
	} {
		t.Run(name, func(t *testing.T) {
			w, link := asked(t)
			fields := w.answering(link, map[string]claim.Stance{"google": claim.Confirms}, "my long words")
			test.before(w, link)
			w.get(answerPath(link)).is(test.status).says(test.says, "desk@example.org").never("Google", "WikiLeaks", "Mara")
			lost := w.post(answerPath(link), fields).is(test.status)
			lost.says(test.says, "What you wrote was not taken", "my long words")
			fields.Set("do", "send")
			w.post(answerPath(link), fields).is(test.status).says("my long words")
			require.Empty(t, w.letters(link).Responses)
		})
	}
	w, link := asked(t)
	never := w.get("/answer/" + plainLinks{}.token(mailtext.PageLink{Request: uuid.New(), Contact: link.Contact})).is(404)
	for _, path := range []string{"/answer/x", answerPath(link)[:40], answerPath(link) + "aa", "/answer/%00%ff", "/answer/" + strings.Repeat("a", 5000)} {
		require.Equal(t, never.text(), w.get(path).is(404).says("This link leads nowhere").text())
	}
}

// give has the record carry out somebody's command to a stream.
func (w *world) give(s claim.Stream, actor claim.Actor, body claim.Body) {
	w.t.Helper()
	cmd := claim.Command{ID: uuid.New(), Actor: actor, Body: body}
	done, err := w.desk.Record.Do(w.ctx(), claim.Doing{Acts: []claim.Act{{To: s, Command: cmd}}, Now: claim.Instant(w.desk.Clock.Now())})
	require.NoError(w.t, err)
	require.Nil(w.t, done[0].Refused)
}

func TestProgramsThatFollowLinksUseNothingUp(t *testing.T) {
	w, link := asked(t)
	for range 5 {
		w.get(answerPath(link)).is(200)
		r := httptest.NewRequest("HEAD", "https://desk.example"+answerPath(link), nil)
		w.do(r).is(200)
	}
	require.Empty(t, w.letters(link).Responses)
	w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Confirms, "apple": claim.Confirms}, "Yes."))
}

func TestSentTwiceCountsOnce(t *testing.T) {
	w, link := asked(t)
	fields := w.answering(link, map[string]claim.Stance{"google": claim.Confirms}, "Yes.")
	confirm := w.post(answerPath(link), fields).is(200).fields()
	confirm.Set("do", "send")
	var first string
	for range 3 {
		to := w.postBody(answerPath(link), "application/x-www-form-urlencoded", strings.NewReader(confirm.Encode())).is(303).Header().Get("Location")
		require.True(t, first == "" || to == first)
		first = to
	}
	require.Len(t, w.letters(link).Responses, 1)
	again := confirm
	again.Set("statement."+w.claimID("vault7", "google").String(), "No!")
	w.postBody(answerPath(link), "application/x-www-form-urlencoded", strings.NewReader(again.Encode())).is(303)
	w.get(first).is(200).says("Yes.")
	require.NotContains(t, w.get(first).text(), "No!", "the receipt is that of the first time")
}

func TestAFormThatIsStaleKeepsWhatWasTyped(t *testing.T) {
	w, link := asked(t)
	one := w.answering(link, map[string]claim.Stance{"google": claim.Confirms, "apple": claim.Denies}, "my long words")
	w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Denies}, "No."))
	w.post(answerPath(link), one).is(200) // what is still open is looked over
	one.Set("do", "send")
	w.post(answerPath(link), one).is(303)
	letters := w.letters(link)
	require.Len(t, letters.Responses, 2)
	require.Len(t, letters.Responses[1].Stances, 1, "about apple alone: google was answered")
}

func TestWhatDoesNotFitIsSaidAtItsField(t *testing.T) {
	w, link := asked(t)
	google, apple := w.claimID("vault7", "google").String(), w.claimID("vault7", "apple").String()
	for name, test := range map[string]struct {
		change func(url.Values)
		says   string
	}{
		"nothing":                  {func(f url.Values) { f.Set("name", "Ada") }, "Nothing is answered yet"},
		"no name":                  {func(f url.Values) { f.Set("stance."+google, "confirms"); f.Set("name", " \u200b ") }, "It must not be empty."},
		"a name with breaks":       {func(f url.Values) { f.Set("stance."+google, "confirms"); f.Set("name", "Ada\nBcc: x") }, "It must not contain line breaks"},
		"a statement alone":        {func(f url.Values) { f.Set("statement."+google, "my words") }, "Choose what comes closest"},
		"partly what":              {func(f url.Values) { f.Set("stance."+google, "confirms in part") }, "Say which part"},
		"whom to ask":              {func(f url.Values) { f.Set("stance."+apple, "refers elsewhere") }, "Say whom we should ask"},
		"a stance of our own":      {func(f url.Values) { f.Set("stance."+google, "is lovely") }, "Choose one of the answers"},
		"a stance for staff":       {func(f url.Values) { f.Set("stance."+google, "unclear") }, "Choose one of the answers"},
		"other terms":              {func(f url.Values) { f.Set("stance."+google, "denies"); f.Set("rules", "for money") }, "Choose one of the terms"},
		"a question without words": {func(f url.Values) { f.Set("asks", "question") }, "It must not be empty."},
		"words without a question": {func(f url.Values) { f.Set("question", "which?"); f.Set("stance."+google, "denies") }, "Say whether you need more time"},
		"an unknown wish":          {func(f url.Values) { f.Set("asks", "money") }, "Choose one of the two"},
		"too long a statement": {func(f url.Values) {
			f.Set("stance."+google, "denies")
			f.Set("statement."+google, strings.Repeat("й", 10_001))
		}, "At most 10,000 characters."},
		"a file that is not there":  {func(f url.Values) { f.Set("stance."+google, "denies"); f.Add("kept", strings.Repeat("a", 64)+":x") }, "choose it again"},
		"control characters":        {func(f url.Values) { f.Set("stance."+google, "denies"); f.Set("statement."+google, "a\x00b") }, "It must not contain control characters"},
		"a name that is too long":   {func(f url.Values) { f.Set("stance."+google, "denies"); f.Set("name", strings.Repeat("a", 201)) }, "At most 200 characters."},
		"a question that is a book": {func(f url.Values) { f.Set("asks", "question"); f.Set("question", strings.Repeat("a", 4001)) }, "At most 4,000 characters."},
	} {
		t.Run(name, func(t *testing.T) {
			fields := w.answering(link, nil, "")
			test.change(fields)
			typed := fields.Get("statement." + google)
			page := w.post(answerPath(link), fields).is(422)
			page.says("Please look at this again", test.says)
			require.Equal(t, strings.ReplaceAll(typed, "\x00", "\uFFFD"), page.fields().Get("statement."+google), "nothing typed is lost")
			require.Equal(t, fields.Get("key"), page.fields().Get("key"), "the form stays the same form")
		})
	}
	require.Empty(t, w.letters(link).Responses)
}

func TestWordsOfAnyKindAreShownAsWords(t *testing.T) {
	w, link := asked(t)
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	fields := w.answering(link, map[string]claim.Stance{"google": claim.Denies}, attack)
	for _, name := range []string{"name", "function", "question"} {
		fields.Set(name, attack)
	}
	fields.Set("asks", "question")
	receipt := w.send(link, fields, file{attack, []byte(attack)})
	receipt.never("<script", "<img").says(`"><script>alert(1)</script>`)
	for _, name := range []string{"key", "rules", "asks", "kept", "do", "stance." + w.claimID("vault7", "apple").String()} {
		fields := w.answering(link, nil, "")
		fields.Set(name, attack)
		w.post(answerPath(link), fields).never("<script", "<img")
	}
}

func TestFilesHaveLimits(t *testing.T) {
	w, link := asked(t)
	stances := map[string]claim.Stance{"google": claim.Denies}
	big := bytes.Repeat([]byte("x"), porch.MaxPageFile+1)
	w.post(answerPath(link), w.answering(link, stances, "my long words"), file{"big.bin", big}).is(422).
		says("Big.bin: a file can be at most 10 MB large.", "my long words")
	w.post(answerPath(link), w.answering(link, stances, ""), file{"empty.txt", nil}).is(422).says("the file is empty")
	many := []file{{"1", []byte("1")}, {"2", []byte("2")}, {"3", []byte("3")}, {"4", []byte("4")}, {"5", []byte("5")}, {"6", []byte("6")}}
	page := w.post(answerPath(link), w.answering(link, stances, ""), many...).is(422).says("At most 5 files can be sent")
	require.Len(t, page.fields()["kept"], 5, "those that were taken need not be sent again")
	receipt := w.send(link, page.fields())
	receipt.says(hash([]byte("5")))

	third := bytes.Repeat([]byte("y"), 9<<20)
	w.post(answerPath(link), w.answering(link, map[string]claim.Stance{"apple": claim.Denies}, ""), file{"1", third}, file{"2", third}, file{"3", third}).
		is(413).says("This is too large", "Nothing was kept")
}

func TestAPasteOfFiftyMegabytesIsAnsweredAndNotKept(t *testing.T) {
	w, link := asked(t)
	fields := w.answering(link, map[string]claim.Stance{"google": claim.Denies}, "")
	fields.Set("statement."+w.claimID("vault7", "google").String(), strings.Repeat("x", 50<<20))
	w.post(answerPath(link), fields).is(413).says("This is too large", "Nothing was kept")
	w.postBody(answerPath(link), "application/x-www-form-urlencoded", strings.NewReader(fields.Encode())).is(413)
	fields.Set("statement."+w.claimID("vault7", "google").String(), strings.Repeat("x", 2<<20))
	w.post(answerPath(link), fields).is(413)
	w.postBody(answerPath(link), "multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disp")).is(400).says("did not arrive whole")
	require.Empty(t, w.letters(link).Responses)
}

func TestFilesThatNobodyConfirmsAreForgotten(t *testing.T) {
	w, link := asked(t)
	secret := []byte("a file that was chosen by mistake")
	fields := w.post(answerPath(link), w.answering(link, map[string]claim.Stance{"google": claim.Denies}, ""), file{"x", secret}).is(200).fields()
	ref := claim.Ref(strings.SplitN(fields.Get("kept"), ":", 2)[0])
	w.send(link, w.answering(link, map[string]claim.Stance{"apple": claim.Denies}, ""), file{"kept.txt", []byte("confirmed")})
	n, err := w.desk.ForgetPageDrafts(w.ctx())
	require.NoError(t, err)
	require.Zero(t, n, "it may still be confirmed")
	require.NoError(t, w.desk.Pass(w.ctx(), 49*time.Hour))
	n, err = w.desk.ForgetPageDrafts(w.ctx())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	_, err = w.desk.Record.Get(w.ctx(), ref)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	letters := w.letters(link)
	_, _, err = w.desk.PageMessageFile(w.ctx(), w.mara, letters.Unseen()[0].ID, 0)
	require.NoError(t, err, "what was confirmed stays")
	fields.Set("do", "send")
	w.post(answerPath(link), fields).is(422).says("choose it again")
	report, err := w.desk.Record.Verify(w.ctx(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
}

func TestAFileThatWasTakenOutBeforeSendingIsForgotten(t *testing.T) {
	w, link := asked(t)
	fields := w.post(answerPath(link), w.answering(link, map[string]claim.Stance{"google": claim.Denies}, ""),
		file{"wrong.txt", []byte("the wrong file")}, file{"right.txt", []byte("the right file")}).is(200).fields()
	require.Len(t, fields["kept"], 2)
	wrong, right := claim.Ref(strings.SplitN(fields["kept"][0], ":", 2)[0]), claim.Ref(strings.SplitN(fields["kept"][1], ":", 2)[0])
	tab := maps.Clone(fields) // the same form, open once more
	fields["kept"] = fields["kept"][1:]
	fields.Set("do", "send")
	w.post(answerPath(link), fields).is(303)
	tab.Set("do", "send")
	w.post(answerPath(link), tab).is(303)

	n, err := w.desk.ForgetPageDrafts(w.ctx())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	_, err = w.desk.Record.Get(w.ctx(), wrong)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	data, err := w.desk.Record.Get(w.ctx(), right)
	require.NoError(t, err)
	require.Equal(t, "the right file", string(data))
	require.NoError(t, w.desk.Pass(w.ctx(), 49*time.Hour))
	n, err = w.desk.ForgetPageDrafts(w.ctx())
	require.NoError(t, err)
	require.Zero(t, n)
	report, err := w.desk.Record.Verify(w.ctx(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	w, link := asked(t)
	r := httptest.NewRequest("POST", "https://desk.example"+answerPath(link), strings.NewReader(""))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w.do(r).is(403).says("This came from another site")
}

func TestWhoTriesLinksIsSlowedDownAndRightLinksAreNot(t *testing.T) {
	w, link := asked(t)
	codes := map[int]int{}
	for range 40 {
		codes[w.get("/answer/nothing").Code]++
	}
	require.Equal(t, 20, codes[404])
	require.Equal(t, 20, codes[429])
	w.get(answerPath(link)).is(200)
}

func TestNoTokenIsLogged(t *testing.T) {
	w, link := asked(t)
	w.get(answerPath(link)).is(200)
	w.send(link, w.answering(link, map[string]claim.Stance{"google": claim.Denies}, "secret words"))
	require.NoError(t, w.desk.Close())
	w.get(answerPath(link)).is(500).says("The fault is ours")
	require.NotEmpty(t, w.logged.All())
	for _, entry := range w.logged.All() {
		line := entry.Message
		for _, value := range entry.ContextMap() {
			line += " " + strings.TrimSpace(strings.Join(strings.Fields(toText(value)), " "))
		}
		require.NotContains(t, line, plainLinks{}.token(link))
		require.NotContains(t, line, "secret words")
	}
}

func toText(v any) string {
	text, _ := v.(string)
	return text
}

// down is an engine that does not answer.
type down struct{}

func (down) Do(context.Context, claim.Stream, claim.Command, claim.Next) error {
	return claim.Errorf(claim.CodeUnavailable, "the engine does not answer: dial tcp 127.0.0.1:7233")
}

func TestWhileTheEngineIsDownNothingIsLost(t *testing.T) {
	w, link := asked(t)
	working := w.handler
	desk := casework.New(w.desk.Record, down{}, nil, w.desk.Clock, casework.Settings{Salt: "test"})
	site, err := outside.New(outside.Parts{
		Porch: porch.New(desk, w.desk.Record, w.desk.Clock, w.desk.Room), Links: plainLinks{}, Clock: w.desk.Clock, Log: zap.NewNop(),
		Identity: func(context.Context) (outside.Identity, error) { return w.identity, nil },
	})
	require.NoError(t, err)
	w.handler = site.Handler()

	fields := w.answering(link, map[string]claim.Stance{"google": claim.Confirms}, "my long words")
	confirm := w.post(answerPath(link), fields, file{"a.txt", []byte("kept")}).is(200).fields()
	confirm.Set("do", "send")
	page := w.post(answerPath(link), confirm).is(503)
	page.says("Nothing is lost: please send it again", "my long words").never("7233", "engine")
	require.NotEmpty(t, page.Header().Get("Retry-After"))
	again := page.fields()
	again.Set("do", "send")

	w.handler = working
	to := w.post(answerPath(link), again).is(303).Header().Get("Location")
	w.get(to).is(200).says("my long words", hash([]byte("kept")))
	require.Len(t, w.letters(link).Responses, 1)
}

func TestTheAnswerPageSaysWhenAClaimWasMadeAndWhenItHolds(t *testing.T) {
	w := newWorld(t)
	made, holds := claim.On(2017, 3, 7), claim.Period{From: claim.On(2017, 3, 1), Until: claim.On(2017, 3, 5)}
	w.must(writing.AddClaim(w.ctx(), w.desk.Door, w.mara, "vault7", writing.ClaimInput{
		Key: "google", Statement: "WikiLeaks contacted Google.", Claimant: "WikiLeaks", MadeAt: &made, Holds: &holds,
	}))
	w.party("google", "Google")
	w.get(answerPath(w.ask("vault7", "google", "google"))).is(200).says("Claimed by WikiLeaks on 7 March 2017", "This is about how it stood from 1 March 2017 to 5 March 2017.")
}
