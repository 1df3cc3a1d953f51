package post

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// Compose implements [activities.Carrier]. The letter follows from the record
// alone, so composing it again gives the same bytes.
func (r *Room) Compose(ctx context.Context, c *letters.Correspondence, m letters.Message) (activities.Composed, error) {
	w := &writer{Room: r, ctx: ctx, correspondence: c, message: m, party: &people.Party{}}
	raw, err := w.write()
	composed := activities.Composed{Contact: w.contact, Put: w.put}
	if err != nil || raw == nil {
		return composed, err
	}
	composed.Language = w.language.Tag
	sum := sha256.Sum256(raw)
	refs, err := r.Store.Put(ctx, claim.Content{
		// An extension between two attempts changes the words, and so the content.
		Key:   "letter/" + m.ID.String() + "/" + hex.EncodeToString(sum[:8]),
		Media: "message/rfc822", Data: raw,
	})
	if err != nil {
		return activities.Composed{}, err
	}
	composed.Content = refs[0]
	return composed, nil
}

// writer writes one letter.
type writer struct {
	*Room
	ctx            context.Context
	correspondence *letters.Correspondence
	message        letters.Message
	desk           Letterhead
	party          *people.Party
	contact        people.Contact // where the letter goes
	zone           *time.Location
	head           claim.CaseHead
	plain          bool // the case is open to the desk: what it is about may stand in a subject
	publishAt      time.Time
	embargo        time.Time
	language       *wording.Language
	reporter       string
	unkept         map[claim.Ref]string // texts that are not in the record, of a draft
	put            []letters.Put        // in which words it puts claims that have others than their first ones
	err            error                // the first read that failed
}

// write returns nothing if the party has no address, or if nothing is left that the
// letter could be about.
func (w *writer) write() ([]byte, error) {
	w.gather()
	if w.err == nil && w.contact.ID == uuid.Nil {
		return nil, nil
	}
	written := w.letter()
	if w.err != nil {
		return nil, fmt.Errorf("read for a letter: %w", w.err)
	}
	if len(written.Requests) == 0 || w.message.Kind.Tells() && len(written.News) == 0 {
		return nil, nil
	}
	raw, err := letter.Compose(written)
	if errors.Is(err, letter.ErrTemplate) { // it passed with samples, and a letter must go out all the same
		written.Own = nil
		raw, err = letter.Compose(written)
	}
	if errors.Is(err, letter.ErrIncomplete) || errors.Is(err, letter.ErrHeader) {
		return nil, cmp.Or(w.desk.signs(), error(claim.Errorf(claim.CodeInvalid, "the letter cannot be written")))
	}
	return raw, err
}

// goesTo is the contact point that a letter goes to: the one that it is meant for, or where letters
// of the correspondence go as long as they arrive there.
func goesTo(party *people.Party, c *letters.Correspondence, m letters.Message) people.Contact {
	if m.To != uuid.Nil {
		return party.LettersTo(m.To)
	}
	return party.LettersOf(c.Contact)
}

// gather reads who writes to whom.
func (w *writer) gather() {
	desk, err := w.Desk(w.ctx)
	w.desk = desk
	w.fail(err)
	w.party = state[*people.Party](w, claim.StreamParty, w.correspondence.Party)
	if w.err == nil {
		w.contact = goesTo(w.party, w.correspondence, w.message)
	}
	theCase := state[*cases.Case](w, claim.StreamCase, w.correspondence.Case)
	if w.err != nil {
		return
	}
	owner := state[*people.Person](w, claim.StreamPerson, theCase.Owner)
	if w.err != nil {
		return
	}
	w.head = content[claim.CaseHead](w, theCase.Text)
	w.plain = theCase.Sensitivity == claim.OpenToDesk
	w.publishAt, w.embargo = theCase.PublishAt, theCase.Embargo
	w.reporter = content[people.PersonProfile](w, owner.Profile).Name
	zone, err := time.LoadLocation(w.party.Zone)
	w.fail(err)
	w.zone = zone
}

func (w *writer) letter() letter.Letter {
	if w.err != nil {
		return letter.Letter{}
	}
	profile := content[people.PartyProfile](w, w.party.Profile)
	address := content[people.ContactAddress](w, w.contact.Address)
	w.language = wording.Choose(profile.Language, w.desk.Language)
	written := letter.Letter{
		Kind:      w.message.Kind,
		Language:  w.language,
		MessageID: token.MessageID(w.message.ID, w.Domain),
		Date:      w.message.At,
		From: letter.From{
			Reporter: w.reporter, Desk: w.desk.Name, Publication: w.desk.Publication,
			Phone: w.desk.Phone, Address: w.desk.Address, Sender: w.desk.Sender,
		},
		ReplyTo: w.Tokens.Address(w.correspondence.ID),
		To:      mail.Address{Name: profile.Name, Address: address.Address}, Role: address.Role,
		Person: profile.Nature == people.Individual,
		Zone:   w.zone, DeskZone: w.desk.Location(),
		Reminder:  w.number(),
		Notice:    w.head.Notice,
		PublishAt: w.publishAt, Embargo: w.embargo,
		Own: w.desk.Template,
	}
	if w.desk.URL != "" {
		written.VerifyAt = w.desk.URL + "/verify?lang=" + w.language.Tag
	}
	if w.message.Kind == claim.FollowUpLetter {
		written.Text = w.text(w.message.Why)
		written.Repeats = w.correspondence.Repeats(w.message)
	}
	about := w.message.Requests
	for i, id := range w.message.Requests {
		if len(written.Requests) == 0 {
			about = w.message.Requests[i:]
		}
		if w.message.Kind.Tells() {
			written.Requests = append(written.Requests, w.asked(*w.correspondence.Request(id)))
		} else if r := w.request(*w.correspondence.Request(id)); len(r.Claims) > 0 || w.message.Kind == claim.FollowUpLetter {
			written.Requests = append(written.Requests, r)
		}
	}
	if len(written.Requests) > 0 {
		written.About, written.More = w.about(*w.correspondence.Request(about[0]))
	}
	w.enclose(&written)
	w.tell(&written)
	w.thread(&written)
	return written
}

// number is which reminder it is, or how many went before a final notice.
func (w *writer) number() int {
	if w.message.Kind == claim.FinalNoticeLetter {
		return w.message.Number - 1
	}
	return w.message.Number
}

// request puts one request into words. Claims that have an answer, are on hold
// or are no longer pursued are left out of everything but a withdrawal.
func (w *writer) request(r letters.Request) letter.Request {
	out := letter.Request{
		Kind: r.Kind, Statute: w.text(r.Statute), Code: Code(r.ID), Asked: r.SentAt, AnswerBy: r.AnswerBy, IntentBy: r.IntentBy,
		Questions: questions(w.text(r.Questions)), PreviousAnswerBy: w.message.Previous,
	}
	if w.message.Kind != claim.FollowUpLetter {
		out.Reason = w.text(w.message.Why)
	}
	if w.desk.URL != "" && w.message.Kind != claim.WithdrawalLetter && len(r.Asking()) > 0 && !w.correspondence.Copied(w.message) {
		out.Link = w.desk.URL + "/answer/" + w.Links.Token(r.ID, w.contact.ID)
	}
	claims := r.Asking()
	if w.message.Kind.Automatic() {
		if claims = r.Chased(); r.Paused() { // since it was to go out
			claims = nil
		}
	}
	if w.message.Kind == claim.WithdrawalLetter {
		claims = r.Claims
	}
	for _, id := range claims {
		c := state[*verification.Claim](w, claim.StreamClaim, id)
		if w.err != nil {
			return out
		}
		if c.Stage.Over() && w.message.Kind != claim.WithdrawalLetter { // it was given up a moment ago
			continue
		}
		w.notePut(c, r)
		text := content[claim.ClaimText](w, w.wordsOf(c, r))
		put := letter.Claim{Statement: text.Statement, Claimant: w.claimant(c), Where: text.Where, Published: len(c.Publications) > 0}
		if text.MadeAt != nil {
			put.Made = *text.MadeAt
		}
		if text.Holds != nil {
			put.Holds = *text.Holds
		}
		out.Claims = append(out.Claims, put)
	}
	return out
}

// wordsOf is what the claim says as the request puts it: all letters about it give the same
// words. The letter that puts it first gives those of now.
func (w *writer) wordsOf(c *verification.Claim, r letters.Request) claim.Ref {
	if w.correspondence.WasPut(r.ID) {
		return c.WordsOf(r.Wording(c.ID))
	}
	return c.Text
}

// notePut notes that the letter puts the claim for the first time, in words that are not its first ones.
func (w *writer) notePut(c *verification.Claim, r letters.Request) {
	if wording := c.Wording(); wording != 0 && r.Kind.PutsClaims() && !w.correspondence.WasPut(r.ID) {
		w.put = append(w.put, letters.Put{Claim: c.ID, Wording: wording})
	}
}

// claimant is who made the claim, if whoever is asked may know it.
func (w *writer) claimant(c *verification.Claim) string {
	if !c.NamesClaimant() {
		return ""
	}
	var names []string
	for _, id := range c.As(sources.PartClaimant) {
		p := state[*people.Party](w, claim.StreamParty, id)
		if w.err != nil {
			return ""
		}
		data, err := w.Store.Get(w.ctx, p.Profile)
		if claim.CodeOf(err) == claim.CodeNotFound { // it was erased
			continue
		}
		w.fail(err)
		var profile people.PartyProfile
		if json.Unmarshal(data, &profile) == nil && profile.Name != "" {
			names = append(names, profile.Name)
		}
	}
	return strings.Join(names, ", ")
}

// questions splits a text into its questions where each stands on a line of its
// own. A text that is wrapped in mid-sentence stays in one piece.
func questions(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if !strings.ContainsAny(line[len(line)-1:], "?.!:") {
			return []string{text}
		}
		list = append(list, line)
	}
	return list
}

// thread ties the letter to the ones that went before it, as far as the party can have them.
func (w *writer) thread(written *letter.Letter) {
	for _, m := range w.correspondence.Messages {
		if m.ID == w.message.ID {
			break
		}
		if m.Delivery == letters.DeliveryStopped && !m.Uncertain {
			continue
		}
		if m.Kind != claim.Reply && slices.ContainsFunc(m.Requests, func(id uuid.UUID) bool { return slices.Contains(w.message.Requests, id) }) {
			written.References = append(written.References, token.MessageID(m.ID, w.Domain))
		}
	}
	if n := len(written.References); n > 0 {
		written.InReplyTo = written.References[n-1]
	}
}

// Code is the short code of a request, which a party can quote and have checked.
func Code(request uuid.UUID) string { return letters.RequestCode(request) }

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) text(ref claim.Ref) string {
	if ref == "" || w.err != nil {
		return ""
	}
	if text, ok := w.unkept[ref]; ok {
		return text
	}
	data, err := w.Store.Get(w.ctx, ref)
	w.fail(err)
	return string(data)
}

func state[T claim.Aggregate](w *writer, kind claim.StreamKind, id uuid.UUID) T {
	var zero T
	if w.err != nil {
		return zero
	}
	loaded, err := w.Store.Load(w.ctx, claim.Stream{Kind: kind, ID: id})
	if err != nil {
		w.fail(err)
		return zero
	}
	return loaded.(T)
}

func content[T any](w *writer, ref claim.Ref) T {
	var value T
	if ref == "" || w.err != nil {
		return value
	}
	data, err := w.Store.Get(w.ctx, ref)
	w.fail(err)
	if w.err == nil {
		w.fail(json.Unmarshal(data, &value))
	}
	return value
}
