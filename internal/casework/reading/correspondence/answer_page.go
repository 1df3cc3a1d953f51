package correspondence

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// PageMessage is what came on the answer page, for the desk.
type PageMessage struct {
	letters.PageSubmission
	Message uuid.UUID
	Case    string // short name
	Party   string // short name
	SHA256  string // of the submission, in hex, as the party's receipt gives it
	Erased  bool
	SeenAt  time.Time // when somebody first looked at it; zero for not yet
	SeenBy  string
}

// PageMessage shows a submission of the answer page in a case that the caller may see.
func (r *Room) PageMessage(ctx context.Context, caller casework.Caller, message uuid.UUID) (PageMessage, error) {
	letters, m, err := r.door.ThePageMessage(ctx, caller, message)
	if err != nil {
		return PageMessage{}, err
	}
	c, err := r.door.CaseByID(ctx, caller, letters.Case, letters.Case.String())
	if err != nil {
		return PageMessage{}, err
	}
	out := PageMessage{Message: message, SeenAt: m.SeenAt}
	if out.Case, out.Party, err = r.names(ctx, c, letters.Party); err != nil {
		return out, err
	}
	if out.SeenBy, err = r.door.PersonName(ctx, m.SeenBy); err != nil {
		return out, err
	}
	data, err := r.store.Get(ctx, m.Content)
	if claim.CodeOf(err) == claim.CodeNotFound {
		out.Erased = true
		return out, nil
	}
	out.PageSubmission, _ = mailtext.Submission(data)
	out.SHA256 = mailtext.HashOf(data)
	return out, err
}

// PageMessageFile returns the n-th file, from 0, that came with a submission.
func (r *Room) PageMessageFile(ctx context.Context, caller casework.Caller, message uuid.UUID, n int) (letters.PageFile, []byte, error) {
	m, err := r.PageMessage(ctx, caller, message)
	if err != nil {
		return letters.PageFile{}, nil, err
	}
	if n < 0 || n >= len(m.Files) {
		return letters.PageFile{}, nil, claim.Errorf(claim.CodeNotFound, "there is no such file with this answer")
	}
	data, err := r.store.Get(ctx, m.Files[n].Ref)
	return m.Files[n], data, err
}

// pageItem is what came on the answer page among the messages.
func (r *Room) pageItem(ctx context.Context, letters *letters.Correspondence, m letters.Message) (InboxItem, error) {
	c, err := casework.Load[*cases.Case](ctx, r.store, claim.StreamCase, letters.Case)
	if err != nil {
		return InboxItem{}, err
	}
	return r.placed(ctx, c, letters, m)
}
