package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// apart is how long the part answer waits between two calls, so that each
// finds the product idle.
const apart = 150 * time.Millisecond

// runAnswer measures one command over HTTP, alone on an idle product: an answer
// about all five claims of a case, to a request that has none yet.
func runAnswer(ctx context.Context, b *bench) (err error) {
	sink, err := openSink()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sink.close()) }()
	s, err := serve(ctx, filepath.Join(b.dir, "answer"), sink.address)
	if err != nil {
		return err
	}
	defer func() {
		_, stopErr := s.stop()
		err = errors.Join(err, stopErr)
	}()
	cases := b.size.Of(50, 8, 2)
	if err := s.prepareAnswers(ctx, sink, cases); err != nil {
		return err
	}
	b.rest(ctx, settle)
	took, err := s.answerAll(ctx, cases)
	if err != nil {
		return err
	}
	b.report.Add("answer", "calls", float64(len(took)), "")
	b.report.Add("answer", "p50", figures.Quantile(took, 0.50), "ms")
	b.report.AtMost("answer", "p95", figures.Quantile(took, 0.95), "ms", 30)
	b.report.Add("answer", "p99", figures.Quantile(took, 0.99), "ms")
	return b.answered(ctx, s, sink, cases)
}

// answered counts what the API shows of the letters and the answers.
func (b *bench) answered(ctx context.Context, s *server, sink *sink, cases int) error {
	answers := 0
	for i := range cases {
		report, err := client.Call(ctx, s.Client, operation.CaseShow, operation.CaseAt(caseName(i), nil))
		if err != nil {
			return err
		}
		for _, c := range report.Claims {
			for _, party := range c.Parties {
				answers += len(party.Answers)
			}
		}
	}
	b.report.Count("answer", "letters that have come", sink.letters(), cases*partiesPerCase)
	b.report.Count("answer", "answers", answers, cases*partiesPerCase*claimsPerCase)
	return nil
}

func caseName(i int) string  { return fmt.Sprintf("case-%d", i) }
func claimName(i int) string { return fmt.Sprintf("claim-%d", i) }
func partyName(i int) string { return fmt.Sprintf("party-%d", i) }

// prepareAnswers opens cases whose parties have all been asked.
func (s *server) prepareAnswers(ctx context.Context, sink *sink, cases int) error {
	if err := s.addParties(ctx, partiesPerCase); err != nil {
		return err
	}
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(8)
	for i := range cases {
		group.Go(func() error { return s.askAll(groupCtx, i) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return until(ctx, "letters out", cases*partiesPerCase, func() (int, error) { return sink.letters(), nil })
}

// addParties fills the directory, and adds the reviewer that every case needs.
func (s *server) addParties(ctx context.Context, n int) error {
	if _, err := client.Call(ctx, s.Client, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "ruth", Roles: []claim.Role{claim.Reviewer}})); err != nil {
		return err
	}
	for i := range n {
		in := casework.PartyInput{Key: partyName(i), Name: partyName(i), Email: partyName(i) + "@press.example"}
		if _, err := client.Call(ctx, s.Client, operation.PartyAdd, operation.Body(in)); err != nil {
			return err
		}
	}
	return nil
}

// askAll opens a case and asks every party about all claims.
func (s *server) askAll(ctx context.Context, i int) error {
	if _, err := client.Call(ctx, s.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: caseName(i), Title: caseName(i)})); err != nil {
		return err
	}
	ask := requests.AskInput{Questions: "Is it so?", AnswerBy: time.Now().Add(240 * time.Hour)}
	for n := range claimsPerCase {
		ask.Claims = append(ask.Claims, claimName(n))
		if _, err := client.Call(ctx, s.Client, operation.ClaimAdd, operation.InCase(caseName(i), writing.ClaimInput{Key: claimName(n), Statement: "The firm knew of it."})); err != nil {
			return err
		}
	}
	for n := range partiesPerCase {
		ask.Party = partyName(n)
		if _, err := client.Call(ctx, s.Client, operation.RequestAsk, operation.InCase(caseName(i), ask)); err != nil {
			return err
		}
	}
	return nil
}

// answerAll records the answers one after the other. The first case warms up and does not count.
func (s *server) answerAll(ctx context.Context, cases int) ([]float64, error) {
	var took []float64
	for n := range cases * partiesPerCase {
		i, party := n/partiesPerCase, n%partiesPerCase
		in := answers.AnswerInput{Party: partyName(party)}
		for c := range claimsPerCase {
			in.Stances = append(in.Stances, answers.StanceInput{Claim: claimName(c), Stance: claim.Denies, Statement: "No. That is wrong."})
		}
		ms, err := figures.Timed(func() error {
			_, err := client.Call(ctx, s.Client, operation.AnswerRecord, operation.InCase(caseName(i), in))
			return err
		})
		if err != nil {
			return nil, err
		}
		if i > 0 {
			took = append(took, ms)
		}
		time.Sleep(apart)
	}
	return took, nil
}
