package correspondence

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// placed is a message of a correspondence.
func (r *Room) placed(ctx context.Context, c *cases.Case, letters *letters.Correspondence, m letters.Message) (InboxItem, error) {
	item := InboxItem{Message: m.ID, ReceivedAt: m.At, Class: m.Class, MatchedBy: m.By, ReadAt: casework.Pointer(m.ReadAt), Disposition: m.Disposition}
	var err error
	if item.Case, item.Party, err = r.names(ctx, c, letters.Party); err != nil {
		return item, err
	}
	if item.MailText, err = r.texts.Of(ctx, m.ID, m.Content); err != nil {
		return item, err
	}
	if m.Stranger() {
		if err := r.doubt(ctx, &item, letters.Party); err != nil {
			return item, err
		}
	}
	if item, err = r.withWayIn(ctx, item, m.WayIn, m.PutInBy); err != nil {
		return item, err
	}
	return item, r.addSender(ctx, &item, letters.Party, m.Sender)
}

// placedMessage shows a message where it stands in a correspondence.
func (r *Room) placedMessage(ctx context.Context, caller casework.Caller, id uuid.UUID) (InboxItem, error) {
	correspondence, err := r.store.MessageCorrespondence(ctx, id)
	if err != nil {
		return InboxItem{}, casework.Hide(err, casework.AMessage, id.String())
	}
	mail, err := r.door.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return InboxItem{}, casework.Hide(err, casework.AMessage, id.String())
	}
	m := mail.Message(id)
	if m == nil || m.Kind != claim.Reply {
		return InboxItem{}, casework.NotFound(casework.AMessage, id.String())
	}
	c, err := r.door.CaseByID(ctx, caller, mail.Case, mail.Case.String())
	if err != nil {
		return InboxItem{}, err
	}
	item, err := r.placed(ctx, c, mail, *m)
	if err != nil || m.Channel.OnPage() {
		return item, err
	}
	in, err := casework.Load[*intake.Intake](ctx, r.store, claim.StreamIntake, id)
	if err != nil || in.Quarantine == "" { // else it waits for another correspondence besides
		return item, err
	}
	if _, err := r.door.ToSort(ctx, caller, id); err != nil {
		return item, nil //nolint:nilerr // where else it may belong is not for this caller
	}
	return item, r.guesses(ctx, &item, in)
}

// Message shows one message, all of it: of a case that the caller may see, or,
// to those who sort it, from the quarantine.
func (r *Room) Message(ctx context.Context, caller casework.Caller, id uuid.UUID) (InboxItem, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return InboxItem{}, err
	}
	if letters, m, err := r.door.ThePageMessage(ctx, caller, id); err == nil {
		return r.pageItem(ctx, letters, *m)
	}
	if item, err := r.placedMessage(ctx, caller, id); claim.CodeOf(err) != claim.CodeNotFound {
		return item, err
	}
	in, err := r.door.TheIntake(ctx, caller, id)
	if err != nil {
		return InboxItem{}, err
	}
	item := InboxItem{Message: id, ReceivedAt: in.Mail.ReceivedAt}
	if item.MailText, err = r.texts.Of(ctx, id, in.Mail.Raw); err != nil {
		return item, err
	}
	if item, err = r.withWayIn(ctx, item, in.Mail.WayIn, in.Mail.By); err != nil {
		return item, err
	}
	if err := r.guesses(ctx, &item, in); err != nil {
		return item, err
	}
	return item, r.addSender(ctx, &item, uuid.Nil, in.Mail.Sender)
}
