package opening

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/examples"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/findings"
)

// samplePrefix stands before the short names of the sample's case and parties,
// so that a real party of the desk is never taken for one of it.
const samplePrefix = "sample-"

// Sample opens the Vault 7 case as a sample, in the name of one person: claims
// that were asked about, some of them answered and proposed for review. Its
// parties have no addresses and its requests count as put by phone: nothing goes
// out to anybody, now or later. Opening it again goes on where it was cut off.
// It returns [claim.CodePolicy] while nobody but that person could sign in it.
func Sample(ctx context.Context, door Door) (casework.Receipt, error) {
	file, week, err := sample()
	if err != nil {
		return casework.Receipt{}, err
	}
	s := sampler{door, file}
	opened, err := door.OpenFile(ctx, s.input(week))
	if err != nil {
		return opened.Receipt, err
	}
	for _, e := range week.Events {
		if err := s.answer(ctx, e); err != nil {
			return opened.Receipt, err
		}
	}
	return opened.Receipt, s.assess(ctx, week)
}

// sample is the example's case and week, with the names and addresses of a sample.
func sample() (*casefile.File, *casefile.Week, error) {
	file, week, err := Story(examples.Vault7)
	if err != nil {
		return nil, nil, fmt.Errorf("the sample: %w", err)
	}
	file.ID = samplePrefix + file.ID
	file.Title = "Sample: " + file.Title
	for i := range file.Parties {
		p := &file.Parties[i]
		p.ID, p.Name, p.Email, p.Role = samplePrefix+p.ID, p.Name+" (sample)", "", ""
	}
	for i := range file.Series {
		ofSampleClaim(file, &file.Series[i].Claim)
		for j := range file.Series[i].Parties {
			file.Series[i].Parties[j] = samplePrefix + file.Series[i].Parties[j]
		}
		file.Series[i].Ask = nil // nobody is asked by mail, and the sample has nobody's answer
	}
	renameClaims(file, week)
	for i := range file.Claims {
		ofSampleClaim(file, &file.Claims[i])
	}
	for i := range file.Statements {
		s := &file.Statements[i]
		s.Party = ofSample(file, s.Party)
		for j := range s.Way {
			s.Way[j] = ofSample(file, s.Way[j])
		}
	}
	for i := range file.Evidence {
		e := &file.Evidence[i]
		e.Origin = ofSample(file, e.Origin)
		for j := range e.Way {
			e.Way[j] = ofSample(file, e.Way[j])
		}
	}
	for i := range file.Requests {
		file.Requests[i].Party = samplePrefix + file.Requests[i].Party
	}
	return file, week, nil
}

// ofSampleClaim gives the parties of a claim the names that they have in the sample.
func ofSampleClaim(file *casefile.File, c *casefile.Claim) {
	c.Claimant = ofSample(file, c.Claimant)
	for _, names := range [][]string{c.Subjects, c.Witnesses, c.Experts, c.RecordHolders, c.Relays} {
		for j := range names {
			names[j] = ofSample(file, names[j])
		}
	}
}

// renameClaims has what speaks of a claim of a series call it as the sample does: the
// id of its party, which ends its own, is another one there.
func renameClaims(file *casefile.File, week *casefile.Week) {
	called := map[string]string{}
	for _, s := range file.Series {
		for i, id := range s.ClaimIDs() {
			called[s.ID+"-"+strings.TrimPrefix(s.Parties[i], samplePrefix)] = id
		}
	}
	rename := func(ids ...*string) {
		for _, id := range ids {
			if to, ok := called[*id]; ok {
				*id = to
			}
		}
	}
	for i := range file.Relations {
		rename(&file.Relations[i].Claim, &file.Relations[i].To)
	}
	for i := range file.Statements {
		rename(&file.Statements[i].Claim)
	}
	for i := range file.Evidence {
		rename(&file.Evidence[i].Claim)
	}
	for _, q := range file.Requests {
		for i := range q.Claims {
			rename(&q.Claims[i])
		}
	}
	for _, e := range week.Events {
		var stances []casefile.Stance
		switch {
		case e.Answer != nil:
			stances = e.Answer.Stances
		case e.Log != nil:
			stances = e.Log.Stances
		case e.Assess != nil:
			for i := range e.Assess.Claims {
				rename(&e.Assess.Claims[i])
			}
		}
		for i := range stances {
			rename(&stances[i].Claim)
		}
	}
}

// ofSample is a party of the file by the name that it has in the sample: whoever the file
// names is no real party of the desk.
func ofSample(file *casefile.File, name string) string {
	if slices.ContainsFunc(file.Parties, func(p casefile.Party) bool { return p.ID == samplePrefix+name }) {
		return samplePrefix + name
	}
	if name == "" {
		return ""
	}
	return name + " (sample)"
}

// sampler plays what the parties of the sample say.
type sampler struct {
	door Door
	file *casefile.File
}

// input is the case with its requests as put by phone, and those of the conversations
// of the week.
func (s sampler) input(week *casefile.Week) filing.CaseFileInput {
	in := Input(s.file)
	in.Case.Sample = true
	for i := range in.Requests {
		in.Requests[i].Channel = claim.ByPhone
	}
	for _, e := range week.Events {
		if e.Log != nil {
			in.Requests = append(in.Requests, conversation(*e.Log))
		}
	}
	return in
}

// conversation is what was asked in one.
func conversation(e casefile.LogEvent) filing.FileRequestInput {
	in := filing.FileRequestInput{
		ID: e.Party, Party: samplePrefix + e.Party, Questions: e.Questions, Channel: e.Channel, AnswerBy: filing.Deadline{Minutes: 24 * 60},
	}
	for _, stance := range e.Stances {
		in.Claims = append(in.Claims, stance.Claim)
	}
	return in
}

// answer records what a party says in the week, as said by phone or in person.
// What else happens in it, mail above all, is no part of the sample.
func (s sampler) answer(ctx context.Context, e casefile.Event) error {
	in := answers.AnswerInput{Channel: claim.ByPhone}
	switch {
	case e.Answer != nil:
		in.Party, in.GroundRules = e.Answer.Party, e.Answer.GroundRules
		in.Stances = sampleStances(e.Answer.Stances, e.Answer.Quote)
	case e.Log != nil:
		in.Party, in.GroundRules, in.Channel = e.Log.Party, e.Log.GroundRules, e.Log.Channel
		in.Stances = sampleStances(e.Log.Stances, e.Log.Statement)
	default:
		return nil
	}
	in.Party = samplePrefix + in.Party
	_, err := s.door.Answer(ctx, sampleKey("answer", e.At.String(), in), s.file.ID, in)
	return err
}

// sampleKey names a step by what it is about, and its words.
func sampleKey(kind, about string, input any) uuid.UUID {
	words, err := json.Marshal(input)
	if err != nil { // inputs are plain structs
		panic("opening: encode: " + err.Error())
	}
	return claim.DerivedID("sample", kind, about, string(words))
}

func sampleStances(in []casefile.Stance, statement string) []answers.StanceInput {
	out := make([]answers.StanceInput, len(in))
	for i, stance := range in {
		out[i] = answers.StanceInput{Claim: stance.Claim, Stance: stance.Stance, Statement: statement}
	}
	return out
}

// assess proposes the outcome that each claim ends the week with, where its
// party has answered. The others wait for an answer.
func (s sampler) assess(ctx context.Context, week *casefile.Week) error {
	answered, outcomes := map[string]bool{}, map[string]findings.AssessInput{}
	for _, e := range week.Events {
		var stances []casefile.Stance
		switch {
		case e.Answer != nil:
			stances = e.Answer.Stances
		case e.Log != nil:
			stances = e.Log.Stances
		case e.Assess != nil:
			for _, id := range e.Assess.Claims {
				outcomes[id] = findings.AssessInput{Outcome: e.Assess.Outcome, Why: e.Assess.Why, Rationale: e.Assess.Rationale, ForReaders: e.Assess.ForReaders}
			}
		}
		for _, stance := range stances {
			answered[stance.Claim] = true
		}
	}
	for _, id := range s.file.ClaimIDs() {
		in, ok := outcomes[id]
		if !ok || !answered[id] {
			continue
		}
		if _, err := s.door.Assess(ctx, sampleKey("assess", id, in), s.file.ID+"/"+id, in); err != nil {
			return err
		}
	}
	return nil
}
