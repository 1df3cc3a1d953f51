package received

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Copy is the same message as it came by another way.
type Copy struct {
	Raw        claim.Ref `json:"raw"` // content: the bytes as they came
	ReceivedAt time.Time `json:"receivedAt"`
}

// Mail is what is known of a received message without its content.
type Mail struct {
	Raw        claim.Ref `json:"raw"` // content: the bytes as they came
	Class      MailClass `json:"class"`
	ReceivedAt time.Time `json:"receivedAt"`
	// Of a bounce: whether it says that a message of ours did not arrive, which one, if
	// it names one, and whether it came back for good.
	Failed bool      `json:"failed,omitempty"`
	About  uuid.UUID `json:"about,omitzero"`
	Hard   bool      `json:"hard,omitempty"`
	// Of one that failed: why, by what the server said, and its own words. One that came from
	// somebody, as no report of a mail server does, is not believed alone.
	Cause    claim.Cause `json:"cause,omitempty"`
	Said     claim.Ref   `json:"said,omitempty"` // content
	Doubtful bool        `json:"doubtful,omitempty"`
	// Of one that failed: it was a copy of the letter, and not what the party was sent.
	Copy bool `json:"copy,omitempty"`
	// Sender is who sent it, as far as it is known.
	Sender Sender `json:"sender,omitzero"`
	// How it came, and of one that was put in from a file, who did that.
	WayIn WayIn     `json:"wayIn,omitempty"`
	By    uuid.UUID `json:"by,omitzero"`
}

// Doubted is what a report says that is not believed alone; nil of any other mail.
func (m Mail) Doubted() *Mail {
	if m.Class != MailBounce || !m.Doubtful || !m.Failed || m.Copy {
		return nil
	}
	return &Mail{Class: m.Class, ReceivedAt: m.ReceivedAt, Failed: true, About: m.About, Hard: m.Hard, Cause: m.Cause, Said: m.Said}
}
