package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// recordResponse takes an answer, however late. It is an error to answer for a
// claim that the party was not asked about.
func (c *Correspondence) recordResponse(b RecordResponse, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if slices.ContainsFunc(c.Responses, func(r Response) bool { return r.ID == b.Response }) {
		return nil, nil
	}
	if err := checkResponse(b, now); err != nil {
		return nil, err
	}
	request, err := c.answered(b)
	if err != nil {
		return nil, err
	}
	if err := sources.CheckWay(c.Party, b.Way, around); err != nil {
		return nil, err
	}
	response := Response{
		ID: b.Response, Request: request.ID, Message: b.Message, Stances: c.worded(b, *request, around),
		GroundRules: b.GroundRules, Channel: b.Channel, Authenticity: c.authenticity(b.Channel, b.Message),
		ReceivedAt: b.ReceivedAt, Late: b.ReceivedAt.After(c.lastAnswerBy(*request, b.Stances)), Spoken: b.Spoken, Way: b.Way, MoreTime: b.MoreTime,
	}
	if len(b.Way) > 0 { // a signature or a voice is that of whoever passes it on
		response.Authenticity = claim.AuthenticityUnverified
	}
	facts := []claim.Fact{ResponseRecorded{response}}
	if b.Message == uuid.Nil {
		return facts, nil
	}
	m := c.Message(b.Message)
	if m == nil || m.Kind != claim.Reply {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such message from this party")
	}
	if err := m.ofColleague(); err != nil {
		return nil, err
	}
	facts = append(facts, MessageRead{Message: b.Message, Disposition: ReadAnswer})
	for _, f := range c.resumeClock(m.Unread(), now) {
		r := *c.Request(f.Request)
		if r.answer(response); !r.Over() {
			facts = append(facts, f)
		}
	}
	return facts, nil
}

func checkResponse(b RecordResponse, now time.Time) error {
	if len(b.Stances) == 0 {
		return claim.Errorf(claim.CodeInvalid, "an answer has a stance on at least one claim").WithField("stances", "give one per claim")
	}
	seen := map[uuid.UUID]bool{}
	for _, s := range b.Stances {
		if seen[s.Claim] {
			return claim.Errorf(claim.CodeInvalid, "an answer has one stance per claim").WithField("stances", "one claim stands here twice")
		}
		seen[s.Claim] = true
		if err := claim.OneOf("stance", s.Stance, claim.Stances); err != nil {
			return err
		}
	}
	if err := claim.OneOf("groundRules", b.GroundRules, claim.AllGroundRules); err != nil {
		return err
	}
	if err := claim.OneOf("channel", b.Channel, claim.Channels); err != nil {
		return err
	}
	if err := b.Check(b.GroundRules); err != nil {
		return err
	}
	if b.ReceivedAt.IsZero() || b.ReceivedAt.After(now.Add(claim.ClockSkew)) {
		return claim.Errorf(claim.CodeInvalid, "an answer cannot have come in the future").WithField("receivedAt", "choose when it came")
	}
	return nil
}

// answered finds the request that the response is about: the one it names, or the latest
// about all its claims that had been put by then. What a party said before it was asked is
// no answer, and whoever was only quoted was not given its say.
func (c *Correspondence) answered(b RecordResponse) (*Request, error) {
	var queued, later *Request
	for i := len(c.Requests) - 1; i >= 0; i-- {
		r := &c.Requests[i]
		if b.Request != uuid.Nil && r.ID != b.Request {
			continue
		}
		if !coversAll(r.Claims, b.Stances) {
			continue
		}
		switch {
		case r.Letter == uuid.Nil:
			queued = r
		case b.ReceivedAt.Before(c.putSince(*r)):
			later = r
		default:
			return r, nil
		}
	}
	if later != nil && c.repliesTo(b.Message) {
		return later, nil
	}
	if later != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "the party said that before it was asked, so it is no answer to the request").
			WithField("receivedAt", "choose when the answer came, which is after the request was put").
			WithHint("record it as a statement instead (onrecord claim statement), with when it was said")
	}
	if queued != nil {
		return nil, claim.Errorf(claim.CodeWrongStage, "the request about this has not gone out yet").
			WithHint("wait for the end of its undo window; or withdraw it, and ask on the channel on which the answer came")
	}
	return nil, claim.Errorf(claim.CodeInvalid, "the party was not asked about all of these claims in one request").
		WithHint("answer for the claims of one request at a time; see the request for the claims that it is about")
}

// repliesTo reports whether a message shows by itself that it answers a letter of ours,
// whatever the clock of the server says that took it.
func (c *Correspondence) repliesTo(message uuid.UUID) bool {
	m := c.Message(message)
	return m != nil && m.By.Sure()
}

// putSince is since when something can be an answer to a request: since a person has put
// it, or its first letter was handed over. Times are given to the minute.
func (c *Correspondence) putSince(r Request) time.Time {
	for _, m := range c.Messages {
		if m.Kind == claim.RequestLetter && slices.Contains(m.Requests, r.ID) && m.Delivery != DeliveryStopped {
			if m.SettledAt.Before(m.At) && !m.SettledAt.IsZero() {
				return m.SettledAt.Truncate(time.Minute)
			}
			return m.At.Truncate(time.Minute)
		}
	}
	return r.QueuedAt
}

// lastAnswerBy is until when the party has been given time to say something about one of
// the claims: an answer that comes by then is not late, whichever request it is noted for.
func (c *Correspondence) lastAnswerBy(to Request, stances []Answer) time.Time {
	last := to.AnswerBy
	for _, r := range c.Requests {
		about := slices.ContainsFunc(stances, func(s Answer) bool { return slices.Contains(r.Claims, s.Claim) })
		if about && r.Letter != uuid.Nil && r.Lifecycle != RequestWithdrawn && r.AnswerBy.After(last) {
			last = r.AnswerBy
		}
	}
	return last
}

func coversAll(claims []uuid.UUID, stances []Answer) bool {
	return !slices.ContainsFunc(stances, func(s Answer) bool { return !slices.Contains(claims, s.Claim) })
}
