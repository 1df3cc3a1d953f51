package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// results are what a run found.
type results struct {
	Started time.Time `json:"started"`
	Size    size      `json:"size"`
	Cores   int       `json:"cores"`
	Load    string    `json:"load"` // load averages of the machine when the run began
	Go      string    `json:"go"`
	Commit  string    `json:"commit,omitempty"`
	Ended   []string  `json:"ended"` // the parts that have come to their end
	Figures []figure  `json:"figures"`
}

// figure is one number, and what it should be.
type figure struct {
	Part   string  `json:"part"`
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Target string  `json:"target,omitempty"`
	Met    *bool   `json:"met,omitempty"`
	Count  bool    `json:"count,omitempty"` // of what came out: not to meet it is a fault
}

func newReport(s size) results {
	r := results{Started: time.Now().UTC().Truncate(time.Second), Size: s, Cores: runtime.NumCPU(), Go: runtime.Version()}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		r.Load = strings.Join(strings.Fields(string(load))[:3], " ")
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				r.Commit = s.Value
			}
		}
	}
	return r
}

// add notes a figure without a target.
func (r *results) add(part, name string, value float64, unit string) {
	r.note(figure{Part: part, Name: name, Value: value, Unit: unit})
}

// atMost notes a figure that should not exceed a limit.
func (r *results) atMost(part, name string, value float64, unit string, limit float64) {
	r.judge(part, name, value, unit, "≤ "+number(limit), value <= limit)
}

// atLeast notes a figure that should reach a limit.
func (r *results) atLeast(part, name string, value float64, unit string, limit float64) {
	r.judge(part, name, value, unit, "≥ "+number(limit), value >= limit)
}

// judge holds a figure against its target. At the smallest size there is none:
// what is measured in a moment, beside other work, says nothing.
func (r *results) judge(part, name string, value float64, unit, target string, met bool) {
	if r.Size == smallest {
		r.add(part, name, value, unit)
		return
	}
	r.note(figure{Part: part, Name: name, Value: value, Unit: unit, Target: target, Met: &met})
}

// count notes how many of something came out, which has to be as many as were put in.
func (r *results) count(part, name string, have, want int) {
	met := have == want
	r.note(figure{Part: part, Name: name, Value: float64(have), Target: fmt.Sprintf("= %d", want), Met: &met, Count: true})
}

// missing fails if a count is not what it has to be.
func (r *results) missing() error {
	var errs []error
	for _, f := range r.Figures {
		if f.Count && !*f.Met {
			errs = append(errs, fmt.Errorf("part %s: %s: %s, and it has to be %s", f.Part, f.Name, number(f.Value), strings.TrimPrefix(f.Target, "= ")))
		}
	}
	return errors.Join(errs...)
}

func (r *results) note(f figure) {
	r.Figures = append(r.Figures, f)
	say("%-7s %-52s %10s %-9s %s", f.Part, f.Name, number(f.Value), f.Unit, f.verdict())
}

func (f figure) verdict() string {
	switch {
	case f.Met == nil:
		return ""
	case *f.Met:
		return f.Target + "  met"
	}
	return f.Target + "  MISSED"
}

// number prints three significant digits, and whole numbers as they are.
func number(v float64) string {
	if v >= 100 || v <= -100 || v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// write prints the table on stderr and the figures as JSON on stdout, and into a file if one is named.
func (r *results) write(file string) error {
	r.table(os.Stderr)
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("encode the report: %w", err)
	}
	text = append(text, '\n')
	if _, err := os.Stdout.Write(text); err != nil {
		return err
	}
	if file == "" {
		return nil
	}
	return os.WriteFile(file, text, 0o644)
}

func (r *results) table(w io.Writer) {
	fmt.Fprintf(w, "\n%d cores, load %s, %s, started %s\n\n", r.Cores, r.Load, r.Go, r.Started.Format(time.RFC3339))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range r.Figures {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", f.Part, f.Name, number(f.Value), f.Unit, f.verdict())
	}
	_ = t.Flush() // to stderr
}
