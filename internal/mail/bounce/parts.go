package bounce

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/dsn"
)

// FromParts reads what a message's parts say about another one; nil when they say nothing of the kind.
func FromParts(root *enmime.Part, text string) *Report {
	var r Report
	found := false
	if report, err := parseReport(root); err == nil && report != nil {
		for _, group := range report.DeliveryStatus.RecipientDSNs {
			r.recipient(group.Get)
		}
		found = len(r.Recipients) > 0
	}
	strict := found
	root.DepthMatchAll(func(p *enmime.Part) bool {
		switch p.ContentType {
		case "message/delivery-status", "message/global-delivery-status": // RFC 3464 section 2.1, RFC 6533 section 4
			if !strict {
				r.readStatus(p.Content)
			}
			found = true
		case "message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers": // RFC 3464 section 2
			r.readOriginal(p.Content)
			found = true
		}
		return false
	})
	if !found {
		r.readOriginal(originalIn(text))
		found = r.MessageID != ""
	}
	if !found {
		return nil
	}
	return &r
}

// parseReport lets the library read a report of the usual form, within bounds: for each group of fields it makes room for
// as many as there are lines, so that 9 KB of empty ones took 268 MB. What is longer is read by us.
func parseReport(root *enmime.Part) (report *dsn.Report, err error) {
	defer func() {
		if recover() != nil {
			report = nil
		}
	}()
	for p := root.FirstChild; p != nil; p = p.NextSibling {
		if strings.HasSuffix(p.ContentType, "delivery-status") && (len(p.Content) > maxStatus || bytes.Count(p.Content, []byte("\n")) > maxLines) {
			return nil, nil
		}
	}
	return dsn.ParseReport(root)
}

// readStatus reads the groups of fields in a delivery status part (RFC 3464 section 2.1), tolerantly; every group that
// names a recipient or an action is about a recipient.
func (r *Report) readStatus(content []byte) {
	content = content[:min(len(content), maxStatus)]
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	for group := range bytes.SplitSeq(content, []byte("\n\n")) {
		fields := readFields(bytes.TrimLeft(group, "\n"))
		r.recipient(func(name string) string { return fields[strings.ToLower(name)] })
	}
}

func (r *Report) recipient(get func(name string) string) {
	rcpt := Recipient{
		Original: typedAddress(get("Original-Recipient")),
		Final:    typedAddress(get("Final-Recipient")),
		Action:   Action(strings.ToLower(strings.TrimRight(firstWord(get("Action")), ";,"))),
		Status:   statusCode.FindString(strings.TrimSpace(get("Status"))),
	}
	if plain := unescaped(rcpt.Original); plain != rcpt.Original && (strings.EqualFold(plain, rcpt.Final) || strings.HasPrefix(strings.ToLower(get("Original-Recipient")), "utf-8")) {
		rcpt.Original = plain
	}
	if rcpt.Original == "" && rcpt.Final == "" && rcpt.Action == "" {
		return
	}
	_, said, typed := strings.Cut(get("Diagnostic-Code"), ";")
	if !typed {
		said = get("Diagnostic-Code")
	}
	rcpt.Said = tidy(said)
	r.add(rcpt)
}

// statusCode is RFC 3463 section 2: class, subject, detail.
var statusCode = regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}\b`)

// readOriginal reads the header of the enclosed message; the first one that has an identifier counts.
func (r *Report) readOriginal(content []byte) {
	if r.MessageID != "" {
		return
	}
	fields := readFields(bytes.TrimLeft(content[:min(len(content), maxHeader)], "\r\n"))
	if id := messageID.FindStringSubmatch(fields["message-id"]); id != nil {
		r.MessageID = tidy(id[1])
		for _, at := range inWords.In(fields["reply-to"], 1) {
			r.ReplyTo = tidy(fields["reply-to"][at[0]:at[1]])
		}
	}
}

var messageID = regexp.MustCompile(`<([^<>\s]{1,998})>`)

// originalHeader finds where a bounce that is no report (qmail's, for one) repeats the header of the message.
var originalHeader = regexp.MustCompile(`(?im)^[> ]{0,4}(?:return-path|received|from|message-id):[^\n]*\n(?:[^\n]+\n)*`)

// originalIn gives the repeated header that has a Message-ID.
func originalIn(text string) []byte {
	text = text[:min(len(text), maxHeader)]
	for _, header := range originalHeader.FindAllString(text+"\n", 20) {
		if strings.Contains(strings.ToLower(header), "message-id:") {
			return []byte(header)
		}
	}
	return nil
}

// readFields reads header fields (RFC 5322 section 2.2) by their names in lower case; of several, the first counts.
func readFields(header []byte) map[string]string {
	fields := map[string]string{}
	last, value := "", strings.Builder{}
	keep := func() {
		if _, ok := fields[last]; !ok && last != "" {
			fields[last] = value.String()
		}
		last = ""
		value.Reset()
	}
	for line := range bytes.Lines(header) {
		text := strings.TrimRight(string(line), "\r\n")
		if strings.TrimSpace(text) == "" {
			break
		}
		if text[0] == ' ' || text[0] == '\t' {
			value.WriteString(" " + strings.TrimSpace(text))
			continue
		}
		if name, rest, ok := strings.Cut(text, ":"); ok && len(name) < 80 && !strings.ContainsAny(strings.TrimSpace(name), " \t") {
			keep()
			last = strings.ToLower(strings.TrimSpace(name))
			value.WriteString(strings.TrimSpace(rest))
		}
	}
	keep()
	return fields
}

// escape is a character as it stands in an address that was handed on in ASCII: "+2B" (RFC 3461 section 4) or "\x{FC}"
// (RFC 6533 section 3).
var escape = regexp.MustCompile(`\+([0-9A-F]{2})|\\x\{([0-9A-Fa-f]{2,6})\}`)

func unescaped(a string) string {
	return escape.ReplaceAllStringFunc(a, func(code string) string {
		n, err := strconv.ParseUint(strings.Trim(code, `+\x{}`), 16, 32)
		if err != nil || n <= ' ' || n > unicode.MaxRune || unicode.IsControl(rune(n)) {
			return code
		}
		return string(rune(n))
	})
}

// typedAddress takes the address out of "rfc822; user@example.org" (RFC 3464 section 2.3.1).
func typedAddress(value string) string {
	if _, after, ok := strings.Cut(value, ";"); ok {
		value = after
	}
	return strings.Trim(tidy(value), "<> ")
}

func firstWord(s string) string {
	if words := strings.Fields(s); len(words) > 0 {
		return tidy(words[0])
	}
	return ""
}

// tidy drops what cannot be shown on a line.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(s, "\t", " "), ""))
	return strings.TrimSpace(s)
}
