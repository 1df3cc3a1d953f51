package outside

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// Limits of what a party sends on the answer page.
const (
	MaxPageStatement = 10_000           // characters of a statement
	MaxPageQuestion  = 4000             // characters of a question
	MaxPageFile      = 10 << 20         // bytes of a file
	MaxPageBytes     = 25 << 20         // bytes of all files together
	maxPageWaiting   = 4 * MaxPageBytes // bytes of a link that nobody has confirmed
	pageDraftLife    = 48 * time.Hour   // after which what nobody confirmed is erased
	pageDraftUse     = 47 * time.Hour   // until when it can be confirmed, so that nothing is erased under a confirmation
)

// ownerName is who answers for a case.
func (p *Porch) ownerName(ctx context.Context, caseID uuid.UUID) (string, error) {
	c, err := casework.Load[*cases.Case](ctx, p.store, claim.StreamCase, caseID)
	if err != nil {
		return "", err
	}
	person, err := casework.Load[*people.Person](ctx, p.store, claim.StreamPerson, c.Owner)
	if err != nil {
		return "", err
	}
	lib, err := p.library(ctx, person.Profile)
	return casework.Read[people.PersonProfile](lib, person.Profile).Name, err
}

// ForgetPageDrafts erases files that came with submissions of the answer page
// and were never confirmed, or were left out when the submission was. It is called
// now and then; nobody waits for it.
func (p *Porch) ForgetPageDrafts(ctx context.Context) (int, error) {
	now := p.now()
	return p.store.ForgetPageDrafts(ctx, now.Add(-pageDraftLife), now)
}
