package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/workflows"
)

// runStart measures the way from exec to ready, and from SIGTERM to the end: on
// an empty data directory, on a small desk and on one with many open workflows.
func runStart(ctx context.Context, b *bench) (err error) {
	sink, err := openSink()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sink.close()) }()
	empty := func(i int) string { return filepath.Join(b.dir, fmt.Sprintf("start-%d", i)) }
	if err := b.startAndStop(ctx, sink, "empty directory", 2, empty); err != nil {
		return err
	}
	if err := b.startAndStop(ctx, sink, "small desk", 2, func(int) string { return empty(0) }); err != nil {
		return err
	}
	large := filepath.Join(b.dir, "start-large")
	if err := b.openDesk(ctx, sink, large); err != nil {
		return err
	}
	return b.startAndStop(ctx, sink, "large desk", 1.5, func(int) string { return large })
}

// openDesk makes a desk on which everything is open, and has the product start
// a workflow for each claim and each correspondence of it.
func (b *bench) openDesk(ctx context.Context, sink *sink, data string) error {
	cases, claims := b.size.Of(100, 10, 2), b.size.Of(100, 100, 10)
	if err := writeOpenDesk(ctx, data, sink.address, cases, claims); err != nil {
		return err
	}
	s, err := serve(ctx, data, sink.address)
	if err != nil {
		return err
	}
	b.report.Add("start", "large desk: every workflow started from the record in", s.ready/1000, "s")
	running := map[string]int64{}
	if s.Client, err = client.Discover(data, "person00"); err == nil {
		err = until(ctx, "workflows open", 2*cases*claims, func() (n int, err error) {
			status, err := client.Call(ctx, s.Client, operation.EngineShow, operation.None{})
			running = status.Open
			for _, open := range running {
				n += int(open)
			}
			return n, err
		})
	}
	for _, kind := range []claim.StreamKind{claim.StreamClaim, claim.StreamCorrespondence} {
		name := workflows.Name(kind)
		b.report.Count("start", "large desk: open workflows of type "+name, int(running[name]), cases*claims)
	}
	_, stopErr := s.stop()
	return errors.Join(err, stopErr)
}

// startAndStop starts and stops the product some times; the one in the middle counts.
func (b *bench) startAndStop(ctx context.Context, sink *sink, what string, within float64, dir func(i int) string) error {
	var ready, stopped []float64
	for i := range b.size.Of(5, 5, 1) {
		s, err := serve(ctx, dir(i), sink.address)
		if err != nil {
			return err
		}
		took, err := s.stop()
		if err != nil {
			return err
		}
		ready, stopped = append(ready, s.ready), append(stopped, took)
	}
	times := fmt.Sprintf("of %d", len(ready))
	b.report.AtMost("start", what+": exec to ready, median "+times, figures.Median(ready)/1000, "s", within)
	b.report.Add("start", what+": exec to ready, worst "+times, figures.Quantile(ready, 1)/1000, "s")
	b.report.AtMost("start", what+": SIGTERM to exit, median "+times, figures.Median(stopped)/1000, "s", 10)
	return nil
}
