package correspondence

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
)

// items is everything that happened with the request, the oldest first.
func (t *threader) items(entries []claim.Entry) ([]ThreadItem, error) {
	attempts, err := t.store.HandOvers(t.ctx, t.letters.ID)
	if err != nil {
		return nil, err
	}
	actors := map[uuid.UUID]claim.Actor{}
	var items []ThreadItem
	for _, e := range entries {
		if f, ok := e.Fact.(letters.ResponseRecorded); ok {
			actors[f.ID] = e.Actor
		}
		if item, ok := t.event(e); ok {
			items = append(items, item)
		}
	}
	for _, m := range t.letters.Messages {
		if !t.concerns(m) {
			continue
		}
		item, err := t.message(m, attempts[m.ID])
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	for _, r := range t.letters.Responses {
		if r.Request == t.request.ID {
			items = append(items, t.answer(r, actors[r.ID]))
		}
	}
	if err := t.sentBy(items); err != nil {
		return nil, err
	}
	slices.SortStableFunc(items, func(a, b ThreadItem) int { return a.At.Compare(b.At) })
	return items, nil
}

// concerns reports whether a message belongs into the thread: our letters about
// the request, and whatever came from the party since it was written, but for what
// was read as an answer to another request alone.
func (t *threader) concerns(m letters.Message) bool {
	if m.Kind != claim.Reply || len(m.Requests) > 0 {
		return slices.Contains(m.Requests, t.request.ID)
	}
	another := false
	for _, r := range t.letters.Responses {
		if r.Message == m.ID && r.Request == t.request.ID {
			return true
		}
		another = another || r.Message == m.ID
	}
	return !another && !m.At.Before(t.request.QueuedAt)
}

func (t *threader) message(m letters.Message, attempts []lists.HandOverRow) (ThreadItem, error) {
	item := ThreadItem{
		Kind: ThreadLetter, At: m.At, Message: m.ID, What: m.Kind.Title(m.Number), Delivery: m.Delivery, Reason: m.Reason,
		Uncertain: m.Uncertain, Attempts: attempts, NextTry: t.nextTry(m, attempts), Class: m.Class, ReadAt: m.ReadAt, Disposition: m.Disposition, Channel: m.Channel,
	}
	if by := t.letters.PutBy(m); by != "" {
		item.What, item.Delivery = m.Kind.Title(m.Number)+", "+by.How(), ""
	}
	if m.Kind == claim.Reply {
		item.Kind, item.What = ThreadReply, replyTitle(m)
		item.Delivery, item.Reason = "", ""
		if !t.replies {
			return item, nil
		}
	}
	if m.Content == "" {
		item.Text = t.lib.Text(m.Why)
		return item, nil
	}
	text, err := t.texts.Of(t.ctx, m.ID, m.Content)
	if err != nil {
		return item, err
	}
	item.Copies, item.Uncopied = t.copies(m), m.Uncopied
	item.By, item.Subject, item.Text, item.Files, item.Signs = text.Author(), text.Subject, text.Text, text.Files, text.Signs
	item.Newest = cutAt(text.Newest, casework.MaxText)
	if item.Redirected = text.Redirected; m.FromDesk() {
		item.Origins = text.Origins
	}
	if m.Stranger() {
		if item.Doubts, err = t.doubts(t.ctx, text.From, t.letters.Party); err != nil {
			return item, err
		}
	}
	open, err := t.linksOpenUntil(t.ctx, text.Links(), t.letters)
	item.Savable = err == nil && open.IsZero()
	whole := len(item.Text)
	item.Text = cutAt(item.Text, casework.MaxText)
	item.Cut = len(item.Text) < whole
	return item, err
}

// cutAt is the beginning of a text, of so many characters.
func cutAt(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}

// nextTry is when a letter is tried again; the zero time if it is not, or nobody can say.
func (t *threader) nextTry(m letters.Message, attempts []lists.HandOverRow) time.Time {
	if len(attempts) == 0 || !m.Delivery.Waits() || t.hold.Held {
		return time.Time{}
	}
	return attempts[len(attempts)-1].NextTry
}

// copies are the addresses that a letter went to besides.
func (t *threader) copies(m letters.Message) []string { return t.copyList(t.letters.EnclosedIn(m)) }

func (t *threader) copyList(with *letters.Enclosed) []string {
	if with == nil || with.Copies == "" {
		return nil
	}
	return casework.Read[letters.CopyList](t.lib, with.Copies).Addresses
}

func enclosed(with *letters.Enclosed) int {
	if with == nil {
		return 0
	}
	return len(with.Files)
}

func replyTitle(m letters.Message) string {
	if m.Channel.OnPage() {
		return "an answer on the answer page"
	}
	if m.Copy {
		return "a bounce of a copy, which says nothing of the letter to the party"
	}
	return m.Class.Title()
}

func (t *threader) answer(r letters.Response, by claim.Actor) ThreadItem {
	item := ThreadItem{
		Kind: ThreadAnswer, At: r.ReceivedAt, By: t.actor(by), What: "an answer, " + r.Channel.How(), Message: r.Message,
		Response: r.ID, GroundRules: r.GroundRules, Authenticity: r.Authenticity, Late: r.Late, Channel: r.Channel,
		Speaker: t.lib.Text(r.Speaker), Through: t.through(r.Way),
	}
	for _, s := range r.Stances {
		key := t.keys[s.Claim]
		if key == "" {
			key = t.names[s.Claim].Name
		}
		item.Stances = append(item.Stances, ThreadStance{Claim: key, Stance: s.Stance, Statement: t.lib.Text(s.Statement), Summary: s.Summary})
	}
	return item
}

// through puts the way of an answer into words.
func (t *threader) through(way []uuid.UUID) string {
	names := make([]string, len(way))
	for i, via := range way {
		names[i] = t.names[via].Title
	}
	return casework.Through(names)
}

// actor names who did something.
func (t *threader) actor(a claim.Actor) string {
	switch a.Kind {
	case claim.ActorPerson:
		return t.names[a.ID].Title
	case claim.ActorParty:
		return t.names[t.letters.Party].Title
	}
	return "Onrecord"
}

// event puts an entry into words, unless it is about another request or shows
// as a message or an answer.
func (t *threader) event(e claim.Entry) (ThreadItem, bool) {
	item := ThreadItem{Kind: ThreadEvent, At: e.At, By: t.actor(e.Actor)}
	var about uuid.UUID
	switch f := e.Fact.(type) {
	case letters.RequestQueued:
		about, item.What = f.Request, fmt.Sprintf("%s, to answer by %s", putKind(f.Kind), t.moment(f.AnswerBy))
	case letters.RequestWithdrew:
		about, item.What, item.Text = f.Request, t.withdrew(), t.lib.Text(f.Reason)
	case letters.RequestExtended:
		about, item.What, item.Text = f.Request, "extended the request until "+t.moment(f.AnswerBy), t.lib.Text(f.Reason)
	case letters.RemindersReplanned:
		about, item.What = f.Request, "replanned the reminders: "+f.Reason.Replanned()
	case letters.AttemptLogged:
		about, item.What, item.Text = f.Request, t.attempted(f.Attempt), t.lib.Text(f.Note)
	case letters.AnswersStand:
		about, item.What = f.Request, "what they have said is their answer"
	case letters.ReminderHeldBack:
		about, item.What = f.Request, HeldBack(f)
	case letters.RequestLapsed:
		about, item.What = f.Request, "the time to answer ended: "+string(f.Silence)
	case letters.PlanMoved:
		about, item.What, item.Text = f.Request, "moved to the reminder plan "+f.Plan.String(), t.lib.Text(f.Reason)
	case letters.RemindersPaused:
		about, item.What, item.Text = f.Request, "paused the reminders", t.lib.Text(f.Reason)
	case letters.PauseNoted:
		if f.Level == claim.PauseClaim && !slices.Contains(t.request.Claims, f.About) {
			return item, false
		}
		about, item.What, item.Text = t.request.ID, pauseNoted(f), t.lib.Text(CommentOf(f))
	case letters.BarNoted:
		about, item.What, item.Text = t.request.ID, barNoted(f), t.lib.Text(CommentOf(f))
	case letters.IntentMissed:
		about, item.What = f.Request, "they have not said whether they will answer, and were asked to by now"
	case letters.RequestHeldBack:
		about, item.What = f.Request, "the letter did not go out"+Because(f.Why.Says())+"; it is looked at again "+f.Why.LookedAt()
	case letters.ChaseMoved:
		about, item.What = f.Request, "has the reminders after the answer-by instant go on where they stopped, until "+t.moment(f.Until)
	case letters.RemindersResumed:
		about, item.What = f.Request, "let reminders go out again"
	case letters.ResponseCalledBack:
		if r := t.letters.Response(f.Response); r == nil || r.Request != t.request.ID {
			return item, false
		}
		about, item.What, item.Text = t.request.ID, "called back, and the answer was confirmed", t.lib.Text(f.Note)
	case letters.FollowUpQueued:
		return t.waiting(e, f)
	case letters.TellingQueued:
		if !slices.Contains(t.request.Claims, f.News.Claim) {
			return item, false
		}
		about, item.What = t.request.ID, fmt.Sprintf("is to be told what was made public of the claim %s: %s %d", t.keys[f.News.Claim], f.News.Publication.Kind, f.News.Publication.Version)
	case letters.TellingDropped:
		if !slices.Contains(t.request.Claims, f.Claim) {
			return item, false
		}
		about, item.What = t.request.ID, fmt.Sprintf("is not told any more what had been made public of the claim %s: it has been changed since", t.keys[f.Claim])
	case letters.ServerSaid:
		m := t.letters.Message(f.Message)
		item.By, item.What, item.Text = "The mail server", "did not take the "+string(m.Kind)+Because(f.Reason.Says()), t.lib.Text(f.Said)
		return item, slices.Contains(m.Requests, t.request.ID)
	case letters.ContactNoted:
		about, item.What = t.request.ID, "letters go to another address from now on"
	case letters.PutAgainPlanned:
		about, item.What = f.Request, "has the request go to "+t.addressOf(f.Contact)+" at "+t.moment(f.At)+Because(f.Moved.Says())
	case letters.PutAgainDropped:
		about, item.What = f.Request, "does not have the request go to another contact point any more"
	case letters.ClaimNoted:
		if !slices.Contains(t.request.Claims, f.Claim) {
			return item, false
		}
		about, item.What = t.request.ID, t.claimNoted(f)
	default:
		return item, false
	}
	return item, about == t.request.ID
}

// attempted says how somebody tried to reach the party, and what came of it.
func (t *threader) attempted(a letters.Attempt) string {
	what := "tried to reach them " + a.Channel.How()
	if number := t.lib.Text(a.Number); number != "" {
		what += " (" + number + ")"
	}
	what += " at " + t.moment(a.At) + ": " + string(a.Result)
	if with := t.lib.Text(a.With); with != "" {
		what += ", " + with
	}
	if !a.Promised.IsZero() {
		what += "; they will answer by " + t.moment(a.Promised)
	}
	return what
}

func (t *threader) withdrew() string {
	if t.request.SentAt.IsZero() {
		return "took the request back before it went out"
	}
	return "withdrew the request"
}

func (t *threader) claimNoted(f letters.ClaimNoted) string {
	key := t.keys[f.Claim]
	switch {
	case f.Over:
		return fmt.Sprintf("the claim %s is no longer pursued", key)
	case f.Held:
		return fmt.Sprintf("the claim %s was put on hold", key)
	}
	return fmt.Sprintf("the claim %s goes on", key)
}

// waiting is a letter by hand in its undo window. Once it is out it shows as a
// letter, and one that was taken back does not show.
func (t *threader) waiting(e claim.Entry, f letters.FollowUpQueued) (ThreadItem, bool) {
	for _, w := range t.letters.WaitingFollowUps() {
		if w.ID == f.FollowUp && f.Request == t.request.ID {
			return ThreadItem{
				Kind: ThreadWaiting, At: e.At, By: t.actor(e.Actor), What: "a letter by hand, not out yet",
				Text: t.lib.Text(f.Text), Message: f.FollowUp, UndoUntil: f.SendAt, Copies: t.copyList(f.With), Enclosed: enclosed(f.With),
			}, true
		}
	}
	return ThreadItem{}, false
}

// moment is an instant in the party's zone.
func (t *threader) moment(at time.Time) string {
	return at.In(casework.ZoneOf(t.party)).Format("15:04 on Monday 2 January 2006 MST")
}

// stopsNow is what [threader.stops] says, without the rest of the thread.
func (t *threader) stopsNow() ([]string, error) {
	var err error
	if t.party, err = casework.Load[*people.Party](t.ctx, t.store, claim.StreamParty, t.letters.Party); err != nil {
		return nil, err
	}
	if t.hold, err = house.MailHold(t.ctx, t.door); err != nil {
		return nil, err
	}
	if t.pausing, err = t.pauses(); err != nil {
		return nil, err
	}
	if t.barred, err = t.barredSaid(); err != nil {
		return nil, err
	}
	if t.lib, err = t.library(t.ctx, t.request.PausedFor); err != nil {
		return nil, err
	}
	return t.stops(), nil
}

// CameReport is a message that came from the party.
type CameReport struct {
	Message     uuid.UUID           `json:"message"`
	At          time.Time           `json:"at"`
	What        string              `json:"what" doc:"what it is: a message, an automatic reply, a bounce, an answer on the answer page"`
	Waits       bool                `json:"waits,omitempty" doc:"somebody has to read it"`
	Disposition letters.Disposition `json:"disposition,omitempty" doc:"what the reader made of it"`
}

// Stands is what keeps reminders of a request from going out now, and what came of its party.
func (r *Room) Stands(ctx context.Context, mail *letters.Correspondence, request uuid.UUID) (stops []string, came []CameReport, err error) {
	t := &threader{Room: r, ctx: ctx, letters: mail, request: *mail.Request(request), now: r.now()}
	stops, err = t.stopsNow()
	return stops, t.came(), err
}

// came are the messages of the party since it was asked.
func (t *threader) came() (came []CameReport) {
	for _, m := range t.letters.Messages {
		if m.Kind == claim.Reply && !m.At.Before(t.request.SendAt) && t.concerns(m) {
			came = append(came, CameReport{Message: m.ID, At: m.At, What: replyTitle(m), Waits: m.Unread(), Disposition: m.Disposition})
		}
	}
	return came
}

// stops says what keeps reminders from going out now, if anything is still asked.
func (t *threader) stops() []string {
	r := t.request
	var stops []string
	if r.Over() {
		return nil
	}
	if t.hold.Held {
		stops = append(stops, "the desk holds all mail: no letter goes out, and the answer-by instant stays")
	}
	if t.letters.Bars(r) {
		stops = append(stops, t.barred)
	}
	if n := len(t.letters.Unread()); n > 0 {
		stops = append(stops, "a message from the party waits to be read; until then no reminder goes out and the request does not lapse")
	}
	if n := t.letters.Quarantined; n > 0 {
		stops = append(stops, fmt.Sprintf("messages that are, or may be, the party's wait in quarantine (%d); until they are sorted no reminder goes out "+
			"and the request does not lapse. They are shown to editors who may see every case that such a message may belong to", n))
	}
	if r.Lifecycle == letters.Clarification {
		stops = append(stops, "the party has "+r.Asks.Asked()+"; the clock runs again when you write to it")
	}
	if r.Promised.After(t.now) {
		stops = append(stops, "the party has said that it will answer by "+t.moment(r.Promised)+"; no reminder goes out before")
	}
	if len(r.Pending()) > 0 && len(r.Asking()) == 0 {
		stops = append(stops, "every claim that it is still about is on hold")
	}
	if !r.PausedAt.IsZero() {
		stops = append(stops, "its reminders are paused"+reasonGiven(t.lib.Text(r.PausedFor)))
	}
	stops = append(stops, t.pausing...)
	if t.letters.Barred != nil {
		return stops
	}
	if len(t.party.LetterPoints()) == 0 || slices.Contains(t.letters.BadContacts, t.party.LettersOf(t.letters.Contact).ID) {
		stops = append(stops, "letters to the party's address come back; give it another one")
	}
	return stops
}

func reasonGiven(reason string) string {
	if reason = strings.TrimSpace(reason); reason == "" {
		return ""
	}
	return ": " + reason
}

// warnings say what would surprise whoever acts on the request.
func (t *threader) warnings() []string {
	r := t.request
	if r.Over() || r.AnswerBy.After(t.now) {
		return nil
	}
	switch {
	case len(r.Pending()) > 0 && len(r.Asking()) == 0:
		return []string{"its answer-by instant has passed: it lapses as soon as one of its claims is resumed, unless you extend it first"}
	case r.Lifecycle == letters.Clarification:
		return []string{"its answer-by instant has passed: it lapses as soon as you write to the party, unless you extend it first"}
	case len(t.letters.Unread())+t.letters.Quarantined > 0:
		return []string{"its answer-by instant has passed: it lapses when the message turns out to hold no answer, unless you extend it first"}
	}
	return nil
}
