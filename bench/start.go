package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// starts is how often a start is measured; the middle one counts.
const starts = 5

// runStart measures the way from exec to ready, and from SIGTERM to the end, on
// an empty data directory and on the one that the part idle has filled.
func runStart(ctx context.Context, b *bench) (err error) {
	sink, err := openSink()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sink.close()) }()
	empty := func(i int) string { return filepath.Join(b.dir, fmt.Sprintf("start-%d", i)) }
	if err := b.startAndStop(ctx, sink, "empty directory", empty); err != nil {
		return err
	}
	if err := b.startAndStop(ctx, sink, "small desk", func(int) string { return empty(0) }); err != nil {
		return err
	}
	if b.loaded == "" {
		say("the part idle did not run, so there is no large desk to start on")
		return nil
	}
	return b.startAndStop(ctx, sink, "large desk", func(int) string { return b.loaded })
}

func (b *bench) startAndStop(ctx context.Context, sink *sink, what string, dir func(i int) string) error {
	var ready, stopped []float64
	for i := range starts {
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
	b.report.atMost("start", what+": exec to ready, median of five", median(ready)/1000, "s", 2)
	b.report.add("start", what+": exec to ready, worst of five", quantile(ready, 1)/1000, "s")
	b.report.atMost("start", what+": SIGTERM to exit, median of five", median(stopped)/1000, "s", 10)
	return nil
}
