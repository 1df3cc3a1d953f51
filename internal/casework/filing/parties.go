package filing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// fileParty is a party of a case file as it stands in the directory, or as it would.
type fileParty struct {
	*people.Party
	part   string
	hidden bool  // the caller may not see it; nothing is said of it but that its name is taken
	differ error // a question: the directory has another address, and a request would go there
}

func (f *filing) addParties() error { return each(f, "parties", f.in.Parties, f.addParty) }

func (f *filing) addParty(part string, in casework.PartyInput) error {
	keyed, err := f.keyed("party", in.Key, in)
	if err != nil {
		return err
	}
	profile, address, wrong := in.Words()
	name := cmp.Or(profile.Key, in.Key)
	if f.parties[name] != nil {
		return casework.Invalid("key", "another party of the file has the same")
	}
	there, err := casework.Load[*people.Party](f.ctx, f.d.Record(), claim.StreamParty, f.d.IDOf("party", name))
	if err != nil {
		return err
	}
	p := &fileParty{Party: there, part: part}
	f.parties[name] = p
	if there.Version > 0 {
		f.assumed[there.Stream()] = there
		if wrong != nil {
			return wrong
		}
		return f.knownParty(keyed, p, profile, address, in)
	}
	return f.newParty(keyed, p, profile, address, in, wrong)
}

func (f *filing) newParty(keyed context.Context, p *fileParty, profile people.PartyProfile, address people.ContactAddress, in casework.PartyInput, wrong error) error {
	to := p.Stream()
	add := people.AddParty{Zone: in.Zone, Hours: in.Hours}
	var err error
	if in.Email != "" {
		if add.Contact, err = f.contact(keyed, address); err != nil {
			return err
		}
	}
	p.Party = &people.Party{Head: claim.Head{ID: to.ID, Version: 1}, Zone: in.Zone, Hours: in.Hours, Contact: add.Contact, Contacts: []people.ContactPoint{{Contact: add.Contact}}}
	f.assumed[to] = p.Party
	if wrong != nil {
		return wrong
	}
	if add.Profile, err = f.keepJSON(keyed, "profile", profile); err != nil {
		return err
	}
	f.act(keyed, p.part, to, add)
	return nil
}

// contact is a contact point for letters, whose address is kept with the commands.
func (f *filing) contact(keyed context.Context, address people.ContactAddress) (people.Contact, error) {
	if f.d.OwnAddress(address.Address) {
		return people.Contact{}, casework.Invalid("email", address.Address+" is the desk's own address")
	}
	ref, err := f.keepJSON(keyed, "contact", address)
	return people.Contact{ID: f.d.IDOf("contact", casework.Key(keyed).String()), Channel: claim.ByEmail, Address: ref}, err
}

// knownParty uses a party of the directory. Its profile stays, and that is said; to
// have letters go elsewhere than the file says is asked about.
func (f *filing) knownParty(keyed context.Context, p *fileParty, profile people.PartyProfile, address people.ContactAddress, in casework.PartyInput) error {
	hidden, err := f.d.Hidden(f.ctx, f.caller, p.ID)
	if err != nil {
		return err
	}
	if p.hidden = hidden; hidden {
		return f.d.NameTaken(f.ctx, profile.Key)
	}
	l, err := f.d.Library(f.ctx, p.Profile, p.Contact.Address)
	if err != nil {
		return err
	}
	now := casework.Read[people.ContactAddress](l, p.Contact.Address)
	f.noteProfile(p, casework.Read[people.PartyProfile](l, p.Profile), profile, now, in)
	if strings.EqualFold(now.Address, address.Address) {
		return nil
	}
	return f.otherAddress(keyed, p, profile.Key, now, address)
}

// otherAddress is about a party that the file gives another address than the directory.
func (f *filing) otherAddress(keyed context.Context, p *fileParty, name string, now, address people.ContactAddress) error {
	switch {
	case f.in.Addresses == KeepAddresses:
		if address.Address != "" {
			f.note("letters to %s go to %s, and not to %s as the file says", name, said(p, now), address.Address)
		}
		return nil
	case f.in.Addresses == ChangeAddresses && address.Address != "":
		return f.changeAddress(p, name, address)
	}
	question := claim.Errorf(claim.CodeExists, "letters to %s go to %s, and the file says %s", name, said(p, now), cmp.Or(address.Address, "no address")).
		WithHint("look which one is right, and keep that of the directory (--keep-addresses)")
	if address.Address != "" {
		question = question.WithHint("look which one is right, and keep that of the directory (--keep-addresses) or change it (--change-addresses), for every case")
	}
	question = question.WithField("email", question.Hint)
	before, err := f.taken(keyed, p.Stream())
	if err != nil {
		return err
	}
	if before || address.Address == "" { // nothing is lost that the file says, unless a request goes there
		p.differ = question
		return nil
	}
	return question
}

// said is an address of the directory for people.
func said(p *fileParty, now people.ContactAddress) string {
	if p.Contact.ID == uuid.Nil {
		return "no address"
	}
	return cmp.Or(now.Address, "an address that was erased")
}

// unsure asks, once, about the address of a party to which a letter is to go.
func (f *filing) unsure(p *fileParty) error {
	if p.differ == nil || p.Contact.ID == uuid.Nil {
		return nil
	}
	question := p.differ
	p.differ = nil
	return f.wrong(p.part, question)
}

// changeAddress has letters to a party go where the file says.
func (f *filing) changeAddress(p *fileParty, name string, address people.ContactAddress) error {
	keyed, err := f.keyed("address", name, struct {
		people.ContactAddress
		Version int64
	}{address, p.Version})
	if err != nil {
		return err
	}
	known, err := f.knownContact(p.Party, address)
	if err != nil {
		return err
	}
	changed := *p.Party
	to := p.Stream()
	if known != uuid.Nil {
		changed.Contact.ID = known
		f.act(keyed, p.part, to, people.ChooseContact{Contact: known})
	} else {
		contact, err := f.contact(keyed, address)
		if err != nil {
			return err
		}
		changed.Contact = contact
		changed.Contacts = append(slices.Clone(changed.Contacts), people.ContactPoint{Contact: contact})
		f.act(keyed, p.part, to, people.ChangeContact{Contact: contact})
	}
	p.Party, f.assumed[to] = &changed, &changed
	return nil
}

// knownContact is a contact point of the party that has the address, if there is one.
func (f *filing) knownContact(p *people.Party, address people.ContactAddress) (uuid.UUID, error) {
	var refs []claim.Ref
	for _, point := range p.Contacts {
		refs = append(refs, point.Address)
	}
	l, err := f.d.Library(f.ctx, refs...)
	for _, point := range p.Contacts {
		there := casework.Read[people.ContactAddress](l, point.Address)
		if point.RetiredAt.IsZero() && point.Channel.Carried() && strings.EqualFold(there.Address, address.Address) {
			return point.ID, err
		}
	}
	return uuid.Nil, err
}

// partyNamed finds a party in the file, or else in the directory.
func (f *filing) partyNamed(name string) (*fileParty, error) {
	if p, ok := f.parties[name]; ok {
		return p, nil
	}
	id, err := f.d.TheParty(f.ctx, f.caller, name)
	if err != nil {
		return nil, err
	}
	there, err := casework.Load[*people.Party](f.ctx, f.d.Record(), claim.StreamParty, id)
	return &fileParty{Party: there}, err
}

// noteProfile says what of a party stays as it is, although the file says something else.
func (f *filing) noteProfile(p *fileParty, now, profile people.PartyProfile, at people.ContactAddress, in casework.PartyInput) {
	var other []string
	for _, d := range []struct {
		what   string
		differ bool
	}{
		{"name", now.Name != profile.Name},
		{"kind", now.Kind != profile.Kind},
		{"language", now.Language != profile.Language},
		{"time zone", p.Zone != in.Zone},
		{"office hours", !casework.Same(p.Hours, in.Hours)},
		{"role", strings.EqualFold(at.Address, in.Email) && at.Role != strings.TrimSpace(in.Role)},
	} {
		if d.differ {
			other = append(other, d.what)
		}
	}
	if len(other) > 0 {
		f.note("the party %s is in the directory with another %s, which stays as it is", profile.Key, strings.Join(other, ", "))
	}
}

func (f *filing) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}
