package correspondence

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
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
	Lifecycle letters.Lifecycle
	Place     letters.Place // with how its letters fare
	Questions string
	Claims    []ThreadClaim
}

// MessagePage shows one message, all of it, beside the claims that its party was
// asked about. A message in quarantine has no claims beside it.
func (r *Room) MessagePage(ctx context.Context, caller casework.Caller, id uuid.UUID) (MessageView, error) {
	item, err := r.Message(ctx, caller, id)
	if err != nil {
		return MessageView{}, err
	}
	view := MessageView{InboxItem: item}
	if view.OpenUntil, err = r.linksOpenUntil(ctx, item.Links()); err != nil {
		return view, err
	}
	if page, err := r.PageMessage(ctx, caller, id); err == nil {
		view.Page = &page
	}
	if item.Class != received.MailBounce {
		view.Sentences = newSentences(item.MailText)
	}
	if item.Case == "" {
		return view, nil
	}
	correspondence, err := r.store.MessageCorrespondence(ctx, id)
	if err != nil {
		return view, casework.Hide(err, casework.AMessage, id.String())
	}
	letters, err := r.door.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return view, casework.Hide(err, casework.AMessage, id.String())
	}
	return view, r.answerable(ctx, letters, &view)
}

// answerable fills in what the message may answer.
func (r *Room) answerable(ctx context.Context, mail *letters.Correspondence, view *MessageView) error {
	for _, asked := range slices.Backward(mail.Requests) {
		if asked.Letter == uuid.Nil || asked.Lifecycle == letters.RequestWithdrawn {
			continue
		}
		t := &threader{Room: r, ctx: ctx, letters: mail, request: asked, now: r.now()}
		claims, err := t.claims()
		if err != nil {
			return err
		}
		lib, err := r.library(ctx, asked.Questions)
		if err != nil {
			return err
		}
		view.Requests = append(view.Requests, AnswerableRequest{
			ID: asked.ID, Code: letters.RequestCode(asked.ID), Lifecycle: asked.Lifecycle, Place: mail.Place(asked), Questions: lib.Text(asked.Questions), Claims: claims,
		})
	}
	return r.recordedFrom(ctx, mail, view)
}

// recordedFrom fills in the answers that were recorded from the message, and names.
func (r *Room) recordedFrom(ctx context.Context, letters *letters.Correspondence, view *MessageView) error {
	t := &threader{Room: r, ctx: ctx, letters: letters, now: r.now()}
	ids := []uuid.UUID{letters.Case, letters.Party}
	for _, asked := range letters.Requests {
		ids = append(ids, asked.Claims...)
	}
	var err error
	if t.names, err = r.store.Called(ctx, casework.Unique(ids)); err != nil {
		return err
	}
	if t.lib, err = r.library(ctx, t.refs(nil)...); err != nil {
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
