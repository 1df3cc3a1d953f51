package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/bench/walk"
	"github.com/onrecord/onrecord/bench/world"
	"github.com/onrecord/onrecord/internal/record"
)

// volume says how large a record is made, and how long people walk through it.
type volume struct {
	scale    float64 // of 100,000 claims, 1,000,000 requests and 4,000,000 messages
	postgres string  // URL of an empty database; SQLite if it is empty
	people   int
	walk     time.Duration
	think    time.Duration
	verify   bool
	fill     bool // fill the tables again, and measure it
}

// smallestVolume makes the part volume as small as it gets, with all that it can do.
func (b *bench) smallestVolume() {
	b.volume.scale, b.volume.people, b.volume.walk, b.volume.think = 3.0/volumeCases, 4, 4*time.Second, 50*time.Millisecond
	b.volume.verify, b.volume.fill = true, true
}

// volumeCases is how many ordinary cases there are at scale 1.
const volumeCases = 5000

// bulkCases is how many cases are written at once, and bulkRoom how many bytes
// of memory for it: what is written at once touches every index all over, and
// each page of one is written once if there is room for all of them.
const (
	bulkCases = 128
	bulkRoom  = 1500 << 20 // more would take more mappings than Linux allows a process
)

// runVolume makes a large record and has people walk through its pages.
func runVolume(ctx context.Context, b *bench) error {
	v := b.volume
	source, name := filepath.Join(b.dir, "volume.db"), "sqlite"
	if v.postgres != "" {
		source, name = v.postgres, "postgres"
	}
	r, err := record.Open(ctx, source, record.WithReader(readMail), record.WithRoom(bulkRoom))
	if err != nil {
		return err
	}
	defer r.Close()
	w := world.New(time.Now().UTC(), max(200, int(2000*v.scale)))
	there, err := w.Read(ctx, r)
	if err != nil {
		return err
	}
	if there > v.cases() {
		return profiled(b.profile, "walk", func() error { return v.walkThrough(ctx, b, r, w, name) })
	}
	began := time.Now()
	if err := profiled(b.profile, "generate", func() error { return v.generate(ctx, r, w, there) }); err != nil {
		return err
	}
	position, _, err := r.Head(ctx)
	if err != nil {
		return err
	}
	b.report.Add("volume", name+": entries", float64(position), "")
	b.report.Add("volume", name+": written in", time.Since(began).Seconds(), "s")
	if err := v.whole(ctx, b, r, name); err != nil {
		return err
	}
	if err := v.check(ctx, b, r, name); err != nil {
		return err
	}
	if err := v.analyze(ctx); err != nil {
		return err
	}
	return profiled(b.profile, "walk", func() error { return v.walkThrough(ctx, b, r, w, name) })
}

// cases is how many ordinary cases there are.
func (v volume) cases() int { return max(1, int(volumeCases*v.scale)) }

// profiled writes a CPU profile of what runs into the directory, if there is one.
func profiled(dir, name string, run func() error) error {
	if dir == "" {
		return run()
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(dir, "volume-"+name+".pprof"))
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return run()
}

// walkThrough has people walk through every page of a record for a while.
func (v volume) walkThrough(ctx context.Context, b *bench, r *record.Record, w *world.World, name string) error {
	of := walk.Walk{Record: r, World: w, Cases: v.cases(), Keys: b.dir, People: v.people, Lasts: v.walk, Think: v.think}
	return of.Through(ctx, &b.report, name)
}

// generate writes the cases that are not there yet, which are made on the other
// cores meanwhile.
func (v volume) generate(ctx context.Context, r *record.Record, w *world.World, there int) error {
	if there == 0 {
		staff := w.Staff(w.Now.Add(-world.Span - 24*time.Hour))
		if err := staff.Prepare(); err != nil {
			return err
		}
		if err := r.AddBulk(ctx, staff); err != nil {
			return err
		}
	}
	cases := v.cases()
	group, ctx := errgroup.WithContext(ctx)
	slots := make([]chan *record.Bulk, cases+1)
	for i := range slots {
		slots[i] = make(chan *record.Bulk, 1)
	}
	next := make(chan int)
	group.Go(func() error {
		defer close(next)
		for i := there; i < len(slots); i++ {
			select {
			case next <- i:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	ahead := make(chan struct{}, 2*bulkCases) // so that no more are made than are written
	for range runtime.NumCPU() {
		group.Go(func() error {
			for i := range next {
				select {
				case ahead <- struct{}{}:
				case <-ctx.Done():
					return ctx.Err()
				}
				bulk := w.CaseAt(i, cases)
				if err := bulk.Prepare(); err != nil {
					return err
				}
				slots[i] <- bulk
			}
			return nil
		})
	}
	group.Go(func() error { return v.write(ctx, r, slots, there, ahead) })
	return group.Wait()
}

func (v volume) write(ctx context.Context, r *record.Record, slots []chan *record.Bulk, there int, ahead <-chan struct{}) error {
	var some []*record.Bulk
	began := time.Now()
	for i := there; i < len(slots); i++ {
		select {
		case bulk := <-slots[i]:
			some = append(some, bulk)
		case <-ctx.Done():
			return ctx.Err()
		}
		if len(some) == bulkCases || i == len(slots)-1 {
			if err := r.AddBulk(ctx, some...); err != nil {
				return err
			}
			for range some {
				<-ahead
			}
			some = nil
		}
		if i%100 == 99 {
			figures.Say("%d of %d cases after %s", i+1, len(slots), time.Since(began).Round(time.Second))
		}
	}
	return nil
}

// whole counts the cases that were written: the ordinary ones, and the large one.
func (v volume) whole(ctx context.Context, b *bench, r *record.Record, name string) error {
	cases, err := r.Cases(ctx)
	if err != nil {
		return err
	}
	b.report.Count("volume", name+": cases", len(cases), v.cases()+1)
	return nil
}

// check verifies the record and fills its tables again, if asked to.
func (v volume) check(ctx context.Context, b *bench, r *record.Record, name string) error {
	if v.fill {
		took, err := figures.Timed(func() error { return r.Reproject(ctx) })
		if err != nil {
			return err
		}
		b.report.Add("volume", name+": tables filled again in", took/1000, "s")
	}
	if v.verify {
		report, err := r.Verify(ctx, nil)
		if err != nil {
			return err
		}
		if len(report.Problems) > 0 {
			return fmt.Errorf("the record does not verify: %s", report.Problems[0])
		}
		position, _, err := r.Head(ctx)
		if err != nil {
			return err
		}
		b.report.Count("volume", name+": verified entries", int(report.Entries), int(position))
	}
	if v.postgres == "" {
		if info, err := os.Stat(filepath.Join(b.dir, "volume.db")); err == nil {
			b.report.Add("volume", name+": size", float64(info.Size())/(1<<20), "MB")
		}
		return nil
	}
	backlog, err := r.Backlog(ctx, time.Now())
	b.report.Add("volume", name+": size", float64(backlog.Bytes)/(1<<20), "MB")
	return err
}

// analyze has PostgreSQL look at what was written all at once, as it does by
// itself with what is written over the years.
func (v volume) analyze(ctx context.Context) error {
	if v.postgres == "" {
		return nil
	}
	db, err := sql.Open("pgx", v.postgres)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "vacuum analyze")
	return err
}

// readMail is the text of a letter, for search.
func readMail(media string, data []byte) string {
	if !strings.HasPrefix(media, "message/") {
		return ""
	}
	_, text, _ := strings.Cut(string(data), "\r\n\r\n") // as it was written here; to parse it costs more than all the rest
	return text
}
