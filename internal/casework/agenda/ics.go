package agenda

import (
	"fmt"
	"strings"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// refresh is how often a calendar is asked to read the feed again (RFC 7986 section 5.7).
const refresh = "PT1H"

// ICS is the feed as a calendar (RFC 5545, RFC 7986). Paths of events stand behind the address
// of the desk, which has no slash at the end. An event has no end: it ends where it begins
// (RFC 5545 section 3.6.1), and nobody is busy then.
func (f Feed) ICS(desk string) []byte {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Onrecord//Agenda//EN")
	cal.SetCalscale("GREGORIAN")
	cal.SetName(plain(f.Name))
	about := fmt.Sprintf("What stands ahead within %d days.", Days)
	if f.Cut {
		about += fmt.Sprintf(" There is more than this calendar takes: these are the next %d.", len(f.Events))
	}
	cal.SetDescription(about)
	cal.SetXWRCalDesc(about)
	cal.SetRefreshInterval(refresh)
	cal.SetXPublishedTTL(refresh)
	for _, e := range f.Events {
		event := cal.AddEvent(e.UID + "@onrecord")
		event.SetDtStampTime(f.At)
		event.SetStartAt(e.At)
		event.SetSummary(plain(e.Title))
		event.SetURL(desk + e.Path)
		event.SetClass(ics.ClassificationPrivate)
		event.SetTimeTransparency(ics.TransparencyTransparent)
	}
	var b strings.Builder
	_ = cal.SerializeTo(&b, ics.WithNewLineWindows, ics.WithLineLength(maxLine)) // a builder takes everything
	return []byte(b.String())
}

// maxLine is how many octets a line has at most (RFC 5545 section 3.1).
const maxLine = 75

// plain is a text on one line, without what is not allowed in one.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
