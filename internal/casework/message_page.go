package casework

import (
	"context"
	"slices"
	"time"

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
	OpenUntil  time.Time           // until when a link in it may still take an answer, so that its bytes are not for saving; zero for none
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
func (d *Door) MessagePage(ctx context.Context, caller Caller, id uuid.UUID) (MessageView, error) {
	item, err := d.Message(ctx, caller, id)
	if err != nil {
		return MessageView{}, err
	}
	view := MessageView{InboxItem: item}
	if view.OpenUntil, err = d.linksOpenUntil(ctx, item.Links()); err != nil {
		return view, err
	}
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
		return view, Hide(err, AMessage, id.String())
	}
	letters, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return view, Hide(err, AMessage, id.String())
	}
	return view, d.answerable(ctx, letters, &view)
}

// answerable fills in what the message may answer.
func (d *Door) answerable(ctx context.Context, letters *claim.Correspondence, view *MessageView) error {
	for _, asked := range slices.Backward(letters.Requests) {
		if asked.Letter == uuid.Nil || asked.Lifecycle == claim.RequestWithdrawn {
			continue
		}
		t := &threader{Door: d, ctx: ctx, letters: letters, request: asked, now: d.now()}
		claims, err := t.claims()
		if err != nil {
			return err
		}
		lib, err := d.library(ctx, asked.Questions)
		if err != nil {
			return err
		}
		view.Requests = append(view.Requests, AnswerableRequest{
			ID: asked.ID, Code: claim.RequestCode(asked.ID), Lifecycle: asked.Lifecycle, Questions: lib.Text(asked.Questions), Claims: claims,
		})
	}
	return d.recordedFrom(ctx, letters, view)
}

// recordedFrom fills in the answers that were recorded from the message, and names.
func (d *Door) recordedFrom(ctx context.Context, letters *claim.Correspondence, view *MessageView) error {
	t := &threader{Door: d, ctx: ctx, letters: letters, now: d.now()}
	ids := []uuid.UUID{letters.Case, letters.Party}
	for _, asked := range letters.Requests {
		ids = append(ids, asked.Claims...)
	}
	var err error
	if t.names, err = d.store.Called(ctx, Unique(ids)); err != nil {
		return err
	}
	if t.lib, err = d.library(ctx, t.refs(nil)...); err != nil {
		return err
	}
	view.CaseNamed, view.PartyNamed = t.named(letters.Case), t.named(letters.Party)
	for _, said := range letters.Responses {
		if said.Message == view.Message {
			view.Responses = append(view.Responses, t.answer(said, claim.Actor{}))
		}
	}
	return nil
}
