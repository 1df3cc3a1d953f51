package crashtest_test

import (
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/operation"
)

// written is a house with a case, whose letters go to a mail server with faults.
type written struct {
	*house
	*process
	ctx  context.Context
	smtp *mailtest.Server
}

// newLetters starts a house with the case "story" and its claim "contact".
// Without an address its letters go to the mail server of the test.
func newLetters(t *testing.T, server string) *written {
	t.Helper()
	return newLettersIn(t, server, "")
}

// newLettersIn is newLetters with a record of its own; empty for a file.
func newLettersIn(t *testing.T, server, database string) *written {
	t.Helper()
	smtp, err := mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { _ = smtp.Close() })
	if server == "" {
		server = smtp.Addr()
	}
	cfg := config.Config{UndoWindow: 100 * time.Millisecond, LettersPerSecond: 100, Database: database}
	if server != config.Off {
		cfg.SMTPServer = server
	}
	l := &written{house: newHouse(t, cfg), smtp: smtp}
	l.process = l.start()
	var cancel context.CancelFunc
	l.ctx, cancel = context.WithTimeout(t.Context(), 6*time.Minute)
	t.Cleanup(cancel)
	_, err = client.Call(l.ctx, l.Client, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	require.NoError(t, err)
	_, err = client.Call(l.ctx, l.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: "story", Title: "The story"}))
	require.NoError(t, err)
	_, err = client.Call(l.ctx, l.Client, operation.ClaimAdd, operation.InCase("story", writing.ClaimInput{Key: "contact", Statement: "It is so."}))
	require.NoError(t, err)
	return l
}

// ask asks a new party.
func (l *written) ask(t *testing.T, party string) uuid.UUID {
	t.Helper()
	_, err := client.Call(l.ctx, l.Client, operation.PartyAdd, operation.Body(casework.PartyInput{Key: party, Name: "The " + party, Email: address(party)}))
	require.NoError(t, err)
	receipt, err := client.Call(l.ctx, l.Client, operation.RequestAsk, operation.InCase("story", requests.AskInput{
		Party: party, Claims: []string{"contact"}, Questions: "Is it so?", AnswerBy: time.Now().Add(48 * time.Hour),
	}))
	require.NoError(t, err)
	return receipt.ID
}

// letter is the letter that puts a request, once it was dispatched.
func (l *written) letter(t *testing.T, request uuid.UUID) report.LetterReport {
	t.Helper()
	var letter report.LetterReport
	eventually(l.ctx, t, "the letter is dispatched", func() bool {
		r, err := client.Call(l.ctx, l.Client, operation.RequestShow, operation.RequestPath{Request: request})
		if err == nil && len(r.Letters) > 0 {
			letter = r.Letters[0]
		}
		return letter.Message != uuid.Nil
	})
	return letter
}

// comes waits until a letter is delivered as told.
func (l *written) comes(t *testing.T, request uuid.UUID, delivery letters.Delivery) report.LetterReport {
	t.Helper()
	eventually(l.ctx, t, "the letter is "+string(delivery), func() bool { return l.letter(t, request).Delivery == delivery })
	return l.letter(t, request)
}

// copies is how often the mail server took a letter.
func (l *written) copies(letter report.LetterReport) int {
	return l.smtp.Copies()[token.MessageID(letter.Message, l.cfg.MailDomain)]
}

// listed is what the outbox shows of a letter that needs an eye.
func (l *written) listed(t *testing.T, letter report.LetterReport) (correspondence.OutboxItem, bool) {
	t.Helper()
	items, err := client.Call(l.ctx, l.Client, operation.Outbox, operation.OutboxQuery{All: false})
	require.NoError(t, err)
	for _, item := range items {
		if item.Message == letter.Message {
			return item, true
		}
	}
	return correspondence.OutboxItem{}, false
}

func TestWhateverAMailServerDoesALetterEndsAsItShould(t *testing.T) {
	cases := []struct {
		sentence  string
		step      mailtest.Step
		delivery  letters.Delivery
		copies    int
		uncertain bool
		listed    bool
		slow      bool // it goes again after minutes
	}{
		{"taken", mailtest.Accept, letters.DeliveryAccepted, 1, false, false, false},
		{"its recipient refused", mailtest.RefuseRecipient, letters.DeliveryHardBounce, 0, false, true, false},
		{"refused for what it says", mailtest.RefuseMessage, letters.DeliveryStopped, 0, false, true, false},
		{"its recipient put off", mailtest.DeferRecipient, letters.DeliveryAccepted, 1, false, false, false},
		{"put off after it was read", mailtest.DeferMessage, letters.DeliveryAccepted, 1, false, false, false},
		{"refused as we may not relay", mailtest.RefuseRelay, letters.DeliveryAccepted, 1, false, false, false},
		{"broken off after it was taken", mailtest.DropAfterDot, letters.DeliveryAccepted, 2, true, true, true},
		{"broken off before it was taken", mailtest.DropBeforeDot, letters.DeliveryAccepted, 1, true, true, true},
		{"taken, and then silence", mailtest.StallReply, letters.DeliveryAccepted, 2, true, true, true},
		{"silence before it was read", mailtest.StallData, letters.DeliveryAccepted, 1, true, true, true},
	}
	l := newLetters(t, "")
	requests := make([]uuid.UUID, len(cases))
	for i, c := range cases {
		if c.slow && !isFull() {
			continue
		}
		party := "party-" + string(rune('a'+i))
		l.smtp.For(address(party), c.step)
		requests[i] = l.ask(t, party)
	}
	for i, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			if c.slow {
				needsMinutes(t)
			}
			letter := l.comes(t, requests[i], c.delivery)
			require.Equal(t, c.copies, l.copies(letter))
			require.Equal(t, c.uncertain, letter.Uncertain)
			_, listed := l.listed(t, letter)
			require.Equal(t, c.listed, listed)
		})
	}
}

func TestLettersWaitWhileTheMailServerIsDown(t *testing.T) {
	down, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, down.Close())
	l := newLetters(t, down.Addr().String())
	request := l.ask(t, "vendor")
	letter := l.letter(t, request)
	item, listed := l.listed(t, letter)
	require.True(t, listed)
	require.Contains(t, []letters.Delivery{letters.DeliveryNone, letters.DeliveryDeferred}, item.Delivery)

	up, err := net.Listen("tcp", down.Addr().String())
	require.NoError(t, err)
	defer up.Close()
	go forward(up, l.smtp.Addr())
	letter = l.comes(t, request, letters.DeliveryAccepted)
	require.Equal(t, 1, l.copies(letter))
	_, listed = l.listed(t, letter)
	require.False(t, listed)
}

// forward gives what comes to a listener to a server, both ways, until it closes.
func forward(listener net.Listener, server string) {
	for {
		from, err := listener.Accept()
		if err != nil {
			return
		}
		to, err := net.Dial("tcp", server)
		if err != nil {
			_ = from.Close()
			continue
		}
		go func() { _, _ = io.Copy(to, from); _ = to.Close() }()
		go func() { _, _ = io.Copy(from, to); _ = from.Close() }()
	}
}

func TestLettersWaitUntilAMailServerIsConfigured(t *testing.T) {
	l := newLetters(t, config.Off)
	request := l.ask(t, "vendor")
	letter := l.letter(t, request)
	item, listed := l.listed(t, letter)
	require.True(t, listed)
	require.Equal(t, letters.DeliveryNone, item.Delivery)
	require.Less(t, l.stop(t), 10*time.Second)

	l.cfg.SMTPServer = l.smtp.Addr()
	l.process = l.start()
	letter = l.comes(t, request, letters.DeliveryAccepted)
	require.Equal(t, 1, l.copies(letter))
}

func TestAStopDrainsWithinTenSecondsAndALetterUnderWayIsNotForgotten(t *testing.T) {
	l := newLetters(t, "")
	l.smtp.Next(mailtest.StallReply)
	request := l.ask(t, "vendor")
	require.NoError(t, l.smtp.Wait(l.ctx, 1)) // taken, and the mail server does not say so
	require.Less(t, l.stop(t), 10*time.Second)

	l.process = l.start()
	eventually(l.ctx, t, "it is noticed that the outcome was lost", func() bool { return l.letter(t, request).Uncertain })
	item, listed := l.listed(t, l.letter(t, request))
	require.True(t, listed, "what is uncertain is listed")
	require.True(t, item.Uncertain)
	if !isFull() {
		return // it goes again after minutes
	}
	letter := l.comes(t, request, letters.DeliveryAccepted)
	require.Equal(t, 2, l.copies(letter), "it goes again")
}
