package crashtest_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/operation"
)

// canary stands in every field that holds content. It fits into short names
// and addresses, too.
const canary = "qxcanaryzv7"

func TestContentIsInTheRecordAndNowhereElse(t *testing.T) {
	smtp, err := mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	defer smtp.Close()
	h := newHouse(t, config.Config{
		SMTPServer: smtp.Addr(), UndoWindow: 100 * time.Millisecond, LettersPerSecond: 100, LogLevel: "debug",
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s := &story{t: t, ctx: ctx, smtp: smtp, process: h.start()}
	s.open()
	s.publish()
	s.bounce()
	s.quarantine()
	s.refusals()

	s.kill() // what was written last is still in the write-ahead log
	h.requireSilent()
	h.start().stop(t)
	h.requireSilent()
	record, err := os.ReadFile(h.cfg.Database)
	require.NoError(t, err)
	for _, field := range fields {
		require.True(t, bytes.Contains(record, []byte(canary+field)), "the record lacks the %s", field)
	}
}

// fields are what follows the canary in each field, so that none is forgotten.
var fields = []string{
	"-slug", "-title", "-notice", "-key", "-statement", "-claimant", "-where", "-subject", "-handle", "-person",
	"-party", "-name", "@press.example", "-role", "-questions", "-rationale", "-comments", "-note", "-hold",
	"-extension", "-words", "-reply", "-quarantine", "@else.example",
}

// requireSilent searches everything but the record.
func (h *house) requireSilent() {
	h.t.Helper()
	files, err := filepath.Glob(filepath.Join(h.cfg.Data, "engine", "*"))
	require.NoError(h.t, err)
	require.NotEmpty(h.t, files)
	aside, err := filepath.Glob(filepath.Join(h.cfg.Data, "*.json"))
	require.NoError(h.t, err)
	searched := 0
	for _, f := range append(append(files, aside...), h.log) {
		text, err := os.ReadFile(f)
		require.NoError(h.t, err)
		searched += len(text)
		for form, sign := range forms(canary) {
			require.False(h.t, bytes.Contains(bytes.ToLower(text), bytes.ToLower(sign)), "%s holds content, as %s", f, form)
		}
	}
	require.Greater(h.t, searched, 1<<18, "there was hardly anything to search")
}

// forms are how a text may stand in a file.
func forms(text string) map[string][]byte {
	found := map[string][]byte{"text": []byte(text)}
	var low, high []byte
	for _, u := range utf16.Encode([]rune(text)) {
		low, high = append(low, byte(u), byte(u>>8)), append(high, byte(u>>8), byte(u))
	}
	found["UTF-16, low byte first"], found["UTF-16, high byte first"] = low, high
	for shift := range 3 { // where in a group of three bytes it begins
		encoded := base64.StdEncoding.EncodeToString(append(make([]byte, shift), text...))
		from, to := (shift*8+5)/6, (shift+len(text))*8/6 // what depends on the text alone
		found["base64, shifted by "+string(rune('0'+shift))] = []byte(encoded[from:to])
	}
	return found
}

// story is a case with the canary in every field.
type story struct {
	*process
	t    *testing.T
	ctx  context.Context
	smtp *mailtest.Server
}

const (
	theCase  = canary + "-slug"
	theClaim = theCase + "/" + canary + "-key"
	theParty = canary + "-party"
)

func (s *story) must(_ casework.Receipt, err error) {
	s.t.Helper()
	require.NoError(s.t, err)
}

func (s *story) open() {
	s.must(client.Call(s.ctx, s.Client, operation.PersonAdd, operation.Body(staff.PersonInput{
		Handle: canary + "-handle", Name: canary + "-person", Email: canary + "@newsroom.example", Roles: []claim.Role{claim.Reviewer},
	})))
	s.must(client.Call(s.ctx, s.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: theCase, Title: canary + "-title", Notice: canary + "-notice"})))
	s.must(client.Call(s.ctx, s.Client, operation.ClaimAdd, operation.InCase(theCase, writing.ClaimInput{
		Key: canary + "-key", Statement: canary + "-statement", Claimant: canary + "-claimant", Where: canary + "-where",
		Subjects: []string{canary + "-subject"},
	})))
	s.must(client.Call(s.ctx, s.Client, operation.PartyAdd, operation.Body(casework.PartyInput{
		Key: theParty, Name: canary + "-name", Email: canary + "@press.example", Role: canary + "-role",
	})))
}

// ask asks the party about a claim and returns the letter that came.
func (s *story) ask(name, key string) (uuid.UUID, crashtest.Letter) {
	s.t.Helper()
	before := len(s.smtp.Taken())
	receipt, err := client.Call(s.ctx, s.Client, operation.RequestAsk, operation.InCase(theCase, requests.AskInput{
		ID: name, Party: theParty, Claims: []string{key}, Questions: canary + "-questions", AnswerBy: time.Now().Add(48 * time.Hour),
	}))
	require.NoError(s.t, err)
	require.NoError(s.t, s.smtp.Wait(s.ctx, before+1))
	letter, err := crashtest.Read(s.smtp.Taken()[before])
	require.NoError(s.t, err)
	return receipt.ID, letter
}

func (s *story) handIn(from, to string, raw []byte) uuid.UUID {
	s.t.Helper()
	acknowledged, err := crashtest.HandIn(s.ctx, s.mail, from, to, raw)
	require.NoError(s.t, err)
	require.True(s.t, acknowledged)
	return crashtest.Intake(raw)
}

// publish takes the claim from the question to the public.
func (s *story) publish() {
	request, letter := s.ask(canary+"-request", canary+"-key")
	s.must(client.Call(s.ctx, s.Client, operation.RequestExtend, operation.OfRequest(request, requests.ExtendInput{AnswerBy: time.Now().Add(72 * time.Hour), Reason: canary + "-extension"})))
	s.must(client.Call(s.ctx, s.Client, operation.ClaimHold, operation.OfClaim(theClaim, operation.Reason(canary+"-hold"))))
	s.must(client.Call(s.ctx, s.Client, operation.ClaimResume, operation.OfClaim(theClaim, operation.Reason(""))))
	message := s.handIn(letter.To, letter.ReplyTo, letter.Reply(canary+"-reply"))
	s.arrives(message, "")
	s.must(client.Call(s.ctx, s.Client, operation.AnswerRecord, operation.InCase(theCase, answers.AnswerInput{
		Party: theParty, Message: message.String(),
		Stances: []answers.StanceInput{{Claim: canary + "-key", Stance: claim.Confirms, Statement: canary + "-words", Summary: true}},
	})))
	s.assess()
	s.must(client.Call(s.ctx, s.as(), operation.ClaimReturn, operation.OfClaim(theClaim, findings.ReviewInput{Subject: s.subject(), Comment: canary + "-comments"})))
	s.assess()
	s.must(client.Call(s.ctx, s.as(), operation.ClaimSign, operation.OfClaim(theClaim, findings.ReviewInput{Subject: s.subject(), Comment: canary + "-note"})))
	before := len(s.smtp.Taken())
	s.must(client.Call(s.ctx, s.Client, operation.ClaimPublish, operation.OfClaim(theClaim, &findings.PublishInput{Early: "It cannot wait."})))
	require.NoError(s.t, s.smtp.Wait(s.ctx, before+1)) // the party is told
}

// arrives waits until a message is where a person sees it.
func (s *story) arrives(message uuid.UUID, quarantine claim.Reason) {
	s.t.Helper()
	eventually(s.ctx, s.t, "the message arrives", func() bool {
		items, err := client.Call(s.ctx, s.Client, operation.Inbox, operation.InboxQuery{})
		require.NoError(s.t, err)
		for _, item := range items {
			if item.Message == message && item.Quarantine == quarantine {
				return true
			}
		}
		return false
	})
}

// assess proposes an outcome as soon as the claim has heard of the answer.
func (s *story) assess() {
	s.t.Helper()
	eventually(s.ctx, s.t, "the claim can be assessed", func() bool {
		_, err := client.Call(s.ctx, s.Client, operation.ClaimAssess, operation.OfClaim(theClaim, findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: canary + "-rationale"}))
		return err == nil
	})
}

func (s *story) subject() string {
	s.t.Helper()
	c, err := client.Call(s.ctx, s.Client, operation.ClaimShow, operation.ClaimAt(theClaim, nil))
	require.NoError(s.t, err)
	return c.Subject
}

// as is the reviewer at the door.
func (s *story) as() *client.Client { return s.process.as(s.t, canary+"-handle") }

func (s *story) bounce() {
	s.must(client.Call(s.ctx, s.Client, operation.ClaimAdd, operation.InCase(theCase, writing.ClaimInput{Key: "second", Statement: canary + "-second"})))
	request, letter := s.ask(canary+"-second", "second")
	s.handIn("", letter.ReplyTo, letter.Bounce())
	eventually(s.ctx, s.t, "the letter bounces", func() bool {
		r, err := client.Call(s.ctx, s.Client, operation.RequestShow, operation.RequestPath{Request: request})
		return err == nil && r.Letters[0].Delivery == letters.DeliveryHardBounce
	})
	before := len(s.smtp.Taken())
	s.must(client.Call(s.ctx, s.Client, operation.PartyContact, operation.OfParty(theParty, casework.ContactInput{Email: canary + "@else.example", Role: canary + "-role"})))
	s.must(client.Call(s.ctx, s.Client, operation.RequestAgain, operation.OfRequest(request, contacts.PutAgainInput{})))
	require.NoError(s.t, s.smtp.Wait(s.ctx, before+1))
	again, err := crashtest.Read(s.smtp.Taken()[before])
	require.NoError(s.t, err)
	require.Equal(s.t, canary+"@else.example", again.To)
}

func (s *story) quarantine() {
	raw := []byte("From: " + canary + "@stranger.example\r\nTo: desk@newsroom.example\r\nSubject: " + canary + "-quarantine\r\n" +
		"Message-ID: <" + canary + "@stranger.example>\r\n\r\n" + canary + "-quarantine\r\n")
	message := s.handIn(canary+"@stranger.example", "desk+"+canary+"@newsroom.example", raw)
	s.arrives(message, claim.NoToken)
	s.must(client.Call(s.ctx, s.Client, operation.MessageAssign, operation.OfMessage(message, answers.AssignInput{Case: theCase, Party: theParty})))
	s.arrives(message, "")
	s.must(client.Call(s.ctx, s.Client, operation.MessageRead, operation.OfMessage(message, answers.ReadInput{Disposition: letters.ReadNoAnswer})))
}

// refusals has the product speak of what it refuses, at the door and in the engine.
func (s *story) refusals() {
	_, err := client.Call(s.ctx, s.Client, operation.ClaimAdd, operation.InCase(theCase, writing.ClaimInput{Key: canary + "-key", Statement: canary + " in other words"}))
	require.Equal(s.t, claim.CodeExists, claim.CodeOf(err))
	_, err = client.Call(s.ctx, s.Client, operation.ClaimAdd, operation.InCase(canary+"-nowhere", writing.ClaimInput{Key: canary, Statement: canary}))
	require.Equal(s.t, claim.CodeNotFound, claim.CodeOf(err))
	_, err = client.Call(s.ctx, s.as(), operation.ClaimSign, operation.OfClaim(theClaim, findings.ReviewInput{Subject: canary, Comment: canary}))
	require.Equal(s.t, claim.CodeWrongStage, claim.CodeOf(err))
	_, err = client.Call(s.ctx, s.Client, operation.AnswerRecord, operation.InCase(theCase, answers.AnswerInput{
		Party: theParty, Channel: claim.ByPhone,
		Stances: []answers.StanceInput{{Claim: canary + "-key", Stance: canary, Statement: canary}},
	}))
	require.Error(s.t, err)
}
