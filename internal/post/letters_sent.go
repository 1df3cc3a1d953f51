package post

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail"
)

// maxCompared bounds the letters that a message is compared with: the first ones, and the latest.
const maxCompared = 8

// compare tells what a message says from what it quotes of the letters in the correspondences that it may belong to.
func (r *Room) compare(ctx context.Context, in *mail.Inbound, correspondences []uuid.UUID) error {
	var texts []string
	for _, id := range correspondences {
		sent, err := r.lettersSent(ctx, id)
		if err != nil {
			return err
		}
		texts = append(texts, sent...)
	}
	if len(texts) > 0 {
		in.Compare(texts)
	}
	return nil
}

// lettersSent are the texts of letters as they went out. One that was erased is left out.
func (r *Room) lettersSent(ctx context.Context, correspondence uuid.UUID) ([]string, error) {
	state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence})
	if err != nil || state.StreamVersion() == 0 {
		return nil, err
	}
	var refs []claim.Ref
	for _, m := range state.(*letters.Correspondence).Messages {
		if m.Kind != claim.Reply && m.Content != "" {
			refs = append(refs, m.Content)
		}
	}
	if len(refs) > maxCompared {
		refs = slices.Concat(refs[:maxCompared/2], refs[len(refs)-maxCompared/2:])
	}
	var texts []string
	for _, ref := range refs {
		raw, err := r.Store.Get(ctx, ref)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if letter, err := mail.Read(raw); err == nil {
			texts = append(texts, letter.Text)
		}
	}
	return texts, nil
}
