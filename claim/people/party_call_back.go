package people

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// KnownNumber is what verification.Callable asks of a party.
func (p *Party) KnownNumber(contact uuid.UUID, said time.Time) error {
	c, err := p.usable(contact)
	switch {
	case err != nil:
		return err
	case c.Channel != claim.ByPhone:
		return claim.Errorf(claim.CodeInvalid, "the contact point is no telephone number").WithField("contact", "choose a number of the party")
	case c.VerifiedAt.IsZero() && !c.AddedAt.Before(said):
		return claim.Errorf(claim.CodeInvalid, "the number came into the directory after the answer, and nobody has verified it").
			WithField("contact", "choose a number that was known before").WithHint("verify the number first, by a source that is not the answer itself: onrecord contact verify")
	}
	return nil
}

// Numbers are the party's telephone numbers that are in use and may be called, as contact points.
func (p *Party) Numbers() []uuid.UUID {
	var ids []uuid.UUID
	for _, c := range p.Contacts {
		if c.Channel == claim.ByPhone && c.RetiredAt.IsZero() && c.Barred == nil && p.Barred == nil {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
