package outside

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// submissionID names a submission. It follows from the link and the form's key,
// which nobody else knows.
func submissionID(d *casework.Door, link mailtext.PageLink, key uuid.UUID) uuid.UUID {
	return d.IDOf("page", link.String()+"/"+key.String())
}

// lettersByLink finds the correspondence that a link leads to, its party and
// the request. Nothing that is not there, or is not out, is told apart.
func lettersByLink(ctx context.Context, d *casework.Door, link mailtext.PageLink) (*letters.Correspondence, *people.Party, error) {
	id, err := d.Record().RequestCorrespondence(ctx, link.Request)
	if err != nil {
		return nil, nil, casework.Hide(err, casework.ARequest, "")
	}
	letters, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, id)
	if err != nil {
		return nil, nil, err
	}
	if letters.Request(link.Request) == nil {
		return nil, nil, casework.NotFound(casework.ARequest, "")
	}
	party, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, letters.Party)
	return letters, party, err
}

// takePage takes what a party has confirmed on the answer page: the party acts, by
// the link in its letter, and no [casework.Caller].
func takePage(ctx context.Context, d *casework.Door, link mailtext.PageLink, message uuid.UUID, s letters.PageSubmission) error {
	letters, party, err := lettersByLink(ctx, d, link)
	if err != nil {
		return err
	}
	body, ctx, err := pageCommand(ctx, d, link, message, s)
	if err != nil {
		return err
	}
	body.Verified = contactVerified(party, link.Contact)
	cmd := claim.Command{ID: casework.Key(ctx), Actor: claim.Actor{Kind: claim.ActorParty, ID: letters.Party}, Body: body}
	return d.Do(ctx, letters.Stream(), cmd)
}

// pageCommand keeps the submission and makes its command. The key of both follows
// from the words: sent again with other ones after a failure, it is another
// command, and whichever is decided first counts.
func pageCommand(ctx context.Context, d *casework.Door, link mailtext.PageLink, message uuid.UUID, s letters.PageSubmission) (letters.AnswerOnPage, context.Context, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return letters.AnswerOnPage{}, ctx, fmt.Errorf("encode a submission: %w", err)
	}
	ctx = d.Keyed(casework.WithKey(ctx, claim.DerivedID("submission", message.String(), mailtext.HashOf(data))))
	body := letters.AnswerOnPage{
		Message: message, Request: link.Request, Contact: link.Contact, GroundRules: s.GroundRules,
		Asks: s.Asks, ReceivedAt: s.SentAt,
	}
	texts := []string{mailtext.SpeakerOf(s)}
	for _, a := range s.Answers {
		texts = append(texts, a.Statement)
	}
	refs, err := d.Keep(ctx, texts...)
	if err != nil {
		return body, ctx, err
	}
	body.Speaker = refs[0]
	for i, a := range s.Answers {
		body.Stances = append(body.Stances, letters.Answer{Claim: a.Claim, Stance: a.Stance, Statement: refs[i+1]})
	}
	for _, f := range s.Files {
		body.Files = append(body.Files, f.Ref)
	}
	body.Content, err = d.KeepJSON(ctx, "page", s)
	return body, ctx, err
}

// contactVerified reports whether the desk has made sure that the contact point is the party's.
func contactVerified(p *people.Party, contact uuid.UUID) bool {
	c := p.ContactPoint(contact)
	return c != nil && !c.VerifiedAt.IsZero() && c.RetiredAt.IsZero()
}
