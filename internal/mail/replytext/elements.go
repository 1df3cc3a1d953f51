package replytext

import (
	"regexp"
	"slices"
	"strings"
)

// Element is an element of HTML, as far as it tells what mail programs put into it.
type Element struct {
	Name string // in lower case
	ID   string
	// Class, Style, Type, Marker and Cite are the attributes class, style, type, data-marker or data-smartmail, and cite.
	Class, Style, Type, Marker, Cite string
	// Called is the attribute name.
	Called string
}

// Names of elements, as programs write them. Outlook on the web puts "x_" before those that it shows.
var (
	attributionNames = []string{"gmail_attr", "moz-cite-prefix", "reply-intro", "zmail_extra_hr", "mailbird-attribution"}
	wholeNames       = []string{
		"yahoo_quoted", "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message", "olk_src_body_section", "moz-forward-container",
		"isreplycontent", "isforwardcontent", "ntes-mail-quote", "zmail_extra", "hs_reply", "history_container", "__quoted_text__", "messagereplysection",
	}
	// restNames are those after which the rest is quoted: header and message stand side by side.
	restNames = []string{"divrplyfwdmsg", "stopspelling", "zwchr", "__divider__", "outlookmessageheader"}
	citedName = regexp.MustCompile(`(?i)quote|cite|zmail`)
	bordered  = regexp.MustCompile(`(?i)border-left(?:-width)?\s*:\s*[^;]*[1-9]|border-width\s*:\s*[^;]*[1-9]`)
	signedIn  = regexp.MustCompile(`(?i)signature|^sig$|^sgn$|__sig_`)
)

// Classify says what an element marks: nothing for most. rest says that the mark goes on to the end of the page.
func Classify(e Element) (kind MarkKind, rest bool) {
	if e.Name != "blockquote" && e.ID == "" && e.Class == "" && e.Called == "" && e.Marker == "" {
		return "", false
	}
	names := append(strings.Fields(strings.ToLower(e.Class)), strings.ToLower(e.ID), strings.ToLower(e.Called), strings.ToLower(e.Marker))
	for i, name := range names {
		for strings.HasPrefix(name, "x_") {
			name = name[2:]
		}
		names[i] = name
	}
	has := func(list []string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return slices.Contains(list, name) })
	}
	switch {
	case has(restNames):
		return Whole, true
	case has(attributionNames):
		return Attributed, false
	case has(wholeNames), e.Name == "div" && strings.EqualFold(e.Called, "quote"), strings.HasPrefix(strings.ToLower(e.ID), "yahoo_quoted"):
		return Whole, false
	case e.Name == "blockquote" && (strings.EqualFold(e.Type, "cite") || e.Cite != "" || slices.ContainsFunc(names, citedName.MatchString) || bordered.MatchString(e.Style)):
		return Cited, false
	case e.Name == "blockquote":
		return Indented, false
	case e.Name != "a" && e.Name != "img" && slices.ContainsFunc(names, signedIn.MatchString):
		return Signed, false
	}
	return "", false
}
