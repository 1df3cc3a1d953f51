package letters

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Try is one thing that was done to reach a party about a request: a letter of ours with what became of it, the request as a
// person put it, or an attempt of a person. All of them are the proof of silence.
type Try struct {
	At       time.Time
	Kind     claim.MessageKind // of a letter, or of a request that a person put; empty of an attempt
	Number   int               // of a reminder, which
	Channel  claim.Channel
	Delivery Delivery      // of a letter
	Reason   claim.Reason  // why it was refused or put off
	Cause    claim.Cause   // why it came back
	Result   AttemptResult // of an attempt
	With     claim.Ref     // content: whom somebody spoke to or left word with
	By       uuid.UUID     // who tried
}

// TriesAt are all that was done to reach the party about a request, in the order in which it was. What was called off before it
// was handed over is none, and neither is what only tells the party something.
func (c *Correspondence) TriesAt(r Request) []Try {
	var tries []Try
	for _, m := range c.Messages {
		puts := m.Kind != claim.Reply && !m.Kind.Tells() && m.Kind != claim.WithdrawalLetter
		if !puts || !slices.Contains(m.Requests, r.ID) || m.Delivery == DeliveryStopped && !m.Uncertain {
			continue
		}
		t := Try{At: m.At, Kind: m.Kind, Number: m.Number, Channel: c.PutBy(m)}
		if t.Channel == "" {
			t.Channel, t.Delivery, t.Reason, t.Cause = c.ChannelOf(m), m.Delivery, m.Reason, m.Cause
		}
		if !m.SettledAt.IsZero() && !m.Failed() {
			t.At = m.SettledAt
		}
		tries = append(tries, t)
	}
	for _, a := range c.AttemptsAt(r.ID) {
		tries = append(tries, Try{At: a.At, Channel: a.Channel, Result: a.Result, With: a.With, By: a.By})
	}
	slices.SortStableFunc(tries, func(a, b Try) int { return a.At.Compare(b.At) })
	return tries
}

// Arrived reports whether the party knows of it, as far as anybody can know.
func (t Try) Arrived() bool {
	if t.Result != "" {
		return t.Result.Reaches()
	}
	return t.Delivery == "" || t.Delivery == DeliveryAccepted || t.Delivery == DeliveryUncertain
}

// Says puts it into words, without whom it was with.
func (t Try) Says() string {
	switch {
	case t.Result != "":
		return fmt.Sprintf("%s: %s", t.Channel.How(), claim.WordOf(t.Result).Doc)
	case t.Delivery == "":
		return "the request, put " + t.Channel.How()
	}
	became := claim.WordOf(t.Delivery).Doc
	if t.Cause != "" && (t.Delivery == DeliveryHardBounce || t.Delivery == DeliverySoftBounce) {
		became = cmp.Or("came back: "+claim.WordOf(t.Cause).Doc, became)
	}
	return fmt.Sprintf("%s, %s: %s", t.Kind.One(t.Number), t.Channel.How(), became)
}

// Tried says how many letters and attempts there were: 3 letters, of which 1 came back, and 2 attempts.
func Tried(tries []Try) string {
	sent, back, attempts := 0, 0, 0
	for _, t := range tries {
		switch {
		case t.Result != "" || t.Delivery == "":
			attempts++
		case t.Delivery == DeliveryHardBounce || t.Delivery == DeliverySoftBounce:
			sent, back = sent+1, back+1
		default:
			sent++
		}
	}
	text := counted(sent, "letter")
	switch {
	case back > 0 && back == sent:
		text += ", which came back"
	case back > 0:
		text += fmt.Sprintf(", of which %d came back", back)
	}
	switch {
	case attempts == 0:
		return text
	case sent == 0:
		return counted(attempts, "attempt")
	}
	return text + " and " + counted(attempts, "attempt")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
