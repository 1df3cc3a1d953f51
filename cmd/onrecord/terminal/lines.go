package terminal

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// Quote prints a text with a margin.
func Quote(w io.Writer, text string) {
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(w, "  | %s\n", line)
	}
}

// Quoted prints a text with a margin, and what it is.
func Quoted(w io.Writer, what, text string) {
	if text != "" {
		fmt.Fprintf(w, "  %s:\n", what)
		Quote(w, text)
	}
}

// After is a remark behind what it is about; nothing if there is none.
func After(remark string) string { return Mark(remark != "", ", "+remark) }

// Mark is a text where something is so; nothing where it is not.
func Mark(is bool, text string) string {
	if is {
		return text
	}
	return ""
}

// Aside is a word in brackets.
func Aside(word string) string {
	if word == "" {
		return ""
	}
	return " (" + word + ")"
}

// Short is the beginning of a text, for a table.
func Short(text string) string {
	const most = 60
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// Enumerate names a few, and counts the rest.
func Enumerate(names []string) string {
	text := ""
	for i, name := range names {
		switch {
		case i == 3:
			return fmt.Sprintf("%s and %d more", text, len(names)-i)
		case i > 0:
			text += ", "
		}
		text += name
	}
	return text
}

// Behind puts a way behind a name.
func Behind(way []string) string {
	if len(way) == 0 {
		return ""
	}
	return ", " + casework.Through(way)
}

// PrintItem prints what happened once, and when, in a zone.
func PrintItem(w io.Writer, item timeline.TimelineItem, zone *time.Location) {
	fmt.Fprintf(w, "%s  %-12s  %s\n", Moment(item.At, zone), item.Actor, item.Text)
	Quote(w, item.Comment)
}

// ShowLetter prints a letter as its reader will see it.
func ShowLetter(w io.Writer, l mailtext.LetterText) {
	cc := ""
	if l.Cc != "" {
		cc = "Cc: " + l.Cc + "\n"
	}
	fmt.Fprintf(w, "From: %s\nTo: %s\n%sReply-To: %s\nSubject: %s\n\n%s\n", l.From, l.To, cc, l.ReplyTo, l.Subject, l.Text)
	for _, name := range l.Files {
		fmt.Fprintf(w, "Attached: %s\n", name)
	}
}
