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
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
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
	case relation.ClaimRelated:
		return f.Reason
	case relation.ClaimUnrelated:
		return f.Reason
	case relation.ClaimUpheld:
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

func (t teller) name(party uuid.UUID) string { return t.Parties[party].Name }

func (t teller) claimKeys(ids []uuid.UUID) string {
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = t.Keys[id]
	}
	slices.Sort(keys)
	return strings.Join(keys, ", ")
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
