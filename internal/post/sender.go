package post

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/authn"
)

// maxEarlier is how many earlier messages of a party, in all its cases, are looked through for the address
// of a sender that is none of its contact points.
const maxEarlier = 500

// Senders finds out who sent mail.
type Senders struct {
	Checker authn.Checker
	Now     func() time.Time
}

// sentBy fills in who sent a message, and what the author is to the party if that is known.
func (r *Room) sentBy(ctx context.Context, out *intake.TakeIn, in *mail.Inbound, found findings, spooled received.Spooled, raw []byte) error {
	if r.Senders == nil {
		return nil
	}
	proof := r.prove(ctx, raw, *in, spooled.Envelope, spooled.ReceivedAt)
	ref, err := r.keepProof(ctx, spooled.Intake, proof)
	if err != nil {
		return err
	}
	out.Mail.Sender = authn.Sender(ref, proof)
	if found.staff != uuid.Nil && authn.Authentic(proof) {
		return r.byColleague(ctx, out, in, found)
	}
	if out.Each, err = r.toEach(ctx, out.Mail.Sender, proof, out.Clues, spooled.Intake); err != nil {
		return err
	}
	party, copied, err := r.partyOf(ctx, out.Clues)
	if err != nil || party == uuid.Nil {
		return err
	}
	out.Mail.Sender, err = r.compared(ctx, out.Mail.Sender, proof, party, copied, spooled.Intake)
	return err
}

// maxHeld is against how many correspondences the sender of a message to several is held.
const maxHeld = 10

// toEach holds the sender of a message that belongs to several correspondences for sure against the party of each.
func (r *Room) toEach(ctx context.Context, s received.Sender, proof received.Proof, clues []received.Clue, message uuid.UUID) ([]intake.SenderTo, error) {
	var to []uuid.UUID
	for _, clue := range clues {
		if clue.By.Sure() && !slices.Contains(to, clue.Correspondence) {
			to = append(to, clue.Correspondence)
		}
	}
	if len(to) < 2 {
		return nil, nil
	}
	var each []intake.SenderTo
	for _, id := range to[:min(len(to), maxHeld)] {
		c, err := r.correspondence(ctx, id)
		if err != nil {
			return nil, err
		}
		if c.StreamVersion() == 0 {
			continue
		}
		held, err := r.compared(ctx, s, proof, c.Party, c.CopyLists(), message)
		if err != nil {
			return nil, err
		}
		each = append(each, intake.SenderTo{Correspondence: id, Sender: held})
	}
	return each, nil
}

// partyOf is the party that a message is from for sure, by what it points at; the zero id if that is none or several.
// Whom a guess holds against is said once a person has accepted it.
func (r *Room) partyOf(ctx context.Context, clues []received.Clue) (party uuid.UUID, copied []claim.Ref, err error) {
	for _, clue := range clues {
		if !clue.By.Sure() {
			continue
		}
		c, err := r.correspondence(ctx, clue.Correspondence)
		switch {
		case err != nil:
			return uuid.Nil, nil, err
		case c.StreamVersion() == 0:
			continue
		case party != uuid.Nil && c.Party != party:
			return uuid.Nil, nil, nil
		}
		party, copied = c.Party, append(copied, c.CopyLists()...)
	}
	return party, copied, nil
}

func (r *Room) correspondence(ctx context.Context, id uuid.UUID) (*letters.Correspondence, error) {
	state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
	if err != nil {
		return nil, err
	}
	return state.(*letters.Correspondence), nil
}

// prove has a message checked, by the clock of when it came.
func (r *Room) prove(ctx context.Context, raw []byte, in mail.Inbound, of received.Envelope, at time.Time) received.Proof {
	peer, _ := netip.ParseAddr(of.Peer) // what is none is not known
	shown := make([]string, len(in.From))
	for i, a := range in.From {
		shown[i] = a.Address
	}
	proof := r.Senders.Checker.Check(ctx, authn.Message{Raw: raw, Peer: peer, Helo: of.Helo, MailFrom: of.From, Shown: shown, At: at})
	proof.CheckedAt = claim.Instant(r.Senders.Now())
	return proof
}

// keepProof keeps what was found beside the message. What is found at another time is kept beside it.
func (r *Room) keepProof(ctx context.Context, message uuid.UUID, proof received.Proof) (claim.Ref, error) {
	data, err := json.Marshal(proof)
	if err != nil {
		return "", fmt.Errorf("encode what was found about a sender: %w", err)
	}
	sum := sha256.Sum256(data)
	refs, err := r.Store.Put(ctx, claim.Content{Key: "proof/" + message.String() + "/" + hex.EncodeToString(sum[:8]), Media: "application/json", Data: data})
	if err != nil {
		return "", err
	}
	return refs[0], nil
}

// compared holds a sender against the contact points of a party, and against who has written for it before.
func (r *Room) compared(ctx context.Context, s received.Sender, proof received.Proof, partyID uuid.UUID, copied []claim.Ref, message uuid.UUID) (received.Sender, error) {
	state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamParty, ID: partyID})
	if err != nil {
		return s, err
	}
	party := state.(*people.Party)
	refs := make([]claim.Ref, len(party.Contacts))
	for i, c := range party.Contacts {
		refs[i] = c.Address
	}
	found, err := r.Store.GetMany(ctx, refs)
	if err != nil {
		return s, err
	}
	var contacts []authn.Contact
	for _, c := range party.Contacts {
		var address people.ContactAddress
		if data, ok := found[c.Address]; !ok || !c.Channel.Carried() || json.Unmarshal(data, &address) != nil {
			continue // erased, or no address of mail
		}
		contacts = append(contacts, authn.Contact{ID: c.ID, Address: address.Address, Verified: !c.VerifiedAt.IsZero(), Retired: !c.RetiredAt.IsZero()})
	}
	compared := authn.Compare(s, proof, contacts, nil, nil)
	if compared.Exact { // who writes from a contact point itself is not new, whoever has written before
		return compared, nil
	}
	earlier, err := r.earlier(ctx, partyID, message)
	if err != nil {
		return s, err
	}
	copies, err := r.copyList(ctx, copied...)
	return authn.Compare(s, proof, contacts, earlier, copies), err
}

// earlier are the addresses from which somebody has written for the party before, in whichever case.
func (r *Room) earlier(ctx context.Context, party, message uuid.UUID) ([]string, error) {
	around, failed := r.Store.Around(ctx)
	var refs []claim.Ref
	for _, s := range around.With(party) {
		for _, m := range claim.StateOf[*letters.Correspondence](around, s).Messages {
			if m.Sender.Proof != "" && m.ID != message && !m.FromDesk() && len(refs) < maxEarlier {
				refs = append(refs, m.Sender.Proof)
			}
		}
	}
	if err := failed(); err != nil {
		return nil, err
	}
	found, err := r.Store.GetMany(ctx, refs)
	if err != nil {
		return nil, err
	}
	addresses := make([]string, 0, len(found))
	for _, data := range found {
		var p struct{ Author received.Author } // of what was found, the rest is long
		if json.Unmarshal(data, &p) == nil && p.Author.Address != "" {
			addresses = append(addresses, p.Author.Address)
		}
	}
	return addresses, nil
}

// CheckSender finds out who sent a message of the correspondence. If it was looked at before, only the party's contact
// points are asked again, unless anew is set: then so is the DNS.
func (r *Room) CheckSender(ctx context.Context, c *letters.Correspondence, m letters.Message, anew bool) (received.Sender, error) {
	if r.Senders == nil {
		return received.Sender{}, claim.Errorf(claim.CodeUnavailable, "nobody here looks at who sent mail").
			WithHint("run the desk with --mail-dns")
	}
	if m.Kind != claim.Reply || m.Class == "" || m.Content == "" {
		return received.Sender{}, claim.Errorf(claim.CodeNotFound, "there is no such mail from this party")
	}
	if m.FromDesk() {
		return m.Sender, claim.Errorf(claim.CodeConflict, "somebody on the desk sent the message; it does not prove who wrote what it passes on")
	}
	s := m.Sender
	proof, found, err := r.proof(ctx, s.Proof)
	if err != nil {
		return s, err
	}
	if anew || !found {
		if s, proof, err = r.checkAnew(ctx, m, proof, found); err != nil {
			return s, err
		}
	}
	return r.compared(ctx, s, proof, c.Party, c.CopyLists(), m.ID)
}

// proof reads what was found before; it is not there if it was erased, or nobody has looked.
func (r *Room) proof(ctx context.Context, ref claim.Ref) (p received.Proof, found bool, err error) {
	if ref == "" {
		return p, false, nil
	}
	data, err := r.Store.GetMany(ctx, []claim.Ref{ref})
	if err != nil || data[ref] == nil {
		return p, false, err
	}
	return p, json.Unmarshal(data[ref], &p) == nil, nil
}

// checkAnew asks the DNS again. Who handed the message over stands in what was found before.
func (r *Room) checkAnew(ctx context.Context, m letters.Message, before received.Proof, found bool) (received.Sender, received.Proof, error) {
	raw, err := r.Store.Get(ctx, m.Content)
	if err != nil {
		return m.Sender, before, err
	}
	in, err := mail.Read(raw)
	if err != nil {
		return m.Sender, before, claim.Errorf(claim.CodeInvalid, "the message cannot be read, so nobody knows who sent it")
	}
	envelope := received.Envelope{From: before.MailFrom, Peer: before.Peer, Helo: before.Helo}
	if !found {
		if spooled, err := r.Store.SpooledByID(ctx, m.ID); err == nil {
			envelope = spooled.Envelope
		}
	}
	proof := r.prove(ctx, raw, in, envelope, m.At)
	ref, err := r.keepProof(ctx, m.ID, proof)
	return authn.Sender(ref, proof), proof, err
}
