package post

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// enclose puts into a letter what goes out with it. What was erased since goes out with no letter, and to whom is not to
// be contacted by now no copy.
func (w *writer) enclose(written *letter.Letter) {
	with := w.correspondence.EnclosedIn(w.message)
	if with == nil || w.err != nil {
		return
	}
	if with.Copies != "" {
		var list letters.CopyList
		w.fail(json.Unmarshal([]byte(w.text(with.Copies)), &list))
		allowed, err := w.mayCopy(w.ctx, list.Addresses)
		w.fail(err)
		for _, a := range allowed {
			written.Cc = append(written.Cc, mail.Address{Address: a})
		}
	}
	for _, f := range with.Files {
		about := state[*verification.Claim](w, claim.StreamClaim, f.Claim)
		if w.err != nil {
			return
		}
		data, err := w.Store.Get(w.ctx, f.File)
		x := about.Exhibit(f.Evidence)
		if claim.CodeOf(err) == claim.CodeNotFound || x == nil || x.Withdrawn != nil {
			err = claim.Errorf(claim.CodeInvalid, "a file that was to go out with the letter is gone")
		}
		w.fail(err)
		if w.err != nil {
			return
		}
		file := letter.Enclosure{Name: "file", Data: data}
		if said := content[sources.EvidenceText](w, x.Text).File; said != nil {
			file.Name, file.ContentType = said.Name, said.Media
		}
		written.Files = append(written.Files, file)
	}
}

// mayCopy leaves out the addresses that are not to be contacted, as contact points of any party.
func (r *Room) mayCopy(ctx context.Context, addresses []string) (allowed []string, err error) {
	for _, a := range addresses {
		known, err := r.Store.EveryContactAt(ctx, a)
		if err != nil {
			return nil, err
		}
		barred := false
		for _, c := range known {
			party, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamParty, ID: c.Party})
			if err != nil {
				return nil, err
			}
			barred = barred || party.(*people.Party).Bars(c.Contact)
		}
		if !barred {
			allowed = append(allowed, a)
		}
	}
	return allowed, nil
}

// copiesNow are the addresses that get a copy of a letter as it goes out, and how many that were to have one do not, as
// they are not to be contacted.
func (r *Room) copiesNow(ctx context.Context, c *letters.Correspondence, raw []byte) (copies []string, barred int, err error) {
	named := copiesOf(raw)
	if copies, err = r.mayCopy(ctx, named); err != nil {
		return nil, 0, err
	}
	about, _ := token.ParseMessageID(token.IDOf(raw)+"@"+r.Domain, r.Domain)
	wanted := len(named)
	if m := c.Message(about); m != nil && c.Copied(*m) {
		wanted = max(wanted, c.EnclosedIn(*m).Copied)
	}
	return copies, wanted - len(copies), nil
}

// copiesOf are the addresses that a letter names for a copy.
func copiesOf(raw []byte) []string {
	var copies []string
	for _, a := range mail.ReadHeader(raw).Cc {
		copies = append(copies, a.Address)
	}
	return copies
}

// copyList reads who was to have copies; nobody where that was erased.
func (r *Room) copyList(ctx context.Context, refs ...claim.Ref) ([]string, error) {
	found, err := r.Store.GetMany(ctx, refs)
	var all []string
	for _, data := range found {
		var list letters.CopyList
		if json.Unmarshal(data, &list) == nil {
			all = append(all, list.Addresses...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), err
}

// send hands a letter over to the party and to those who get a copy. An address of these that the server minds is left
// out for good, and counted: the letter to the party does not wait for it. What is over in a while is tried again with all of it.
func (r *Room) send(ctx context.Context, envelope smtpout.Envelope, copies []string, raw []byte) (result smtpout.Result, uncopied int) {
	envelope.To = slices.Concat(envelope.To, copies)
	for {
		result = r.Sender.Send(ctx, envelope, raw)
		minds, lasting := result.Recipient, result.Outcome == smtpout.OutcomeRefused || result.Lasting
		if !lasting || minds < 1 || minds >= len(envelope.To) {
			return result, uncopied
		}
		envelope.To = slices.Delete(slices.Clone(envelope.To), minds, minds+1)
		uncopied++
	}
}

// copyFailed looks which of a letter's recipients a report speaks of. A copy says nothing of what the party was sent: of
// says that only copies failed, and rest is the report without them. Where the report may be about either, open is set.
func (r *Room) copyFailed(ctx context.Context, report bounce.Report, correspondences []uuid.UUID) (rest bounce.Report, of, open bool, err error) {
	rest = report
	about, _ := token.ParseMessageID(report.MessageID, r.Domain)
	for _, id := range correspondences {
		c, err := r.correspondence(ctx, id)
		if err != nil {
			return rest, false, false, err
		}
		copies, err := r.copyList(ctx, c.CopyLists()...)
		if err != nil {
			return rest, false, false, err
		}
		if m := c.Message(about); len(copies) == 0 || m != nil && !c.Copied(*m) {
			continue
		}
		contacts, err := r.contactsOf(ctx, c.Party)
		if err != nil {
			return rest, false, false, err
		}
		rest.Recipients = slices.DeleteFunc(slices.Clone(rest.Recipients), func(rcpt bounce.Recipient) bool {
			return sameAddress(copies, rcpt.Original, rcpt.Final) && !sameAddress(contacts, rcpt.Original, rcpt.Final)
		})
		open = open || len(report.Recipients) == 0 || slices.ContainsFunc(rest.Recipients, func(rcpt bounce.Recipient) bool {
			return !sameAddress(contacts, rcpt.Original, rcpt.Final)
		})
	}
	return rest, len(rest.Recipients) == 0 && len(report.Recipients) > 0, open, nil
}

// contactsOf are the addresses of a party.
func (r *Room) contactsOf(ctx context.Context, party uuid.UUID) ([]string, error) {
	state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamParty, ID: party})
	if err != nil {
		return nil, err
	}
	var refs []claim.Ref
	for _, c := range state.(*people.Party).Contacts {
		if c.Channel.Carried() {
			refs = append(refs, c.Address)
		}
	}
	found, err := r.Store.GetMany(ctx, refs)
	var all []string
	for _, data := range found {
		var a people.ContactAddress
		if json.Unmarshal(data, &a) == nil {
			all = append(all, a.Address)
		}
	}
	return all, err
}

func sameAddress(list []string, texts ...string) bool {
	return slices.ContainsFunc(list, func(known string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return text != "" && mail.Folded(known) == mail.Folded(text) })
	})
}
