package letters

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

// CheckSender records what was found about who sent a message of the party: again, after the DNS did not
// answer or the party's contact points have changed, or for the first time, for one that was placed by hand.
type CheckSender struct {
	Message uuid.UUID       `json:"message"`
	Sender  received.Sender `json:"sender"`
}

// CommandKind implements [claim.Body].
func (CheckSender) CommandKind() string { return "check sender" }

// SenderChecked: it was looked at again who sent a message. Answers that were read from it before keep their grade.
type SenderChecked struct {
	Message uuid.UUID       `json:"message"`
	Sender  received.Sender `json:"sender"`
}

// FactKind implements [claim.Fact].
func (SenderChecked) FactKind() string { return "message.sender_checked" }

func init() {
	claim.RegisterBody[CheckSender](claim.StreamCorrespondence)
	claim.RegisterFact[SenderChecked]()
}

func (c *Correspondence) checkSender(b CheckSender) ([]claim.Fact, error) {
	m := c.Message(b.Message)
	if m == nil || m.Kind != claim.Reply || m.Class == "" {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such mail from this party")
	}
	if m.FromDesk() {
		return nil, claim.Errorf(claim.CodeConflict, "somebody on the desk sent the message; it does not prove who wrote what it passes on")
	}
	b.Sender = b.Sender.Graded()
	if m.Sender.Same(b.Sender) {
		return nil, nil
	}
	return []claim.Fact{SenderChecked(b)}, nil
}

// authenticity is how sure it is that an answer is the party's: by the message that it was read from, if that has a
// grade, or else by the channel. What a colleague passes on proves nothing.
func (c *Correspondence) authenticity(on claim.Channel, message uuid.UUID) claim.Authenticity {
	if m := c.Message(message); message != uuid.Nil && m != nil && m.FromDesk() && on.Carried() {
		return claim.AuthenticityUnverified
	}
	if m := c.Message(message); message != uuid.Nil && m != nil && m.Sender.Grade != "" && on.Carried() {
		return m.Sender.Grade
	}
	return on.Authenticity()
}
