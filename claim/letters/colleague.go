package letters

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

// People on the desk write to a party from their own mailboxes too, and what a party sends there they pass on. Either
// joins the correspondence. A letter to the party counts as one that a person wrote: no reminder comes right after
// it. Everything else may hold an answer: it waits to be read, and proves nothing of who wrote what it passes on.

// class is what a message is in this correspondence: a colleague's that was written to nobody at the party may
// hold what the party has said.
func (b Receive) class() received.MailClass {
	if b.Mail.Class == received.MailColleague && b.Contact == uuid.Nil {
		return received.MailForwarded
	}
	return b.Mail.Class
}

// wrote reports whether a person on the desk wrote to the party with it, just now. When a message was written
// that somebody puts in from a file nobody knows, and of one that only its server speaks for, who wrote it.
func (b Receive) wrote() bool {
	return b.Mail.Sender.Staff != uuid.Nil && b.Contact != uuid.Nil && (b.Mail.Class == received.MailColleague || b.Mail.Class == received.MailForwarded) &&
		b.Mail.By == uuid.Nil && b.Mail.Sender.Proven != received.ProvenPartly
}

// ofColleague refuses to take a letter to the party for something that the party has said.
func (m Message) ofColleague() error {
	if m.Class != received.MailColleague {
		return nil
	}
	return claim.Errorf(claim.CodeConflict, "somebody on the desk wrote this message to the party; it is no answer of theirs").
		WithHint("record an answer from the message that has it, or without a message")
}

func (c *Correspondence) received(f MessageReceived) {
	c.Messages = append(c.Messages, Message{
		ID: f.Message, Kind: claim.Reply, At: f.Mail.ReceivedAt, Content: f.Mail.Raw, Class: f.Mail.Class, By: f.By, Contact: f.Contact,
		Sender: f.Mail.Sender, WayIn: f.Mail.WayIn, PutInBy: f.Mail.By, Report: f.Mail.Doubted(), Copy: f.Mail.Copy,
	})
	if Receive(f).wrote() {
		c.followedUp()
	}
}
