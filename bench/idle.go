package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// The desk of the part idle: every claim was put to a party of its own, so that
// there are as many correspondences, each with its timer, as there are claims.
// That is the most that so many reminders can cost.
const (
	idleReminders = 2  // per request
	idleCalls     = 50 // of case show
)

// idleDesk is how large it is.
type idleDesk struct{ cases, claims int }

func (d idleDesk) all() int { return d.cases * d.claims }

// runIdle fills a desk and watches what it costs when nothing is due.
func runIdle(ctx context.Context, b *bench) (err error) {
	sink, err := openSink()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sink.close()) }()
	data := filepath.Join(b.dir, "idle")
	s, err := serve(ctx, data, sink.address)
	if err != nil {
		return err
	}
	desk := idleDesk{b.size.Of(100, 10, 2), b.size.Of(100, 100, 5)}
	if err := b.fill(ctx, s, desk); err != nil {
		return err
	}
	if err := b.watch(ctx, s, "after the work", desk); err != nil {
		return err
	}
	if _, err := s.stop(); err != nil {
		return err
	}
	b.report.Count("idle", "letters that have come", sink.letters(), desk.all())
	if s, err = serve(ctx, data, sink.address); err != nil {
		return err
	}
	if err := b.watch(ctx, s, "after a restart", desk); err != nil {
		return err
	}
	_, err = s.stop()
	return err
}

// fill opens the cases, and waits until every letter is out and every claim knows.
func (b *bench) fill(ctx context.Context, s *server, desk idleDesk) error {
	began := time.Now()
	if err := s.addParties(ctx, desk.claims); err != nil {
		return err
	}
	var filled atomic.Int64
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(b.clients)
	for i := range desk.cases {
		group.Go(func() error {
			err := s.fillCase(groupCtx, i, desk.claims)
			if n := filled.Add(1); n%10 == 0 || int(n) == desk.cases {
				figures.Say("%d of %d cases are filled, after %.0f s", n, desk.cases, time.Since(began).Seconds())
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	record := filepath.Join(s.data, "record.db")
	err := until(ctx, "claims asked", desk.all(), func() (n int, err error) {
		return n, ask(record, `select count(*) from claims where stage = 'gathering'`, &n)
	})
	b.report.Add("idle", "time to fill the desk", time.Since(began).Seconds(), "s")
	return err
}

func (s *server) fillCase(ctx context.Context, i, claims int) error {
	plan := claim.Plan{Reminders: []float64{0.5}, FinalNotice: 0.9}
	if _, err := client.Call(ctx, s.Client, operation.CaseOpen, operation.Body(writing.CaseInput{Slug: caseName(i), Title: caseName(i), Plan: &plan})); err != nil {
		return err
	}
	for n := range claims {
		if _, err := client.Call(ctx, s.Client, operation.ClaimAdd, operation.InCase(caseName(i), writing.ClaimInput{Key: claimName(n), Statement: "The firm knew of it."})); err != nil {
			return err
		}
		in := requests.AskInput{
			Party: partyName(n), Claims: []string{claimName(n)}, Questions: "Is it so?", AnswerBy: time.Now().Add(10 * 24 * time.Hour),
		}
		if _, err := client.Call(ctx, s.Client, operation.RequestAsk, operation.InCase(caseName(i), in)); err != nil {
			return err
		}
	}
	return nil
}

// watch measures the idle product: processor, memory, and how fast it shows a case.
func (b *bench) watch(ctx context.Context, s *server, when string, desk idleDesk) error {
	b.rest(ctx, 15*time.Second)
	idleFor := time.Duration(b.size.Of(60, 20, 1)) * time.Second
	before, err := figures.CPUOf(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(idleFor):
	}
	after, err := figures.CPUOf(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	resident, err := figures.ResidentOf(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	if err := b.keepHeap(s, when); err != nil {
		return err
	}
	b.report.AtMost("idle", when+": one core", 100*(after-before).Seconds()/idleFor.Seconds(), "%", 3)
	b.report.AtMost("idle", when+": resident", resident, "MB", 600)
	return b.show(ctx, s, when, desk)
}

// keepHeap keeps a heap profile of the product, if profiles are wanted.
func (b *bench) keepHeap(s *server, when string) error {
	if b.profile == "" {
		return nil
	}
	if err := s.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
		return err
	}
	time.Sleep(settle)
	if err := os.MkdirAll(b.profile, 0o755); err != nil {
		return err
	}
	return os.Rename(s.data+".heap.pprof", filepath.Join(b.profile, "idle "+when+".heap.pprof"))
}

// show shows cases, one after the other, and counts what the desk holds.
func (b *bench) show(ctx context.Context, s *server, when string, desk idleDesk) error {
	var took []float64
	var claims, reminders int
	for i := range max(desk.cases, idleCalls) {
		var told report.Report
		ms, err := figures.Timed(func() (err error) {
			told, err = client.Call(ctx, s.Client, operation.CaseShow, operation.CaseAt(caseName(i%desk.cases), nil))
			return err
		})
		if err != nil {
			return err
		}
		took = append(took, ms)
		if i >= desk.cases {
			continue
		}
		claims += len(told.Claims)
		for _, r := range told.Requests {
			reminders += len(r.Planned)
		}
	}
	b.report.Count("idle", when+": open claims", claims, desk.all())
	b.report.Count("idle", when+": pending reminders", reminders, desk.all()*idleReminders)
	b.report.Add("idle", when+": case show, p50", figures.Quantile(took, 0.50), "ms")
	b.report.AtMost("idle", when+": case show, p95", figures.Quantile(took, 0.95), "ms", 100)
	return nil
}
