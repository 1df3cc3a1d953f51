package story

import (
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Copy is the draft of a case with a note on each passage.
type Copy struct {
	Case    string       `json:"case"`
	Title   string       `json:"title"`
	Reader  draft.Reader `json:"reader"`
	AsOf    time.Time    `json:"asOf"`
	Version int          `json:"version"`
	Text    string       `json:"text"`
	Left    int          `json:"left" doc:"how many facts are left before it can run"`
	Facts   int          `json:"facts"`
	Notes   []Note       `json:"notes" doc:"one on each passage, in the order of the text"`
	Held    int          `json:"held,omitempty" doc:"how many answers and pieces of evidence this reader is not shown"`
}

// Note is what stands behind a passage.
type Note struct {
	Passage
	Finding  string     `json:"finding" doc:"where the claim stands, and what it came to"`
	AsOf     *time.Time `json:"asOf,omitempty" doc:"of the finding"`
	Reason   string     `json:"reason,omitempty" doc:"why, as readers are told"`
	Why      string     `json:"why,omitempty" doc:"why, as the desk has it; for the lawyer alone"`
	Said     []Said     `json:"said" doc:"who said what"`
	Evidence []Exhibit  `json:"evidence"`
	SignOffs []SignedBy `json:"signOffs"`
	Silent   []Silent   `json:"silent" doc:"who was asked and has not answered; for the lawyer alone"`
	Held     int        `json:"held,omitempty" doc:"how many answers and pieces of evidence this reader is not shown"`
}

// Said is what somebody said about the claim.
type Said struct {
	Who    string            `json:"who"`
	Stance claim.Stance      `json:"stance"`
	Words  string            `json:"words,omitempty"`
	Terms  claim.GroundRules `json:"terms"`
	At     claim.When        `json:"at"`

	Way          []string           `json:"way,omitempty" doc:"through whom it came, the one that it was said to first"`
	Authenticity claim.Authenticity `json:"authenticity" doc:"how sure it is that it came from them"`
	Earlier      bool               `json:"earlier,omitempty" doc:"it is about earlier words of the claim, and does not count for these"`
	Replaced     string             `json:"replaced,omitempty" doc:"that a later answer took its place"`
	Speaker      string             `json:"speaker,omitempty" doc:"who spoke for the party, and whether that name was given for print; a reader outside the desk is told only one that was"`
}

// Silent is somebody who is being asked, or was, and has not answered.
type Silent struct {
	Who     string        `json:"who"`
	Request letters.Place `json:"request"`
	AskedAt *time.Time    `json:"askedAt,omitempty" doc:"when the request went out"`
	Known   string        `json:"known" doc:"what is known of that: that it has not answered, or that a message that may be its answer waits to be read"`
}

// Exhibit is a piece of evidence.
type Exhibit struct {
	Title   string        `json:"title"`
	Bearing claim.Bearing `json:"bearing"`
	Origin  string        `json:"origin,omitempty"`
	Source  string        `json:"source,omitempty"`
	Earlier bool          `json:"earlier,omitempty" doc:"it was judged of earlier words of the claim, and does not count for these"`
}

// SignedBy is a sign-off.
type SignedBy struct {
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Stale bool      `json:"stale,omitempty" doc:"what was signed has changed"`
}

// CopyFor annotates the latest version of the draft of a case for a reader.
func CopyFor(ctx context.Context, reads *reading.Room, caller casework.Caller, caseName string, who draft.Reader) (Copy, error) {
	if who == "" {
		who = draft.Lawyer
	}
	if err := claim.OneOf("reader", who, draft.Readers); err != nil {
		return Copy{}, err
	}
	s, err := Of(ctx, reads, caller, caseName, 0)
	if err != nil {
		return Copy{}, err
	}
	if s.Latest == 0 {
		return Copy{}, claim.Errorf(claim.CodeNotFound, "the case has no draft yet").WithHint("put one in first: onrecord case draft put %s FILE", caseName)
	}
	out := Copy{Case: s.Case, Title: s.Title, Reader: who, AsOf: s.AsOf, Version: s.Version, Text: s.Text, Left: s.Left, Facts: s.Facts, Notes: []Note{}}
	for _, p := range s.Passages {
		n := note(p, s.claim(p.Claim), who.Inside())
		out.Held += n.Held
		out.Notes = append(out.Notes, n)
	}
	return out, nil
}

func (s Story) claim(key string) report.ClaimReport {
	i := slices.IndexFunc(s.Claims, func(c report.ClaimReport) bool { return c.Key == key })
	if i < 0 {
		return report.ClaimReport{}
	}
	return s.Claims[i]
}

// note says what stands behind a passage. Whoever is not on the desk is shown what was said
// with a name, and evidence that is public; of the rest, how much it is.
func note(p Passage, c report.ClaimReport, inside bool) Note {
	n := Note{Passage: p, Finding: string(c.Stage) + ", " + finding(c), AsOf: c.AsOf, Said: []Said{}, Evidence: []Exhibit{}, SignOffs: []SignedBy{}, Silent: []Silent{}}
	if !inside { // what it waits for names who was asked, and what the desk lacks
		n.Waits, n.By = []Wait{}, ""
	}
	if c.Proposal != nil {
		n.Reason = c.Proposal.ForReaders
		if inside {
			n.Why = c.Proposal.Rationale
		}
	}
	for _, party := range c.Parties {
		for _, a := range party.Answers {
			n.say(party.Name, a, inside)
		}
		if inside && len(party.Answers) == 0 {
			n.Silent = append(n.Silent, Silent{party.Name, party.Place, party.AskedAt, party.Unanswered()})
		}
	}
	for _, s := range c.Statements {
		if s.Withdrawn == nil && !s.NotItsOwn() {
			n.say(s.Name, s.AnswerReport, inside)
		}
	}
	for _, e := range c.Evidence {
		switch {
		case e.Withdrawn != nil:
		case inside || e.Public:
			n.Evidence = append(n.Evidence, Exhibit{e.Title, e.Bearing, e.Origin, e.Source, e.Earlier})
		default:
			n.Held++
		}
	}
	for _, s := range c.SignOffs {
		n.SignOffs = append(n.SignOffs, SignedBy{s.By, s.At, s.Stale})
	}
	return n
}

// finding is what the claim came to, or what is proposed where that waits for a sign-off.
func finding(c report.ClaimReport) string {
	if c.Proposal != nil && c.Stage == claim.StageInReview {
		return "proposed: " + string(c.Proposal.Outcome)
	}
	return string(c.Outcome)
}

// unnamedRelay stands for one through whom a statement came, for a reader who may not be
// told the name.
const unnamedRelay = "somebody who is not named here"

func (n *Note) say(who string, a report.AnswerReport, inside bool) {
	if !inside {
		a.Way = slices.Repeat([]string{unnamedRelay}, len(a.Way))
		if !a.SpeakerNamed {
			a.Speaker = ""
		}
	}
	switch {
	case inside || a.GroundRules.Named() && (!a.Superseded || a.OnRecord):
		n.Said = append(n.Said, Said{
			Who: who, Stance: a.Stance, Words: a.Statement, Terms: a.GroundRules, At: a.ReceivedAt,
			Way: a.Way, Authenticity: a.Authenticity, Earlier: a.Earlier, Replaced: a.Replaced(), Speaker: a.SpokenBy(),
		})
	default:
		n.Held++
	}
}
