package activities

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// stop checks once more, right before the hand-over, that the letter may go:
// the decision to send it may be days old when no mail server was there. It
// returns the zero value if it may.
func (d *delivery) stop(ctx context.Context) (letters.RecordDelivery, error) {
	if d.composed.Contact.ID == uuid.Nil {
		around, failed := d.Store.Around(ctx)
		why := d.letters.Nowhere(*d.message, around)
		if err := failed(); err != nil {
			return letters.RecordDelivery{}, err
		}
		return d.settled(letters.DeliveryStopped, why)
	}
	if reason := d.letters.Stopped(*d.message, d.composed.Contact.ID, d.now); reason != "" {
		return d.settled(letters.DeliveryStopped, reason)
	}
	if d.composed.Content == "" {
		return d.settled(letters.DeliveryStopped, claim.StoppedNothingToAsk)
	}
	if !d.message.Kind.Automatic() && d.message.After == uuid.Nil { // what is put again keeps to the same rules
		return letters.RecordDelivery{}, nil
	}
	around, failed := d.Store.Around(ctx)
	why, until := d.letters.HeldBack(d.now, around, d.message.Chosen != uuid.Nil)
	if err := failed(); err != nil {
		return letters.RecordDelivery{}, err
	}
	if d.letters.TooLate(*d.message, d.now, around) {
		return d.settled(letters.DeliveryStopped, claim.HeldTooLate)
	}
	if why == "" || d.message.Now && why == claim.StoppedOutOfHours {
		return letters.RecordDelivery{}, nil
	}
	out, err := d.settled(letters.DeliveryStopped, why)
	out.Until = until
	return out, err
}
