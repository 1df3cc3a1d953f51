package reading

import (
	"github.com/onrecord/onrecord/claim/sources"
)

// calledBack says who made sure of an answer, and when.
func (w *coverage) calledBack(a sources.Said) string {
	if a.CalledBack == nil {
		return ""
	}
	return w.NameOf(a.CalledBack.By) + ", " + w.Moment(a.CalledBack.At)
}

// numberCalled is the contact point that was called.
func numberCalled(a sources.Said) string {
	if a.CalledBack == nil {
		return ""
	}
	return a.CalledBack.Contact.String()
}

// authenticity is the grade of an answer, and of one that was read from a message what is known of who sent that.
func (w *coverage) authenticity(a sources.Said) string {
	if who := w.SentBy(a.Response); who != nil {
		return string(a.Authenticity) + ". " + who.Says
	}
	return string(a.Authenticity)
}

// toldWho says whether readers are told who spoke for a party; nothing where nobody noted who did.
func toldWho(a sources.Said) string {
	switch {
	case a.Speaker == "":
		return ""
	case a.SpeakerNamed:
		return "yes: the name was given for print"
	}
	return "no: the party alone is named"
}
