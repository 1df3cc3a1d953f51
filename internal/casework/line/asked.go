package line

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
)

// asking is one request, as far as the party can know of it.
type asking struct {
	request  uuid.UUID
	went     went
	at       time.Time
	answerBy time.Time
	how      claim.Channel
	of       *letters.Correspondence // nil if it is not known
	took     claim.Silence           // what is known of its arrival
	back     letters.Disposition     // what the party has asked of us; empty if nothing
	unsure   bool                    // nobody knows whether it arrived
	word     uuid.UUID               // the attempt by which it was put, where no letter is known to have arrived
}

// went is how far a request went.
type went int

// The furthest first.
const (
	arrived went = iota // as far as anybody can know
	underway
	cameBack
	calledOff // before it was handed over
	noLonger  // asked
)

// requested is the request as of the instant of the line. The party that was silent
// when its time ran out was asked, whatever became of the request afterwards.
func requested(about uuid.UUID, a sources.Asked, of *letters.Correspondence) asking {
	out := asking{request: a.Request, at: a.At, answerBy: a.AnswerBy, took: a.Silence, of: of}
	if a.Silence == claim.Undeliverable {
		out.went = cameBack
	}
	if of == nil {
		return out
	}
	r := of.Request(a.Request)
	if r == nil {
		return out
	}
	if !r.SentAt.IsZero() {
		out.at = r.SentAt
	}
	out.answerBy, out.how = r.AnswerBy, r.Channel
	if over := r.Lifecycle == letters.RequestWithdrawn || slices.Contains(r.Dropped, about); over {
		if a.Silence == "" {
			out.went = noLonger
		}
		return out
	}
	out.went, out.unsure = carried(of, r.ID)
	if out.unsure || out.went != arrived {
		out.byWord(*r)
	}
	out.took = of.Silence(*r)
	if r.Lifecycle == letters.Clarification {
		out.back = r.Asks
	}
	return out
}

// byWord has a request whose letter did not arrive, for all that is known, be put by the first attempt that the
// party knows of while it had time to answer.
func (a *asking) byWord(r letters.Request) {
	for _, t := range a.of.AttemptsAt(r.ID) {
		if t.Puts(r) {
			a.went, a.unsure, a.how, a.at, a.word = arrived, false, t.Channel, t.At, t.ID
			return
		}
	}
}

// carried says how far the letters of a request went. Whoever has written back has it.
func carried(of *letters.Correspondence, request uuid.UUID) (how went, unsure bool) {
	how = calledOff
	sure := false
	for _, m := range of.Messages {
		if m.Kind == claim.Reply {
			if m.OfParty() {
				return arrived, false
			}
			continue
		}
		if !slices.Contains(m.Requests, request) {
			continue
		}
		switch m.Delivery {
		case letters.DeliveryAccepted:
			how, sure = arrived, true
		case letters.DeliveryUncertain:
			how = arrived
		case letters.DeliveryNone, letters.DeliveryDeferred:
			how = min(how, underway)
		case letters.DeliveryHardBounce, letters.DeliverySoftBounce:
			how = min(how, cameBack)
		}
	}
	return how, how == arrived && !sure
}

// told says how often a party was asked, how, and until when: asked by e-mail on
// 10 March, reminded twice and given a final notice, with time to answer until …
func (l *Line) told(asked []asking) string {
	var until time.Time
	unsure := true
	var requests []uuid.UUID
	for _, a := range asked {
		if a.back == "" && a.answerBy.After(until) { // while it waits for us, its clock is stopped
			until = a.answerBy
		}
		requests, unsure = append(requests, a.request), unsure && a.unsure
	}
	reminders, notices := 0, 0
	if of := asked[0].of; of != nil { // they are all to one party
		reminders, notices = of.Reminded(requests...)
	}
	parts := []string{strings.TrimSpace("asked " + l.puts(asked))}
	if reminders > 0 {
		parts = append(parts, "reminded "+times(reminders))
	}
	for _, tried := range l.tried(asked) {
		parts = append(parts, "tried "+tried)
	}
	switch {
	case notices == 1:
		parts = append(parts, "given a final notice")
	case notices > 1:
		parts = append(parts, fmt.Sprintf("given %d final notices", notices))
	}
	text := list(parts)
	if !until.IsZero() {
		text += ", with time to answer until " + l.hour(until)
	}
	if unsure {
		text += "; whether that arrived is not known"
	}
	return text
}

// tried says how often somebody tried to reach the party besides, by channel, and when last.
func (l *Line) tried(asked []asking) (parts []string) {
	last, n := map[claim.Channel]time.Time{}, map[claim.Channel]int{}
	for _, a := range asked {
		if a.of == nil {
			continue
		}
		for _, t := range a.of.AttemptsAt(a.request) {
			if t.ID == a.word && a.word != uuid.Nil {
				continue
			}
			if n[t.Channel]++; t.At.After(last[t.Channel]) {
				last[t.Channel] = t.At
			}
		}
	}
	for _, how := range claim.Channels {
		switch {
		case n[how] == 1:
			parts = append(parts, how.How()+" on "+l.day(last[how]))
		case n[how] > 1:
			parts = append(parts, fmt.Sprintf("%s %s up to %s", how.How(), times(n[how]), l.day(last[how])))
		}
	}
	return parts
}

// puts says how and when requests were put.
func (l *Line) puts(asked []asking) string {
	var puts []string
	slices.SortStableFunc(asked, func(a, b asking) int { return a.at.Compare(b.at) })
	for _, a := range asked {
		if put := l.put(a); !slices.Contains(puts, put) {
			puts = append(puts, put)
		}
	}
	if n := len(puts); n > 3 {
		return fmt.Sprintf("%d times, first %s and last %s", len(asked), puts[0], puts[n-1])
	}
	return list(puts)
}

// put says how and when a request was put.
func (l *Line) put(a asking) string {
	var parts []string
	if a.how != "" {
		parts = append(parts, a.how.How())
	}
	if !a.at.IsZero() {
		parts = append(parts, "on "+l.day(a.at))
	}
	return strings.Join(parts, " ")
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
