package casework

import (
	"cmp"
	"context"
	"net/mail"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// PartyInput puts a party into the directory.
type PartyInput struct {
	Key      string            `json:"key,omitempty" doc:"short name, unique on the desk; made from the name if left out"`
	Name     string            `json:"name" doc:"what the party is called; a pseudonym where the name may not be known"`
	Kind     claim.PartyKind   `json:"kind,omitempty" doc:"why it can answer" enum:"claimant,subject of an allegation,witness,expert,record holder,vendor"`
	Email    string            `json:"email,omitempty" doc:"where letters go; leave it out for a party that is not asked by mail"`
	Role     string            `json:"role,omitempty" doc:"who reads there, such as press office"`
	Zone     string            `json:"zone,omitempty" doc:"IANA time zone; UTC if left out"`
	Language string            `json:"language,omitempty" doc:"BCP 47"`
	Hours    claim.OfficeHours `json:"hours,omitzero" doc:"when the party can be reminded; round the clock if left out"`
}

// ContactInput is another address for letters.
type ContactInput struct {
	Email string `json:"email" doc:"where letters go from now on"`
	Role  string `json:"role,omitempty" doc:"who reads there"`
}

// PartyView is a party as people read it.
type PartyView struct {
	ID    uuid.UUID         `json:"id"`
	Key   string            `json:"key"`
	Name  string            `json:"name"`
	Kind  claim.PartyKind   `json:"kind,omitempty"`
	Email string            `json:"email,omitempty"`
	Role  string            `json:"role,omitempty"`
	Zone  string            `json:"zone"`
	Hours claim.OfficeHours `json:"hours"`
}

// AddParty puts a party into the directory. Adding the same one again changes nothing.
func (d *Desk) AddParty(ctx context.Context, caller Caller, in PartyInput) (Receipt, error) {
	if err := caller.may(opWriteParties); err != nil {
		return Receipt{}, err
	}
	ctx = keyed(ctx)
	profile, err := partyProfile(in)
	if err != nil {
		return Receipt{}, err
	}
	if in.Zone == "" {
		in.Zone = "UTC"
	}
	if _, err := time.LoadLocation(in.Zone); err != nil || in.Zone == "Local" {
		return Receipt{}, invalid("zone", "it is not an IANA time zone such as Europe/Riga")
	}
	if err := in.Hours.Validate(); err != nil {
		return Receipt{}, err
	}
	add := claim.AddParty{Zone: in.Zone, Hours: in.Hours}
	if add.Profile, err = d.keepJSON(ctx, "profile", profile); err != nil {
		return Receipt{}, err
	}
	if in.Email != "" {
		if add.Contact, err = d.contact(ctx, ContactInput{in.Email, in.Role}); err != nil {
			return Receipt{}, err
		}
	}
	id := claim.DerivedID("party", profile.Key)
	err = d.write(ctx, claim.Stream{Kind: claim.StreamParty, ID: id}, command(ctx, caller, add))
	return Receipt{ID: id, Name: profile.Key}, err
}

func partyProfile(in PartyInput) (claim.PartyProfile, error) {
	profile := claim.PartyProfile{Kind: in.Kind}
	var err error
	if profile.Name, err = line("name", in.Name, MaxName, true); err != nil {
		return profile, err
	}
	if in.Key == "" {
		in.Key = Slug(profile.Name)
	}
	if profile.Key, err = slug("key", in.Key); err != nil {
		return profile, err
	}
	profile.Language, err = line("language", in.Language, 35, false)
	return profile, err
}

// contact keeps an address. Its id follows from the command, so a retry gives the same one.
func (d *Desk) contact(ctx context.Context, in ContactInput) (claim.Contact, error) {
	address, err := mail.ParseAddress(in.Email)
	if err != nil || address.Name != "" || len(in.Email) > 254 {
		return claim.Contact{}, invalid("email", "it is not an e-mail address such as press@agency.example")
	}
	role, err := line("role", in.Role, MaxName, false)
	if err != nil {
		return claim.Contact{}, err
	}
	ref, err := d.keepJSON(ctx, "contact", claim.ContactAddress{Address: address.Address, Role: role})
	return claim.Contact{ID: claim.DerivedID("contact", key(ctx).String()), Channel: claim.ByEmail, Address: ref}, err
}

// ChangeContact gives a party another address. Open correspondences write there
// from now on; a request that bounced goes out again.
func (d *Desk) ChangeContact(ctx context.Context, caller Caller, name string, in ContactInput) (Receipt, error) {
	if err := caller.may(opWriteParties); err != nil {
		return Receipt{}, err
	}
	ctx = keyed(ctx)
	id, err := d.store.Resolve(ctx, claim.StreamParty, uuid.Nil, name)
	if err != nil {
		return Receipt{}, err
	}
	contact, err := d.contact(ctx, in)
	if err != nil {
		return Receipt{}, err
	}
	cmd := command(ctx, caller, claim.ChangeContact{Contact: contact})
	if err := d.write(ctx, claim.Stream{Kind: claim.StreamParty, ID: id}, cmd); err != nil {
		return Receipt{}, err
	}
	open, err := d.store.Correspondences(ctx, claim.CorrespondenceFilter{Party: id})
	if err != nil {
		return Receipt{}, err
	}
	for _, c := range open {
		note := command(ctx, caller, claim.NoteContact{Contact: contact.ID})
		if err := d.do(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: c}, note); err != nil {
			return Receipt{}, err
		}
	}
	return Receipt{ID: id}, nil
}

// Parties lists the directory, by name.
func (d *Desk) Parties(ctx context.Context, caller Caller) ([]PartyView, error) {
	if err := caller.may(opReadParties); err != nil {
		return nil, err
	}
	ids, err := d.store.Parties(ctx)
	if err != nil {
		return nil, err
	}
	views := make([]PartyView, 0, len(ids))
	for _, id := range ids {
		view, err := d.partyView(ctx, id)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	slices.SortFunc(views, func(a, b PartyView) int { return cmp.Compare(a.Name, b.Name) })
	return views, nil
}

// Party shows one party.
func (d *Desk) Party(ctx context.Context, caller Caller, name string) (PartyView, error) {
	if err := caller.may(opReadParties); err != nil {
		return PartyView{}, err
	}
	id, err := d.store.Resolve(ctx, claim.StreamParty, uuid.Nil, name)
	if err != nil {
		return PartyView{}, err
	}
	return d.partyView(ctx, id)
}

func (d *Desk) partyView(ctx context.Context, id uuid.UUID) (PartyView, error) {
	p, err := load[*claim.Party](ctx, d, claim.StreamParty, id)
	if err != nil {
		return PartyView{}, err
	}
	l, err := d.library(ctx, p.Profile, p.Contact.Address)
	if err != nil {
		return PartyView{}, err
	}
	profile, address := read[claim.PartyProfile](l, p.Profile), read[claim.ContactAddress](l, p.Contact.Address)
	return PartyView{
		ID: id, Key: profile.Key, Name: profile.Name, Kind: profile.Kind,
		Email: address.Address, Role: address.Role, Zone: p.Zone, Hours: p.Hours,
	}, nil
}
