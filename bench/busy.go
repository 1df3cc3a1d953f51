package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
)

// runBusy sends commands to one claim without a pause, by one client and by
// eight: the claim must not grow slow, however many it has taken.
func runBusy(ctx context.Context, b *bench) error {
	return b.withHost(ctx, "busy", func(h *host) error {
		for _, clients := range []int{1, 8} {
			if err := b.busy(ctx, h, clients, b.size.Of(10_000, 1000, 60)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) busy(ctx context.Context, h *host, clients, commands int) error {
	s := &story{host: h, slug: fmt.Sprintf("busy-%d", clients)}
	if err := s.open(ctx, 1); err != nil {
		return err
	}
	before, err := s.version(ctx)
	if err != nil {
		return err
	}
	ended, err := s.assessAgain(ctx, clients, commands)
	if err != nil {
		return err
	}
	after, err := s.version(ctx)
	if err != nil {
		return err
	}
	b.rest(ctx, settle)
	byType, err := h.costs(ctx, fmt.Sprintf("WorkflowId = %q", claim.Stream{Kind: claim.StreamClaim, ID: s.claims[0]}), 1)
	if err != nil {
		return err
	}
	var c cost
	for _, of := range byType {
		c.add(*of)
	}
	name := map[int]string{1: "one client", 8: "eight clients"}[clients]
	b.report.Count("busy", name+": commands in the record", int(after-before), commands)
	first, last := tenths(ended)
	b.report.Add("busy", name+": first tenth", first, "commands/s")
	b.report.Add("busy", name+": last tenth", last, "commands/s")
	b.report.AtMost("busy", name+": slower at the end by", first/last, "times", 1.5)
	b.report.Add("busy", name+": runs", float64(c.runs), "")
	b.report.AtMost("busy", name+": events of the longest run", float64(c.longest), "", 6000)
	b.report.Add("busy", name+": commands sent again after 30 s", float64(h.again.Swap(0)), "")
	return nil
}

// version is that of the one claim: how many entries it has.
func (s *story) version(ctx context.Context) (int64, error) {
	c, err := s.Reads.Claim(ctx, s.editor, s.slug+"/"+s.keys[0], nil)
	return c.Version, err
}

// assessAgain proposes one outcome after the other, each of which is an entry,
// and returns how long after the beginning each command had ended.
func (s *story) assessAgain(ctx context.Context, clients, commands int) ([]time.Duration, error) {
	var mu sync.Mutex
	var ended []time.Duration
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(clients)
	began := time.Now()
	for i := range commands {
		group.Go(func() error {
			in := findings.AssessInput{Outcome: claim.Unverified, Rationale: fmt.Sprintf("Look number %d came to nothing.", i)}
			err := s.move(ctx, s.keys[0], func(ctx context.Context, name string) (casework.Receipt, error) {
				return findings.Assess(ctx, s.Desk, s.editor, name, in)
			})
			mu.Lock()
			defer mu.Unlock()
			ended = append(ended, time.Since(began))
			return err
		})
		if ctx.Err() != nil {
			break
		}
	}
	err := group.Wait()
	slices.Sort(ended)
	return ended, err
}

// tenths is how many commands ended per second in the first tenth of all, and in the last.
func tenths(ended []time.Duration) (first, last float64) {
	n := len(ended) / 10
	end := len(ended) - 1
	return float64(n) / ended[n-1].Seconds(), float64(n) / (ended[end] - ended[end-n]).Seconds()
}
