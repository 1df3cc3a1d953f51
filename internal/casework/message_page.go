package casework

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MessageView is a message beside what it may answer.
type MessageView struct {
	InboxItem
	CaseNamed  Named
	PartyNamed Named
	Sentences  []Sentence
	Requests   []AnswerableRequest // those that are out, the latest first
	Responses  []ThreadItem        // answers that were recorded from it
	Page       *PageMessage        // of what came on the answer page; nil for mail
}

// AnswerableRequest is a request that an answer can be recorded for.
type AnswerableRequest struct {
	ID        uuid.UUID
	Code      string
	Lifecycle claim.Lifecycle
	Questions string
	Claims    []ThreadClaim
}

// MessagePage shows one message, all of it, beside the claims that its party was
// asked about. A message in quarantine has no claims beside it.
func (d *Desk) MessagePage(ctx context.Context, caller Caller, id uuid.UUID) (MessageView, error) {
	item, err := d.Message(ctx, caller, id)
	if err != nil {
		return MessageView{}, err
	}
	view := MessageView{InboxItem: item}
	if page, err := d.PageMessage(ctx, caller, id); err == nil {
		view.Page = &page
	}
	if item.Class != claim.MailBounce {
		view.Sentences = Sentences(item.Text)
	}
	if item.Case == "" {
		return view, nil
	}
	correspondence, err := d.store.MessageCorrespondence(ctx, id)
	if err != nil {
		return view, hide(err, aMessage, id.String())
	}
	letters, err := d.letters(ctx, caller, correspondence)
	if err != nil {
		return view, hide(err, aMessage, id.String())
	}
	return view, d.answerable(ctx, letters, &view)
}

// answerable fills in what the message may answer.
func (d *Desk) answerable(ctx context.Context, letters *claim.Correspondence, view *MessageView) error {
	for _, r := range slices.Backward(letters.Requests) {
		if r.Letter == uuid.Nil || r.Lifecycle == claim.RequestWithdrawn {
			continue
		}
		t := &threader{Desk: d, ctx: ctx, letters: letters, request: r, now: d.now()}
		claims, err := t.claims()
		if err != nil {
			return err
		}
		lib, err := d.library(ctx, r.Questions)
		if err != nil {
			return err
		}
		view.Requests = append(view.Requests, AnswerableRequest{
			ID: r.ID, Code: claim.RequestCode(r.ID), Lifecycle: r.Lifecycle, Questions: lib.text(r.Questions), Claims: claims,
		})
	}
	return d.recordedFrom(ctx, letters, view)
}

// recordedFrom fills in the answers that were recorded from the message, and names.
func (d *Desk) recordedFrom(ctx context.Context, letters *claim.Correspondence, view *MessageView) error {
	t := &threader{Desk: d, ctx: ctx, letters: letters, now: d.now()}
	ids := []uuid.UUID{letters.Case, letters.Party}
	for _, r := range letters.Requests {
		ids = append(ids, r.Claims...)
	}
	var err error
	if t.names, err = d.store.Called(ctx, unique(ids)); err != nil {
		return err
	}
	if t.lib, err = d.library(ctx, t.refs(nil)...); err != nil {
		return err
	}
	view.CaseNamed, view.PartyNamed = t.named(letters.Case), t.named(letters.Party)
	for _, r := range letters.Responses {
		if r.Message == view.Message {
			view.Responses = append(view.Responses, t.answer(r, claim.Actor{}))
		}
	}
	return nil
}

// RawMessage returns the bytes of a message that the caller may see: of one that
// came in as they came, of a letter as it went out. They are for saving, never
// for showing. It returns [claim.CodeNotFound] for one that was erased, and
// [claim.CodeForbidden] for a letter whose link still takes an answer: that is the
// party's alone.
func (d *Desk) RawMessage(ctx context.Context, caller Caller, id uuid.UUID) ([]byte, error) {
	ref, err := d.rawRef(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	data, err := d.store.Get(ctx, ref)
	return data, hide(err, aMessage, id.String())
}

func (d *Desk) rawRef(ctx context.Context, caller Caller, id uuid.UUID) (claim.Ref, error) {
	if err := caller.May(MayReadMail); err != nil {
		return "", err
	}
	correspondence, err := d.store.MessageCorrespondence(ctx, id)
	if claim.CodeOf(err) == claim.CodeNotFound {
		in, err := d.intake(ctx, caller, id)
		if err != nil {
			return "", err
		}
		return in.Mail.Raw, nil
	}
	if err != nil {
		return "", err
	}
	letters, err := d.letters(ctx, caller, correspondence)
	if err != nil {
		return "", hide(err, aMessage, id.String())
	}
	m := letters.Message(id)
	if m == nil || m.Content == "" {
		return "", notFound(aMessage, id.String())
	}
	if d.stillOpen(letters, m) {
		return "", claim.Errorf(claim.CodeForbidden, "the letter holds the link by which the party answers, and nobody else").
			WithHint("it can be saved once the party has answered through it, or the link is over")
	}
	return m.Content, nil
}

// MessageFile returns the n-th file in a message, from 0, for saving.
func (d *Desk) MessageFile(ctx context.Context, caller Caller, id uuid.UUID, n int) (MailFile, []byte, error) {
	raw, err := d.RawMessage(ctx, caller, id)
	if err != nil {
		return MailFile{}, nil, err
	}
	if _, ok := pageText(raw); ok && !d.isMail(ctx, id) {
		file, data, err := d.PageMessageFile(ctx, caller, id, n)
		return mailFile(file), data, err
	}
	return d.mail.File(raw, n)
}
