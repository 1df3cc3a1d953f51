package main

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// story is one case on its way through the product, from the opening to the
// last publication. Every party is asked about every claim, and answers.
type story struct {
	*host
	slug    string
	keys    []string
	claims  []uuid.UUID
	parties []string
	id      uuid.UUID
}

// playWithin is how long one case may take at most.
const playWithin = 3 * time.Minute

// play plays a case with so many claims and parties.
func (h *host) play(ctx context.Context, slug string, claims, parties int) (*story, error) {
	ctx, cancel := context.WithTimeout(ctx, playWithin)
	defer cancel()
	s := &story{host: h, slug: slug, parties: h.parties[:parties]}
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return s.open(ctx, claims) }, s.ask, s.answer, s.assess, s.sign, s.publish,
	} {
		if err := step(ctx); err != nil {
			return s, fmt.Errorf("case %s: %w", slug, err)
		}
	}
	return s, nil
}

func (s *story) open(ctx context.Context, claims int) error {
	policy := claim.Policy{claim.Reviewers: 2, claim.Origins: 1}
	opened, err := s.do(ctx, func(ctx context.Context) (casework.Receipt, error) {
		return writing.OpenCase(ctx, s.Desk, s.editor, writing.CaseInput{Slug: s.slug, Title: "The case " + s.slug, Policy: &policy})
	})
	if err != nil {
		return err
	}
	s.id = opened.ID
	for i := range claims {
		key := fmt.Sprintf("claim-%d", i)
		in := writing.ClaimInput{Key: key, Statement: fmt.Sprintf("The firm knew of defect number %d before it shipped.", i)}
		added, err := s.do(ctx, func(ctx context.Context) (casework.Receipt, error) {
			return writing.AddClaim(ctx, s.Desk, s.editor, s.slug, in)
		})
		if err != nil {
			return err
		}
		s.keys, s.claims = append(s.keys, key), append(s.claims, added.ID)
	}
	return nil
}

// ask asks every party about all claims in one request, and waits until the
// letters are out and the claims know.
func (s *story) ask(ctx context.Context) error {
	var requests []uuid.UUID
	for _, party := range s.parties {
		asked, err := s.askAbout(ctx, party)
		if err != nil {
			return err
		}
		requests = append(requests, asked)
	}
	for _, request := range requests {
		if _, err := s.sink.await(ctx, request); err != nil {
			return err
		}
	}
	return s.await(ctx, func(c *verification.Claim) bool { return len(c.Asked) == len(s.parties) })
}

// askAbout asks a party about all claims.
func (s *story) askAbout(ctx context.Context, party string) (uuid.UUID, error) {
	in := requests.AskInput{
		Party: party, Claims: s.keys, Questions: "Is it so? Since when have you known?", AnswerBy: time.Now().Add(72 * time.Hour),
	}
	asked, err := s.do(ctx, func(ctx context.Context) (casework.Receipt, error) {
		return requests.Ask(ctx, s.Desk, s.editor, s.slug, in)
	})
	return asked.ID, err
}

func (s *story) answer(ctx context.Context) error {
	for _, party := range s.parties {
		in := answers.AnswerInput{Party: party}
		for _, key := range s.keys {
			in.Stances = append(in.Stances, answers.StanceInput{Claim: key, Stance: claim.Confirms, Statement: "Yes. We have known since March."})
		}
		if _, err := s.do(ctx, func(ctx context.Context) (casework.Receipt, error) {
			return answers.Record(ctx, s.Desk, s.editor, s.slug, in)
		}); err != nil {
			return err
		}
	}
	return s.await(ctx, func(c *verification.Claim) bool { return len(c.Answers) == len(s.parties) })
}

// await waits until every claim is as it should be, as its reader would.
func (s *story) await(ctx context.Context, met func(*verification.Claim) bool) error {
	for _, id := range s.claims {
		for {
			state, err := s.Record.Load(ctx, claim.Stream{Kind: claim.StreamClaim, ID: id})
			if err != nil {
				return err
			}
			if met(state.(*verification.Claim)) {
				break
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
	return nil
}

func (s *story) assess(ctx context.Context) error {
	for _, key := range s.keys {
		in := findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "Five independent parties say so."}
		if err := s.move(ctx, key, func(ctx context.Context, name string) (casework.Receipt, error) {
			return findings.Assess(ctx, s.Desk, s.editor, name, in)
		}); err != nil {
			return err
		}
	}
	return nil
}

// sign has every reviewer read the case and sign all of its claims.
func (s *story) sign(ctx context.Context) error {
	for _, reviewer := range s.reviewers {
		seen, err := s.Reads.Report(ctx, reviewer, s.slug, nil)
		if err != nil {
			return err
		}
		for _, c := range seen.Claims {
			if err := s.move(ctx, c.Key, func(ctx context.Context, name string) (casework.Receipt, error) {
				return findings.Sign(ctx, s.Desk, reviewer, name, findings.ReviewInput{Subject: c.Subject})
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// publish publishes every claim. The parties are not told of it in letters: the floors write none either.
func (s *story) publish(ctx context.Context) error {
	in := findings.PublishInput{Early: "It cannot wait.", Untold: "The story was read to them."}
	for _, key := range s.keys {
		if err := s.move(ctx, key, func(ctx context.Context, name string) (casework.Receipt, error) {
			return findings.Publish(ctx, s.Desk, s.editor, name, in)
		}); err != nil {
			return err
		}
	}
	return nil
}

// move carries out a command about one claim of the case.
func (s *story) move(ctx context.Context, key string, command func(ctx context.Context, name string) (casework.Receipt, error)) error {
	_, err := s.do(ctx, func(ctx context.Context) (casework.Receipt, error) { return command(ctx, s.slug+"/"+key) })
	return err
}
