package timeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// TimelineItem is one entry in words.
type TimelineItem struct {
	Position int64     `json:"position" doc:"its place in the record"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor"`
	Kind     string    `json:"kind" doc:"kind of the entry"`
	Text     string    `json:"text"`
	Comment  string    `json:"comment,omitempty" doc:"what the person wrote: a note, comments or a reason"`
	Hash     string    `json:"hash" doc:"of the chain of entries up to here"`
}

// MaxTimeline is how many entries one call returns at most.
const MaxTimeline = 1000

// pollEvery is how often a waiting caller looks for new entries.
const pollEvery = 100 * time.Millisecond

// Timeline lists what happened in a case after a position, in order. If there
// is nothing yet it waits for up to the given time.
func (r *Room) Timeline(ctx context.Context, caller casework.Caller, caseName string, after int64, wait time.Duration) ([]TimelineItem, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return nil, err
	}
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return nil, err
	}
	entries, err := r.store.Timeline(ctx, c.ID, after, MaxTimeline)
	for deadline := time.Now().Add(wait); err == nil && len(entries) == 0 && time.Now().Before(deadline) && ctx.Err() == nil; {
		select {
		case <-time.After(pollEvery):
		case <-ctx.Done():
		}
		entries, err = r.store.Timeline(ctx, c.ID, after, MaxTimeline)
	}
	if err != nil || len(entries) == 0 {
		return []TimelineItem{}, err
	}
	if wait > 0 { // the right to see them may have ended meanwhile
		if caller, err = r.door.Authenticate(ctx, caller.ID.String()); err == nil {
			c, err = r.door.CaseByID(ctx, caller, c.ID, caseName)
		}
		if err != nil {
			return nil, err
		}
	}
	return r.tell(ctx, c, entries)
}

// tell puts entries into words.
func (r *Room) tell(ctx context.Context, c *cases.Case, entries []claim.Recorded) ([]TimelineItem, error) {
	states, err := r.store.States(ctx, c.ID, time.Time{})
	if err != nil {
		return nil, err
	}
	b, err := r.reports.GatherStates(ctx, states, time.Time{})
	if err != nil {
		return nil, err
	}
	return r.InWords(ctx, b, entries)
}

// InWords puts entries into words with what a Gathered has gathered.
func (r *Room) InWords(ctx context.Context, b *report.Gathered, entries []claim.Recorded) ([]TimelineItem, error) {
	t := teller{Names: b.Names, byStream: map[uuid.UUID]*letters.Correspondence{}}
	var err error
	if t.comments, err = r.comments(ctx, entries); err != nil {
		return nil, err
	}
	for _, l := range b.Letters {
		t.byStream[l.ID] = l
	}
	items := make([]TimelineItem, 0, len(entries))
	for _, e := range entries {
		items = append(items, TimelineItem{
			Position: e.Position, At: e.At, Actor: t.actor(e.Actor), Kind: e.Fact.FactKind(), Text: t.text(e.Entry),
			Comment: t.comments.Text(commentOf(e.Fact)), Hash: e.Hash,
		})
	}
	return items, nil
}

// comments reads what people wrote when they did what the entries say.
func (r *Room) comments(ctx context.Context, entries []claim.Recorded) (casework.Library, error) {
	var refs []claim.Ref
	for _, e := range entries {
		if ref := commentOf(e.Fact); ref != "" {
			refs = append(refs, ref)
		}
	}
	return r.store.GetMany(ctx, refs)
}

// commentOf is the text that belongs to a fact: a note, comments or a reason.
func commentOf(fact claim.Fact) claim.Ref {
	switch f := fact.(type) {
	case finding.ChangesRequested:
		return f.Comments
	case verification.ClaimMoved:
		return f.Reason
	case verification.PolicyRepinned:
		return f.Reason
	case finding.ClaimSigned:
		return f.Note
	case finding.ClaimPublished:
		if f.Unsigned != nil && f.Reason == "" {
			return f.Unsigned.Why
		}
		return f.Reason
	case people.MailHeld:
		return f.Reason
	case sources.EvidenceWithdrawn:
		return f.Reason
	case sources.StatementWithdrawn:
		return f.Reason
	case sources.IndependenceContested:
		return f.Reason
	case sources.ContestWithdrawn:
		return f.Reason
	case verification.ClaimRelated:
		return f.Reason
	case verification.ClaimUnrelated:
		return f.Reason
	case verification.ClaimUpheld:
		return f.Reason
	case verification.ClaimRevised:
		return f.AnswersHold
	case sources.AnswersUpheld:
		return f.Reason
	case verification.AskingPutAside:
		return f.Reason
	case sources.AnswerWeighed:
		return f.Reason
	case cases.LineWithdrawn:
		return f.Reason
	case sources.EvidenceUpheld:
		return f.Reason
	}
	return correspondence.CommentOf(fact)
}

// teller puts entries of one case into words.
type teller struct {
	report.Names
	byStream map[uuid.UUID]*letters.Correspondence
	comments casework.Library
}

func (t teller) actor(a claim.Actor) string {
	switch a.Kind {
	case claim.ActorPerson:
		return t.People[a.ID]
	case claim.ActorParty:
		return t.Parties[a.ID].Name
	}
	return "Onrecord"
}

func (t teller) text(e claim.Entry) string {
	switch e.Stream.Kind {
	case claim.StreamClaim:
		return t.claimText(t.Keys[e.Stream.ID], e)
	case claim.StreamCorrespondence:
		return t.letterText(t.byStream[e.Stream.ID], e)
	case claim.StreamIntake:
		return t.intakeText(e)
	case claim.StreamDraft:
		return t.draftText(e)
	case claim.StreamComments:
		return t.commentText(e)
	case claim.StreamPerson:
		return t.whose(e) + t.personText(e.Fact)
	case claim.StreamParty:
		return t.partyText(e)
	case claim.StreamDesk:
		return deskText(e.Fact)
	}
	return t.caseText(e)
}

func (t teller) caseText(e claim.Entry) string {
	if text := pauseText(e.Fact, "of the case"); text != "" {
		return text
	}
	switch f := e.Fact.(type) {
	case cases.CaseOpened:
		return "opened the case"
	case assigned.TurnAssigned:
		return t.turnText(f)
	case cases.SeriesOpened:
		return fmt.Sprintf("began a series of claims about %d parties", len(f.Parties))
	case cases.SeriesExtended:
		return fmt.Sprintf("added %d to the parties of a series of claims", len(f.Parties))
	case cases.SeriesRevised:
		return "changed what a series of claims says"
	case cases.LineFrozen:
		return "froze the line as of " + claim.Moment(f.AsOf, t.Zone)
	case cases.LineWithdrawn:
		return "withdrew a line that was frozen"
	case cases.CaseRevised:
		return "changed the case"
	case cases.ClaimsOrdered:
		return "put the claims into another order"
	case cases.AccessChanged:
		if f.Sensitivity == claim.Restricted {
			return fmt.Sprintf("changed who may see the case: its owner %s, and on the access list %s", t.People[f.Owner], persons(t.People, f.Access))
		}
		return fmt.Sprintf("changed who may see the case: everybody on the desk; its owner is %s", t.People[f.Owner])
	}
	return plainKind(e.Fact)
}

// persons names people, or says that there is nobody.
func persons(names map[uuid.UUID]string, ids []uuid.UUID) string {
	if len(ids) == 0 {
		return "nobody"
	}
	called := make([]string, len(ids))
	for i, id := range ids {
		called[i] = names[id]
	}
	return line.Enumerate(called)
}

// nowAt says at which stage a claim stands after something that may have moved it.
// Of one that is public or over it says nothing: that moved no claim there.
func nowAt(s claim.Stage) string {
	if s == claim.StagePublished || s.Over() {
		return ""
	}
	return "; now " + string(s)
}

func (t teller) claimText(key string, e claim.Entry) string {
	switch f := e.Fact.(type) {
	case verification.ClaimDrafted:
		return fmt.Sprintf("wrote the claim %q", key)
	case verification.ClaimOpened:
		return fmt.Sprintf("opened the claim %q", key)
	case sources.ClaimAsked:
		return fmt.Sprintf("%s: put to %s%s", key, t.name(f.Party), nowAt(f.Stage))
	case sources.ClaimAnswered:
		return fmt.Sprintf("%s: %s%s%s%s%s", key, t.whoSaid(f.Said), " "+string(f.Stance), t.how(f.Said), superseding(f), nowAt(f.Stage))
	case sources.AnswerCalledBack:
		return fmt.Sprintf("%s: an answer was confirmed by a call-back%s", key, nowAt(f.Stage))
	case sources.ClaimUnanswered:
		return fmt.Sprintf("%s: a request ended without an answer%s%s", key, correspondence.Because(string(f.Silence)), nowAt(f.Stage))
	case finding.OutcomeProposed:
		return fmt.Sprintf("%s: proposed the outcome %q%s, as of %s; now in review", key, f.Outcome, correspondence.Because(string(f.Why)), t.Moment(f.AsOf))
	case finding.ClaimSigned:
		return fmt.Sprintf("%s: signed what stands under %.12s%s", key, f.Subject, havingOpened(f.Opened))
	case finding.StepCompleted:
		return fmt.Sprintf("%s: did the step %s on what stands under %.12s", key, f.Step, f.Subject)
	case verification.PolicyRepinned:
		return fmt.Sprintf("%s: moved from %s to %s; what was signed before is signed again%s", key, cmp.Or(f.Before, "no policy"), f.Under, nowAt(f.Stage))
	case verification.ClaimMarked:
		return fmt.Sprintf("%s: marked it as %s%s", key, markedAs(f.Marks), nowAt(f.Stage))
	case finding.ClaimSignedOff:
		return fmt.Sprintf("%s: signed off as %q%s", key, f.Outcome, correspondence.Because(string(f.Why)))
	case verification.ReviewWaited:
		if f.Times > 1 {
			return fmt.Sprintf("%s: its review still waits for somebody who can sign; it was chased %d times", key, f.Times)
		}
		if f.Taken {
			return fmt.Sprintf("%s: its review has waited for long, and stays with whoever accepted it", key)
		}
		return fmt.Sprintf("%s: its review has waited for long, and is now for everybody who can sign", key)
	case finding.ChangesRequested:
		return fmt.Sprintf("%s: sent it back; now assessing", key)
	case finding.ClaimPublished:
		return fmt.Sprintf("%s: %s %d: %s%s, as of %s%s%s", key, f.Kind, f.Version, f.Outcome, correspondence.Because(string(f.Why)), t.Moment(f.AsOf), t.early(f.Running), untold(f.Untold)+lacking(f.Unsigned))
	case finding.PublicationScheduled:
		return fmt.Sprintf("%s: scheduled its publication for %s (chosen in %s)", key, t.Moment(f.At), f.Zone)
	case finding.ScheduleCanceled:
		return fmt.Sprintf("%s: took its scheduled publication back", key)
	case finding.PublicationMissed:
		return fmt.Sprintf("%s: its scheduled publication could not be carried out: %s", key, f.Refused.Message)
	case sources.EvidenceDisclosed:
		if f.Public {
			return fmt.Sprintf("%s: made a piece of evidence public%s", key, nowAt(f.Stage))
		}
		return fmt.Sprintf("%s: made a piece of evidence internal%s", key, nowAt(f.Stage))
	case finding.ReviewedAfter:
		return fmt.Sprintf("%s: reviewed after publication %d", key, f.Publication)
	case verification.ClaimMoved:
		return fmt.Sprintf("%s: now %s", key, f.Stage)
	case verification.ClaimRevised:
		if f.AnswersHold != "" {
			return fmt.Sprintf("%s: changed what it says; what was asked and answered holds%s", key, nowAt(f.Stage))
		}
		return fmt.Sprintf("%s: changed what it says%s", key, nowAt(f.Stage))
	case sources.EvidenceAdded:
		return fmt.Sprintf("%s: added evidence (%s, %s%s)%s", key, f.Kind, f.Bearing.Says(), publicly(f.Public), nowAt(f.Stage))
	case sources.EvidenceWithdrawn:
		return fmt.Sprintf("%s: withdrew evidence%s", key, nowAt(f.Stage))
	}
	if text := pauseText(e.Fact, "about it"); text != "" {
		return key + ": " + text
	}
	if text := t.sourceText(key, e); text != "" {
		return text
	}
	if text, ok := t.relationText(key, e.Fact); ok {
		return text
	}
	return key + ": " + plainKind(e.Fact)
}

// untold says that those who were asked are not told.
func untold(why claim.Ref) string {
	if why == "" {
		return ""
	}
	return "; those who were asked are not told in letters"
}

// lacking says what a finding was published without.
func lacking(u *finding.Unsigned) string {
	if u == nil {
		return ""
	}
	return fmt.Sprintf("; published without its sign-offs: it had %d of %d", u.Had, u.Asked)
}

// early says who still had time to answer when a finding was published.
func (t teller) early(running []finding.Running) string {
	if len(running) == 0 {
		return ""
	}
	names := make([]string, len(running))
	for i, r := range running {
		names[i] = fmt.Sprintf("%s until %s", t.name(r.Party), t.Moment(r.Until))
	}
	return "; still had time to answer: " + line.Enumerate(names)
}

func publicly(public bool) string {
	if public {
		return ", public"
	}
	return ""
}

func superseding(f sources.ClaimAnswered) string {
	if len(f.Supersedes) == 0 {
		return ""
	}
	return ", which supersedes an earlier answer"
}

// partly reports whether a party had said something of what a request asks by an instant.
func partly(l *letters.Correspondence, request uuid.UUID, by time.Time) bool {
	asked := l.Request(request)
	return asked != nil && slices.ContainsFunc(l.Responses, func(r letters.Response) bool {
		return !r.MoreTime && !r.ReceivedAt.After(by) && slices.ContainsFunc(r.Stances, func(a letters.Answer) bool { return slices.Contains(asked.Claims, a.Claim) })
	})
}

func (t teller) letterText(l *letters.Correspondence, e claim.Entry) string {
	party := t.name(l.Party)
	switch f := e.Fact.(type) {
	case letters.RequestQueued:
		return fmt.Sprintf("%s, to answer by %s", askedFor(f.Kind, party, t.claimKeys(f.Claims)), t.Moment(f.AnswerBy))
	case letters.RequestWithdrew:
		return fmt.Sprintf("withdrew a request to %s", party)
	case letters.RequestExtended:
		return fmt.Sprintf("extended a request to %s until %s", party, t.Moment(f.AnswerBy))
	case letters.AttemptLogged:
		return fmt.Sprintf("tried to reach %s %s: %s", party, f.Channel.How(), f.Result)
	case letters.AnswersStand:
		return "what " + party + " has said is its answer"
	case letters.ReminderHeldBack:
		return correspondence.HeldBack(f) + ": " + party
	case letters.RequestLapsed:
		if partly(l, f.Request, e.At) {
			return fmt.Sprintf("%s has not answered all of it in time: %s", party, f.Silence)
		}
		return fmt.Sprintf("%s has not answered in time: %s", party, f.Silence)
	case letters.MessageDispatched:
		if by := putBy(l, f.Message); by != "" {
			return fmt.Sprintf("put a request to %s %s", party, by.How())
		}
		return fmt.Sprintf("wrote %s to %s, to be sent", f.Kind.One(f.Number), party)
	case letters.ServerSaid:
		return fmt.Sprintf("the mail server did not take the %s to %s%s", kindOf(l, f.Message), party, correspondence.Because(f.Reason.Says()))
	case letters.MessageSettled:
		if by := putBy(l, f.Message); by != "" {
			return fmt.Sprintf("%s has the request, put %s", party, by.How())
		}
		return settledText(kindOf(l, f.Message), party, f.Delivery) + correspondence.Because(desk.FailedFor(f.Cause, f.Reason))
	case letters.MessageReceived:
		return fmt.Sprintf("received mail from %s: %s%s", party, f.Mail.Class.Came(), t.strangerText(l, f))
	case letters.ResponseCalledBack:
		return fmt.Sprintf("called %s back, which confirmed its answer", party)
	case letters.SenderChecked:
		return fmt.Sprintf("looked at who sent a message of %s: it is %s", party, f.Sender.Grade)
	case letters.MessageRead:
		return fmt.Sprintf("read a message from %s: %s", party, f.Disposition)
	case letters.ResponseRecorded:
		return fmt.Sprintf("recorded an answer of %s: %s", party, t.stances(f.Stances))
	case letters.ClaimNoted:
		return t.notedText(party, f)
	case letters.ContactNoted:
		return fmt.Sprintf("letters to %s go to another address", party)
	case letters.PutAgainPlanned:
		return fmt.Sprintf("a letter to %s came back: the request goes to another contact point, not before %s%s", party, t.Moment(f.At), correspondence.Because(f.Moved.Says()))
	case letters.PutAgainDropped:
		if f.Undone {
			return fmt.Sprintf("took back that the request to %s goes to another contact point", party)
		}
		return fmt.Sprintf("the request to %s does not go to another contact point any more", party)
	case letters.QuarantineNoted:
		if f.In {
			return fmt.Sprintf("a message that is, or may be, from %s waits in quarantine", party)
		}
		return fmt.Sprintf("a message that was, or might have been, from %s waits in quarantine no more", party)
	case letters.FollowUpQueued:
		return fmt.Sprintf("wrote a letter by hand to %s", party)
	case letters.TellingQueued:
		return fmt.Sprintf("%s is to be told that of %s was published: %s %d", party, t.claimKeys([]uuid.UUID{f.News.Claim}), f.News.Publication.Kind, f.News.Publication.Version)
	case letters.TellingDropped:
		return fmt.Sprintf("%s is not told any more what had been published of %s: it has been changed since", party, t.claimKeys([]uuid.UUID{f.Claim}))
	case letters.FollowUpUndone:
		return fmt.Sprintf("took a letter by hand to %s back", party)
	case letters.PageAnswered:
		return pageWords(party, f)
	case letters.PageAnswerSeen:
		return fmt.Sprintf("looked at what %s sent on the answer page", party)
	}
	return t.remindersText(party, e.Fact)
}

// remindersText tells what became of the reminders to a party.
func (t teller) remindersText(party string, f claim.Fact) string {
	switch f := f.(type) {
	case letters.RemindersReplanned:
		return fmt.Sprintf("planned the reminders to %s anew%s", party, correspondence.Because(f.Reason.Replanned()))
	case letters.PlanMoved:
		return fmt.Sprintf("moved a request to %s to the reminder plan %s", party, f.Plan)
	case letters.ChaseMoved:
		return fmt.Sprintf("the reminders to %s after its answer-by instant go on where they stopped, until %s", party, t.Moment(f.Until))
	case letters.PauseNoted:
		if f.Pause == nil {
			return fmt.Sprintf("reminders to %s are paused no more: %s", party, claim.WordOf(f.Level).Doc)
		}
		return fmt.Sprintf("reminders to %s are paused: %s", party, claim.WordOf(f.Level).Doc)
	case letters.RemindersPaused:
		return fmt.Sprintf("paused the reminders to %s", party)
	case letters.RemindersResumed:
		return fmt.Sprintf("let reminders to %s go out again", party)
	}
	return plainKind(f)
}

// settledText says what became of a letter that was handed over.
func settledText(kind, party string, d letters.Delivery) string {
	switch d {
	case letters.DeliveryAccepted:
		return fmt.Sprintf("the mail server of %s took the %s", party, kind)
	case letters.DeliveryDeferred:
		return fmt.Sprintf("the mail server of %s does not take the %s for now", party, kind)
	case letters.DeliverySoftBounce:
		return fmt.Sprintf("the %s to %s came back for now", kind, party)
	case letters.DeliveryHardBounce:
		return fmt.Sprintf("the %s to %s came back", kind, party)
	case letters.DeliveryUncertain:
		return fmt.Sprintf("nobody knows whether the %s reached %s", kind, party)
	case letters.DeliveryStopped:
		return fmt.Sprintf("the %s to %s was stopped before it went out", kind, party)
	}
	return fmt.Sprintf("the %s to %s: %s", kind, party, d)
}

// notedText says what a claim means for the letters to a party.
func (t teller) notedText(party string, f letters.ClaimNoted) string {
	switch {
	case f.Over:
		return fmt.Sprintf("%s is asked no more about %s", party, t.Keys[f.Claim])
	case f.Held:
		return fmt.Sprintf("no letters to %s about %s: it is on hold", party, t.Keys[f.Claim])
	}
	return fmt.Sprintf("letters to %s about %s go out again", party, t.Keys[f.Claim])
}

func (t teller) intakeText(e claim.Entry) string {
	switch f := e.Fact.(type) {
	case intake.MailReceived:
		return "a message came in" + strings.TrimSuffix(t.wayIn(f.Mail), ",") + ", and is kept as it came"
	case intake.MailRepeated:
		return "the same message came in by another way, and is kept as it came there too"
	case intake.MailQuarantined:
		return "put a message into quarantine" + correspondence.Because(f.Reason.Says())
	case intake.GuessRefused:
		return "found that a message does not belong where it was guessed to; it stays in quarantine"
	case intake.MailMatched:
		return t.matchedText(f)
	case assigned.TurnAssigned:
		return t.turnText(f)
	case intake.MailDiscarded:
		return "discarded a message"
	}
	return plainKind(e.Fact)
}

// strangerText says of mail that its sender is none of the party's contacts.
func (teller) strangerText(l *letters.Correspondence, f letters.MessageReceived) string {
	if m := l.Message(f.Message); m != nil && m.Stranger() {
		return "; its sender is none of the party's contacts"
	}
	return ""
}

// matchedText says where a message went, and by what.
func (t teller) matchedText(f intake.MailMatched) string {
	text := "put a message to the letters of a party"
	if l := t.byStream[f.Correspondence]; l != nil {
		text = "put a message to the letters to and from " + t.name(l.Party)
	}
	if f.By == "" || f.By == received.ByPerson {
		return text
	}
	return text + correspondence.Because(f.By.Says())
}

// putBy is the channel on which a person has put a request, if that is what the
// message stands for.
func putBy(l *letters.Correspondence, message uuid.UUID) claim.Channel {
	if m := l.Message(message); m != nil {
		return l.PutBy(*m)
	}
	return ""
}

func kindOf(l *letters.Correspondence, message uuid.UUID) string {
	if m := l.Message(message); m != nil {
		return string(m.Kind)
	}
	return "letter"
}

func (t teller) name(party uuid.UUID) string { return t.Parties[party].Name }

func (t teller) claimKeys(ids []uuid.UUID) string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = t.Keys[id]
	}
	slices.Sort(keys)
	return strings.Join(keys, ", ")
}

func (t teller) stances(answers []letters.Answer) string {
	parts := make([]string, len(answers))
	for i, a := range answers {
		parts[i] = fmt.Sprintf("%s %s", t.Keys[a.Claim], a.Stance)
	}
	return strings.Join(parts, ", ")
}

// wayIn is how a message came, to go on after a noun.
func (t teller) wayIn(m received.Mail) string {
	text := correspondence.WayIn(m.WayIn, m.By, func(person uuid.UUID) string { return t.actor(claim.PersonActor(person)) })
	if text == "" {
		return ""
	}
	return ", " + text + ","
}

// askedFor says what was asked of a party; a request for comment is what is meant where
// nothing else is said.
func askedFor(kind claim.RequestKind, party, claims string) string {
	if kind.OrComment() == claim.RequestForComment {
		return fmt.Sprintf("asked %s about %s", party, claims)
	}
	return fmt.Sprintf("put %s to %s about %s", kind.One(), party, claims)
}

// pageWords is a submission of the answer page in the timeline.
func pageWords(party string, f letters.PageAnswered) string {
	switch {
	case f.Asks == letters.AsksForTime:
		return fmt.Sprintf("%s asked for more time on the answer page; it waits to be read", party)
	case f.Asks != "":
		return fmt.Sprintf("%s asked back on the answer page; it waits to be read", party)
	}
	return fmt.Sprintf("%s answered on the answer page", party)
}

// havingOpened says what somebody who signed says to have opened.
func havingOpened(opened []finding.Opening) string {
	if len(opened) == 0 {
		return ""
	}
	return ", having opened the " + joined(opened)
}

func markedAs(marks []verification.Mark) string {
	if len(marks) == 0 {
		return "nothing out of the ordinary"
	}
	return joined(marks)
}

func joined[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, " and ")
}
