package figures

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

// Results are what a run found.
type Results struct {
	Started time.Time `json:"started"`
	Size    Size      `json:"size"`
	Cores   int       `json:"cores"`
	Load    string    `json:"load"` // load averages of the machine when the run began
	Go      string    `json:"go"`
	Commit  string    `json:"commit,omitempty"`
	Ended   []string  `json:"ended"` // the parts that have come to their end
	Figures []Figure  `json:"figures"`
}

// Figure is one number, and what it should be.
type Figure struct {
	Part   string  `json:"part"`
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Target string  `json:"target,omitempty"`
	Met    *bool   `json:"met,omitempty"`
	Count  bool    `json:"count,omitempty"` // of what came out: not to meet it is a fault
}

// New begins a run's results: how large it is, and on what machine.
func New(s Size) Results {
	r := Results{Started: time.Now().UTC().Truncate(time.Second), Size: s, Cores: runtime.NumCPU(), Go: runtime.Version()}
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

// Add notes a figure without a target.
func (r *Results) Add(part, name string, value float64, unit string) {
	r.note(Figure{Part: part, Name: name, Value: value, Unit: unit})
}

// AtMost notes a figure that should not exceed a limit.
func (r *Results) AtMost(part, name string, value float64, unit string, limit float64) {
	r.Judge(part, name, value, unit, "≤ "+Number(limit), value <= limit)
}

// AtLeast notes a figure that should reach a limit.
func (r *Results) AtLeast(part, name string, value float64, unit string, limit float64) {
	r.Judge(part, name, value, unit, "≥ "+Number(limit), value >= limit)
}

// Judge holds a figure against its target. At the smallest size there is none:
// what is measured in a moment, beside other work, says nothing.
func (r *Results) Judge(part, name string, value float64, unit, target string, met bool) {
	if r.Size == Smallest {
		r.Add(part, name, value, unit)
		return
	}
	r.note(Figure{Part: part, Name: name, Value: value, Unit: unit, Target: target, Met: &met})
}

// Count notes how many of something came out, which has to be as many as were put in.
func (r *Results) Count(part, name string, have, want int) {
	met := have == want
	r.note(Figure{Part: part, Name: name, Value: float64(have), Target: fmt.Sprintf("= %d", want), Met: &met, Count: true})
}

// Missing fails if a count is not what it has to be.
func (r *Results) Missing() error {
	var errs []error
	for _, f := range r.Figures {
		if f.Count && !*f.Met {
			errs = append(errs, fmt.Errorf("part %s: %s: %s, and it has to be %s", f.Part, f.Name, Number(f.Value), strings.TrimPrefix(f.Target, "= ")))
		}
	}
	return errors.Join(errs...)
}

func (r *Results) note(f Figure) {
	r.Figures = append(r.Figures, f)
	Say("%-7s %-52s %10s %-9s %s", f.Part, f.Name, Number(f.Value), f.Unit, f.verdict())
}

func (f Figure) verdict() string {
	switch {
	case f.Met == nil:
		return ""
	case *f.Met:
		return f.Target + "  met"
	}
	return f.Target + "  MISSED"
}

// Number prints three significant digits, and whole numbers as they are.
func Number(v float64) string {
	if v >= 100 || v <= -100 || v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// Write prints the table on stderr and the figures as JSON on stdout, and into a file if one is named.
func (r *Results) Write(file string) error {
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

func (r *Results) table(w io.Writer) {
	fmt.Fprintf(w, "\n%d cores, load %s, %s, started %s\n\n", r.Cores, r.Load, r.Go, r.Started.Format(time.RFC3339))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range r.Figures {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", f.Part, f.Name, Number(f.Value), f.Unit, f.verdict())
	}
	_ = t.Flush() // to stderr
}

// Say tells whoever waits how far the run is.
func Say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }
