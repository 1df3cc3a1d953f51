package people

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxContacts is how many contact points a party has at most, retired ones included.
const MaxContacts = 100

// Party is an organisation or person who can answer. The desk writes it; it
// has no workflow.
type Party struct {
	claim.Head
	Profile  claim.Ref         `json:"profile"`
	Zone     string            `json:"zone"` // IANA time zone name
	Hours    claim.OfficeHours `json:"hours"`
	Contact  Contact           `json:"contact"`            // where letters go; the zero Contact for a party that is not asked by mail
	Contacts []ContactPoint    `json:"contacts,omitempty"` // every one that there ever was, in the order in which they came
	Paused   *claim.Pause      `json:"paused,omitempty"`   // of the reminders to it
	Barred   *claim.Barred     `json:"barred,omitempty"`   // it is not to be contacted, as a whole
	Order    []uuid.UUID       `json:"order,omitempty"`    // those that somebody has put first, in that order; the others follow as they came
}

// Contact is one way to reach a party.
type Contact struct {
	ID      uuid.UUID     `json:"id"`
	Channel claim.Channel `json:"channel"`
	Address claim.Ref     `json:"address"` // content: a [ContactAddress]
}

// ContactPoint is a contact with what the desk knows of it.
type ContactPoint struct {
	Contact
	AddedAt    time.Time   `json:"addedAt"`
	RetiredAt  time.Time   `json:"retiredAt,omitzero"`
	VerifiedAt time.Time   `json:"verifiedAt,omitzero"` // when somebody last made sure that it is the party's
	VerifiedBy VerifiedBy  `json:"verifiedBy,omitempty"`
	Verifier   claim.Actor `json:"verifier,omitzero"`
	Note       claim.Ref   `json:"note,omitempty"`   // content: what the verifier noted, as text
	Sender     bool        `json:"sender,omitempty"` // letters go there only if somebody has put it in the order: see [AddContact]
	Failed     *Failure    `json:"failed,omitempty"` // it is dead: letters do not arrive there

	Barred *claim.Barred `json:"barred,omitempty"` // it is not to be contacted
}

// Failure is that letters to a contact point came back for good, and it is dead since.
type Failure struct {
	At    time.Time   `json:"at"`
	Cause claim.Cause `json:"cause"`
	Said  claim.Ref   `json:"said,omitempty"` // content: the mail server's own words
}

func init() {
	claim.RegisterKind(claim.StreamParty, func(h claim.Head) claim.Aggregate { return &Party{Head: h} })
}

// Stream implements [claim.Aggregate].
func (p *Party) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamParty, ID: p.ID} }

// Location is the party's time zone, UTC if it is unknown here.
func (p *Party) Location() *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// ContactPoint returns the contact point with the identifier, or nil.
func (p *Party) ContactPoint(id uuid.UUID) *ContactPoint {
	if i := slices.IndexFunc(p.Contacts, func(c ContactPoint) bool { return c.ID == id }); i >= 0 {
		return &p.Contacts[i]
	}
	return nil
}

// Decide implements [claim.Aggregate].
func (p *Party) Decide(cmd claim.Command, now time.Time, around claim.Around) ([]claim.Fact, error) {
	switch cmd.Body.(type) {
	case ReviseParty, ChangeContact, AddContact, ChooseContact, RetireContact, VerifyContact, OrderContacts, ReviveContact, BarContact, UnbarContact, claim.PauseReminders, claim.ResumeReminders:
		if p.Version == 0 {
			return nil, claim.Errorf(claim.CodeNotFound, "there is no such party")
		}
	}
	switch b := cmd.Body.(type) {
	case AddParty:
		return p.add(b)
	case ReviseParty:
		return p.revise(b)
	case ChangeContact:
		return p.changeContact(b)
	case AddContact:
		return p.addContact(b)
	case ChooseContact:
		return p.chooseContact(b)
	case RetireContact:
		return p.retireContact(b)
	case VerifyContact:
		return p.verifyContact(b, now)
	case OrderContacts:
		return p.orderContacts(b)
	case ReviveContact:
		return p.reviveContact(b)
	case BarContact:
		return p.bar(b)
	case UnbarContact:
		return p.unbar(b)
	case claim.PauseReminders, claim.ResumeReminders:
		return claim.DecidePause(b, p.Paused, now)
	case claim.NoteFailure:
		return p.noteFailure(b), nil
	}
	return nil, claim.UnknownCommand(p, cmd)
}

func (p *Party) add(b AddParty) ([]claim.Fact, error) {
	if p.Version > 0 && p.Profile == b.Profile {
		return nil, nil
	}
	if p.Version > 0 {
		return nil, claim.Errorf(claim.CodeExists, "the party is in the directory already")
	}
	if err := b.Hours.Validate(); err != nil {
		return nil, err
	}
	return []claim.Fact{PartyAdded(b)}, nil
}

func (p *Party) revise(b ReviseParty) ([]claim.Fact, error) {
	if b.Seen != 0 && b.Seen != p.Version {
		return nil, claim.ChangedMeanwhile("the party")
	}
	if !claim.KnownZone(b.Zone) {
		return nil, claim.Errorf(claim.CodeInvalid, "%q is not an IANA time zone", b.Zone).WithField("zone", "it is not an IANA time zone such as Europe/Riga")
	}
	if err := b.Hours.Validate(); err != nil {
		return nil, claim.InField(err, "hours")
	}
	return []claim.Fact{PartyRevised{b.Profile, b.Zone, b.Hours}}, nil
}

func (p *Party) changeContact(b ChangeContact) ([]claim.Fact, error) {
	if b.Contact == p.Contact {
		return nil, nil
	}
	known := p.ContactPoint(b.Contact.ID)
	if known == nil && len(p.Contacts) >= MaxContacts {
		return nil, tooManyContacts()
	}
	if known != nil && known.Barred != nil {
		return nil, known.barredNow()
	}
	return []claim.Fact{ContactChanged(b)}, nil
}

func (p *Party) addContact(b AddContact) ([]claim.Fact, error) {
	if p.ContactPoint(b.Contact.ID) != nil {
		return nil, nil
	}
	if err := claim.OneOf("channel", b.Contact.Channel, claim.Channels); err != nil {
		return nil, err
	}
	if b.Contact.ID == uuid.Nil || b.Contact.Address == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "a contact point has an address").WithField("address", "say where the party is reached")
	}
	if len(p.Contacts) >= MaxContacts {
		return nil, tooManyContacts()
	}
	b.Sender = b.Sender || b.Contact.Channel.Carried() && p.barsLetters()
	facts := []claim.Fact{ContactAdded(b)}
	if p.Contact.ID == uuid.Nil && b.Contact.Channel.Carried() && !b.Sender {
		facts = append(facts, ContactChanged{b.Contact})
	}
	return facts, nil
}

func (p *Party) chooseContact(b ChooseContact) ([]claim.Fact, error) {
	c, err := p.usable(b.Contact)
	if err != nil {
		return nil, err
	}
	if !c.Channel.Carried() {
		return nil, claim.Errorf(claim.CodeInvalid, "letters do not go to a contact %s", c.Channel.How())
	}
	if err := c.barredNow(); err != nil {
		return nil, err
	}
	if c.Failed != nil {
		return nil, claim.Errorf(claim.CodeConflict, "letters to this contact point come back").WithHint("if it takes mail again, say so: onrecord contact revive")
	}
	if c.Contact == p.Contact {
		return nil, nil
	}
	return []claim.Fact{ContactChanged{c.Contact}}, nil
}

func (p *Party) retireContact(b RetireContact) ([]claim.Fact, error) {
	c := p.ContactPoint(b.Contact)
	switch {
	case c == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	case !c.RetiredAt.IsZero():
		return nil, nil
	case c.ID == p.Contact.ID && c.Failed == nil:
		return nil, claim.Errorf(claim.CodeConflict, "letters go to this contact point").WithHint("choose another one for letters first")
	}
	return []claim.Fact{ContactRetired(b)}, nil
}

func (p *Party) verifyContact(b VerifyContact, now time.Time) ([]claim.Fact, error) {
	if _, err := p.usable(b.Contact); err != nil {
		return nil, err
	}
	if err := claim.OneOf("how", b.How, VerifiedBys); err != nil {
		return nil, err
	}
	if b.At.IsZero() || b.At.After(now.Add(claim.ClockSkew)) {
		return nil, claim.Errorf(claim.CodeInvalid, "nobody has made sure of it in the future").WithField("at", "choose an instant that has passed")
	}
	return []claim.Fact{ContactVerified(b)}, nil
}

// usable finds a contact point that is not retired.
func (p *Party) usable(id uuid.UUID) (*ContactPoint, error) {
	c := p.ContactPoint(id)
	switch {
	case c == nil:
		return nil, claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	case !c.RetiredAt.IsZero():
		return nil, claim.Errorf(claim.CodeWrongStage, "the contact point is retired").WithHint("add it again")
	}
	return c, nil
}

func tooManyContacts() error {
	return claim.Errorf(claim.CodeTooLarge, "a party has at most %d contact points", MaxContacts)
}

// Evolve implements [claim.Aggregate].
func (p *Party) Evolve(e claim.Entry) {
	p.Take(e)
	switch f := e.Fact.(type) {
	case PartyAdded:
		p.Profile, p.Zone, p.Hours = f.Profile, f.Zone, f.Hours
		p.point(e, f.Contact)
	case PartyRevised:
		p.Profile, p.Zone, p.Hours = f.Profile, f.Zone, f.Hours
	case ContactChanged:
		p.point(e, f.Contact)
		p.first(f.Contact.ID)
	case ContactAdded:
		p.point(e, f.Contact)
		p.ContactPoint(f.Contact.ID).Sender = f.Sender
	case ContactsOrdered:
		p.first(f.Contacts...)
	case ContactRetired:
		p.ContactPoint(f.Contact).RetiredAt = e.At
	case ContactVerified:
		c := p.ContactPoint(f.Contact)
		c.VerifiedAt, c.VerifiedBy, c.Verifier, c.Note = f.At, f.How, e.Actor, f.Note
	case ContactFailed:
		p.ContactPoint(f.Contact).Failed = &Failure{At: f.At, Cause: f.Cause, Said: f.Said}
	case ContactRevived:
		p.ContactPoint(f.Contact).Failed = nil
	case ContactBarred:
		p.barred(f.Contact, &claim.Barred{At: e.At, By: e.Actor.ID, Reason: f.Reason})
	case ContactUnbarred:
		p.barred(f.Contact, nil)
	}
	p.Contact, p.Paused = p.letters(), claim.PauseAfter(p.Paused, e)
}

// PausedAs implements [claim.Pausable].
func (p *Party) PausedAs() *claim.Pause { return p.Paused }

// Notices implements [claim.Aggregate]: the correspondences with the party hear where
// letters go, that the reminders are paused, and that it is not to be contacted.
func (p *Party) Notices(e claim.Entry, around claim.Around) []claim.Notice {
	notices := p.contactNotices(e, around)
	if p.barMayChange(e.Fact) {
		notices = append(notices, claim.TellAll(p.Stream(), around.With(p.ID), claim.NoteBarred{Barred: p.BarredAs()})...)
	}
	return notices
}

func (p *Party) contactNotices(e claim.Entry, around claim.Around) []claim.Notice {
	note := claim.NoteContact{Contact: p.Contact.ID}
	switch f := e.Fact.(type) {
	case ContactChanged:
	case ContactAdded:
		note.Stays = true
		if p.Contact.ID != f.Contact.ID {
			return nil
		}
	case ContactsOrdered:
		note.Stays = !f.Moved
	case ContactFailed:
		note.Failed, note.Stays = f.Contact, true
	case ContactRevived:
		note.Revived, note.Stays = f.Contact, true
	case ContactRetired:
		note.Stays = true
	default:
		return claim.PauseNotices(e, claim.NotePause{Level: claim.PauseParty, Pause: p.Paused}, func() []claim.Stream { return around.With(p.ID) })
	}
	if p.Contact.ID == uuid.Nil {
		return nil
	}
	note.First = p.Contacts[0].ID
	return claim.TellAll(p.Stream(), around.With(p.ID), note)
}

// point notes a contact point, or its address if it is there.
func (p *Party) point(e claim.Entry, c Contact) {
	if c.ID == uuid.Nil {
		return
	}
	if known := p.ContactPoint(c.ID); known != nil {
		known.Contact = c
		return
	}
	p.Contacts = append(p.Contacts, ContactPoint{Contact: c, AddedAt: e.At})
}

// LetterContact implements [claim.Addressee].
func (p *Party) LetterContact() uuid.UUID { return p.Contact.ID }

// Office implements [claim.Addressee].
func (p *Party) Office() (claim.OfficeHours, *time.Location) { return p.Hours, p.Location() }
