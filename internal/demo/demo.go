// Package demo plays a case: it feeds mail and commands into the real product,
// on a throw-away engine whose time can be moved, and prints what comes out. It
// holds no outcome of its own.
package demo

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/examples"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/opening"
)

// Domain is where the desk of the demo receives mail. It leads nowhere (RFC 2606).
const Domain = "newsroom.example"

// Options say how to play.
type Options struct {
	Story string // of the examples
	Dir   string // keeps the data there; empty for a directory that is removed at the end
	Log   *zap.Logger
	Show  Show
}

// Show is told what happens.
type Show interface {
	// Entries happened; day counts from the opening of the case.
	Entries(day0 time.Time, items []timeline.TimelineItem)
	// Progress is where the week stands.
	Progress(day0, now time.Time)
}

// Result is what came out.
type Result struct {
	// StatusLine is that of the report, with the day counted from the opening.
	StatusLine string `json:"statusLine"`

	Report   report.Report           `json:"report"`
	Timeline []timeline.TimelineItem `json:"timeline"`
	Letters  int                     `json:"letters"`  // that the press offices received
	Verified lists.VerifyReport      `json:"verified"` // of the record, at the end
	Passed   float64                 `json:"hours"`    // from the opening of the case to the end
	Took     float64                 `json:"seconds"`  // of real time
	Data     string                  `json:"data,omitempty"`
}

// player plays the week.
type player struct {
	*app.App
	Options
	file     *casefile.File
	week     *casefile.Week
	day0     time.Time
	offices  *offices
	people   map[string]casework.Caller
	mail     net.Listener
	owner    string
	position int64 // of the last entry shown
	seen     []timeline.TimelineItem
}

// Play plays a story from the opening of its case to the end of its script. It
// returns [claim.CodeNotFound] if there is no such story.
func Play(ctx context.Context, opts Options) (Result, error) {
	started := time.Now()
	dir, remove, err := dataDir(opts.Dir)
	if err != nil {
		return Result{}, err
	}
	defer remove()
	p := &player{Options: opts, people: map[string]casework.Caller{}}
	if p.file, p.week, err = opening.Story(opts.Story); err != nil {
		return Result{}, err
	}
	if err := p.open(ctx, dir); err != nil {
		return Result{}, err
	}
	defer p.close()
	result, err := p.play(ctx)
	result.Took = time.Since(started).Seconds()
	result.Data = opts.Dir
	return result, err
}

// dataDir makes the directory to play in. One that is kept must be new: a
// demo does not write into somebody's record.
func dataDir(keep string) (dir string, remove func(), err error) {
	if keep == "" {
		dir, err = os.MkdirTemp("", "onrecord-demo-")
		return dir, func() { _ = os.RemoveAll(dir) }, err
	}
	if _, err := os.Stat(filepath.Join(keep, "record.db")); err == nil {
		return "", nil, claim.Errorf(claim.CodeExists, "%s holds a record already", keep).WithHint("name a directory that does not exist yet")
	}
	return keep, func() {}, nil
}

// open starts the product and the press offices around it.
func (p *player) open(ctx context.Context, dir string) error {
	var err error
	if p.offices, err = openOffices(); err != nil {
		return err
	}
	cfg, err := config.Load(dir, config.Flags{Config: config.Config{
		MailDomain: Domain, SMTPServer: p.offices.Addr(), SMTPTLS: "none", LettersPerSecond: 100,
		DeskName: "the verification desk", Publication: "The Example Post",
	}})
	if err != nil {
		return err
	}
	if p.App, err = app.Start(ctx, app.Options{Config: cfg, Log: p.Log, Rehearsal: true}); err != nil {
		return err
	}
	if p.mail, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return fmt.Errorf("listen for mail: %w", err)
	}
	p.ReceiveMail(p.mail)
	return nil
}

func (p *player) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := p.Close(ctx); err != nil {
		p.Log.Warn("close the demo", zap.Error(err))
	}
	p.offices.Close(ctx)
}

func (p *player) play(ctx context.Context) (Result, error) {
	p.day0 = dayZero(time.Now(), p.week)
	p.Clock.Move(time.Until(p.day0)) // back: what is served later must not lie in the future
	if err := p.staff(ctx); err != nil {
		return Result{}, err
	}
	if err := p.openCase(ctx); err != nil {
		return Result{}, err
	}
	for _, event := range p.week.Events {
		if err := p.until(ctx, event.At.Instant(p.day0)); err != nil {
			return Result{}, err
		}
		if err := p.do(ctx, event); err != nil {
			return Result{}, fmt.Errorf("%s line %d: %w", examples.Path(p.Story, "week.yaml"), event.Line, err)
		}
		if err := p.show(ctx); err != nil {
			return Result{}, err
		}
	}
	if err := p.until(ctx, p.week.End.Instant(p.day0)); err != nil {
		return Result{}, err
	}
	return p.result(ctx)
}

// dayZero is the last instant at which the week can begin so that it has been
// over for some hours now, and lies on days before this one.
func dayZero(now time.Time, week *casefile.Week) time.Time {
	latest := now.UTC().AddDate(0, 0, -week.End.Day-1)
	t := week.Start.Instant(latest)
	if t.After(latest) {
		t = t.AddDate(0, 0, -1)
	}
	return t
}

// until lets time pass, and shows what happens on the way.
func (p *player) until(ctx context.Context, t time.Time) error {
	var failed error
	err := p.Rehearse(ctx, t, func() {
		p.Show.Progress(p.day0, p.Clock.Now())
		if err := p.show(ctx); err != nil {
			failed = err
		}
	})
	if err != nil {
		return err
	}
	return failed
}

// show shows the entries since the last time.
func (p *player) show(ctx context.Context) error {
	items, err := p.Reads.Timeline(ctx, p.people[p.owner], p.file.ID, p.position, 0)
	if err != nil || len(items) == 0 {
		return err
	}
	p.position = items[len(items)-1].Position
	p.seen = append(p.seen, items...)
	p.Show.Entries(p.day0, items)
	return nil
}

func (p *player) result(ctx context.Context) (Result, error) {
	if err := p.show(ctx); err != nil {
		return Result{}, err
	}
	end := p.Clock.Now() // what happens at the end itself has happened
	report, err := p.Reads.Report(ctx, p.people[p.owner], p.file.ID, &end)
	if err != nil {
		return Result{}, err
	}
	verified, err := p.Record.Verify(ctx, nil)
	return Result{
		StatusLine: p.byDay(report), Report: report, Timeline: p.seen, Letters: p.offices.Count(), Verified: verified,
		Passed: end.Sub(p.day0).Hours(),
	}, err
}

// byDay is the status line as the story counts: of day 7 instead of a date.
func (p *player) byDay(r report.Report) string {
	date := claim.Moment(r.AsOf, nil)
	return strings.Replace(r.StatusLine, date, fmt.Sprintf("%s UTC on day %d", r.AsOf.UTC().Format("15:04"), day(p.day0, r.AsOf)), 1)
}
