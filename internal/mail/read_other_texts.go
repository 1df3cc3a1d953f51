package mail

import (
	"regexp"
	"strings"

	"github.com/jhillyerd/enmime/v2"
)

// otherText gives the words of a text that is neither plain nor HTML and that mail programs show nevertheless; it is listed
// as a file besides. Those of a file that has a name, or is attached, are for whoever opens it.
func (in *Inbound) otherText(p *enmime.Part) string {
	if p.Disposition == "attachment" || p.FileName != "" && p.ContentType != "text/calendar" {
		return ""
	}
	switch p.ContentType {
	case "text/enriched", "text/richtext":
		return unenriched(unmarked(decoded(p.Content)))
	case "text/markdown", "text/x-markdown":
		return unmarked(decoded(p.Content))
	case "text/calendar":
		return commentsOf(unmarked(decoded(p.Content)), p.Parent == nil)
	}
	return ""
}

// isShown reports whether mail programs show a text though it has a name: it is to be shown (RFC 2183 section 2.1), or is
// what the message begins with. It is listed as a file besides.
func isShown(p *enmime.Part) bool {
	if p.ContentType != "" && p.ContentType != "text/plain" && p.ContentType != "text/html" {
		return false
	}
	return p.Disposition == "inline" || p.Disposition != "attachment" && (p.Parent == nil || p.Parent.FirstChild == p)
}

var (
	enrichedParam   = regexp.MustCompile(`(?is)<param>.{0,200}?</param>`)
	enrichedCommand = regexp.MustCompile(`</?[A-Za-z0-9-]{1,60}>`)
)

// unenriched takes the commands out of enriched text (RFC 1896). Its lines stay as they are.
func unenriched(text string) string {
	const angle = "\uFDD0" // unmarked has taken those of the message out
	text = strings.ReplaceAll(text, "<<", angle)
	text = enrichedCommand.ReplaceAllString(enrichedParam.ReplaceAllString(text, ""), "")
	return strings.ReplaceAll(text, angle, "<")
}

// maxComments bounds the comments of a calendar that are shown.
const maxComments = 20

// commentsOf gives what somebody who answered an invitation wrote to it (RFC 5545 section 3.8.1.4): calendar programs put
// it there alone. Where nothing but the calendar was sent, it gives what that describes, too.
func commentsOf(calendar string, alone bool) string {
	var all []string
	calendar = strings.ReplaceAll(calendar, "\r\n", "\n")
	for line := range strings.Lines(strings.NewReplacer("\n ", "", "\n\t", "").Replace(calendar)) {
		name, value, found := strings.Cut(strings.TrimRight(line, "\n"), ":")
		if name, _, _ = strings.Cut(name, ";"); !found || !strings.EqualFold(name, "COMMENT") && !(alone && strings.EqualFold(name, "DESCRIPTION")) || strings.TrimSpace(value) == "" {
			continue
		}
		if all = append(all, strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(value)); len(all) == maxComments {
			break
		}
	}
	return strings.Join(all, "\n\n")
}
