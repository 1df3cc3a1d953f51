package casework

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PauseInput pauses the reminders that concern one thing.
type PauseInput struct {
	Of     claim.PauseLevel `json:"of" doc:"whose reminders"`
	Name   string           `json:"name,omitempty" maxLength:"200" doc:"short name or identifier: of a claim, with its case (vault7/google); left out for the desk"`
	Reason string           `json:"reason" maxLength:"4000" doc:"why; the desk reads it, no party does"`
	Until  *time.Time       `json:"until,omitempty" doc:"when they go out again by themselves; left out for not before somebody says so"`
}

// PausedInput names what has its reminders paused.
type PausedInput struct {
	Of   claim.PauseLevel `json:"of" doc:"whose reminders"`
	Name string           `json:"name,omitempty" maxLength:"200" doc:"short name or identifier: of a claim, with its case (vault7/google); left out for the desk"`
}

// PauseView says whether the reminders that concern something are paused.
type PauseView struct {
	Of     claim.PauseLevel `json:"of"`
	Name   string           `json:"name,omitempty"`
	Paused bool             `json:"paused" doc:"no reminder goes out"`
	Since  *time.Time       `json:"since,omitempty"`
	By     string           `json:"by,omitempty" doc:"who has paused them"`
	Reason string           `json:"reason,omitempty" doc:"why, in the words of whoever has"`
	Until  *time.Time       `json:"until,omitempty" doc:"when they go out again by themselves"`
}

// pausable is the stream whose reminders the caller speaks of.
func (d *Door) pausable(ctx context.Context, caller Caller, in PausedInput) (claim.Stream, error) {
	if in.Of == claim.PauseDesk {
		if in.Name != "" {
			return claim.Stream{}, Invalid("name", "leave it out: there is one desk, and all its reminders would be paused")
		}
		return claim.DeskStream, nil
	}
	if !slices.Contains(claim.PauseLevels, in.Of) {
		return claim.Stream{}, claim.OneOf("of", in.Of, claim.PauseLevels)
	}
	if in.Name == "" {
		return claim.Stream{}, Invalid("name", "say which "+string(in.Of))
	}
	switch in.Of {
	case claim.PauseClaim:
		c, err := d.TheClaim(ctx, caller, in.Name)
		if err != nil {
			return claim.Stream{}, err
		}
		return c.Stream(), nil
	case claim.PauseCase:
		c, err := d.TheCase(ctx, caller, in.Name)
		if err != nil {
			return claim.Stream{}, err
		}
		return c.Stream(), nil
	}
	id, err := d.TheParty(ctx, caller, in.Name)
	return claim.Stream{Kind: claim.StreamParty, ID: id}, err
}

// PauseRight is what one has to be allowed to do to pause reminders at a level. What reaches into every case takes more.
func PauseRight(of claim.PauseLevel) Right {
	if of == claim.PauseDesk || of == claim.PauseParty {
		return MayHoldMail
	}
	return MayAsk
}

// PauseAll stops the reminders about a claim, of a case, to a party or of the whole desk. Answer-by instants stay,
// and what people write goes out. It returns [claim.CodeWrongStage] if they are paused already.
func (d *Door) PauseAll(ctx context.Context, caller Caller, in PauseInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	to, err := d.pausable(ctx, caller, PausedInput{in.Of, in.Name})
	if err != nil {
		return Receipt{}, err
	}
	if err := caller.May(PauseRight(in.Of)); err != nil {
		return Receipt{}, err
	}
	reason, err := Prose("reason", in.Reason, MaxText, true)
	if err != nil {
		return Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return Receipt{}, err
	}
	body := claim.PauseReminders{Reason: refs[0], Until: InstantOr(in.Until, time.Time{})}
	return Receipt{ID: to.ID, Name: in.Name}, d.Write(ctx, to, Command(ctx, caller, body))
}

// ResumeAll lets them go out again. Where others of them are paused besides, those wait on.
func (d *Door) ResumeAll(ctx context.Context, caller Caller, in PausedInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	to, err := d.pausable(ctx, caller, in)
	if err != nil {
		return Receipt{}, err
	}
	if err := caller.May(PauseRight(in.Of)); err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: to.ID, Name: in.Name}, d.Write(ctx, to, Command(ctx, caller, claim.ResumeReminders{}))
}

// PauseOf says whether the reminders that concern something are paused, by whom, why and until when.
func (d *Door) PauseOf(ctx context.Context, caller Caller, in PausedInput) (PauseView, error) {
	view := PauseView{Of: in.Of, Name: in.Name}
	s, err := d.pausable(ctx, caller, in)
	if err != nil {
		return view, err
	}
	state, err := d.store.Load(ctx, s)
	if err != nil {
		return view, err
	}
	of, ok := state.(claim.Pausable)
	if !ok || !of.PausedAs().InForce(d.Now()) {
		return view, nil
	}
	return d.PauseSaid(ctx, view, *of.PausedAs())
}

// PauseSaid is a pause with the name of whoever has made it, and the reason in words.
func (d *Door) PauseSaid(ctx context.Context, view PauseView, p claim.Pause) (PauseView, error) {
	var err error
	view.Paused, view.Since, view.Until = true, Pointer(p.At), Pointer(p.Until)
	if p.By != uuid.Nil {
		if view.By, err = d.PersonName(ctx, p.By); err != nil {
			return view, err
		}
	}
	lib, err := d.Library(ctx, p.Reason)
	view.Reason = lib.Text(p.Reason)
	return view, err
}
