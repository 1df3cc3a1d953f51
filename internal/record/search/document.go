package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// maxDoc bounds the text that is indexed of one thing, in bytes; maxDraft that of a draft,
// which is a story of some 30,000 words.
const (
	maxDoc   = 32 << 10
	maxDraft = 200 << 10
)

// Reader makes text that can be searched of content that is not text itself,
// such as mail. It returns "" for what it cannot read.
type Reader func(media string, data []byte) string

// Doc is a text that can be found. It follows from one entry.
type Doc struct {
	ID      int64 // position of the entry
	kind    lists.SearchKind
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
func docOf(a claim.Aggregate, e claim.Entry) (Doc, bool) {
	d := Doc{stream: a.Stream(), caseID: tables.CaseOf(a), at: stored.Micros(e.At)}
	switch f := e.Fact.(type) {
	case letters.RequestQueued:
		d.kind, d.subject, d.refs = lists.FoundRequest, f.Request, []claim.Ref{f.Questions}
	case letters.MessageReceived:
		if f.Mail.Class == received.MailBounce {
			return Doc{}, false
		}
		d.kind, d.subject, d.refs = lists.FoundMessage, f.Message, []claim.Ref{f.Mail.Raw}
	case letters.PageAnswered:
		d.kind, d.subject, d.refs = lists.FoundMessage, f.Message, []claim.Ref{f.Content}
	case letters.ResponseRecorded:
		d.kind, d.subject = lists.FoundAnswer, f.Response.Request
		for _, s := range f.Response.Stances {
			if s.Statement != "" {
				d.refs = append(d.refs, s.Statement)
			}
		}
	case sources.ClaimAnswered:
		if !f.Unasked() { // else the answer is found by its response
			return Doc{}, false
		}
		d.kind, d.subject, d.refs = lists.FoundStatement, a.Stream().ID, ifAny(f.Statement)
	case sources.EvidenceAdded:
		d.kind, d.subject, d.refs = lists.FoundEvidence, a.Stream().ID, ifAny(f.Text)
	case finding.OutcomeProposed:
		d.kind, d.subject, d.refs = lists.FoundFinding, a.Stream().ID, ifAny(f.Rationale, f.ForReaders)
	case finding.ClaimSigned:
		d.kind, d.subject, d.refs = lists.FoundReview, a.Stream().ID, ifAny(f.Note)
	case draft.DraftPut:
		d.kind, d.subject, d.refs = lists.FoundDraft, a.Stream().ID, []claim.Ref{f.Text}
	case comments.CommentWritten:
		d.kind, d.subject, d.refs = lists.FoundComment, f.Comment, ifAny(f.Text, f.Words)
	case comments.CommentRevised:
		d.kind, d.subject, d.refs = lists.FoundComment, f.Comment, ifAny(f.Text)
	case finding.ChangesRequested:
		d.kind, d.subject, d.refs = lists.FoundReview, a.Stream().ID, ifAny(f.Comments)
	default:
		return nameDoc(a, e, d)
	}
	return d, len(d.refs) > 0
}

// ifAny is the content that is referred to, as far as there is any.
func ifAny(refs ...claim.Ref) []claim.Ref {
	return slices.DeleteFunc(refs, func(ref claim.Ref) bool { return ref == "" })
}

// nameDoc is the text of a case, a claim or a party, if the entry says it.
func nameDoc(a claim.Aggregate, e claim.Entry, d Doc) (Doc, bool) {
	switch a.(type) {
	case *cases.Case:
		d.kind = lists.FoundCase
	case *verification.Claim:
		d.kind = lists.FoundClaim
	case *people.Party:
		d.kind = lists.FoundParty
	default:
		return d, false
	}
	text := tables.TextOf(a)
	for _, ref := range stored.RefsIn(e.Fact) {
		if ref == text && text != "" {
			d.subject, d.refs = a.Stream().ID, []claim.Ref{ref}
			return d, true
		}
	}
	return d, false
}

// isThing reports whether the text says what a thing is, and not what was said.
func isThing(k lists.SearchKind) bool {
	return k == lists.FoundCase || k == lists.FoundClaim || k == lists.FoundParty
}

// replaces reports whether a text takes the place of the one that was there of the same
// thing: what is said of a thing now is found, and a comment as its writer left it.
func replaces(k lists.SearchKind) bool {
	return isThing(k) || k == lists.FoundDraft || k == lists.FoundComment
}

// limit is how much of a text is indexed.
func limit(k lists.SearchKind) int {
	if k == lists.FoundDraft {
		return maxDraft
	}
	return maxDoc
}

// fill writes the text of a document from contents; what was erased is missing
// there. It reports whether anything is left.
func (d *Doc) fill(x *Index, contents map[claim.Ref]stored.Content) bool {
	var parts []string
	for _, ref := range d.refs {
		if c, ok := contents[ref]; ok {
			parts = append(parts, d.text(x, c))
		}
	}
	d.body = cut(stored.Storable(strings.ToValidUTF8(strings.TrimSpace(strings.Join(parts, "\n")), "\uFFFD")), limit(d.kind))
	d.title = cut(stored.Storable(d.title), maxDoc)
	return d.title != "" || d.body != ""
}

// text is what one content says, and for a thing what it is called.
func (d *Doc) text(x *Index, c stored.Content) string {
	switch d.kind {
	case lists.FoundCase:
		head := stored.JSON[claim.CaseHead](c.Data)
		d.title = head.Title
		return head.Slug
	case lists.FoundClaim:
		t := stored.JSON[claim.ClaimText](c.Data)
		d.title = t.Statement
		return t.Key + "\n" + t.Where
	case lists.FoundParty:
		p := stored.JSON[people.PartyProfile](c.Data)
		d.title = p.Name
		return p.Key
	case lists.FoundEvidence:
		e := stored.JSON[sources.EvidenceText](c.Data)
		d.title = e.Title
		return strings.Join([]string{e.Origin, e.Source, e.Text}, "\n")
	}
	return x.plain(c)
}

// plain is content as text. What cannot be read is not found.
func (x *Index) plain(c stored.Content) (text string) {
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
	case x.reader != nil:
		return x.reader(c.Media, c.Data)
	}
	return ""
}

// pageText is what a party wrote on the answer page.
func pageText(data []byte) string {
	page := stored.JSON[letters.PageSubmission](data)
	if page.Format != letters.PageFormat {
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
