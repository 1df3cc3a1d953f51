// Package board shows a case as it stands before a deadline: each claim, what is missing for it
// to run at that hour, and the act that mends it, with the place where it is done; and what would
// become of each finding if it were published now, against what readers have of it. It changes
// nothing. What it says follows from the report of the case and from what the record would do.
package board

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/drafttext"
)

// maxChanges is how many differences of a finding are told.
const maxChanges = 20

// Board is a case before a deadline.
type Board struct {
	Case    string     `json:"case" doc:"short name"`
	Title   string     `json:"title"`
	At      time.Time  `json:"at" doc:"the hour to run at"`
	Zone    string     `json:"zone" doc:"of the desk"`
	RunsAt  *time.Time `json:"runsAt,omitempty" doc:"when the story is to run"`
	AsOf    time.Time  `json:"asOf"`
	Rows    []Row      `json:"claims" doc:"in the order of the case"`
	Left    int        `json:"left" doc:"how many have something missing"`
	Ready   int        `json:"ready" doc:"how many findings can be published now"`
	Against []Missing  `json:"against" doc:"what is in the way of all of them"`
}

// Row is one claim.
type Row struct {
	Key       string        `json:"key"`
	Statement string        `json:"statement"`
	Stage     claim.Stage   `json:"stage"`
	Outcome   claim.Outcome `json:"outcome"`
	Missing   []Missing     `json:"missing" doc:"what is missing for it to run at that hour"`
	Public    bool          `json:"public" doc:"readers have a finding of it"`
	Aside     bool          `json:"aside,omitempty" doc:"it does not run: it was given up, declined or taken back"`

	Publish *Publish `json:"publish,omitempty" doc:"what would become of its finding if it were published now; left out where there is none to publish"`
}

// Missing is something that is missing, who can mend it, and where.
type Missing struct {
	What string     `json:"what" doc:"a sentence"`
	Who  string     `json:"who,omitempty" doc:"who can mend it"`
	Mend string     `json:"mend" doc:"what mends it, such as Sign it"`
	Path string     `json:"path" doc:"path of the page where it is mended, with its form open"`
	By   *time.Time `json:"by,omitempty" doc:"until when it runs, or is due"`
	Late bool       `json:"late,omitempty" doc:"that is after the hour to run at"`
}

// Publish is what would become of a finding.
type Publish struct {
	Subject string        `json:"subject" doc:"hash of what is published: whoever publishes says that she has looked at it"`
	First   bool          `json:"first" doc:"readers have nothing of it so far"`
	Outcome claim.Outcome `json:"outcome"`
	Reason  string        `json:"forReaders,omitempty" doc:"the reason that readers are given"`
	Was     claim.Outcome `json:"was,omitempty" doc:"the outcome that readers have"`
	Changes []Reworded    `json:"changes" doc:"what is different in the reason that readers are given"`
	Refused *claim.Error  `json:"refused,omitempty" doc:"why it cannot be published now"`

	NeedsReason bool `json:"needsReason,omitempty" doc:"it changes what readers have, who are told why"`

	Warnings []string `json:"warnings,omitempty" doc:"what is worth knowing before"`
	Preview  string   `json:"preview" doc:"path of its public page as it would be"`
}

// Reworded is a difference between what readers have and what they would have.
type Reworded struct {
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// Of is the board of a case for an hour, nil for that at which the story runs, or for now if
// nobody has said when.
func Of(ctx context.Context, door *casework.Door, reads *reading.Room, who casework.Caller, caseName string, at *time.Time) (Board, error) {
	r, err := reads.AskedAll(ctx, who, caseName)
	if err != nil {
		return Board{}, err
	}
	b := Board{Case: r.Slug, Title: r.Title, Zone: cmp.Or(r.Zone, "UTC"), RunsAt: r.PublishAt, AsOf: r.AsOf, At: r.AsOf, Rows: []Row{}, Against: []Missing{}}
	switch {
	case at != nil:
		b.At = claim.Instant(*at)
	case r.PublishAt != nil && r.PublishAt.After(r.AsOf):
		b.At = *r.PublishAt
	}
	base := "/cases/" + url.PathEscape(r.Slug)
	if r.Embargo != nil && r.Embargo.After(b.At) {
		b.Against = append(b.Against, Missing{What: "The case is under embargo.", Who: editors, Mend: "Change it", Path: base + "/edit", By: r.Embargo, Late: true})
	}
	for i, c := range r.Claims {
		if c.Key == "" { // its words were erased
			c.Key = c.ID.String()
			r.Claims[i] = c
		}
		b.Rows = append(b.Rows, b.row(c, r.Requests, base))
	}
	if err := b.publish(ctx, door, who, r.Claims, base); err != nil {
		return Board{}, err
	}
	for _, row := range b.Rows {
		if len(row.Missing) > 0 {
			b.Left++
		}
		if row.Publish != nil && row.Publish.Refused == nil {
			b.Ready++
		}
	}
	return b, nil
}

const (
	editors = "an editor"
	desk    = "an editor or a reporter"
	signers = "a reviewer"
)

// row says what a claim lacks to run.
func (b *Board) row(c report.ClaimReport, requests []report.RequestReport, base string) Row {
	path := base + "/claims/" + url.PathEscape(c.Key)
	row := Row{Key: c.Key, Statement: c.Statement, Stage: c.Stage, Outcome: c.Outcome, Missing: []Missing{}, Public: len(c.Publications) > 0}
	add := func(what, who, mend, to string) {
		row.Missing = append(row.Missing, Missing{What: what, Who: who, Mend: mend, Path: to})
	}
	switch c.Stage {
	case claim.StageDraft:
		add("It is a draft.", desk, "Open it", path+"?do=open")
	case claim.StageOpen:
		if !slices.ContainsFunc(c.Parties, func(p report.PartyReport) bool { return !p.Lifecycle.Over() }) { // else a letter is about to go out
			add("Nobody has been asked.", desk, "Ask a party", base+"/ask?claim="+url.QueryEscape(c.Key))
		}
	case claim.StageOnHold:
		add("It is on hold.", desk, "Resume it", path+"?do=resume")
	case claim.StageAssessing:
		add("No outcome is proposed.", desk, "Assess it", path+"?do=assess")
	case claim.StageCorrecting:
		add("What was published is being checked again.", desk, "Assess it", path+"?do=assess")
	case claim.StagePublished, claim.StageClosed:
		return row
	}
	if c.Stage.Over() {
		row.Aside = true
		return row
	}
	row.Missing = append(row.Missing, b.silent(c, requests, path)...)
	if c.Stage == claim.StageInReview || c.Stage == claim.StageSignedOff {
		row.Missing = append(row.Missing, lacking(c, path, base)...)
	}
	if c.Stage == claim.StageInReview && len(row.Missing) == 0 {
		add("It is not signed off.", signers, "Review it", path+"/review")
	}
	if s := c.Schedule; s != nil && s.At.After(b.At) {
		row.Missing = append(row.Missing, Missing{What: "Its publication is scheduled.", Who: editors, Mend: "Change it", Path: path + "?do=publish", By: &s.At, Late: true})
	}
	return row
}

// silent are the parties of whom an answer is waited for, and those whose answer may not be their own.
func (b *Board) silent(c report.ClaimReport, requests []report.RequestReport, path string) []Missing {
	var out []Missing
	for _, p := range c.Parties {
		if slices.ContainsFunc(p.Answers, func(a report.AnswerReport) bool { return a.Doubtful }) {
			out = append(out, Missing{What: fmt.Sprintf("The answer of %s may not be its own.", p.Name), Who: desk, Mend: "Say whose it is", Path: path + "?do=answer-weigh"})
		}
		if len(p.Answers) > 0 || p.Lifecycle.Over() {
			continue
		}
		by := p.AnswerBy
		to := "/requests/" + p.Request.String()
		switch {
		case p.Place == letters.CameBack:
			out = append(out, Missing{What: fmt.Sprintf("The letter to %s came back.", p.Name), Who: desk, Mend: "Find another way", Path: to + "?do=again", By: &by, Late: by.After(b.At)})
			continue
		case p.Unread:
			out = append(out, Missing{What: fmt.Sprintf("A message that may be the answer of %s waits to be read.", p.Name), Who: desk, Mend: "Read it", Path: to, By: &by, Late: by.After(b.At)})
			continue
		case p.AskedAt == nil:
			out = append(out, Missing{What: fmt.Sprintf("The letter to %s is not with it yet.", p.Name), Mend: "Look at it", Path: to, By: &by, Late: by.After(b.At)})
			continue
		}
		one := Missing{What: fmt.Sprintf("%s has not answered.", p.Name), Who: p.Name, Mend: "Follow up", Path: to + "?do=followup", By: &by, Late: by.After(b.At)}
		for _, r := range requests {
			if r.ID == p.Request && r.Kind == claim.RightOfReply {
				one.What = fmt.Sprintf("The right of reply of %s runs.", p.Name)
			}
		}
		out = append(out, one)
	}
	return out
}

// lacking is what the policy asks for and is not there.
func lacking(c report.ClaimReport, path, base string) []Missing {
	var out []Missing
	for _, a := range c.Asks {
		if a.Met || a.Moot != "" {
			continue
		}
		one := Missing{What: a.Missing(), Who: a.Mends, By: a.Due, Mend: "Look at it", Path: path}
		switch {
		case a.Kind == policy.Signing:
			one.Mend, one.Path = "Review it", path+"/review"
		case a.Kind == policy.Doing:
			one.Mend, one.Path = "Do the step", path+"/review?do="+url.QueryEscape("step-"+a.Key)
		case a.Key == policy.KeyRightOfReply:
			one.Mend, one.Path = "Ask the party", base+"/ask?claim="+url.QueryEscape(c.Key)
		case a.Key == policy.KeyUnread:
			one.Mend, one.Path = "Read it", "/inbox"
		case a.Key == policy.KeyCaptured, a.Key == policy.KeyOrigins:
			one.Mend, one.Path = "Add evidence", path+"?do=evidence"
		case a.Key == policy.KeyAuthentic:
			one.Mend, one.Path = "Say whose it is", path+"?do=answer-weigh"
		}
		out = append(out, one)
	}
	return out
}

// publish tries what publishing would do to each finding. Nothing of it is done.
func (b *Board) publish(ctx context.Context, door *casework.Door, who casework.Caller, claims []report.ClaimReport, base string) error {
	if who.May(casework.MayPublish) != nil {
		return nil
	}
	var keys []string
	for _, c := range claims {
		if c.Stage == claim.StageSignedOff && len(keys) < casework.MaxMany {
			keys = append(keys, c.Key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	tried, err := findings.PublishMany(ctx, door, who, b.Case, findings.PublishInputs{How: casework.How{Try: true}, Claims: keys})
	if err != nil {
		return err
	}
	for at, c := range claims {
		for _, one := range tried.Each {
			if one.Name != c.Key || c.Proposal == nil {
				continue
			}
			p := &Publish{
				Subject: c.Subject, First: len(c.Publications) == 0, Outcome: c.Proposal.Outcome, Reason: c.Proposal.ForReaders, Changes: []Reworded{},
				Refused: one.Refused, Warnings: one.Warnings, Preview: base + "/claims/" + url.PathEscape(c.Key) + "/preview",
			}
			if p.NeedsReason = one.Refused != nil && one.Refused.Fields["reason"] != ""; p.NeedsReason {
				p.Refused = nil // whoever publishes writes why
			}
			if n := len(c.Publications); n > 0 {
				last := c.Publications[n-1]
				p.Was = last.Outcome
				changes, _ := drafttext.Changes(last.ForReaders, p.Reason, maxChanges)
				for _, d := range changes {
					p.Changes = append(p.Changes, Reworded{d.Before, d.After})
				}
			}
			b.Rows[at].Publish = p
		}
	}
	return nil
}
