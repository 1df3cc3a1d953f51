package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

// MaxUnread is how many messages of a class a correspondence holds that nobody has
// read. A further one waits in quarantine: nobody reads so many at once, and what a
// mail server gone wild sends must not grow a state that every step looks at.
const MaxUnread = 200

// NoteQuarantine tells a correspondence that a message which is, or may be, for it waits
// in quarantine, or does no more.
type NoteQuarantine struct {
	Message uuid.UUID `json:"message"`
	In      bool      `json:"in"`
}

// CommandKind implements [claim.Body].
func (NoteQuarantine) CommandKind() string { return "note quarantine" }

// QuarantineNoted: a message that is, or may be, of the party waits in quarantine, or does no more.
type QuarantineNoted struct {
	Message uuid.UUID `json:"message"`
	In      bool      `json:"in"`
}

// FactKind implements [claim.Fact].
func (QuarantineNoted) FactKind() string { return "correspondence.quarantine_noted" }

func init() {
	claim.RegisterBody[NoteQuarantine](claim.StreamCorrespondence)
	claim.RegisterFact[QuarantineNoted]()
}

// Crowded reports whether as many messages as are held wait to be read already. A
// bounce that tells what became of a letter is always taken.
func (c *Correspondence) Crowded(mail received.Mail) bool {
	if m := c.about(mail); mail.Class == received.MailBounce && !mail.Doubtful && !mail.Copy && m != nil && m.canBounce() && (mail.Hard || m.Delivery != DeliverySoftBounce) {
		return false
	}
	n := 0
	for _, m := range c.Messages {
		if m.Kind == claim.Reply && m.Class == mail.Class && m.ReadAt.IsZero() {
			n++
		}
	}
	return n >= MaxUnread
}

// waits reports whether a message of a person waits, here or in quarantine. While
// one does, no reminder goes out and nothing lapses.
func (c *Correspondence) waits() bool { return c.Quarantined > 0 || len(c.Unread()) > 0 }

// messageWaits is waits, with what has come in and is not placed yet.
func (c *Correspondence) messageWaits(around claim.Around) bool {
	return c.Quarantined > 0 || around.Waits(c.ID)
}

// noteQuarantine lets the clock run again after the last message has left.
func (c *Correspondence) noteQuarantine(b NoteQuarantine, now time.Time) []claim.Fact {
	facts := []claim.Fact{QuarantineNoted(b)}
	if b.In || c.Quarantined != 1 || len(c.Unread()) > 0 {
		return facts
	}
	for _, f := range c.replan(now) {
		facts = append(facts, f)
	}
	return facts
}

func (c *Correspondence) quarantineNoted(f QuarantineNoted) {
	if f.In {
		c.Quarantined++
	} else {
		c.Quarantined--
	}
}
