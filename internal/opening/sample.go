package opening

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/examples/vault7"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
)

// SampleDoor is what opening the sample needs of the one door.
type SampleDoor interface {
	Door
	Answer(ctx context.Context, key uuid.UUID, caseName string, in casework.AnswerInput) (casework.Receipt, error)
	Assess(ctx context.Context, key uuid.UUID, claimName string, in casework.AssessInput) (casework.Receipt, error)
}

// samplePrefix stands before the short names of the sample's case and parties,
// so that a real party of the desk is never taken for one of it.
const samplePrefix = "sample-"

// Sample opens the Vault 7 case as a sample, in the name of one person: claims
// that were asked about, some of them answered and proposed for review. Its
// parties have no addresses and its requests count as put by phone: nothing goes
// out to anybody, now or later. Opening it again goes on where it was cut off.
// It returns [claim.CodePolicy] while nobody but that person could sign in it.
func Sample(ctx context.Context, door SampleDoor) (casework.Receipt, error) {
	file, week, err := sample()
	if err != nil {
		return casework.Receipt{}, err
	}
	s := &sampler{opener{door: door, file: file}, door}
	return s.open(ctx, week)
}

// sample is the example's case and week, with the names and addresses of a sample.
func sample() (*casefile.File, *casefile.Week, error) {
	file, err := casefile.Parse("examples/vault7/case.yaml", vault7.Case)
	if err != nil {
		return nil, nil, fmt.Errorf("the sample case: %w", err)
	}
	week, err := casefile.ParseWeek("examples/vault7/week.yaml", vault7.Week, file)
	if err != nil {
		return nil, nil, fmt.Errorf("the sample's week: %w", err)
	}
	file.ID = samplePrefix + file.ID
	file.Title = "Sample: " + file.Title
	for i := range file.Parties {
		p := &file.Parties[i]
		p.ID, p.Name, p.Email, p.Role = samplePrefix+p.ID, p.Name+" (sample)", "", ""
	}
	for i := range file.Requests {
		file.Requests[i].Party = samplePrefix + file.Requests[i].Party
	}
	return file, week, nil
}

type sampler struct {
	opener
	door SampleDoor
}

func (s *sampler) open(ctx context.Context, week *casefile.Week) (casework.Receipt, error) {
	made, err := s.door.OpenCase(ctx, s.key("case", s.file.ID, caseInput(s.file)), caseInput(s.file))
	if err != nil {
		return made, err
	}
	openedAt, err := s.door.OpenedAt(ctx, s.file.ID)
	if err != nil {
		return made, err
	}
	steps := []func(context.Context) error{
		func(ctx context.Context) error { return each(ctx, 1, s.file.Parties, s.party) },
		func(ctx context.Context) error { return each(ctx, 1, s.file.Claims, s.claim) },
		func(ctx context.Context) error {
			return each(ctx, 1, s.file.Requests, func(ctx context.Context, r casefile.Request) error { return s.ask(ctx, r, openedAt) })
		},
		func(ctx context.Context) error {
			return each(ctx, 1, week.Events, func(ctx context.Context, e casefile.Event) error { return s.answer(ctx, e, openedAt) })
		},
		func(ctx context.Context) error { return s.assess(ctx, week) },
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return made, err
		}
	}
	return made, nil
}

// ask records a request as put by phone.
func (s *sampler) ask(ctx context.Context, r casefile.Request, openedAt time.Time) error {
	in := casework.AskInput{
		ID: r.ID, Party: r.Party, Claims: r.Claims, Questions: r.Questions,
		AnswerBy: r.AnswerBy.Instant(openedAt), Channel: claim.ByPhone,
	}
	_, err := s.door.Ask(ctx, s.key("request", r.ID, in), s.file.ID, in)
	return s.after(err, "request", r.ID)
}

// answer records what a party says in the week, as said by phone or in person.
// What else happens in it, mail above all, is no part of the sample.
func (s *sampler) answer(ctx context.Context, e casefile.Event, openedAt time.Time) error {
	in := casework.AnswerInput{Channel: claim.ByPhone}
	switch {
	case e.Answer != nil:
		in.Party, in.GroundRules = e.Answer.Party, e.Answer.GroundRules
		in.Stances = sampleStances(e.Answer.Stances, e.Answer.Quote)
	case e.Log != nil:
		in.Party, in.GroundRules, in.Channel = e.Log.Party, e.Log.GroundRules, e.Log.Channel
		in.Stances = sampleStances(e.Log.Stances, e.Log.Statement)
		if err := s.meet(ctx, *e.Log, openedAt); err != nil {
			return err
		}
	default:
		return nil
	}
	in.Party = samplePrefix + in.Party
	_, err := s.door.Answer(ctx, s.key("answer", e.At.String(), in), s.file.ID, in)
	return s.after(err, "answer", in.Party)
}

// meet records what was asked in a conversation.
func (s *sampler) meet(ctx context.Context, e casefile.LogEvent, openedAt time.Time) error {
	in := casework.AskInput{
		ID: e.Party, Party: samplePrefix + e.Party, Questions: e.Questions, Channel: e.Channel, AnswerBy: openedAt.Add(24 * time.Hour),
	}
	for _, stance := range e.Stances {
		in.Claims = append(in.Claims, stance.Claim)
	}
	_, err := s.door.Ask(ctx, s.key("request", in.ID, in), s.file.ID, in)
	return s.after(err, "request", in.ID)
}

func sampleStances(in []casefile.Stance, statement string) []casework.StanceInput {
	out := make([]casework.StanceInput, len(in))
	for i, stance := range in {
		out[i] = casework.StanceInput{Claim: stance.Claim, Stance: stance.Stance, Statement: statement}
	}
	return out
}

// assess proposes the outcome that each claim ends the week with, where its
// party has answered. The others wait for an answer.
func (s *sampler) assess(ctx context.Context, week *casefile.Week) error {
	answered, outcomes := map[string]bool{}, map[string]casework.AssessInput{}
	for _, e := range week.Events {
		var stances []casefile.Stance
		switch {
		case e.Answer != nil:
			stances = e.Answer.Stances
		case e.Log != nil:
			stances = e.Log.Stances
		case e.Assess != nil:
			outcomes[e.Assess.Claim] = casework.AssessInput{Outcome: e.Assess.Outcome, Rationale: e.Assess.Rationale}
		}
		for _, stance := range stances {
			answered[stance.Claim] = true
		}
	}
	for _, c := range s.file.Claims {
		in, ok := outcomes[c.ID]
		if !ok || !answered[c.ID] {
			continue
		}
		_, err := s.door.Assess(ctx, s.key("assess", c.ID, in), s.file.ID+"/"+c.ID, in)
		if err = s.after(err, "outcome", c.ID); err != nil {
			return err
		}
	}
	return nil
}
