package people

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MailHold says that the desk holds all mail: no letter is handed over to a mail
// server until it is released. Mail that comes in is taken all the while.
type MailHold struct {
	Reason claim.Ref `json:"reason"` // content: why, as text
	At     time.Time `json:"at"`     // since when
	By     uuid.UUID `json:"by"`     // the person who holds it
}

// HoldMail holds all mail of the desk, of every case.
type HoldMail struct {
	Reason claim.Ref `json:"reason"` // content: why, as text
}

// CommandKind implements [claim.Body].
func (HoldMail) CommandKind() string { return "hold mail" }

// ReleaseMail lets mail go again. Each letter that waits is looked at once more
// before it goes out.
type ReleaseMail struct{}

// CommandKind implements [claim.Body].
func (ReleaseMail) CommandKind() string { return "release mail" }

// MailHeld: from now on no letter is handed over.
type MailHeld struct {
	Reason claim.Ref `json:"reason"`
}

// FactKind implements [claim.Fact].
func (MailHeld) FactKind() string { return "desk.mail_held" }

// MailReleased: letters are handed over again.
type MailReleased struct{}

// FactKind implements [claim.Fact].
func (MailReleased) FactKind() string { return "desk.mail_released" }

func init() {
	claim.RegisterBody[HoldMail](claim.StreamDesk)
	claim.RegisterBody[ReleaseMail](claim.StreamDesk)
	claim.RegisterFact[MailHeld]()
	claim.RegisterFact[MailReleased]()
}

func (d *Desk) holdMail(b HoldMail) ([]claim.Fact, error) {
	switch {
	case b.Reason == "":
		return nil, claim.NeedsReason()
	case d.Hold != nil:
		return nil, claim.Errorf(claim.CodeWrongStage, "all mail is held already").
			WithHint("release it first to hold it for another reason")
	}
	return []claim.Fact{MailHeld(b)}, nil
}

func (d *Desk) releaseMail() ([]claim.Fact, error) {
	if d.Hold == nil {
		return nil, claim.Errorf(claim.CodeWrongStage, "mail is not held")
	}
	return []claim.Fact{MailReleased{}}, nil
}

// heldMail takes that mail is held.
func (d *Desk) heldMail(e claim.Entry, f MailHeld) {
	d.Hold = &MailHold{Reason: f.Reason, At: e.At, By: e.Actor.ID}
}
