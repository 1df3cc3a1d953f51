package outside

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// day is the date of an instant in the zone that it carries; pages name that zone.
func day(t time.Time) string { return t.Format("2 January 2006") }

// zoneNote names the zone that the days and times of a page are in.
func zoneNote(zone *time.Location) string {
	if zone == nil || zone == time.UTC || zone.String() == "UTC" {
		return "Days and times are in UTC."
	}
	return "Days and times are in the time zone " + zone.String() + "."
}

// askedWords say when, how and how often a party was asked; they are empty for one
// that was not asked by letter.
func askedWords(p outside.PublicParty) string {
	if p.AskedAt.IsZero() {
		return ""
	}
	words := "Asked "
	if p.CameBack {
		words = "Written to "
	}
	words += enumerate(putWords(p.Puts))
	if p.Reminders > 0 {
		words += "; reminded " + times(p.Reminders)
	}
	if p.Notices > 0 {
		words += "; given a final notice"
	}
	if p.Notices > 1 {
		words += " " + times(p.Notices)
	}
	if n := len(p.Letters); n > 1 {
		words += fmt.Sprintf(". %d letters, the last on %s", n, day(p.Letters[n-1].At))
	}
	return words + "."
}

// putWords say how and on which day a party was asked, each once. Many are counted
// between the first and the last.
func putWords(puts []outside.PublicPut) []string {
	var words []string
	for _, put := range puts {
		word := "on " + day(put.At)
		if put.Channel != "" {
			word = put.Channel.How() + " " + word
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	if n := len(words); n > 3 {
		words = []string{fmt.Sprintf("%d times, first %s", len(puts), words[0]), "last " + words[n-1]}
	}
	return words
}

// cameWords say how an answer came: by phone, or through whom.
func cameWords(a outside.PublicAnswer) string {
	switch {
	case len(a.Through) == 1:
		return "to " + a.Through[0]
	case len(a.Through) > 1:
		return "to " + a.Through[0] + ", quoted by " + enumerate(a.Through[1:])
	case a.Channel == "":
		return ""
	}
	return a.Channel.How()
}

// clock is an instant in words, in the zone that it carries.
func clock(t time.Time) string { return claim.Moment(t, t.Location()) }

// silenceWords say what it means that a party has not answered.
func silenceWords(s claim.Silence, answerBy time.Time) string {
	if s == "" {
		return "We no longer ask it, and have no answer from it."
	}
	words, until := s.ForReaders()
	if until {
		words += " No answer had come by " + clock(answerBy) + "."
	}
	return words
}

// saidWords says in short how many of those who are named were asked and have answered
// on the record, and how many have spoken without having been asked.
func saidWords(c outside.PublicClaim) string {
	asked, answered, unasked, unreached := 0, 0, 0, 0
	for _, p := range c.Parties {
		switch {
		case p.Earlier:
		case p.CameBack:
			unreached++
		case p.AskedAt.IsZero():
			unasked++
		case slices.ContainsFunc(p.Answers, func(a outside.PublicAnswer) bool { return !a.Unasked }):
			answered++
			fallthrough
		default:
			asked++
		}
	}
	var words []string
	switch {
	case len(c.Parties) == 0:
		return "nobody named"
	case asked > 0 && asked == answered:
		words = append(words, fmt.Sprintf("%d asked, all answered", asked))
	case asked > 0:
		words = append(words, fmt.Sprintf("%d asked, %d answered on the record", asked, answered))
	}
	if unreached > 0 {
		words = append(words, fmt.Sprintf("%d could not be reached", unreached))
	}
	if unasked > 0 {
		words = append(words, fmt.Sprintf("%d spoke without being asked", unasked))
	}
	if len(words) == 0 {
		return "nobody asked about this wording"
	}
	return strings.Join(words, ", ")
}

// standing is a finding in one line.
func standing(c outside.PublicClaim) string {
	if gone := c.Gone(); gone != "" {
		return gone + " on " + day(c.ChangedAt)
	}
	words := c.Rating.Words + ", as of " + clock(c.AsOf)
	if !c.Checking.IsZero() {
		words += "; being checked again"
	}
	return words
}

// short is a text of at most n characters.
func short(n int, text string) string {
	text = strings.TrimSuffix(text, ".")
	if runes := []rune(text); len(runes) > n {
		return strings.TrimSpace(string(runes[:n-1])) + "…"
	}
	return text
}

// frameCode is what somebody puts on a page of theirs to show a frame of ours.
type frameCode struct {
	URL, Title, What string
	Height           int
}

func newFrame(address, title, what string, height int) frameCode {
	return frameCode{address, title, what, height}
}

// paragraphs are those of a text, without empty ones.
func paragraphs(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(p string) bool { return strings.TrimSpace(p) == "" })
}
