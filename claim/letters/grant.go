package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// GiveTime takes in a message that asks for more time, or an answer that does so beside what it says, and gives that
// time: both happen, or neither does.
type GiveTime struct {
	Read   *ReadMessage    `json:"read,omitempty"`   // of a message that holds no answer
	Answer *RecordResponse `json:"answer,omitempty"` // of one that holds one: the request stays open
	Extend Extend          `json:"extend"`
}

// CommandKind implements [claim.Body].
func (GiveTime) CommandKind() string { return "give time" }

func init() { claim.RegisterBody[GiveTime](claim.StreamCorrespondence) }

func (c *Correspondence) giveTime(b GiveTime, cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	var taken []claim.Fact
	var err error
	switch {
	case b.Answer != nil && b.Read == nil:
		answer := *b.Answer
		answer.MoreTime = true
		taken, err = c.recordResponse(answer, now, around)
	case b.Read != nil && b.Answer == nil && b.Read.Disposition == ReadMoreTime:
		taken, err = c.readMessage(*b.Read, now, around)
	default:
		err = claim.Errorf(claim.CodeInvalid, "more time is given to whoever asks for it").WithField("disposition", "say that they need more time")
	}
	if err != nil {
		return nil, err
	}
	as := c.copied()
	claim.Apply(as, cmd, now, taken)
	given, err := as.extend(b.Extend, now, around)
	if err != nil {
		return nil, err
	}
	return append(taken, given...), nil
}

// GrantedUntil implements [verification.Granting].
func (c *Correspondence) GrantedUntil(request uuid.UUID) time.Time {
	if r := c.Request(request); r != nil {
		return r.AnswerBy
	}
	return time.Time{}
}
