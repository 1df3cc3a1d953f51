package house

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// MailHoldView says whether all mail of the desk is held.
type MailHoldView struct {
	Held   bool       `json:"held" doc:"no letter is handed over to a mail server"`
	Since  *time.Time `json:"since,omitempty"`
	By     string     `json:"by,omitempty" doc:"who holds it"`
	Reason string     `json:"reason,omitempty" doc:"why, in the words of whoever holds it"`
}

// MailHold says whether all mail is held, since when, by whom and why.
func MailHold(ctx context.Context, d *casework.Door) (MailHoldView, error) {
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil || desk.Hold == nil {
		return MailHoldView{}, err
	}
	view := MailHoldView{Held: true, Since: casework.Pointer(desk.Hold.At)}
	if view.By, err = d.PersonName(ctx, desk.Hold.By); err != nil {
		return view, err
	}
	lib, err := d.Library(ctx, desk.Hold.Reason)
	view.Reason = lib.Text(desk.Hold.Reason)
	return view, err
}

// HoldMail holds all mail of the desk: from when it returns no hand-over begins, of
// whatever letter, until mail is released. It returns [claim.CodeWrongStage] if mail
// is held already.
func HoldMail(ctx context.Context, d *casework.Door, caller casework.Caller, in casework.ReasonInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.DeskReceipt, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.HoldMail{Reason: refs[0]}))
}

// ReleaseMail lets mail go again. It returns [claim.CodeWrongStage] if it is not held.
func ReleaseMail(ctx context.Context, d *casework.Door, caller casework.Caller) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	return casework.DeskReceipt, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.ReleaseMail{}))
}
