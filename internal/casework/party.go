package casework

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// PartyInput puts a party into the directory.
type PartyInput struct {
	Key      string            `json:"key,omitempty" doc:"short name, unique on the desk; made from the name if left out"`
	Name     string            `json:"name" doc:"what the party is called; a pseudonym where the name may not be known"`
	Kind     people.PartyKind  `json:"kind,omitempty"`
	Nature   people.Nature     `json:"nature,omitempty" doc:"whether it is an organisation or one person"`
	Email    string            `json:"email,omitempty" doc:"where letters go; leave it out for a party that is not asked by mail"`
	Role     string            `json:"role,omitempty" doc:"who reads there, such as press office"`
	Zone     string            `json:"zone,omitempty" doc:"IANA time zone; UTC if left out"`
	Language string            `json:"language,omitempty" doc:"BCP 47"`
	Hours    claim.OfficeHours `json:"hours,omitzero" doc:"when the party can be reminded; round the clock if left out"`
}

// AddParty puts a party into the directory. Adding the same one again changes
// nothing. The short name of a party that the caller may not see is taken, and that
// is all that is said.
func (d *Door) AddParty(ctx context.Context, caller Caller, in PartyInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	profile, address, err := in.Words()
	if err != nil {
		return Receipt{}, err
	}
	made := Receipt{ID: d.IDOf("party", profile.Key), Name: profile.Key}
	if in.Email != "" && in.Hours.RoundTheClock() {
		made.Warnings = []string{"no office hours were given: reminders may reach the party at any hour of any day"}
	}
	there, err := Load[*people.Party](ctx, d.store, claim.StreamParty, made.ID)
	if err != nil {
		return Receipt{}, err
	}
	if there.Version > 0 {
		hidden, err := d.Hidden(ctx, caller, there.ID)
		if err == nil && hidden {
			return Receipt{}, d.NameTaken(ctx, profile.Key)
		}
		if err == nil {
			err = d.sameParty(ctx, there, profile, address, in)
		}
		return made, err
	}
	return made, d.addParty(ctx, caller, there.Stream(), profile, address, in)
}

// Words are what is said of the party, checked. They fill in its time zone.
func (in *PartyInput) Words() (profile people.PartyProfile, address people.ContactAddress, err error) {
	if profile, err = partyProfile(*in); err != nil {
		return profile, address, err
	}
	if in.Zone, err = zone(in.Zone); err != nil {
		return profile, address, err
	}
	if err := in.Hours.Validate(); err != nil {
		return profile, address, err
	}
	if in.Email != "" {
		address, err = ContactInput{in.Email, in.Role}.Words()
	}
	return profile, address, err
}

func (d *Door) addParty(
	ctx context.Context, caller Caller, to claim.Stream, profile people.PartyProfile, address people.ContactAddress, in PartyInput,
) error {
	add := people.AddParty{Zone: in.Zone, Hours: in.Hours}
	var err error
	if add.Profile, err = d.KeepJSON(ctx, "profile", profile); err != nil {
		return err
	}
	if address.Address != "" {
		if err = d.MayAddress(ctx, caller, address.Address); err != nil {
			return err
		}
		if add.Contact, err = d.KeepContact(ctx, address); err != nil {
			return err
		}
	}
	return d.Write(ctx, to, Command(ctx, caller, add))
}

// NameTaken refuses a short name, and names one that is free. It says nothing of the
// party that has it.
func (d *Door) NameTaken(ctx context.Context, key string) error {
	e := claim.Errorf(claim.CodeExists, "the short name %q is taken", key)
	for n := 2; n < 100; n++ {
		free := fmt.Sprintf("%.60s-%d", key, n)
		switch _, err := d.store.Resolve(ctx, claim.StreamParty, uuid.Nil, free); claim.CodeOf(err) {
		case "":
			continue
		case claim.CodeNotFound:
			return e.WithField("key", "it is taken; "+free+" is free").WithHint("give the party another one, such as %s", free)
		default:
			return err
		}
	}
	return e.WithField("key", "it is taken").WithHint("give the party another one")
}

// sameParty refuses a party that is there and is described in another way.
func (d *Door) sameParty(
	ctx context.Context, there *people.Party, profile people.PartyProfile, address people.ContactAddress, in PartyInput,
) error {
	l, err := d.Library(ctx, there.Profile, there.Contact.Address)
	if err != nil {
		return err
	}
	with := ""
	switch {
	case !l.Has(there.Profile):
		with = "and its profile was erased"
	case !Same(Read[people.PartyProfile](l, there.Profile), profile), there.Zone != in.Zone, !Same(there.Hours, in.Hours):
		with = "with another profile"
	case Read[people.ContactAddress](l, there.Contact.Address) != address:
		with = "with another address"
	default:
		return nil
	}
	return claim.Errorf(claim.CodeExists, "the party is in the directory already, %s", with).
		WithHint("use it as it is, or give this one another key; another address is for: onrecord party contact")
}

// zone is UTC if it was left out.
func zone(name string) (string, error) {
	if name == "" {
		return "UTC", nil
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return "", Invalid("zone", "it is not an IANA time zone such as Europe/Riga")
	}
	return name, nil
}

func partyProfile(in PartyInput) (people.PartyProfile, error) {
	profile := people.PartyProfile{Kind: in.Kind, Nature: in.Nature}
	var err error
	if profile.Name, err = Line("name", in.Name, MaxName, true); err != nil {
		return profile, err
	}
	if in.Key == "" {
		in.Key = Slug(profile.Name)
	}
	if profile.Key, err = ShortName("key", in.Key); err != nil {
		return profile, err
	}
	if profile.Key == "new" {
		return profile, Invalid("key", "the name new is taken by a page of the desk")
	}
	profile.Language, err = Line("language", in.Language, 35, false)
	return profile, err
}

// Words are the address, checked.
func (in ContactInput) Words() (people.ContactAddress, error) {
	to, err := address.Parse(strings.TrimSpace(in.Email))
	if err != nil {
		return people.ContactAddress{}, Invalid("email", err.Error())
	}
	role, err := Line("role", in.Role, MaxName, false)
	return people.ContactAddress{Address: to.String(), Role: role}, err
}

// KeepContact keeps an address. Its id follows from the command, so a retry gives the same one.
func (d *Door) KeepContact(ctx context.Context, address people.ContactAddress) (people.Contact, error) {
	if d.OwnAddress(address.Address) {
		return people.Contact{}, Invalid("email", address.Address+" is the desk's own address")
	}
	ref, err := d.KeepJSON(ctx, "contact", address)
	return people.Contact{ID: d.IDOf("contact", Key(ctx).String()), Channel: claim.ByEmail, Address: ref}, err
}

// BarredAt reports whether an address is not to be contacted: it is a contact point, retired or not, of which somebody has
// said so, or one of a party that is not to be contacted as a whole.
func (d *Door) BarredAt(ctx context.Context, address string) (bool, error) {
	known, err := d.store.EveryContactAt(ctx, address)
	for _, c := range known {
		party, err := Load[*people.Party](ctx, d.store, claim.StreamParty, c.Party)
		if err != nil || party.Bars(c.Contact) {
			return err == nil, err
		}
	}
	return false, err
}

// MayAddress refuses to have letters go to an address that is not to be contacted, unless the caller may take that back.
func (d *Door) MayAddress(ctx context.Context, caller Caller, address string) error {
	if caller.Can(MayHoldMail) {
		return nil
	}
	barred, err := d.BarredAt(ctx, address)
	if err != nil || !barred {
		return err
	}
	return claim.Errorf(claim.CodeConflict, "%s is not to be contacted", address).
		WithHint("whoever may hold all mail can take it back (onrecord party unbar)")
}

// TheParty finds a party that the caller may see.
func (d *Door) TheParty(ctx context.Context, caller Caller, name string) (uuid.UUID, error) {
	if name == "" {
		return uuid.Nil, claim.Errorf(claim.CodeInvalid, "no party is chosen").WithField("party", "choose one")
	}
	id, err := d.Resolve(ctx, claim.StreamParty, uuid.Nil, name)
	if err != nil {
		return uuid.Nil, err
	}
	hidden, err := d.Hidden(ctx, caller, id)
	if err == nil && hidden {
		err = NotFound(claim.StreamParty, name)
	}
	return id, err
}

// Hidden reports whether a party has to do with cases that the caller may not see, and
// with no other: it was asked in them, or their claims name it. To show it would tell
// what those cases are about.
func (d *Door) Hidden(ctx context.Context, caller Caller, party uuid.UUID) (bool, error) {
	cases, err := d.store.CasesWith(ctx, party)
	if err != nil {
		return false, err
	}
	for _, id := range cases {
		if _, err := d.CaseByID(ctx, caller, id, ""); claim.CodeOf(err) != claim.CodeNotFound {
			return false, err
		}
	}
	return len(cases) > 0, nil
}

// OwnAddress reports whether letters to an address would come to the desk itself.
func (d *Door) OwnAddress(address string) bool {
	return d.settings.OwnAddress != nil && d.settings.OwnAddress(address)
}

// ContactInput is another address for letters.
type ContactInput struct {
	Email string `json:"email" doc:"where letters go from now on"`
	Role  string `json:"role,omitempty" doc:"who reads there"`
}
