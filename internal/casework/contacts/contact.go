package contacts

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// ContactPointInput is one more way to reach a party.
type ContactPointInput struct {
	Channel claim.Channel `json:"channel,omitempty" doc:"how the party is reached there; e-mail if left out"`
	Address string        `json:"address" doc:"an e-mail address, a number, or where to go or write"`
	Role    string        `json:"role,omitempty" doc:"who answers there, such as press office"`
}

// VerifyInput says how somebody made sure that a contact point is the party's.
type VerifyInput struct {
	How  people.VerifiedBy `json:"how"`
	At   *time.Time        `json:"at,omitempty" doc:"when; now if left out"`
	Note string            `json:"note,omitempty" doc:"where it is published, whom you spoke to"`
}

// Change gives a party another address. Open correspondences write there
// from now on; a request whose letter came back goes there only by [Again].
func Change(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in casework.ContactInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	address, err := in.Words()
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := d.MayAddress(ctx, caller, address.Address); err != nil {
		return casework.Receipt{}, err
	}
	contact, err := d.KeepContact(ctx, address)
	if err != nil {
		return casework.Receipt{}, err
	}
	return letterContact(ctx, d, caller, id, name, contact.ID, people.ChangeContact{Contact: contact})
}

// Add gives a party one more contact point, the last in its order.
func Add(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ContactPointInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	if in.Channel == "" {
		in.Channel = claim.ByEmail
	}
	address, err := pointAddress(in)
	if err != nil {
		return casework.Receipt{}, err
	}
	if err := d.MayAddress(ctx, caller, address.Address); err != nil {
		return casework.Receipt{}, err
	}
	contact, err := d.KeepContact(ctx, address)
	if err != nil {
		return casework.Receipt{}, err
	}
	contact.Channel = in.Channel
	done, err := letterContact(ctx, d, caller, id, name, contact.ID, people.AddContact{Contact: contact})
	done.ID = contact.ID
	return done, err
}

// pointAddress checks where a contact point leads.
func pointAddress(in ContactPointInput) (people.ContactAddress, error) {
	if in.Channel.Carried() {
		address, err := casework.ContactInput{Email: in.Address, Role: in.Role}.Words()
		if err != nil {
			return address, renamed(err, "email", "address")
		}
		return address, nil
	}
	where, err := casework.Line("address", in.Address, 300, true)
	if err != nil {
		return people.ContactAddress{}, err
	}
	role, err := casework.Line("role", in.Role, casework.MaxName, false)
	return people.ContactAddress{Address: where, Role: role}, err
}

// renamed is an error about a field that has another name where the input came from.
func renamed(err error, from, to string) error {
	e, ok := err.(*claim.Error) //nolint:errorlint // it is our own, not wrapped
	if !ok || e.Fields[from] == "" {
		return err
	}
	return casework.Invalid(to, e.Fields[from])
}

// Choose has letters go to one of the party's e-mail addresses.
func Choose(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return letterContact(ctx, d, caller, id, name, contact, people.ChooseContact{Contact: contact})
}

// Retire says that a contact point is not used any more. The one that
// letters go to cannot be retired.
func Retire(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamParty, ID: id}
	return casework.Receipt{ID: id}, d.Write(ctx, to, casework.Command(ctx, caller, people.RetireContact{Contact: contact}))
}

// Verify says how and when somebody made sure that a contact point is the party's.
func Verify(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID, in VerifyInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	note, err := casework.Prose("note", in.Note, casework.MaxStatement, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, note)
	if err != nil {
		return casework.Receipt{}, err
	}
	body := people.VerifyContact{Contact: contact, How: in.How, At: casework.InstantOr(in.At, d.Now()), Note: refs[0]}
	return casework.Receipt{ID: id}, d.Write(ctx, claim.Stream{Kind: claim.StreamParty, ID: id}, casework.Command(ctx, caller, body))
}

// ofParty finds a party that the caller may see, and fixes the command's id.
func ofParty(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (context.Context, uuid.UUID, error) {
	id, err := d.TheParty(ctx, caller, name)
	return d.Keyed(ctx), id, err
}

// letterContact carries out a command after which letters may go elsewhere. The
// correspondences with the party hear of it. It says what came back and can go to the contact point.
func letterContact(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID, name string, contact uuid.UUID, body claim.Body) (casework.Receipt, error) {
	done := casework.Receipt{ID: id}
	if err := d.Write(ctx, claim.Stream{Kind: claim.StreamParty, ID: id}, casework.Command(ctx, caller, body)); err != nil {
		return done, err
	}
	var err error
	done.Warnings, err = waitingAgain(ctx, d, caller, id, contact, name)
	return done, err
}
