// Command bench measures how fast Onrecord is, and against a floor: the least
// that the same embedded engine can do for the same story. README.md says what
// the parts measure and how to read them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/onrecord/onrecord/bench/figures"
)

// parts are the parts of a run, in order.
var parts = []struct {
	name string
	run  func(context.Context, *bench) error
}{
	{"cases", runCases},
	{"single", runSingle},
	{"answer", runAnswer},
	{"busy", runBusy},
	{"list", runList},
	{"mailbox", runMailbox},
	{"intake", runIntake},
	{"idle", runIdle},
	{"start", runStart},
	{"volume", runVolume},
}

// alone are parts that run only when they are named, but for the smallest size: they take an hour, and tens of gigabytes.
var alone = []string{"volume"}

// bench is one run.
type bench struct {
	size    figures.Size
	dir     string // where the data directories are made
	profile string // where profiles go; empty for none
	clients int    // that drive cases at once
	report  figures.Results
	volume  volume
}

func main() {
	if child := os.Getenv(serveEnv); child != "" {
		exit(serveChild(child))
	}
	b := bench{size: figures.Full}
	part := flag.String("part", "", "comma-separated `parts` to run: "+strings.Join(partNames(), ", ")+" (all but volume)")
	file := flag.String("json", "", "write the figures to this `file` too")
	sized := func(s figures.Size, usage string) {
		flag.BoolFunc(string(s), usage, func(string) error { b.size = s; return nil })
	}
	sized(figures.Quick, "a tenth of the work: to see that it runs, not to quote")
	sized(figures.Smallest, "every part in seconds, volume too: that it comes to its end and nothing is missing; no time counts")
	flag.StringVar(&b.profile, "profile", "", "write CPU profiles of the parts cases and intake and heap profiles of the part idle into this `directory`")
	flag.StringVar(&b.dir, "dir", "", "make the data in this `directory` and keep it (a temporary one, removed)")
	flag.IntVar(&b.clients, "clients", 16, "`number` of clients that drive cases at once")
	flag.Float64Var(&b.volume.scale, "scale", 1, "`share` of 100,000 claims, 1,000,000 requests and 4,000,000 messages that the part volume makes")
	flag.StringVar(&b.volume.postgres, "postgres", "", "the part volume fills the empty database at this `URL` in place of a file")
	flag.IntVar(&b.volume.people, "people", 50, "`number` of people who walk through the pages in the part volume")
	flag.DurationVar(&b.volume.walk, "walk", time.Minute, "for how long they do")
	flag.DurationVar(&b.volume.think, "think", 2*time.Second, "how long they look at a page")
	flag.BoolVar(&b.volume.verify, "verify", false, "verify the record of the part volume")
	flag.BoolVar(&b.volume.fill, "reproject", false, "fill the tables of the record of the part volume again, and measure it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	exit(b.run(ctx, *part, *file))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench: error:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func (b *bench) run(ctx context.Context, chosen, file string) (err error) {
	names, err := choose(chosen, b.size)
	if err != nil {
		return err
	}
	remove, err := b.makeDir()
	if err != nil {
		return err
	}
	defer remove()
	if b.size == figures.Smallest {
		b.smallestVolume()
	}
	b.report = figures.New(b.size)
	for _, p := range parts {
		if !slices.Contains(names, p.name) {
			continue
		}
		figures.Say("part %s", p.name)
		if err := p.run(ctx, b); err != nil {
			return fmt.Errorf("part %s: %w", p.name, err)
		}
		b.report.Ended = append(b.report.Ended, p.name)
	}
	return errors.Join(b.report.Write(file), b.report.Missing())
}

func partNames() []string {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	return names
}

// choose returns the names of the parts to run.
func choose(chosen string, s figures.Size) ([]string, error) {
	all := partNames()
	if chosen == "" && s == figures.Smallest {
		return all, nil
	}
	if chosen == "" {
		return slices.DeleteFunc(all, func(name string) bool { return slices.Contains(alone, name) }), nil
	}
	names := strings.Split(chosen, ",")
	for _, name := range names {
		if !slices.Contains(all, name) {
			return nil, fmt.Errorf("there is no part %q; there are %s", name, strings.Join(all, ", "))
		}
	}
	return names, nil
}

func (b *bench) makeDir() (remove func(), err error) {
	for name := range strings.FieldsSeq("TEMPORAL_ADDRESS TEMPORAL_PROFILE") {
		if err := os.Unsetenv(name); err != nil { // the embedded engine is what is measured
			return nil, err
		}
	}
	if b.dir != "" {
		return func() {}, os.MkdirAll(b.dir, 0o700)
	}
	b.dir, err = os.MkdirTemp("", "onrecord-bench-")
	return func() { _ = os.RemoveAll(b.dir) }, err
}

// rest waits until what goes on behind the last answers is over, which is soon
// when there was little of it.
func (b *bench) rest(ctx context.Context, long time.Duration) {
	if b.size == figures.Smallest {
		long = min(long, 500*time.Millisecond)
	}
	select {
	case <-ctx.Done():
	case <-time.After(long):
	}
}
