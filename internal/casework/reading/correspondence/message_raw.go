package correspondence

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// RawMessage returns the bytes of a message that the caller may see: of one that
// came in as they came, of a letter as it went out. They are for saving, never
// for showing. It returns [claim.CodeNotFound] for one that was erased, and
// [claim.CodeForbidden] while a link in it, in the letter or quoted by the party,
// takes an answer: that is the party's alone.
func (r *Room) RawMessage(ctx context.Context, caller casework.Caller, id uuid.UUID) ([]byte, error) {
	ref, err := r.rawRef(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	data, err := r.store.Get(ctx, ref)
	if err != nil {
		return nil, casework.Hide(err, casework.AMessage, id.String())
	}
	text, err := r.texts.Of(ctx, id, ref)
	if err != nil {
		return nil, err
	}
	return data, r.withheld(ctx, "the message", text.Links())
}

// messageBytes are the bytes of a message that the caller may see, whatever links
// are in them.
func (r *Room) messageBytes(ctx context.Context, caller casework.Caller, id uuid.UUID) ([]byte, error) {
	ref, err := r.rawRef(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	data, err := r.store.Get(ctx, ref)
	return data, casework.Hide(err, casework.AMessage, id.String())
}

func (r *Room) rawRef(ctx context.Context, caller casework.Caller, id uuid.UUID) (claim.Ref, error) {
	if err := caller.May(casework.MayReadMail); err != nil {
		return "", err
	}
	correspondence, err := r.store.MessageCorrespondence(ctx, id)
	if claim.CodeOf(err) == claim.CodeNotFound {
		in, err := r.door.TheIntake(ctx, caller, id)
		if err != nil {
			return "", err
		}
		return in.Mail.Raw, nil
	}
	if err != nil {
		return "", err
	}
	letters, err := r.door.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return "", casework.Hide(err, casework.AMessage, id.String())
	}
	m := letters.Message(id)
	if m == nil || m.Content == "" {
		return "", casework.NotFound(casework.AMessage, id.String())
	}
	return m.Content, nil
}

// MessageFile returns the n-th file in a message, from 0, for saving. A file with a
// link in it that takes an answer is [claim.CodeForbidden], as in [Room.RawMessage].
func (r *Room) MessageFile(ctx context.Context, caller casework.Caller, id uuid.UUID, n int) (mailtext.MailFile, []byte, error) {
	raw, err := r.messageBytes(ctx, caller, id)
	if err != nil {
		return mailtext.MailFile{}, nil, err
	}
	if _, ok := r.texts.Page(ctx, id, raw); ok {
		file, data, err := r.PageMessageFile(ctx, caller, id, n)
		return mailtext.MailFile{Name: file.Name, Type: file.Media, Size: file.Bytes}, data, err
	}
	file, data, links, err := r.texts.File(raw, n)
	if err != nil {
		return file, nil, err
	}
	if err := r.withheld(ctx, "the file", links); err != nil {
		return file, nil, err
	}
	return file, data, nil
}

// withheld refuses bytes with a link in them that takes an answer.
func (r *Room) withheld(ctx context.Context, what string, links []mailtext.PageLink) error {
	until, err := r.linksOpenUntil(ctx, links)
	if err != nil || until.IsZero() {
		return err
	}
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return err
	}
	return claim.Errorf(claim.CodeForbidden, "%s holds the link by which the party answers, and nobody else", what).
		WithHint("its text can be read; it can be saved once the party has answered through the link, and after %s in any case", claim.Moment(until, settings.Location()))
}

// linksOpenUntil is until when one of the links takes an answer; zero if none does.
// at are correspondences that are at hand.
func (r *Room) linksOpenUntil(ctx context.Context, links []mailtext.PageLink, at ...*letters.Correspondence) (time.Time, error) {
	var until time.Time
	for _, link := range links {
		mail, err := r.lettersOf(ctx, link.Request, at)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return until, err
		}
		if mail.Link(link.Request, link.Contact, r.now()) != letters.LinkOpen {
			continue
		}
		if end := mail.Request(link.Request).AnswerBy.Add(letters.PageLinkLife); end.After(until) {
			until = end
		}
	}
	return until, nil
}

// lettersOf finds the correspondence of a request, for nobody in particular.
func (r *Room) lettersOf(ctx context.Context, request uuid.UUID, at []*letters.Correspondence) (*letters.Correspondence, error) {
	for _, letters := range at {
		if letters.Request(request) != nil {
			return letters, nil
		}
	}
	id, err := r.store.RequestCorrespondence(ctx, request)
	if err != nil {
		return nil, err
	}
	return casework.Load[*letters.Correspondence](ctx, r.store, claim.StreamCorrespondence, id)
}
