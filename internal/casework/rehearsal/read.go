package rehearsal

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/chase"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Store is the record, as far as a calendar needs it.
type Store interface {
	Timeline(ctx context.Context, caseID uuid.UUID, after int64, limit int) ([]claim.Recorded, error)
	Entries(ctx context.Context, s claim.Stream) ([]claim.Entry, error)
	Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
	GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error)
	Correspondences(ctx context.Context, f lists.CorrespondenceFilter) ([]uuid.UUID, error)
	Called(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]lists.Called, error)
	Around(ctx context.Context) (view claim.Around, failed func() error)
}

// LetterReader reads a letter that the desk wrote as its reader will.
type LetterReader func(raw []byte) (mailtext.LetterText, error)

// page is how many entries are read at a time.
const page = 1000

// Read makes the calendar of a case out of what a record holds after a position, between two
// instants. What stands there as done was done by the clock alone, or by whoever has acted.
func Read(ctx context.Context, store Store, letter LetterReader, caseID uuid.UUID, after int64, from, until time.Time) (Calendar, error) {
	r := &reading{ctx: ctx, store: store, letter: letter, from: claim.Instant(from), until: claim.Instant(until), first: map[claim.Stream]int64{}}
	if err := r.gather(caseID, after); err != nil {
		return Calendar{}, err
	}
	return r.calendar()
}

// reading makes one calendar.
type reading struct {
	ctx         context.Context
	store       Store
	letter      LetterReader
	from, until time.Time

	theCase *cases.Case
	around  claim.Around
	failed  func() error
	zone    *time.Location             // of the desk
	first   map[claim.Stream]int64     // version of the first entry after the position, of streams that have one
	mail    []*letters.Correspondence  // of the case, as they stand at the end
	called  map[uuid.UUID]lists.Called // parties, claims and people
	streams []*history
	entries []Entry
	notes   []note
}

// history is a stream with all of its entries.
type history struct {
	stream  claim.Stream
	entries []claim.Entry
	base    int             // how many of them stood there before
	end     claim.Aggregate // the state after all of them
}

// note is an entry whose letter is still to be read.
type note struct {
	at  int // in entries
	ref claim.Ref
}

func (r *reading) gather(caseID uuid.UUID, after int64) error {
	state, err := r.store.Load(r.ctx, claim.Stream{Kind: claim.StreamCase, ID: caseID})
	if err != nil {
		return err
	}
	r.theCase = state.(*cases.Case)
	r.around, r.failed = r.store.Around(r.ctx)
	r.zone = r.around.Settings().Location()
	if err := r.after(caseID, after); err != nil {
		return err
	}
	ids, err := r.store.Correspondences(r.ctx, lists.CorrespondenceFilter{Case: caseID})
	if err != nil {
		return err
	}
	streams := r.around.Claims(caseID)
	for _, id := range ids {
		streams = append(streams, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
	}
	names := []uuid.UUID{caseID}
	for _, s := range streams {
		h, err := r.history(s)
		if err != nil {
			return err
		}
		r.streams = append(r.streams, h)
		names = append(names, s.ID)
		if l, ok := h.end.(*letters.Correspondence); ok {
			r.mail = append(r.mail, l)
			names = append(names, l.Party)
		}
	}
	if r.called, err = r.store.Called(r.ctx, names); err != nil {
		return err
	}
	return r.failed()
}

// after notes which streams of the case have entries after the position, and from which version on.
func (r *reading) after(caseID uuid.UUID, after int64) error {
	for {
		some, err := r.store.Timeline(r.ctx, caseID, after, page)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, e := range some {
			if at, ok := r.first[e.Stream]; !ok || e.Version < at {
				r.first[e.Stream] = e.Version
			}
		}
		after = some[len(some)-1].Position
	}
}

func (r *reading) history(s claim.Stream) (*history, error) {
	entries, err := r.store.Entries(r.ctx, s)
	if err != nil {
		return nil, err
	}
	h := &history{stream: s, entries: entries, base: len(entries), end: claim.Fold(s, entries, time.Time{})}
	if first, ok := r.first[s]; ok {
		h.base = int(first) - 1
	}
	return h, nil
}

func (r *reading) calendar() (Calendar, error) {
	for _, h := range r.streams {
		switch end := h.end.(type) {
		case *letters.Correspondence:
			r.correspondence(h, end)
			r.deadlines(end)
		case *verification.Claim:
			r.claim(h, end)
		}
		r.turns(h)
	}
	if at := r.theCase.PublishAt; at.After(r.from) && !at.After(r.until) {
		r.add(Entry{At: at, Kind: StoryRuns, Says: "the story runs"}, nil)
	}
	if err := r.texts(); err != nil {
		return Calendar{}, err
	}
	out := Calendar{From: r.from, Until: r.until, Zone: r.zone.String(), PublishAt: r.theCase.PublishAt, Parties: []Party{}, Entries: []Entry{}}
	out.Slug, out.Title = r.called[r.theCase.ID].Name, r.called[r.theCase.ID].Title
	for _, e := range r.entries {
		if e.Kind == "" || e.At.Before(r.from) || e.At.After(r.until) {
			continue
		}
		out.Entries = append(out.Entries, e)
	}
	slices.SortStableFunc(out.Entries, func(a, b Entry) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Party, b.Party), cmp.Compare(a.Claim, b.Claim), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Says, b.Says))
	})
	for _, l := range r.mail {
		if len(l.Requests) > 0 {
			out.Parties = append(out.Parties, r.party(l))
		}
	}
	slices.SortStableFunc(out.Parties, func(a, b Party) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) })
	return out, r.failed()
}

// add takes an entry, told in the zone of a party, or of the desk for none.
func (r *reading) add(e Entry, party *people.Party) {
	zone := r.zone
	if party != nil {
		zone = party.Location()
	}
	e.Local = claim.Moment(e.At, zone)
	r.entries = append(r.entries, e)
}

func (r *reading) addressee(l *letters.Correspondence) *people.Party {
	party := claim.StateOf[*people.Party](r.around, claim.Stream{Kind: claim.StreamParty, ID: l.Party})
	if party == nil {
		return &people.Party{}
	}
	return party
}

// party is whom a correspondence is with, and its lane.
func (r *reading) party(l *letters.Correspondence) Party {
	addressee := r.addressee(l)
	zone := addressee.Location()
	p := Party{Key: r.called[l.Party].Name, Name: r.called[l.Party].Title, Zone: zone.String()}
	lane := chase.Of(l, func(uuid.UUID) []claim.Step { return nil }, func(claim.Step) string { return "" })
	for _, m := range lane.Marks {
		if !m.At.After(r.until) {
			says := m.Says
			if rest, went := strings.CutPrefix(says, "went out: "); went && m.At.After(r.from) {
				says = "goes out: " + rest
			}
			p.Marks = append(p.Marks, Mark{m.At, string(m.Kind), says})
		}
	}
	for _, a := range lane.Asking {
		p.Asking = append(p.Asking, Span(a))
	}
	for _, o := range chase.Office(r.around.Settings().Calendar(addressee.Office()), r.from, r.until) {
		p.Open = append(p.Open, Span(o))
	}
	return p
}

// texts reads the letters that went out.
func (r *reading) texts() error {
	refs := make([]claim.Ref, len(r.notes))
	for i, n := range r.notes {
		refs[i] = n.ref
	}
	raw, err := r.store.GetMany(r.ctx, refs)
	if err != nil {
		return err
	}
	for _, n := range r.notes {
		text, err := r.letter(raw[n.ref])
		if err != nil { // it was erased since
			continue
		}
		r.entries[n.at].Letter = &text
	}
	return nil
}

// text reads a content that is a text.
func (r *reading) text(ref claim.Ref) string {
	if ref == "" {
		return ""
	}
	found, err := r.store.GetMany(r.ctx, []claim.Ref{ref})
	if err != nil {
		return ""
	}
	return string(found[ref])
}

// keyOf is the short name of a claim.
func (r *reading) keyOf(c *verification.Claim) string {
	var text claim.ClaimText
	if name := r.called[c.ID].Name; name != "" {
		return name
	}
	_ = json.Unmarshal([]byte(r.text(c.Text)), &text)
	return text.Key
}
