package post

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// Bounds on what is looked for in one message.
const (
	maxDamaged   = 2         // addresses with a damaged token, each of which is compared with every correspondence
	maxMentioned = 100       // identifiers of letters
	maxAuthors   = 2         // of more, nobody is known
	maxSearched  = 512 << 10 // bytes of its text
)

// findings are what a message points at, and who has the address of its sender. What
// they come to is for the record to decide.
type findings struct {
	clues   []received.Clue
	senders []received.KnownContact
	near    []received.KnownContact // where nobody has it, who has one at the domain of its organisation
	staff   uuid.UUID               // who on the desk has the address of its sender, which is not proven yet
	to      []received.KnownContact // and the contact points that such a message was written to
}

func (f findings) has(by received.Match) bool {
	return slices.ContainsFunc(f.clues, func(c received.Clue) bool { return c.By == by })
}

// sure reports whether something in it was made by us alone.
func (f findings) sure() bool {
	return slices.ContainsFunc(f.clues, func(c received.Clue) bool { return c.By.Sure() })
}

func (f *findings) add(by received.Match, correspondence, about uuid.UUID) {
	clue := received.Clue{By: by, Correspondence: correspondence, About: about}
	if !slices.Contains(f.clues, clue) {
		f.clues = append(f.clues, clue)
	}
}

// find reads what a message points at: the envelope's recipients first, then those
// that its header names, then what it refers to, then codes. A weaker sign is looked for
// only where there is no stronger one.
func (r *Room) find(ctx context.Context, in mail.Inbound, to []string) (findings, error) {
	var f findings
	addresses := slices.Concat(to, in.Recipients())
	if in.Bounce != nil {
		addresses = append(addresses, in.Bounce.ReplyTo)
	}
	for _, id := range r.Tokens.FindAll(addresses) {
		f.add(received.ByToken, id, uuid.Nil)
	}
	for _, step := range []func(context.Context, *findings, mail.Inbound) error{
		func(ctx context.Context, f *findings, _ mail.Inbound) error { return r.findDamaged(ctx, f, addresses) },
		r.findReferences, r.findCodes,
	} {
		if f.sure() && !r.stale(ctx, f.clues) {
			break
		}
		if err := step(ctx, &f, in); err != nil {
			return f, err
		}
	}
	if err := r.findSenders(ctx, &f, in); err != nil {
		return f, err
	}
	return f, r.findColleague(ctx, &f, in)
}

// stale reports whether all clues point at nothing that exists.
func (r *Room) stale(ctx context.Context, clues []received.Clue) bool {
	return !slices.ContainsFunc(clues, func(c received.Clue) bool {
		state, err := r.Store.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: c.Correspondence})
		return err == nil && state.StreamVersion() > 0
	})
}

func (r *Room) findDamaged(ctx context.Context, f *findings, addresses []string) error {
	var damaged []string
	for _, a := range addresses {
		token := r.Tokens.Damaged(a)
		if token == "" || len(damaged) == maxDamaged || slices.Contains(damaged, token) {
			continue
		}
		if _, whole := r.Tokens.Find(a); !whole {
			damaged = append(damaged, token)
		}
	}
	if len(damaged) == 0 {
		return nil
	}
	known, err := r.Store.Correspondences(ctx, lists.CorrespondenceFilter{})
	for _, token := range damaged {
		if id, ok := r.Tokens.Nearest(token, known); ok {
			f.add(received.ByDamagedToken, id, uuid.Nil)
		}
	}
	return err
}

// findReferences finds letters of ours that the message answers or, as a report does,
// is about.
func (r *Room) findReferences(ctx context.Context, f *findings, in mail.Inbound) error {
	mentioned := slices.Concat(in.InReplyTo, in.References)
	if in.Bounce != nil {
		mentioned = append(mentioned, in.Bounce.MessageID)
	}
	looked := map[uuid.UUID]bool{}
	for _, text := range mentioned {
		letter, ok := token.ParseMessageID(text, r.Domain)
		if !ok || looked[letter] || len(looked) == maxMentioned {
			continue
		}
		looked[letter] = true
		correspondence, err := r.Store.MessageCorrespondence(ctx, letter)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		f.add(received.ByReference, correspondence, letter)
	}
	return nil
}

// answerLinks finds the secrets of links to the answer page, what may be one at least.
func answerLinks(text string) (found []string) {
	const before, length = "answer/", 77
	for from := 0; len(found) < maxMentioned; {
		at := strings.IndexByte(text[from:], '/')
		if at < 0 {
			break
		}
		from += at + 1
		begins, end := from-len(before), from+length
		if begins >= 0 && end <= len(text) && strings.EqualFold(text[begins:from], before) && !strings.ContainsFunc(text[from:end], notBase32) {
			found = append(found, text[from:end])
		}
	}
	return found
}

func notBase32(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '2' || r > '7')
}

// findCodes finds codes of requests, and links to their answer pages, in subject and text.
func (r *Room) findCodes(ctx context.Context, f *findings, in mail.Inbound) error {
	text := in.Subject + "\n" + in.Text[:min(len(in.Text), maxSearched)]
	var requests []uuid.UUID
	for _, prefix := range letters.FindRequestCodes(text) {
		request, err := r.Store.RequestWithCode(ctx, prefix)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		requests = append(requests, request)
	}
	for _, secret := range answerLinks(text) {
		if request, _, ok := r.Links.Parse(secret); ok {
			requests = append(requests, request)
		}
	}
	for _, request := range requests {
		correspondence, err := r.Store.RequestCorrespondence(ctx, request)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		f.add(received.ByCode, correspondence, request)
	}
	return nil
}

// findSenders finds the contact points that have the address of who wrote; if none has, those at the domain of the same
// organisation, unless anybody gets an address there.
func (r *Room) findSenders(ctx context.Context, f *findings, in mail.Inbound) (err error) {
	if f.senders, err = r.byAuthors(ctx, in, r.Store.ContactsAt); err != nil || len(f.senders) > 0 {
		return err
	}
	f.near, err = r.byAuthors(ctx, in, func(ctx context.Context, author string) ([]received.KnownContact, error) {
		return r.Store.ContactsNear(ctx, authn.Organisation(author))
	})
	return err
}

// byAuthors finds the contact points of who wrote. Of several authors each has to be one of the party.
func (r *Room) byAuthors(ctx context.Context, in mail.Inbound, find func(ctx context.Context, author string) ([]received.KnownContact, error)) ([]received.KnownContact, error) {
	if len(in.From) > maxAuthors {
		return nil, nil
	}
	var all []received.KnownContact
	for i, author := range in.From {
		found, err := find(ctx, author.Address)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			all = found
			continue
		}
		all = slices.DeleteFunc(all, func(s received.KnownContact) bool {
			return !slices.ContainsFunc(found, func(other received.KnownContact) bool { return other.Party == s.Party })
		})
	}
	return all, nil
}

// mayConcern are the correspondences that a message may be for: no reminder goes out in
// them until it has been taken in.
func (r *Room) mayConcern(ctx context.Context, f findings) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, clue := range f.clues {
		if !slices.Contains(ids, clue.Correspondence) {
			ids = append(ids, clue.Correspondence)
		}
	}
	if len(ids) > 0 {
		return ids, nil
	}
	for _, sender := range slices.Concat(f.senders, f.near, f.to) {
		open, err := r.Store.Correspondences(ctx, lists.CorrespondenceFilter{Party: sender.Party, Open: true})
		if err != nil {
			return ids, err
		}
		ids = append(ids, open...)
	}
	return ids, nil
}
