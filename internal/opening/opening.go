// Package opening brings case files to the door: a file as it was parsed becomes
// what [filing.Open] opens in one act, and what the door says is wrong
// with it becomes a list by the lines of the file. It also opens the sample.
package opening

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// Input is what the door opens of a case file.
func Input(f *casefile.File) filing.CaseFileInput {
	in := filing.CaseFileInput{Case: writing.CaseInput{
		Slug: f.ID, Title: f.Title, Sensitivity: f.Sensitivity, Access: f.Access,
		Policy: &f.Policy, PolicyName: f.PolicyName, Plan: &f.Plan, StatusLine: f.StatusLine, Notice: f.Notice,
		PublishAt: casework.Pointer(f.PublishAt), Embargo: casework.Pointer(f.Embargo),
	}}
	for _, p := range f.Parties {
		in.Parties = append(in.Parties, casework.PartyInput{
			Key: p.ID, Name: p.Name, Kind: p.Kind, Nature: p.Nature, Email: p.Email, Role: p.Role, Zone: p.Zone, Language: p.Language, Hours: p.Hours,
		})
	}
	for _, c := range f.Claims {
		in.Claims = append(in.Claims, claimInput(c))
	}
	for _, s := range f.Series {
		one := filing.FileSeriesInput{ClaimInput: claimInput(s.Claim), Parties: s.Parties}
		if s.Ask != nil {
			one.Ask = &filing.FileAsk{Questions: s.Ask.Questions, AnswerBy: deadline(s.Ask.AnswerBy), IntentBy: deadline(s.Ask.IntentBy)}
		}
		in.Series = append(in.Series, one)
	}
	for _, r := range f.Relations {
		in.Relations = append(in.Relations, filing.FileRelationInput{Claim: r.Claim, To: r.To, As: r.As})
	}
	for _, r := range f.Requests {
		in.Requests = append(in.Requests, filing.FileRequestInput{
			ID: r.ID, Party: r.Party, Claims: r.Claims, Questions: r.Questions, AnswerBy: deadline(r.AnswerBy), IntentBy: deadline(r.IntentBy),
			Kind: r.Kind, Statute: r.Statute, Channel: r.Channel, AskedAt: past(r.AskedAt), Cc: r.Cc,
		})
	}
	for _, s := range f.Statements {
		in.Statements = append(in.Statements, filing.FileStatementInput{Claim: s.Claim, MinutesBefore: int(s.Before / time.Minute), StatementInput: writing.StatementInput{
			Party: s.Party, Way: s.Way, Stance: s.Stance, Statement: s.Words, Summary: s.Summary, SaidAt: s.SaidAt,
			GroundRules: s.GroundRules, Channel: s.Channel, SpeakerInput: casework.SpeakerInput{Speaker: s.Speaker, SpeakerNamed: s.SpeakerNamed},
		}})
	}
	for _, e := range f.Evidence {
		in.Evidence = append(in.Evidence, filing.FileEvidenceInput{
			Claim: e.Claim, Kind: e.Kind, Bearing: e.Bearing, Title: e.Title, Origin: e.Origin, Way: e.Way, Source: e.Source, Text: e.Text, Public: e.Public,
		})
	}
	for _, a := range f.Answers {
		in.Answers = append(in.Answers, answerInput(a))
	}
	for _, p := range f.Proposals {
		in.Proposals = append(in.Proposals, filing.FileProposalInput{Claim: p.Claim, AssessInput: findings.AssessInput{
			Outcome: p.Outcome, Why: p.Why, Rationale: p.Rationale, ForReaders: p.ForReaders, AsOf: casework.Pointer(p.AsOf),
		}})
	}
	return in
}

func answerInput(a casefile.Answer) filing.FileAnswerInput {
	in := filing.FileAnswerInput{
		Request: a.Request, Way: a.Way, GroundRules: a.GroundRules, Channel: a.Channel, ReceivedAt: past(a.ReceivedAt),
		SpeakerInput: casework.SpeakerInput{Speaker: a.Speaker, SpeakerNamed: a.SpeakerNamed},
	}
	for _, s := range a.Says {
		in.Stances = append(in.Stances, answers.StanceInput{Claim: s.Claim, Stance: s.Stance, Statement: s.Words, Summary: s.Summary})
	}
	return in
}

func past(p casefile.Past) filing.Before {
	return filing.Before{At: casework.Pointer(p.At), Minutes: int(p.Before / time.Minute)}
}

func claimInput(c casefile.Claim) writing.ClaimInput {
	return writing.ClaimInput{
		Key: c.ID, Statement: c.Statement, Claimant: c.Claimant, MadeAt: c.MadeAt, Holds: c.Holds, Where: c.Where,
		Subjects: c.Subjects, Language: c.Language, Tier: c.Tier, Draft: c.Draft, Witnesses: c.Witnesses, Experts: c.Experts,
		RecordHolders: c.RecordHolders, Relays: c.Relays, NameClaimant: c.NameClaimant,
		PolicyName: c.Policy, Marks: c.Marks,
	}
}

func deadline(d casefile.Deadline) filing.Deadline {
	if d.At.IsZero() {
		return filing.Deadline{Minutes: int(d.After / time.Minute)}
	}
	return filing.Deadline{At: &d.At}
}

// Located says what the door has refused of a case file as [casefile.Parse] says what
// is wrong with one: by line, in the order of the file. Any other error stays as it is.
func Located(f *casefile.File, err error) error {
	var refused *claim.Error
	if !errors.As(err, &refused) || len(refused.Fields) == 0 || refused.Code.Fault() {
		return err
	}
	located := &casefile.Error{Code: refused.Code, Hint: "correct the file and try again; nothing of it was opened"}
	for _, place := range slices.Sorted(maps.Keys(refused.Fields)) {
		located.Problems = append(located.Problems, f.Problem(inFile(place), refused.Fields[place]))
	}
	slices.SortStableFunc(located.Problems, func(a, b casefile.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if more := len(located.Problems) - casefile.MaxProblems; more > 0 {
		located.Problems, located.More = located.Problems[:casefile.MaxProblems], more
	}
	return located
}

// keys are what a file calls otherwise than the API, besides that it writes answer_by for answerBy.
var keys = map[string]string{"slug": "id", "key": "id", "plan": "reminders", "hours": "office_hours", "way": "via", "stances": "says", "policyName": "policy"}

// inFile is the place in a case file of what stands somewhere in the input of the API.
func inFile(place string) string {
	var path []string
	for _, name := range strings.Split(strings.TrimPrefix(strings.TrimPrefix(place, "case"), "."), ".") {
		called, index, _ := strings.Cut(name, "[") // via[1] stands for way[1]
		if index != "" {
			index = "[" + index
		}
		path = append(path, cmp.Or(keys[called], snake(called))+index)
	}
	return strings.Join(path, ".")
}

func snake(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
