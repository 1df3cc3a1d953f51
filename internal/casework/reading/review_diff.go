package reading

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// Difference is one thing that is other than it was. Before is empty for something
// new, After for something that is gone.
type Difference struct {
	Field  string `json:"field" doc:"what it is, in words"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// SubjectDiff is what is different between what a reviewer saw and what is there now.
type SubjectDiff struct {
	Known   bool           `json:"known" doc:"the claim did have the subject that was asked about"`
	At      *time.Time     `json:"at,omitempty" doc:"until when it stood there"`
	Now     string         `json:"now" doc:"the subject that is there now; empty while nothing is proposed"`
	Stage   claim.Stage    `json:"stage" doc:"of the claim now"`
	Changes []Difference   `json:"changes"`
	News    []TimelineItem `json:"news" doc:"entries since, newest first"`
}

// SubjectDiff compares what stood under a subject hash with what is there now.
func (r *Room) SubjectDiff(ctx context.Context, caller casework.Caller, name, subject string) (SubjectDiff, error) {
	c, b, err := r.reviewed(ctx, caller, name)
	if err != nil {
		return SubjectDiff{}, err
	}
	diff := SubjectDiff{Now: c.Subject(), Stage: c.Stage, Changes: []Difference{}, News: []TimelineItem{}}
	entries, err := r.store.Entries(ctx, c.Stream())
	if err != nil {
		return SubjectDiff{}, err
	}
	last := lastWith(c.ID, entries, subject)
	if last == 0 {
		return diff, nil
	}
	diff.Known = true
	then := claim.Fold(c.Stream(), entries[:last], time.Time{}).(*claim.Claim)
	var news []claim.Recorded
	for _, e := range slices.Backward(entries[last:]) {
		news = append(news, claim.Recorded{Entry: e})
	}
	if len(news) > 0 {
		diff.At = casework.Pointer(entries[last].At)
	}
	if diff.Changes, err = r.changes(ctx, b, then, c); err != nil {
		return SubjectDiff{}, err
	}
	diff.News, err = r.inWords(ctx, b, news)
	return diff, err
}

// lastWith is how many entries of a claim there were when it last had a subject; 0 for never.
func lastWith(id uuid.UUID, entries []claim.Entry, subject string) int {
	c := claim.New(claim.StreamClaim, id).(*claim.Claim)
	last := 0
	for i, e := range entries {
		c.Evolve(e)
		if subject != "" && c.Subject() == subject {
			last = i + 1
		}
	}
	return last
}

// changes says in words what a sign-off covers, then and now, where it differs.
func (r *Room) changes(ctx context.Context, b *reporter, then, now *claim.Claim) ([]Difference, error) {
	lib, err := r.library(ctx, append(claimRefs(then), claimRefs(now)...)...)
	if err != nil {
		return nil, err
	}
	w := comparison{reporter: b, lib: lib, changes: []Difference{}}
	w.words(then, now)
	w.proposals(then.Proposal, now.Proposal)
	w.asked(then, now)
	w.answers(then, now)
	w.exhibits(then, now)
	return w.changes, nil
}

// comparison collects changes.
type comparison struct {
	*reporter
	lib     casework.Library
	changes []Difference
}

func (w *comparison) note(field, before, after string) {
	if before != after {
		w.changes = append(w.changes, Difference{field, before, after})
	}
}

func (w *comparison) words(then, now *claim.Claim) {
	a, b := casework.Read[claim.ClaimText](w.lib, then.Text), casework.Read[claim.ClaimText](w.lib, now.Text)
	if !w.lib.Has(then.Text) {
		a.Statement = casework.Erased
	}
	if !w.lib.Has(now.Text) {
		b.Statement = casework.Erased
	}
	w.note("Statement", a.Statement, b.Statement)
	w.note("Claimant", a.Claimant, b.Claimant)
	w.note("Where it was made", a.Where, b.Where)
	w.note("When it was made", momentOf(a.MadeAt), momentOf(b.MadeAt))
	w.note("Subjects", strings.Join(a.Subjects, ", "), strings.Join(b.Subjects, ", "))
	w.note("Language", a.Language, b.Language)
	w.note("Tier", string(then.Tier), string(now.Tier))
}

func momentOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return casework.Moment(*t)
}

func (w *comparison) proposals(then, now *claim.Proposal) {
	var a, b claim.Proposal
	if then != nil {
		a = *then
	}
	if now != nil {
		b = *now
	}
	w.note("Proposed outcome", string(a.Outcome), string(b.Outcome))
	w.note("Why it establishes nothing", string(a.Why), string(b.Why))
	w.note("Reason for readers", w.lib.Text(a.ForReaders), w.lib.Text(b.ForReaders))
	w.note("As of", momentOf(casework.Pointer(a.AsOf)), momentOf(casework.Pointer(b.AsOf)))
	w.note("Rationale", w.lib.Text(a.Rationale), w.lib.Text(b.Rationale))
	if a.Version != b.Version && a.Version > 0 && b.Version > 0 {
		w.note("Proposed", w.proposed(a), w.proposed(b))
	}
}

func (w *comparison) proposed(p claim.Proposal) string {
	return fmt.Sprintf("by %s, %s", w.people[p.By], casework.Moment(p.At))
}

// asked adds requests that are new. None ever goes away.
func (w *comparison) asked(then, now *claim.Claim) {
	for _, a := range now.Asked {
		if !slices.ContainsFunc(then.Asked, func(b claim.Asked) bool { return b.Request == a.Request }) {
			w.note("Request to "+w.parties[a.Party].Name, "", fmt.Sprintf("asked %s, to answer by %s", casework.Moment(a.At), casework.Moment(a.AnswerBy)))
		}
	}
}

// answers adds answers that are new, and those that a later one has superseded.
func (w *comparison) answers(then, now *claim.Claim) {
	for _, s := range now.Answers {
		before := ""
		if i := slices.IndexFunc(then.Answers, func(b claim.Said) bool { return b.Response == s.Response }); i >= 0 {
			before = w.said(then.Answers[i])
		}
		w.note("Answer of "+w.parties[s.Party].Name, before, w.said(s))
	}
}

func (w *comparison) said(s claim.Said) string {
	text := fmt.Sprintf("%s, %s, %s", s.Stance, s.GroundRules, casework.Moment(s.ReceivedAt))
	if s.Statement != "" {
		text += ": " + w.lib.Text(s.Statement)
	}
	if !s.Current() {
		text += " (superseded by a later answer)"
	}
	return text
}

// exhibits adds evidence that is new, and what was withdrawn.
func (w *comparison) exhibits(then, now *claim.Claim) {
	for _, e := range now.Evidence {
		before := ""
		if was := then.Exhibit(e.ID); was != nil {
			before = w.exhibit(*was)
		}
		w.note("Evidence", before, w.exhibit(e))
	}
}

func (w *comparison) exhibit(e claim.Evidence) string {
	text := fmt.Sprintf("%s (%s, %s)", casework.Read[claim.EvidenceText](w.lib, e.Text).Title, e.Kind, e.Bearing.Says())
	if e.Public {
		text += ", public"
	}
	if e.Withdrawn != nil {
		text += ", withdrawn: " + w.lib.Text(e.Withdrawn.Reason)
	}
	return text
}
