package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Attempt is one try of a person to reach a party about a request.
type Attempt struct {
	ID       uuid.UUID     `json:"id"`
	Request  uuid.UUID     `json:"request"`
	Channel  claim.Channel `json:"channel"`
	Result   AttemptResult `json:"result"`
	At       time.Time     `json:"at"`
	Number   claim.Ref     `json:"number,omitempty"`  // content: the number or address that was tried, as text
	With     claim.Ref     `json:"with,omitempty"`    // content: whom somebody spoke to or left word with, as text
	Note     claim.Ref     `json:"note,omitempty"`    // content: what was said, as text
	Promised time.Time     `json:"promised,omitzero"` // by when the party has said that it will answer
	By       uuid.UUID     `json:"by,omitzero"`       // who tried
}

// AttemptResult is what came of an attempt.
type AttemptResult string

// Every result. What each means, and what follows from it, stands in its row.
const (
	NoAnswer    AttemptResult = "no answer"
	Voicemail   AttemptResult = "voicemail"
	MessageLeft AttemptResult = "message left"
	SpokeTo     AttemptResult = "spoke to them"
)

// result is what follows from a result of an attempt.
type result struct {
	reaches bool // the party knows that the desk has tried
	spoke   bool // somebody has spoken to the party, be it to a receptionist: what it had asked for was given
}

var results = claim.NewWords("attempt", "what came of one try to reach a party",
	claim.Row[AttemptResult, result]{Word: NoAnswer, Doc: "it rang and nobody answered, or nobody came to the door"},
	claim.Row[AttemptResult, result]{Word: Voicemail, Doc: "word was left on a voicemail", Follows: result{reaches: true}},
	claim.Row[AttemptResult, result]{Word: MessageLeft, Doc: "word was left with somebody", Follows: result{reaches: true}},
	claim.Row[AttemptResult, result]{Word: SpokeTo, Doc: "somebody spoke to the party, which has not answered yet", Follows: result{reaches: true, spoke: true}},
)

// AttemptResults lists every result.
var AttemptResults = results.All()

// Reaches reports whether the party knows of the attempt.
func (r AttemptResult) Reaches() bool { return results.Of(r).reaches }

// Puts reports whether the attempt alone puts a request to the party: the party knows of it, and its time
// to answer had not run out by then.
func (a Attempt) Puts(r Request) bool { return a.Result.Reaches() && a.At.Before(r.AnswerBy) }

// MaxAttempts is how many attempts one request has at most.
const MaxAttempts = 200

// LogAttempt says that somebody has tried to reach the party. One that the party knows of takes the
// place of the reminders that would come right after it.
type LogAttempt struct {
	Attempt
}

// CommandKind implements [claim.Body].
func (LogAttempt) CommandKind() string { return "log attempt" }

// AttemptLogged: somebody has tried to reach the party.
type AttemptLogged struct {
	Attempt
}

// FactKind implements [claim.Fact].
func (AttemptLogged) FactKind() string { return "request.attempt_logged" }

func init() {
	claim.RegisterBody[LogAttempt](claim.StreamCorrespondence)
	claim.RegisterFact[AttemptLogged]()
}

func (c *Correspondence) logAttempt(b LogAttempt, by claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if slices.ContainsFunc(c.Attempts, func(a Attempt) bool { return a.ID == b.ID }) {
		return nil, nil
	}
	if err := c.checkAttempt(b.Attempt, now); err != nil {
		return nil, err
	}
	if by.Kind == claim.ActorPerson {
		b.By = by.ID
	}
	facts := []claim.Fact{AttemptLogged(b)}
	switch {
	case !b.Promised.IsZero():
		return append(facts, c.promised(b.Promised, now, around)...), nil
	case b.Result.Reaches() && now.Sub(b.At) < c.Request(b.Request).merge():
		return append(facts, c.followUp(now, uuid.Nil)...), nil
	}
	return facts, nil
}

func (c *Correspondence) checkAttempt(a Attempt, now time.Time) error {
	r := c.Request(a.Request)
	if err := claim.OneOf("channel", a.Channel, claim.Channels); err != nil {
		return err
	}
	if err := claim.OneOf("result", a.Result, AttemptResults); err != nil {
		return err
	}
	if err := checkPromise(a.Promised, now); err != nil {
		return err
	}
	switch {
	case r == nil:
		return claim.Errorf(claim.CodeNotFound, "there is no such request to this party")
	case r.Lifecycle == RequestWithdrawn:
		return claim.Errorf(claim.CodeWrongStage, "the request is over: %s", r.Lifecycle)
	case a.At.IsZero() || a.At.After(now.Add(claim.ClockSkew)):
		return claim.Errorf(claim.CodeInvalid, "nobody has tried in the future").WithField("at", "choose an instant that has passed")
	case a.At.Before(r.QueuedAt) && (r.AskedAt.IsZero() || a.At.Before(r.AskedAt)):
		return claim.Errorf(claim.CodeInvalid, "nobody had asked yet").WithField("at", "choose an instant after the request was put")
	case !a.Promised.IsZero() && !results.Of(a.Result).spoke:
		return claim.Errorf(claim.CodeInvalid, "only somebody who was spoken to has said when the answer comes").WithField("promised", "leave it out")
	case len(c.AttemptsAt(a.Request)) >= MaxAttempts:
		return claim.Errorf(claim.CodeTooLarge, "the request has %d attempts already", MaxAttempts)
	}
	return nil
}

// attempted takes an attempt. Whoever was spoken to waits for us no more, unless it asked something
// afterwards; that it has the request, it has said only with when it will answer.
func (c *Correspondence) attempted(a Attempt) {
	c.Attempts = append(c.Attempts, a)
	askedSince := func(m Message) bool { return m.OfParty() && m.At.After(a.At) && m.Disposition.Asked() != "" }
	if slices.ContainsFunc(c.Messages, askedSince) {
		return
	}
	if results.Of(a.Result).spoke {
		c.followedUp()
	}
	if a.Promised.IsZero() {
		return
	}
	c.Request(a.Request).heard(ReadAcknowledgement)
	c.promises(a.Promised)
}

// AttemptsAt are the attempts to reach the party about a request, in the order in which they were logged.
func (c *Correspondence) AttemptsAt(request uuid.UUID) []Attempt {
	return slices.DeleteFunc(slices.Clone(c.Attempts), func(a Attempt) bool { return a.Request != request })
}

// Told reports whether the party was told of a request by some attempt while it had time to answer.
func (c *Correspondence) Told(r Request) bool {
	return slices.ContainsFunc(c.Attempts, func(a Attempt) bool { return a.Request == r.ID && a.Puts(r) })
}
