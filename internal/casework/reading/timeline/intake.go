package timeline

import (
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

// intakeText says what happened to a message that came in, until it had its place.
func (t teller) intakeText(e claim.Entry) string {
	switch f := e.Fact.(type) {
	case intake.MailReceived:
		return "a message came in" + strings.TrimSuffix(t.wayIn(f.Mail), ",") + ", and is kept as it came"
	case intake.MailRepeated:
		return "the same message came in by another way, and is kept as it came there too"
	case intake.MailQuarantined:
		return "put a message into quarantine" + correspondence.Because(f.Reason.Says())
	case intake.GuessRefused:
		return "found that a message does not belong where it was guessed to; it stays in quarantine"
	case intake.MailMatched:
		return t.matchedText(f)
	case assigned.TurnAssigned:
		return t.turnText(f)
	case intake.MailDiscarded:
		return "discarded a message"
	}
	return plainKind(e.Fact)
}

// strangerText says of mail that its sender is none of the party's contacts.
func (teller) strangerText(l *letters.Correspondence, f letters.MessageReceived) string {
	if m := l.Message(f.Message); m != nil && m.Stranger() {
		return "; its sender is none of the party's contacts"
	}
	return ""
}

// matchedText says where a message went, and by what.
func (t teller) matchedText(f intake.MailMatched) string {
	text := "put a message to the letters of a party"
	if l := t.byStream[f.Correspondence]; l != nil {
		text = "put a message to the letters to and from " + t.name(l.Party)
	}
	if f.By == "" || f.By == received.ByPerson {
		return text
	}
	return text + correspondence.Because(f.By.Says())
}

// wayIn is how a message came, to go on after a noun.
func (t teller) wayIn(m received.Mail) string {
	text := correspondence.WayIn(m.WayIn, m.By, func(person uuid.UUID) string { return t.actor(claim.PersonActor(person)) })
	if text == "" {
		return ""
	}
	return ", " + text + ","
}
