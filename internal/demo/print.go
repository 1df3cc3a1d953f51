package demo

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// Printer shows the week as it happens: entries on Out, and on a terminal a
// line on Err that says where the week stands.
type Printer struct {
	Out, Err io.Writer
	Terminal bool

	day     int
	started bool
	entries int
}

// hidden are kinds of entry that say again what the one beside them says. All
// of them are in the record, and in the JSON.
var hidden = map[string]bool{
	"message.dispatched": true, "mail.received": true, "mail.matched": true,
	"claim.asked": true, "claim.signed": true,
}

// isHidden reports whether another entry says it again: that a message was read
// as an answer, the answer does.
func isHidden(item timeline.TimelineItem) bool {
	_, read, _ := strings.Cut(item.Text, ": ")
	return hidden[item.Kind] || item.Kind == "message.read" && read == string(letters.ReadAnswer)
}

// Entries implements [Show].
func (p *Printer) Entries(day0 time.Time, items []timeline.TimelineItem) {
	p.clear()
	for _, item := range items {
		p.entries++
		if isHidden(item) {
			continue
		}
		p.heading(day(day0, item.At), item.At)
		fmt.Fprintf(p.Out, "  %s  %-16s  %s\n", item.At.UTC().Format("15:04"), item.Actor, item.Text)
	}
}

func (p *Printer) heading(day int, at time.Time) {
	if p.started && day == p.day {
		return
	}
	p.day, p.started = day, true
	fmt.Fprintf(p.Out, "\nDay %d, %s\n", day, at.UTC().Format("Monday 2 January 2006"))
}

// Progress implements [Show].
func (p *Printer) Progress(day0, now time.Time) {
	if p.Terminal {
		fmt.Fprintf(p.Err, "\r\x1b[K  … day %d %s UTC, %d entries", day(day0, now), now.UTC().Format("15:04"), p.entries)
	}
}

func (p *Printer) clear() {
	if p.Terminal {
		fmt.Fprint(p.Err, "\r\x1b[K")
	}
}

// day counts from the day on which the case was opened.
func day(day0, at time.Time) int {
	return int(at.UTC().Truncate(24*time.Hour).Sub(day0.UTC().Truncate(24*time.Hour)) / (24 * time.Hour))
}

// Silent shows nothing.
type Silent struct{}

// Entries implements [Show].
func (Silent) Entries(time.Time, []timeline.TimelineItem) {}

// Progress implements [Show].
func (Silent) Progress(time.Time, time.Time) {}
