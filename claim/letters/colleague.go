package letters

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

// People on the desk write to a party from their own mailboxes too, and what a party sends there they pass on. Either
// joins the correspondence. A letter to the party counts as one that a person wrote: no reminder comes right after
// it. Everything else may hold an answer: it waits to be read, and proves nothing of who wrote what it passes on.

// class is what a message is in this correspondence: a colleague's that was written to nobody at the party may
// hold what the party has said.
func (b Receive) class() MailClass {
	if b.Mail.Class == MailColleague && b.Contact == uuid.Nil {
		return MailForwarded
	}
	return b.Mail.Class
}

// wrote reports whether a person on the desk wrote to the party with it, just now. When a message was written
// that somebody puts in from a file nobody knows, and of one that only its server speaks for, who wrote it.
func (b Receive) wrote() bool {
	return b.Mail.Sender.Staff != uuid.Nil && b.Contact != uuid.Nil && (b.Mail.Class == MailColleague || b.Mail.Class == MailForwarded) &&
		b.Mail.By == uuid.Nil && b.Mail.Sender.Proven != ProvenPartly
}

// passesOn reports whether a colleague passes on what somebody else wrote than those that it goes to.
func (b TakeIn) passesOn() bool {
	return b.Mail.Class == MailForwarded && slices.ContainsFunc(b.Senders, func(s KnownContact) bool {
		return !slices.ContainsFunc(b.To, func(to KnownContact) bool { return to.Party == s.Party })
	})
}

// ofColleague refuses to take a letter to the party for something that the party has said.
func (m Message) ofColleague() error {
	if m.Class != MailColleague {
		return nil
	}
	return claim.Errorf(claim.CodeConflict, "somebody on the desk wrote this message to the party; it is no answer of theirs").
		WithHint("record an answer from the message that has it, or without a message")
}

func (c *Correspondence) received(f MessageReceived) {
	c.Messages = append(c.Messages, Message{
		ID: f.Message, Kind: claim.Reply, At: f.Mail.ReceivedAt, Content: f.Mail.Raw, Class: f.Mail.Class, By: f.By, Contact: f.Contact,
		Sender: f.Mail.Sender, WayIn: f.Mail.WayIn, PutInBy: f.Mail.By, Report: f.Mail.doubted(), Copy: f.Mail.Copy,
	})
	if Receive(f).wrote() {
		c.followedUp()
	}
}

// byAddressee places what a colleague wrote to a contact of a party that is asked in one case, which the colleague may
// see. Where it may be about another one, restricted ones above all, it is a guess.
func (f *finding) byAddressee(b TakeIn, around claim.Around) {
	f.byContacts(ByAddressees, b.To, around)
	if len(f.guesses) != 1 || b.Mail.Sender.Proven == ProvenPartly {
		return
	}
	c := claim.StateOf[*Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: f.guesses[0].Correspondence})
	if !c.Open() || !seenBy(c, b.Mail.Sender.Staff, around) || slices.ContainsFunc(f.touched, func(id uuid.UUID) bool { return restricted(id, around) }) {
		return
	}
	f.sure, f.guesses, f.touched = []Clue{{By: ByAddressee, Correspondence: c.ID}}, nil, nil
}

func seenBy(c *Correspondence, person uuid.UUID, around claim.Around) bool {
	of := claim.StateOf[*verification.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	return slices.ContainsFunc(around.Staff(), func(m claim.Member) bool { return m.ID == person && of.VisibleTo(person, m.Roles) })
}

func restricted(correspondence uuid.UUID, around claim.Around) bool {
	c := claim.StateOf[*Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence})
	return inRestricted(c, around)
}

func inRestricted(c *Correspondence, around claim.Around) bool {
	in := claim.StateOf[*verification.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	return in != nil && in.Sensitivity == claim.Restricted
}
