package correspondence

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// Thread shows a request with every message, every answer and every reminder,
// past and planned, and what stops its clock.
func (r *Room) Thread(ctx context.Context, caller casework.Caller, request uuid.UUID) (Thread, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return Thread{}, err
	}
	letters, err := r.door.LettersOf(ctx, caller, request)
	if err != nil {
		return Thread{}, err
	}
	t := &threader{Room: r, ctx: ctx, letters: letters, request: *letters.Request(request), now: r.now()}
	t.replies = caller.Can(casework.MayReadMail)
	out, err := t.thread()
	if err != nil {
		return out, err
	}
	if out.Offers, err = r.desk.RequestOffers(ctx, caller, letters, request); err != nil || !out.Offers.Can("request-follow-up") {
		return out, err
	}
	out.Files, err = requests.FilesOf(ctx, r.door, letters.Case)
	return out, err
}

// threader puts a thread together.
type threader struct {
	*Room
	ctx     context.Context
	letters *letters.Correspondence
	request letters.Request
	party   *people.Party
	now     time.Time
	replies bool // the caller may read messages
	hold    house.MailHoldView
	barred  string   // that the party is not to be contacted, in a sentence
	pausing []string // pauses that hold for more than the request, each in a sentence
	keys    map[uuid.UUID]string
	names   map[uuid.UUID]lists.Called
	lib     casework.Library
}

func (t *threader) thread() (Thread, error) {
	entries, err := t.store.Entries(t.ctx, t.letters.Stream())
	if err != nil {
		return Thread{}, err
	}
	if t.party, err = casework.Load[*people.Party](t.ctx, t.store, claim.StreamParty, t.letters.Party); err != nil {
		return Thread{}, err
	}
	if t.hold, err = house.MailHold(t.ctx, t.door); err != nil {
		return Thread{}, err
	}
	if t.pausing, err = t.pauses(); err != nil {
		return Thread{}, err
	}
	if t.barred, err = t.barredSaid(); err != nil {
		return Thread{}, err
	}
	out, err := t.head(entries)
	if err != nil {
		return out, err
	}
	if out.Items, err = t.items(entries); err != nil {
		return out, err
	}
	if err := t.coming(&out); err != nil {
		return out, err
	}
	out.Stops, out.Warnings = t.stops(), t.warnings()
	if out.Confirm = t.confirmable(); len(out.Confirm) > 0 {
		if out.Numbers, err = t.numbers(); err != nil {
			return out, err
		}
	}
	out.Draft = t.draft(out.UndoUntil)
	out.Again, out.CameBack = t.again(), t.cameBack()
	out.Place = t.letters.Place(t.request)
	return out, nil
}

// coming is what goes out about the request if nothing else happens.
func (t *threader) coming(out *Thread) error {
	around, failed := t.store.Around(t.ctx)
	o := t.letters.Outlook(t.now, around)
	out.Planned = requests.Planned(o.About(t.request.ID), out.Zone)
	out.NoReminder = o.None(t.request.ID).Says()
	return failed()
}

// draft is the letter of a request that has not gone out. What keeps it from
// being written is said when it is due.
func (t *threader) draft(sendAt time.Time) *mailtext.LetterText {
	composer, err := t.door.Composer()
	if err != nil || sendAt.IsZero() || t.request.ByHand() {
		return nil
	}
	letter := letters.Message{ID: t.request.ID, Kind: claim.RequestLetter, Requests: []uuid.UUID{t.request.ID}, At: sendAt}
	draft, err := composer.Draft(t.ctx, t.letters, letter, nil)
	if err != nil {
		return nil
	}
	draft = draft.WithoutLinks()
	return &draft
}

// head is the thread without its items.
func (t *threader) head(entries []claim.Entry) (Thread, error) {
	r := t.request
	out := Thread{
		Request: r, Code: letters.RequestCode(r.ID), Zone: casework.ZoneOf(t.party), Timeliness: r.Timeliness(t.now),
	}
	ids := []uuid.UUID{t.letters.Case, t.letters.Party}
	for _, e := range entries {
		if e.Actor.Kind == claim.ActorPerson {
			ids = append(ids, e.Actor.ID)
		}
	}
	for _, answer := range t.letters.Responses {
		ids = append(ids, answer.Way...)
	}
	var err error
	if t.names, err = t.store.Called(t.ctx, casework.Unique(append(ids, r.Claims...))); err != nil {
		return out, err
	}
	if t.lib, err = t.library(t.ctx, slices.Concat(t.refs(entries), t.points())...); err != nil {
		return out, err
	}
	out.Case, out.Party = t.named(t.letters.Case), t.named(t.letters.Party)
	out.PartyKey = out.Party.Key
	out.Questions, out.Statute, out.PausedFor = t.lib.Text(r.Questions), t.lib.Text(r.Statute), t.lib.Text(r.PausedFor)
	if r.Lifecycle == letters.NoReply {
		out.Silence = r.Silence
	}
	if r.Lifecycle == letters.Queued && r.Letter == uuid.Nil {
		out.UndoUntil = r.SendAt
	}
	out.Claims, err = t.claims()
	return out, err
}

func (t *threader) named(id uuid.UUID) Named {
	c := t.names[id]
	return Named{ID: id, Key: c.Name, Title: c.Title}
}

// points is what is shown of the party's contact points, and of the letter that came back.
func (t *threader) points() (refs []claim.Ref) {
	for _, c := range t.party.Contacts {
		refs = append(refs, c.Address)
	}
	if m := t.letters.CameBack(t.request.ID); m != nil && m.Said != "" {
		refs = append(refs, m.Said)
	}
	return refs
}

// refs is all the content that the thread shows, apart from the mail itself.
func (t *threader) refs(entries []claim.Entry) []claim.Ref {
	refs := []claim.Ref{t.request.Questions, t.request.Statute, t.request.PausedFor}
	for _, e := range entries {
		refs = append(refs, CommentOf(e.Fact))
		switch f := e.Fact.(type) {
		case letters.MessageDispatched:
			refs = append(refs, f.Why)
		case letters.FollowUpQueued:
			refs = append(refs, f.Text)
		case letters.PlanMoved:
			refs = append(refs, f.Reason)
		case letters.RemindersPaused:
			refs = append(refs, f.Reason)
		case letters.AttemptLogged:
			refs = append(refs, f.Number, f.With, f.Note)
		case letters.ResponseCalledBack:
			refs = append(refs, f.Note)
		}
	}
	refs = append(refs, t.letters.CopyLists()...)
	for _, f := range t.letters.WaitingFollowUps() {
		if f.With != nil {
			refs = append(refs, f.With.Copies)
		}
	}
	for _, r := range t.letters.Responses {
		refs = append(refs, r.Speaker)
		for _, s := range r.Stances {
			refs = append(refs, s.Statement)
		}
	}
	return slices.DeleteFunc(refs, func(r claim.Ref) bool { return r == "" })
}

// claims are those that the request is about, in its order.
func (t *threader) claims() ([]ThreadClaim, error) {
	t.keys = map[uuid.UUID]string{}
	list := make([]ThreadClaim, 0, len(t.request.Claims))
	states, err := t.store.LoadAll(t.ctx, claim.StreamClaim, t.request.Claims...)
	if err != nil {
		return nil, err
	}
	byID := map[uuid.UUID]*verification.Claim{}
	var refs []claim.Ref
	for _, s := range states {
		c := s.(*verification.Claim)
		byID[c.ID] = c
		refs = append(refs, c.Text, c.WordsOf(t.request.Wording(c.ID)))
	}
	lib, err := t.library(t.ctx, refs...)
	if err != nil {
		return nil, err
	}
	for _, id := range t.request.Claims {
		c := byID[id]
		if c == nil {
			continue
		}
		text := casework.Read[claim.ClaimText](lib, c.Text)
		t.keys[id] = text.Key
		list = append(list, ThreadClaim{
			ID: id, Key: text.Key, Statement: text.Statement, Then: t.then(lib, c), Stage: c.Stage, Stance: t.stance(id),
			Answered: slices.Contains(t.request.Answered, id), Held: slices.Contains(t.request.Held, id),
			Dropped: slices.Contains(t.request.Dropped, id),
		})
	}
	return list, nil
}

// then are the words in which the request puts a claim, if that has other ones now.
func (t *threader) then(lib casework.Library, c *verification.Claim) string {
	wording := t.request.Wording(c.ID)
	if wording == c.Wording() || !t.letters.WasPut(t.request.ID) {
		return ""
	}
	ref := c.WordsOf(wording)
	if !lib.Has(ref) {
		return casework.Erased
	}
	then := casework.Read[claim.ClaimText](lib, ref)
	if then.Statement == casework.Read[claim.ClaimText](lib, c.Text).Statement && then.Holds != nil {
		return then.Statement + " (" + then.Holds.String() + ")"
	}
	return then.Statement
}

// stance is where the party stands to a claim.
func (t *threader) stance(about uuid.UUID) claim.Stance {
	var at time.Time
	var stance claim.Stance
	for _, r := range t.letters.Responses {
		for _, s := range r.Stances {
			if s.Claim == about && s.Stance.Prevails(r.ReceivedAt, stance, at) {
				stance, at = s.Stance, r.ReceivedAt
			}
		}
	}
	return stance
}
