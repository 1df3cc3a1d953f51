package post

import (
	"fmt"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/safehtml"
)

// MessageFormatted is the HTML of a message, made safe, and what was left out of it.
type MessageFormatted struct {
	HTML, Text string
	Left       []string
}

// ReadFormatted gives the HTML of a message made safe, and reports whether it has any.
// words rewrites every stretch of words in it.
func ReadFormatted(raw []byte, words func(string) string) (MessageFormatted, bool) {
	page, cut, ok := mail.Formatted(raw, words)
	return MessageFormatted{HTML: page.HTML, Text: page.Text, Left: leftOut(page, cut)}, ok
}

// leftOut says what a page came with and is not shown.
func leftOut(page safehtml.Page, cut bool) (all []string) {
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			all = append(all, one)
		case n > 1:
			all = append(all, fmt.Sprintf(many, n))
		}
	}
	say(page.Remote, "1 picture from elsewhere is not loaded.", "%d pictures from elsewhere are not loaded.")
	say(page.Own, "1 picture of the message itself is not shown here: save it as a file.", "%d pictures of the message itself are not shown here: save them as files.")
	say(min(page.Active, 1), "What would run or send something was left out.", "")
	say(min(page.Sheets, 1), "Its style sheets are not applied.", "")
	if page.Hidden > 0 {
		all = append(all, "It has words that are not visible to whoever reads the mail. They are shown with a dashed line under them.")
	}
	if cut {
		all = append(all, "It is longer than 1 MiB; only its beginning is shown.")
	}
	return all
}
