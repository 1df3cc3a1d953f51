// Package story shows the draft of a case: its words, with every passage as the claim
// stands that is anchored in it, what each waits for and who can mend it, which sentences
// can be checked and are not marked, and an annotated copy for a reader beside the desk. It
// reads what the reading room shows, and changes nothing.
package story

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/drafttext"
)

// MaxSuggestions is how many sentences are suggested at once.
const MaxSuggestions = 50

// maxChanges is how many differences between two versions are listed.
const maxChanges = 100

// Story is the draft of a case as it stands.
type Story struct {
	Case        string               `json:"case" doc:"short name"`
	Title       string               `json:"title"`
	RunsAt      *time.Time           `json:"runsAt,omitempty" doc:"when the story is to run"`
	Version     int                  `json:"version" doc:"number of the version that is shown; 0 if there is no draft"`
	Latest      int                  `json:"latest" doc:"number of the latest version; passages are of that one alone"`
	Text        string               `json:"text" doc:"its words, as plain text"`
	Erased      bool                 `json:"erased,omitempty" doc:"its words were erased"`
	Left        int                  `json:"left" doc:"how many facts are left before it can run: claims that are anchored in it and do not stand, or whose passage has changed"`
	Facts       int                  `json:"facts" doc:"how many claims are anchored in it"`
	Passages    []Passage            `json:"passages" doc:"in the order of the text; those of which nothing is left come last"`
	Versions    []Version            `json:"versions" doc:"the latest first"`
	Changes     []Change             `json:"changes" doc:"what is different in the version that is shown from the one before it"`
	MoreChanges bool                 `json:"moreChanges,omitempty" doc:"there are more differences"`
	Suggests    []Suggestion         `json:"suggestions" doc:"sentences of the latest version that can be checked and are not marked, by plain rules"`
	More        bool                 `json:"moreSuggestions,omitempty" doc:"there are more of them"`
	AsOf        time.Time            `json:"asOf"`
	Claims      []report.ClaimReport `json:"-"`
}

// Passage is a part of the draft in which a claim is anchored.
type Passage struct {
	ID        uuid.UUID      `json:"id"`
	Number    int            `json:"number" doc:"its place in the text, from 1"`
	Claim     string         `json:"claim" doc:"key of the claim"`
	Statement string         `json:"statement" doc:"what the claim says"`
	From      int            `json:"from" doc:"where it begins, in bytes of the text"`
	To        int            `json:"to" doc:"behind its last byte"`
	Words     string         `json:"words,omitempty" doc:"as they stand in the text; left out where nothing is left of them"`
	Standing  draft.Standing `json:"standing"`
	Stage     claim.Stage    `json:"stage"`
	Outcome   claim.Outcome  `json:"outcome"`
	Waits     []Wait         `json:"waits" doc:"what it waits for; nothing if it stands"`
	Before    string         `json:"before,omitempty" doc:"its words as somebody last looked at them, if they have changed"`
	ChangedIn int            `json:"changedIn,omitempty" doc:"number of the version in which they changed"`
	Around    string         `json:"around,omitempty" doc:"the sentence that it is a part of, if words of that beside the passage turn it over, such as: it is not true that"`
	Turned    string         `json:"turned,omitempty" doc:"those words"`
	Reworded  bool           `json:"reworded,omitempty" doc:"the claim says something else since somebody last looked"`
	By        string         `json:"by" doc:"who marked it"`
	At        time.Time      `json:"at"`
}

// Gone reports whether nothing of its words is left in the draft.
func (p Passage) Gone() bool { return p.From == p.To }

// Wait is something that a passage waits for.
type Wait struct {
	What string     `json:"what" doc:"a sentence"`
	Who  string     `json:"who" doc:"who can mend it"`
	By   *time.Time `json:"by,omitempty" doc:"until when"`
}

// Version is a version of the draft.
type Version struct {
	Number int        `json:"number"`
	Form   draft.Form `json:"form"`
	Length int64      `json:"length" doc:"of its words, in bytes"`
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
}

// Change is a difference between two versions.
type Change struct {
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// Suggestion is a sentence that can be checked.
type Suggestion struct {
	Words string       `json:"words"`
	Nth   int          `json:"nth" doc:"which, if the words stand in the draft more than once"`
	Signs []draft.Sign `json:"signs" doc:"by what it shows it"`
}

// Of shows the draft of a case that the caller may see, in a version; 0 is the latest.
func Of(ctx context.Context, reads *reading.Room, caller casework.Caller, caseName string, version int) (Story, error) {
	d, err := reads.Drafted(ctx, caller, caseName, version)
	if err != nil {
		return Story{}, err
	}
	_, latest := d.Draft.Latest()
	if version < 0 || version > latest {
		return Story{}, claim.Errorf(claim.CodeNotFound, "there is no version %d of the draft", version).WithHint("see: onrecord case draft show %s", caseName)
	}
	s := Story{
		Case: d.Slug, Title: d.Title, RunsAt: d.PublishAt, Latest: latest, Version: cmp.Or(version, latest), Passages: []Passage{}, Versions: []Version{},
		Changes: []Change{}, Suggests: []Suggestion{}, AsOf: d.AsOf, Claims: d.Claims,
	}
	if latest == 0 {
		return s, nil
	}
	text, there := d.Words(s.Version)
	s.Text, s.Erased = text, !there
	s.versions(d)
	s.passages(d)
	s.changes(d)
	s.suggest()
	return s, nil
}

func (s *Story) versions(d reading.Drafted) {
	for i, v := range slices.Backward(d.Draft.Versions) {
		s.Versions = append(s.Versions, Version{i + 1, v.Form, int64(v.Length), d.People[v.By.ID], v.At})
	}
}

// amid looks at the sentence around a passage.
func (p *Passage) amid(text string) {
	if p.Gone() {
		return
	}
	around, words := drafttext.Around(text, drafttext.Span{From: p.From, To: p.To})
	if words == "" {
		return
	}
	p.Around, p.Turned = text[around.From:around.To], words
	p.Standing = p.Standing.Amid(true)
}

func (s *Story) passages(d reading.Drafted) {
	text, there := d.Words(s.Latest)
	open, facts := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
	for _, p := range d.Draft.Passages {
		c, said := d.States[p.Claim], d.Said[p.Claim]
		if c == nil {
			continue
		}
		out := Passage{
			ID: p.ID, Claim: said.Key, Statement: said.Statement, From: p.From, To: p.To, Standing: p.StandingOf(c), Stage: c.Stage, Outcome: c.Outcome,
			ChangedIn: p.Changed, Reworded: p.Reworded(c), By: d.People[p.By.ID], At: p.At, Waits: []Wait{},
		}
		if there {
			out.Words = text[p.From:p.To]
			out.amid(text)
		}
		if p.Changed > 0 {
			out.Before = casework.Erased
			if before, ok := d.Words(p.Seen.Version); ok {
				out.Before = before[p.Seen.From:p.Seen.To]
			}
		}
		if out.Waits = append(out.Waits, waits(out, said, d.Asks[p.Claim])...); !out.Standing.Runs() {
			open[p.Claim] = true
		}
		facts[p.Claim] = true
		s.Passages = append(s.Passages, out)
	}
	slices.SortStableFunc(s.Passages, func(a, b Passage) int {
		return cmp.Or(boolOrder(a.Gone(), b.Gone()), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Claim, b.Claim))
	})
	for i := range s.Passages {
		s.Passages[i].Number = i + 1
	}
	s.Left, s.Facts = len(open), len(facts)
}

// boolOrder puts what is not so first.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

const (
	desk    = "an editor or a reporter"
	signers = "a reviewer"
)

// waits are what a passage waits for, by how it stands.
func waits(p Passage, said report.ClaimReport, asks []report.AskReport) []Wait {
	switch p.Standing {
	case draft.LookAgain:
		what := "Look whether the new words still say what the claim does."
		switch {
		case p.Gone():
			what = "Its words are not in the draft any more: clear it, or mark where the draft says the same now."
		case p.ChangedIn == 0:
			what = "The claim says something else since somebody last looked: look whether the words still say what it does."
		}
		return []Wait{{What: what, Who: desk}}
	case draft.Against:
		if p.Stage == claim.StageRetracted || p.Stage == claim.StageTakenDown {
			return []Wait{{What: fmt.Sprintf("The claim is %s: change the words, or mark them as a claim of its own.", p.Stage), Who: desk}}
		}
		return []Wait{{What: fmt.Sprintf("The claim is %s, with the outcome %s: change the words, or what the claim says.", p.Stage, p.Outcome), Who: desk}}
	case draft.Aside:
		return []Wait{{What: "The claim is on hold: resume it first.", Who: desk}}
	case draft.Around:
		return []Wait{{What: fmt.Sprintf("The sentence around it says “%s”, which may turn it over: change the words, or mark the sentence whole as a claim of its own.", p.Turned), Who: desk}}
	case draft.Unasked:
		return []Wait{{What: "Nobody is being asked: ask a party, or assess it.", Who: desk}}
	case draft.Waiting:
		return answers(said)
	case draft.Assessing:
		return append([]Wait{{What: "Assess what came in, and propose an outcome.", Who: desk}}, lacking(asks)...)
	case draft.Reviewing:
		if missing := lacking(asks); len(missing) > 0 {
			return missing
		}
		return []Wait{{What: "Sign it, or send it back.", Who: signers}}
	}
	return nil
}

// answers are those that a claim waits for.
func answers(said report.ClaimReport) []Wait {
	var open []Wait
	for _, p := range said.Parties {
		if len(p.Answers) == 0 && !p.Lifecycle.Over() {
			open = append(open, unanswered(p))
		}
	}
	if len(open) == 0 {
		return []Wait{{What: "Whoever was asked has said something: look whether more is to come, or assess it.", Who: desk}}
	}
	return open
}

// unanswered is the wait for a party: for it, or for whoever reads what may be its answer.
func unanswered(p report.PartyReport) Wait {
	if p.Unread {
		return Wait{What: fmt.Sprintf("A message that may be the answer of %s waits to be read.", p.Name), Who: desk, By: &p.AnswerBy}
	}
	return Wait{What: fmt.Sprintf("%s has not answered.", p.Name), Who: p.Name, By: &p.AnswerBy}
}

// lacking is what the policy asks for and is not there.
func lacking(asks []report.AskReport) []Wait {
	var missing []Wait
	for _, a := range asks {
		if !a.Met && a.Moot == "" {
			missing = append(missing, Wait{What: a.Missing(), Who: a.Mends, By: a.Due})
		}
	}
	return missing
}

func (s *Story) changes(d reading.Drafted) {
	now, there := d.Words(s.Version)
	before, was := d.Words(s.Version - 1)
	if !there || !was {
		return
	}
	changes, more := drafttext.Changes(before, now, maxChanges)
	for _, c := range changes {
		s.Changes = append(s.Changes, Change{c.Before, c.After})
	}
	s.MoreChanges = more
}

// suggest lists sentences that no passage touches.
func (s *Story) suggest() {
	if s.Erased || s.Version != s.Latest {
		return
	}
	for c := range drafttext.Check(s.Text) {
		if slices.ContainsFunc(s.Passages, func(p Passage) bool { return p.From < c.To && c.From < p.To }) {
			continue
		}
		if len(s.Suggests) == MaxSuggestions {
			s.More = true
			return
		}
		words := s.Text[c.From:c.To]
		nth := slices.IndexFunc(drafttext.Find(s.Text, words), func(at drafttext.Span) bool { return at.From == c.From })
		if nth < 0 {
			continue
		}
		s.Suggests = append(s.Suggests, Suggestion{words, nth + 1, c.Signs})
	}
}
