package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/workflows"
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
	alone          cost      // of one case for which the engine has nothing else to do
	among          cost      // of all cases of the rounds
}

// contest is the product beside its floors, on one engine.
type contest struct {
	*bench
	*host
	product, batched, each *side
}

func (c *contest) sides() []*side { return []*side{c.product, c.batched, c.each} }

// runCases plays cases on the product and on the floors, in turns, so that what
// the machine does meanwhile strikes all of them.
func runCases(ctx context.Context, b *bench) error {
	return b.withHost(ctx, "cases", func(h *host) (err error) {
		if h.floor, err = openFloor(h.Engine.Client()); err != nil {
			return err
		}
		c := &contest{
			bench: b, host: h,
			product: &side{name: "product", play: func(ctx context.Context, name string) error {
				_, err := h.play(ctx, name, claimsPerCase, partiesPerCase)
				return err
			}},
			batched: &side{name: "batched floor", play: h.floorPlay(asCommanded())},
			each:    &side{name: "floor", play: h.floorPlay(eachAlone(partiesPerCase))},
		}
		return c.run(ctx)
	})
}

func (c *contest) run(ctx context.Context) error {
	rounds, cases := c.size.Of(6, 2, 2), c.size.Of(48, 16, 2)
	var played []string
	for round := range rounds {
		profiled := c.profile != "" && round == rounds-1
		for _, s := range c.sides() {
			if err := c.round(ctx, s, round, cases, profiled); err != nil {
				return err
			}
		}
		for i := range cases {
			played = append(played, c.product.called(round, i))
		}
	}
	c.compare()
	if err := c.amongOthers(ctx, rounds*cases); err != nil {
		return err
	}
	if err := c.aCase(ctx); err != nil {
		return err
	}
	c.columns()
	return c.came(ctx, "cases", c.host, append(played, "alone"), claimsPerCase, partiesPerCase)
}

func (h *host) floorPlay(steps floorSteps) func(context.Context, string) error {
	return func(ctx context.Context, name string) error {
		_, err := h.floor.play(ctx, name, claimsPerCase, steps)
		return err
	}
}

// called is the name of a case.
func (s *side) called(round, i int) string {
	return fmt.Sprintf("%s-%d-%d", strings.ReplaceAll(s.name, " ", "-"), round, i)
}

// round has the clients play so many cases. The first round warms up and does not count.
func (c *contest) round(ctx context.Context, s *side, round, cases int, profiled bool) error {
	if profiled {
		stop, err := profileTo(filepath.Join(c.profile, s.name+".cpu.pprof"))
		if err != nil {
			return err
		}
		defer stop()
	}
	before, err := c.sizes()
	if err != nil {
		return err
	}
	cpu := figures.OwnCPU()
	took, err := c.playAll(ctx, s, round, cases)
	if err != nil {
		return err
	}
	c.rest(ctx, time.Second) // what goes on behind the answers belongs to this round
	used := figures.OwnCPU() - cpu
	after, err := c.sizes()
	if err != nil {
		return err
	}
	n := float64(cases)
	figures.Say("round %d, %s: %.2f cases/s, %.2f CPU s per case", round, s.name, n/took.Seconds(), used.Seconds()/n)
	if round > 0 {
		s.perSecond, s.cpu = append(s.perSecond, n/took.Seconds()), append(s.cpu, used.Seconds()/n)
		s.record, s.engine = append(s.record, (after.record-before.record)/n), append(s.engine, (after.engine-before.engine)/n)
	}
	return nil
}

// playAll returns how long the clients took for all cases.
func (c *contest) playAll(ctx context.Context, s *side, round, cases int) (time.Duration, error) {
	began := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(c.clients)
	for i := range cases {
		group.Go(func() error { return s.play(ctx, s.called(round, i)) })
	}
	err := group.Wait()
	return time.Since(began), err
}

// compare reports the medians, and the medians of the ratios per round: first
// that to the batched floor, which is the measure.
func (c *contest) compare() {
	c.report.AtLeast("cases", "product to batched floor", c.ratioTo(c.batched), "ratio", 0.6)
	c.report.AtLeast("cases", "product to floor", c.ratioTo(c.each), "ratio", 1.2)
	for _, s := range c.sides() {
		c.report.Add("cases", s.name, figures.Median(s.perSecond), "cases/s")
		c.report.Add("cases", s.name+": processor time per case", figures.Median(s.cpu), "s")
		c.report.Add("cases", s.name+": engine database per case", figures.Median(s.engine), "KB")
	}
	c.report.Add("cases", "product: record per case", figures.Median(c.product.record), "KB")
}

func (c *contest) ratioTo(s *side) float64 {
	ratios := make([]float64, len(s.perSecond))
	for round := range ratios {
		ratios[round] = c.product.perSecond[round] / s.perSecond[round]
	}
	return figures.Median(ratios)
}

// amongOthers reports what the engine has done for a case while others were played: then
// claims are woken by themselves that a case alone brings up to date with its next command.
func (c *contest) amongOthers(ctx context.Context, cases int) error {
	c.rest(ctx, settle)
	byType, err := c.costsNow(ctx, fmt.Sprintf("%s in (%q, %q)", workflows.SearchKind.GetName(), claim.StreamClaim, claim.StreamCorrespondence))
	if err != nil {
		return err
	}
	for _, one := range byType {
		c.product.among.add(*one)
	}
	c.report.Add("cases", "a case among others: state transitions", float64(c.product.among.transitions)/float64(cases), "")
	c.report.Add("cases", "a case among others: events", float64(c.product.among.events)/float64(cases), "")
	return nil
}

// aCase reports what the engine does for one whole case, alone.
func (c *contest) aCase(ctx context.Context) error {
	s, err := c.play(ctx, "alone", claimsPerCase, partiesPerCase)
	if err != nil {
		return err
	}
	if c.product.alone, err = c.storyCosts(ctx, "cases", "a case", s); err != nil {
		return err
	}
	c.report.AtMost("cases", "a case: state transitions", float64(c.product.alone.transitions), "", 80)
	c.report.AtMost("cases", "a case: events", float64(c.product.alone.events), "", 300)
	c.report.Add("cases", "a case: history", float64(c.product.alone.bytes)/1024, "KB")
	if c.batched.alone, err = c.floorCosts(ctx, c.host, "cases", "batched floor, a case", claimsPerCase, asCommanded()); err != nil {
		return err
	}
	c.each.alone, err = c.floorCosts(ctx, c.host, "cases", "floor, a case", claimsPerCase, eachAlone(partiesPerCase))
	return err
}

// columns prints the three sides beside each other.
func (c *contest) columns() {
	t := tabwriter.NewWriter(os.Stderr, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(name string, value func(*side) float64) {
		fmt.Fprint(t, name)
		for _, s := range c.sides() {
			fmt.Fprint(t, "\t", figures.Number(value(s)))
		}
		fmt.Fprintln(t, "\t")
	}
	fmt.Fprintln(t, "\nper case\tproduct\tbatched floor\tfloor\t")
	line("cases/s", func(s *side) float64 { return figures.Median(s.perSecond) })
	line("product to it", c.ratioTo)
	line("processor, s", func(s *side) float64 { return figures.Median(s.cpu) })
	line("state transitions", func(s *side) float64 { return float64(s.alone.transitions) })
	line("events", func(s *side) float64 { return float64(s.alone.events) })
	line("history, KB", func(s *side) float64 { return float64(s.alone.bytes) / 1024 })
	fmt.Fprintln(t)
	_ = t.Flush() // to stderr
}

// runSingle reports the same for one claim with three parties.
func runSingle(ctx context.Context, b *bench) error {
	return b.withHost(ctx, "single", func(h *host) (err error) {
		if h.floor, err = openFloor(h.Engine.Client()); err != nil {
			return err
		}
		var s *story
		took, err := figures.Timed(func() (err error) {
			s, err = h.play(ctx, "single", 1, 3)
			return err
		})
		if err != nil {
			return err
		}
		b.report.Add("single", "one claim, three parties, one client: from open to published", took, "ms")
		all, err := b.storyCosts(ctx, "single", "one claim", s)
		if err != nil {
			return err
		}
		b.costs("single", "one claim", all)
		if _, err := b.floorCosts(ctx, h, "single", "batched floor, one claim", 1, asCommanded()); err != nil {
			return err
		}
		if _, err := b.floorCosts(ctx, h, "single", "floor, one claim", 1, eachAlone(3)); err != nil {
			return err
		}
		return b.came(ctx, "single", h, []string{"single"}, 1, 3)
	})
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
