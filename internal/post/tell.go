package post

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail/letter"
)

// asked is a request in a letter that asks nothing: its code, when it was put, and until when it may still be answered.
func (w *writer) asked(r letters.Request) letter.Request {
	return letter.Request{
		Kind: r.Kind, Code: Code(r.ID), Asked: r.SentAt, Ended: r.Lifecycle == letters.RequestWithdrawn,
		AnswerBy: r.AnswerBy, Runs: r.TimeRuns(w.message.At),
	}
}

// tell says what was made public. Of what was taken down only the notice is told, as
// readers are.
func (w *writer) tell(written *letter.Letter) {
	told := w.correspondence.Telling(w.message.ID)
	if told == nil || w.err != nil {
		return
	}
	if w.desk.Public != "" {
		written.Corrections = w.desk.Public + "/corrections"
	}
	for _, n := range told.News {
		written.News = append(written.News, w.news(n))
	}
}

func (w *writer) news(n letters.News) letter.News {
	p := n.Publication
	text := content[claim.ClaimText](w, p.Text)
	news := letter.News{Kind: p.Kind, At: p.At, Reason: w.text(p.Reason)}
	if p.Kind == finding.Takedown {
		text.Key = n.Claim.String() // as its page is called from then on: the short name says what it was about
	} else {
		news.Statement = text.Statement
	}
	if p.Kind.Stands() {
		scale := w.desk.Scale()
		news.Rating = scale.Of(p.Outcome).Words
	}
	if w.desk.Public != "" && w.head.Slug != "" && text.Key != "" {
		news.Link = w.desk.Public + "/" + url.PathEscape(w.head.Slug) + "/claims/" + url.PathEscape(text.Key)
	}
	return news
}
