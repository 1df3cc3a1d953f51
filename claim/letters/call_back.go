package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// CallBack records that somebody asked the party, on a known number, whether an answer is its own, and that it
// said so. The answer is verified from then on.
type CallBack struct {
	Response uuid.UUID `json:"response"`
	Contact  uuid.UUID `json:"contact"` // the contact point that was called
	At       time.Time `json:"at"`
	Note     claim.Ref `json:"note,omitempty"` // content: whom the caller spoke to, as text
}

// CommandKind implements [claim.Body].
func (CallBack) CommandKind() string { return "call back" }

// ResponseCalledBack: the party has said, called on a known number, that an answer is its own.
type ResponseCalledBack struct {
	Response uuid.UUID `json:"response"`
	Contact  uuid.UUID `json:"contact"`
	At       time.Time `json:"at"`
	Note     claim.Ref `json:"note,omitempty"`
}

// FactKind implements [claim.Fact].
func (ResponseCalledBack) FactKind() string { return "response.called_back" }

func init() {
	claim.RegisterBody[CallBack](claim.StreamCorrespondence)
	claim.RegisterFact[ResponseCalledBack]()
}

// Response returns the response with the id, or nil.
func (c *Correspondence) Response(id uuid.UUID) *Response {
	if i := slices.IndexFunc(c.Responses, func(r Response) bool { return r.ID == id }); i >= 0 {
		return &c.Responses[i]
	}
	return nil
}

// Confirmable reports whether a call-back would make anything surer.
func (r Response) Confirmable() bool {
	return r.Authenticity != claim.AuthenticityVerified && r.Authenticity != claim.AuthenticityInPerson
}

func (c *Correspondence) callBack(b CallBack, now time.Time, around claim.Around) ([]claim.Fact, error) {
	r := c.Response(b.Response)
	switch {
	case r == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such answer of this party")
	case r.CalledBack != nil:
		return nil, nil
	case !r.Confirmable():
		return nil, claim.Errorf(claim.CodeConflict, "it is known already that the answer is the party's: %s", r.Authenticity)
	case b.At.IsZero() || b.At.After(now.Add(claim.ClockSkew)):
		return nil, claim.Errorf(claim.CodeInvalid, "nobody has called back in the future").WithField("at", "choose an instant that has passed")
	case b.At.Before(r.ReceivedAt):
		return nil, claim.Errorf(claim.CodeInvalid, "a call before the answer came does not confirm it").WithField("at", "choose an instant after the answer")
	}
	party := claim.StateOf[sources.Callable](around, claim.Stream{Kind: claim.StreamParty, ID: c.Party})
	if err := party.KnownNumber(b.Contact, r.ReceivedAt); err != nil {
		return nil, err
	}
	return []claim.Fact{ResponseCalledBack(b)}, nil
}

func (c *Correspondence) calledBack(e claim.Entry, f ResponseCalledBack) {
	r := c.Response(f.Response)
	r.Authenticity, r.CalledBack = claim.AuthenticityVerified, &sources.CallBack{By: e.Actor.ID, Contact: f.Contact, At: f.At}
}

// noticesOfCallBack tells the claims that what the party said about them is its own.
func (c *Correspondence) noticesOfCallBack(r Response) []claim.Notice {
	notices := make([]claim.Notice, len(r.Stances))
	for i, s := range r.Stances {
		notices[i] = claim.Notice{
			To: claim.Stream{Kind: claim.StreamClaim, ID: s.Claim}, From: c.Stream(), Body: sources.NoteCalledBack{Response: r.ID, CallBack: *r.CalledBack},
		}
	}
	return notices
}
