package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"time"

	"golang.org/x/sync/errgroup"
)

// The case of the part cases.
const (
	claimsPerCase  = 5
	partiesPerCase = 5
)

// side is one of those that are compared.
type side struct {
	name string
	play func(ctx context.Context, name string) error

	perSecond, cpu []float64 // per round; cpu in seconds per case
	record, engine []float64 // growth of the databases in KB per case
}

// runCases plays cases on the product and on the floors, in turns, so that what
// the machine does meanwhile strikes all of them.
func runCases(ctx context.Context, b *bench) error {
	h, err := b.theHost(ctx)
	if err != nil {
		return err
	}
	sides := []*side{
		{name: "product", play: func(ctx context.Context, name string) error {
			_, err := h.play(ctx, name, claimsPerCase, partiesPerCase)
			return err
		}},
		{name: "floor", play: h.floorPlay(eachAlone(partiesPerCase))},
		{name: "batched floor", play: h.floorPlay(asCommanded())},
	}
	rounds, cases := 6, 48
	if b.quick {
		rounds, cases = 2, 16
	}
	for round := range rounds {
		profiled := b.profile != "" && round == rounds-1
		for _, s := range sides {
			if err := b.round(ctx, s, round, cases, profiled); err != nil {
				return err
			}
		}
	}
	b.compare(sides)
	return b.caseEvents(ctx, h)
}

func (h *host) floorPlay(steps floorSteps) func(context.Context, string) error {
	return func(ctx context.Context, name string) error {
		_, err := h.floor.play(ctx, name, claimsPerCase, steps)
		return err
	}
}

// round has the clients play so many cases. The first round warms up and does not count.
func (b *bench) round(ctx context.Context, s *side, round, cases int, profiled bool) error {
	if profiled {
		stop, err := profileTo(filepath.Join(b.profile, s.name+".cpu.pprof"))
		if err != nil {
			return err
		}
		defer stop()
	}
	before, err := b.host.sizes()
	if err != nil {
		return err
	}
	cpu := ownCPU()
	took, err := b.playAll(ctx, s, round, cases)
	if err != nil {
		return err
	}
	time.Sleep(time.Second) // what goes on behind the answers belongs to this round
	used := ownCPU() - cpu
	after, err := b.host.sizes()
	if err != nil {
		return err
	}
	n := float64(cases)
	say("round %d, %s: %.2f cases/s, %.2f CPU s per case", round, s.name, n/took.Seconds(), used.Seconds()/n)
	if round > 0 {
		s.perSecond, s.cpu = append(s.perSecond, n/took.Seconds()), append(s.cpu, used.Seconds()/n)
		s.record, s.engine = append(s.record, (after.record-before.record)/n), append(s.engine, (after.engine-before.engine)/n)
	}
	return nil
}

// playAll returns how long the clients took for all cases.
func (b *bench) playAll(ctx context.Context, s *side, round, cases int) (time.Duration, error) {
	began := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(b.clients)
	for i := range cases {
		group.Go(func() error { return s.play(ctx, fmt.Sprintf("%.4s-%d-%d", s.name, round, i)) })
	}
	err := group.Wait()
	return time.Since(began), err
}

// compare reports the medians, and the medians of the ratios per round.
func (b *bench) compare(sides []*side) {
	for _, s := range sides {
		b.report.add("cases", s.name, median(s.perSecond), "cases/s")
	}
	product := sides[0]
	for i, s := range sides[1:] {
		ratios := make([]float64, len(s.perSecond))
		for round := range ratios {
			ratios[round] = product.perSecond[round] / s.perSecond[round]
		}
		if i == 0 {
			b.report.atLeast("cases", "product to floor", median(ratios), "ratio", 0.5)
		} else {
			b.report.add("cases", "product to "+s.name, median(ratios), "ratio")
		}
	}
	for _, s := range sides {
		b.report.add("cases", s.name+": processor time per case", median(s.cpu), "s")
		b.report.add("cases", s.name+": engine database per case", median(s.engine), "KB")
	}
	b.report.add("cases", "product: record per case", median(product.record), "KB")
}

func profileTo(path string) (stop func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = file.Close() // a profile that is cut short cannot be read, which will show
	}, nil
}
