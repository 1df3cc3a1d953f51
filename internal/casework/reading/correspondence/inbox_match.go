package correspondence

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
)

// Guess is whom a message in quarantine may concern.
type Guess struct {
	Case      string         `json:"case"`
	CaseTitle string         `json:"caseTitle,omitempty"`
	Party     string         `json:"party"`
	PartyName string         `json:"partyName,omitempty"`
	By        received.Match `json:"by"`
	Why       string         `json:"why" doc:"the same in words"`
}

// whoWrote says of a row what is known of how it was matched.
func (r *Room) whoWrote(ctx context.Context, item *InboxItem, row lists.InboxRow) error {
	switch {
	case row.Quarantine != "":
		in, err := casework.Load[*intake.Intake](ctx, r.store, claim.StreamIntake, row.Message)
		if err != nil {
			return err
		}
		return r.guesses(ctx, item, in)
	case row.By != "" && row.Sender == uuid.Nil && !row.Class.OfDesk():
		return r.doubt(ctx, item, row.Party)
	}
	return nil
}

// guesses says of a message that waits in quarantine, or did, whom it may concern. It is
// for those who may see the case of each.
func (r *Room) guesses(ctx context.Context, item *InboxItem, in *intake.Intake) error {
	item.Class, item.Quarantine, item.Discarded = in.Mail.Class, in.Quarantine, in.Discarded
	var ids []uuid.UUID
	var among []*letters.Correspondence
	for _, g := range in.Guesses {
		c, err := casework.Load[*letters.Correspondence](ctx, r.store, claim.StreamCorrespondence, g.Correspondence)
		if err != nil {
			return err
		}
		among, ids = append(among, c), append(ids, c.Case, c.Party)
	}
	if len(among) == 0 {
		return nil
	}
	called, err := r.store.Called(ctx, casework.Unique(ids))
	if err != nil {
		return err
	}
	for i, c := range among {
		by := in.Guesses[i].By
		item.Guesses = append(item.Guesses, Guess{
			Case: called[c.Case].Name, CaseTitle: called[c.Case].Title, Party: called[c.Party].Name, PartyName: called[c.Party].Title, By: by, Why: by.Says(),
		})
	}
	return nil
}

// doubt says of an item why it is doubtful that its party wrote it.
func (r *Room) doubt(ctx context.Context, item *InboxItem, party uuid.UUID) (err error) {
	item.Doubts, err = r.doubts(ctx, item.From, party)
	return err
}

// doubts says that the sender of a message is none of the contacts of its party, unless
// somebody has added the address since.
func (r *Room) doubts(ctx context.Context, from string, party uuid.UUID) ([]string, error) {
	known, err := r.store.ContactsAt(ctx, from)
	if err != nil || slices.ContainsFunc(known, func(s received.KnownContact) bool { return s.Party == party }) {
		return nil, err
	}
	called, err := r.store.Called(ctx, []uuid.UUID{party})
	if err != nil {
		return nil, err
	}
	name := called[party].Title
	if name == "" {
		name = "the party"
	}
	if from == "" {
		return []string{fmt.Sprintf("It names no sender who is one of the contacts of %s.", name)}, nil
	}
	return []string{fmt.Sprintf("The sender, %s, is none of the contacts of %s.", from, name)}, nil
}
