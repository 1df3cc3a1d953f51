package record

import (
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// maxDoc bounds the text that is indexed of one thing, in bytes.
const maxDoc = 32 << 10

// Reader makes text that can be searched of content that is not text itself,
// such as mail. It returns "" for what it cannot read.
type Reader func(media string, data []byte) string

// doc is a text that can be found. It follows from one entry.
type doc struct {
	id      int64 // position of the entry
	kind    claim.SearchKind
	subject uuid.UUID
	stream  claim.Stream
	caseID  uuid.UUID
	at      int64
	refs    []claim.Ref // what it is taken from
	title   string
	body    string
}

// docOf is the text that an entry makes findable, without the text itself. The
// state is that after the entry, or a later one.
func docOf(a claim.Aggregate, e claim.Entry) (doc, bool) {
	d := doc{stream: a.Stream(), caseID: caseOf(a), at: micros(e.At)}
	switch f := e.Fact.(type) {
	case claim.RequestQueued:
		d.kind, d.subject, d.refs = claim.FoundRequest, f.Request, []claim.Ref{f.Questions}
	case claim.MessageReceived:
		if f.Mail.Class == claim.MailBounce {
			return doc{}, false
		}
		d.kind, d.subject, d.refs = claim.FoundMessage, f.Message, []claim.Ref{f.Mail.Raw}
	case claim.PageAnswered:
		d.kind, d.subject, d.refs = claim.FoundMessage, f.Message, []claim.Ref{f.Content}
	case claim.ResponseRecorded:
		d.kind, d.subject = claim.FoundAnswer, f.Response.Request
		for _, s := range f.Response.Stances {
			if s.Statement != "" {
				d.refs = append(d.refs, s.Statement)
			}
		}
	default:
		return nameDoc(a, e, d)
	}
	return d, len(d.refs) > 0
}

// nameDoc is the text of a case, a claim or a party, if the entry says it.
func nameDoc(a claim.Aggregate, e claim.Entry, d doc) (doc, bool) {
	switch a.(type) {
	case *claim.Case:
		d.kind = claim.FoundCase
	case *claim.Claim:
		d.kind = claim.FoundClaim
	case *claim.Party:
		d.kind = claim.FoundParty
	default:
		return d, false
	}
	text := textOf(a)
	for _, ref := range refsOf(e.Fact) {
		if ref == text && text != "" {
			d.subject, d.refs = a.Stream().ID, []claim.Ref{ref}
			return d, true
		}
	}
	return d, false
}

// isThing reports whether the text says what a thing is, and not what was said.
func isThing(k claim.SearchKind) bool {
	return k == claim.FoundCase || k == claim.FoundClaim || k == claim.FoundParty
}

// fill writes the text of a document from contents; what was erased is missing
// there. It reports whether anything is left.
func (d *doc) fill(r *Record, contents map[claim.Ref]storedContent) bool {
	var parts []string
	for _, ref := range d.refs {
		if c, ok := contents[ref]; ok {
			parts = append(parts, d.text(r, c))
		}
	}
	d.body = cut(storable(strings.ToValidUTF8(strings.TrimSpace(strings.Join(parts, "\n")), "\uFFFD")), maxDoc)
	d.title = cut(storable(d.title), maxDoc)
	return d.title != "" || d.body != ""
}

// text is what one content says, and for a thing what it is called.
func (d *doc) text(r *Record, c storedContent) string {
	switch d.kind {
	case claim.FoundCase:
		head := read[claim.CaseHead](c.Data)
		d.title = head.Title
		return head.Slug
	case claim.FoundClaim:
		t := read[claim.ClaimText](c.Data)
		d.title = t.Statement
		return strings.Join(append([]string{t.Key, t.Claimant, t.Where}, t.Subjects...), "\n")
	case claim.FoundParty:
		p := read[claim.PartyProfile](c.Data)
		d.title = p.Name
		return p.Key
	}
	return r.plain(c)
}

// plain is content as text. What cannot be read is not found.
func (r *Record) plain(c storedContent) (text string) {
	defer func() {
		if recover() != nil { // in a reader, on hostile bytes: no reason not to record them
			text = ""
		}
	}()
	switch {
	case strings.HasPrefix(c.Media, "text/plain"):
		return string(c.Data)
	case c.Media == "application/json":
		return pageText(c.Data)
	case r.reader != nil:
		return r.reader(c.Media, c.Data)
	}
	return ""
}

// pageText is what a party wrote on the answer page.
func pageText(data []byte) string {
	page := read[claim.PageSubmission](data)
	if page.Format != claim.PageFormat {
		return ""
	}
	parts := []string{page.Name, page.Function, page.Question}
	for _, a := range page.Answers {
		parts = append(parts, a.Statement)
	}
	return strings.Join(parts, "\n")
}

// cut shortens text to a number of bytes, between two characters.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}
