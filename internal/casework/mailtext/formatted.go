package mailtext

// MailFormatted is the HTML of a message, made safe: nothing in it runs, loads or
// leads anywhere. It is to be shown in a sandboxed frame alone.
type MailFormatted struct {
	HTML string   // a fragment, for a body
	Text string   // every word in it
	Left []string // what was left out, a sentence each
}

// Formatted gives the HTML of a mail as it may be shown, without the links to the answer
// page and the tokens of reply addresses, and reports whether there is any. Where one
// of them cannot be taken out, since it goes through several elements, nothing is shown.
func (t *Texts) Formatted(raw []byte) (formatted MailFormatted, ok bool) {
	formatted, ok = t.mail.Formatted(raw, WithoutLinks)
	if ok && WithoutLinks(formatted.Text) != formatted.Text {
		return MailFormatted{Left: []string{"It holds the link by which the party answers, and nobody else, in pieces. So it is not shown; the text of the message is."}}, true
	}
	return formatted, ok
}
