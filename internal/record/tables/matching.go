package tables

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/record/stored"
)

func rowsOfIntake(in *intake.Intake) []Row {
	id := in.ID.String()
	rows := []Row{{intakesTable, []any{id, stored.ID(in.Correspondence), in.Quarantine, stored.Micros(in.Mail.ReceivedAt), string(in.Mail.Raw)}}}
	seen := map[uuid.UUID]bool{}
	for _, near := range append(in.Near(), in.Stopped...) {
		if !seen[near] {
			seen[near] = true
			rows = append(rows, Row{intakeCluesTable, []any{id, near.String(), stored.Flag(slices.Contains(in.Stopped, near))}})
		}
	}
	for _, also := range in.Also {
		rows = append(rows, Row{intakePlacesTable, []any{in.MessageIn(also).String(), id, also.String()}})
	}
	return rows
}

func rowsOfContacts(p *people.Party) []Row {
	var rows []Row
	for _, c := range p.Contacts {
		if c.Channel.Carried() && c.Address != "" {
			rows = append(rows, Row{partyContactsTable, []any{c.ID.String(), p.ID.String(), string(c.Address), stored.Micros(c.RetiredAt), failedAt(c)}})
		}
	}
	return rows
}

// failedAt is since when a contact point is dead; 0 if it is not.
func failedAt(c people.ContactPoint) int64 {
	if c.Failed == nil {
		return 0
	}
	return stored.Micros(c.Failed.At)
}

// nearQuarantine is the condition that a viewer may see the case of everything that a
// message which is in quarantine may belong to; it is empty for who sees all.
func nearQuarantine(column string, who lists.Viewer) Clauses {
	var near, unseen Clauses
	unseen.Visible("near.case_id", who)
	if len(unseen.texts) > 0 {
		near.Add(`not exists (select 1 from intake_clues join correspondences as near on near.id = intake_clues.correspondence
			where intake_clues.intake = `+column+` and not `+unseen.String()+`)`, unseen.Args...)
	}
	return near
}

// AddressOf is an e-mail address as it is compared.
func AddressOf(text string) string { return address.Folded(stored.Storable(text)) }

// writeAddresses notes the addresses of contact points that are new among rows.
func writeAddresses(w stored.Writing, rows []Row) error {
	for _, r := range rows {
		if r.Table != partyContactsTable {
			continue
		}
		data, err := stored.DataOf(w.Ctx, w.Tx, claim.Ref(r.Values[2].(string)))
		if err != nil {
			return err
		}
		if err := writeAddress(w, r.Values[2], data); err != nil {
			return err
		}
	}
	return nil
}

func writeAddress(w stored.Writing, ref any, data []byte) error {
	var contact people.ContactAddress
	if json.Unmarshal(data, &contact) != nil || contact.Address == "" { // erased, or sealed
		return nil
	}
	at := AddressOf(contact.Address)
	return w.Exec(`insert into contact_addresses (text, address, organisation) values (?, ?, ?) on conflict do nothing`, ref, at, address.Organisation(at))
}

// FillAddresses notes the addresses of all contact points and people anew.
func FillAddresses(w stored.Writing) error {
	for _, table := range []string{"contact_addresses", "staff_addresses"} {
		if err := w.Exec(`delete from ` + table); err != nil {
			return err
		}
	}
	if err := fillAddresses(w, `select distinct text from names where kind = 'person' and text <> '' order by text`, writeStaffAddress); err != nil {
		return err
	}
	return fillAddresses(w, `select distinct text from party_contacts order by text`, writeAddress)
}

func fillAddresses(w stored.Writing, query string, write func(w stored.Writing, ref any, data []byte) error) error {
	var refs []claim.Ref
	if err := w.Select(&refs, query); err != nil {
		return err
	}
	for some := range slices.Chunk(refs, fillNames) {
		contents, err := w.Contents(some)
		if err != nil {
			return err
		}
		for _, ref := range some {
			if err := write(w, string(ref), contents[ref].Data); err != nil {
				return fmt.Errorf("fill addresses: %w", err)
			}
		}
	}
	return nil
}

// ForgetAddress forgets the address that a content held which is erased.
func ForgetAddress(w stored.Writing, ref claim.Ref) error {
	if err := w.Exec(`delete from staff_addresses where text = ?`, string(ref)); err != nil {
		return err
	}
	return w.Exec(`delete from contact_addresses where text = ?`, string(ref))
}

// writeStaffAddress notes the address of a person.
func writeStaffAddress(w stored.Writing, ref any, data []byte) error {
	var profile people.PersonProfile
	if json.Unmarshal(data, &profile) != nil || profile.Email == "" {
		return nil
	}
	return w.Exec(`insert into staff_addresses (text, address) values (?, ?) on conflict do nothing`, ref, AddressOf(profile.Email))
}

// StaffAt returns the people who have an address.
func (t *Tables) StaffAt(ctx context.Context, at string) ([]uuid.UUID, error) {
	var found []uuid.UUID
	err := stored.Select(ctx, t.db, &found, `select id from staff_addresses join names on names.text = staff_addresses.text
		where address = ? and kind = 'person' order by id limit 10`, AddressOf(at))
	return found, t.db.Fail("staff at", err)
}

// ContactsAt returns the contact points that have an address, with their parties; none
// that is retired.
func (t *Tables) ContactsAt(ctx context.Context, at string) ([]received.KnownContact, error) {
	var found []received.KnownContact
	err := stored.Select(ctx, t.db, &found, `select party, contact from contact_addresses
		join party_contacts on party_contacts.text = contact_addresses.text
		where address = ? and retired = 0 order by party, contact limit 50`, AddressOf(at))
	return found, t.db.Fail("contacts at", err)
}

// EveryContactAt returns the contact points that have an address, the retired too, with their parties: that one is not to
// be contacted does not end as it is retired.
func (t *Tables) EveryContactAt(ctx context.Context, at string) ([]received.KnownContact, error) {
	var found []received.KnownContact
	err := stored.Select(ctx, t.db, &found, `select party, contact from contact_addresses
		join party_contacts on party_contacts.text = contact_addresses.text
		where address = ? order by party, contact`, AddressOf(at))
	return found, t.db.Fail("every contact at", err)
}

// ContactsNear returns the contact points at the domain that an organisation has registered, with their parties; none
// that is retired.
func (t *Tables) ContactsNear(ctx context.Context, organisation string) ([]received.KnownContact, error) {
	var found []received.KnownContact
	if organisation == "" {
		return nil, nil
	}
	err := stored.Select(ctx, t.db, &found, `select party, contact from contact_addresses
		join party_contacts on party_contacts.text = contact_addresses.text
		where organisation = ? and retired = 0 order by party, contact limit 50`, stored.Storable(organisation))
	return found, t.db.Fail("contacts near", err)
}

// RestrictedCorrespondences returns the correspondences of restricted cases, the latest first.
func (t *Tables) RestrictedCorrespondences(ctx context.Context, limit int) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	err := stored.Select(ctx, t.db, &ids, `select correspondences.id from correspondences
		join cases on cases.id = correspondences.case_id where cases.sensitivity = ?
		order by cases.opened_at desc, correspondences.id limit ?`, string(claim.Restricted), limit)
	return ids, t.db.Fail("restricted correspondences", err)
}

// HiddenMail are the streams of messages that may belong to a case that the viewer may not see.
func (t *Tables) HiddenMail(ctx context.Context, who lists.Viewer, rows []stored.Entry) (map[string]bool, error) {
	streams := make([]string, len(rows))
	for i, row := range rows {
		streams[i] = row.Stream
	}
	ids := IntakesOf(streams)
	near := nearQuarantine("intakes.id", who)
	hidden := map[string]bool{}
	if len(ids) == 1 || len(near.texts) == 0 {
		return hidden, nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	args := make([]any, len(ids), len(ids)+len(near.Args))
	for i, id := range ids {
		args[i] = id
	}
	var found []string
	err := stored.Select(ctx, t.db, &found, `select id from intakes where id in (`+stored.Marks(len(ids))+`) and not (`+near.String()+`)`, append(args, near.Args...)...)
	for _, id := range found {
		hidden[string(claim.StreamIntake)+"/"+id] = true
	}
	return hidden, err
}

// IntakesOf are the ids of the intakes among the streams, or one that is none.
func IntakesOf(streams []string) []string {
	ids := []string{""}
	for _, s := range streams {
		if id, ok := strings.CutPrefix(s, string(claim.StreamIntake)+"/"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}
