package letter

import (
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// letterView is what the templates read: words only, instants already written out, each value that
// could turn its surroundings round isolated. [TemplateFields] tells people what the fields mean.
type letterView struct {
	Greeting    string
	Reporter    string
	Desk        string
	Team        string
	Publication string
	Phone       string
	// Asks is what all requests of the letter ask for; empty if they ask for several things.
	Asks      string
	Reminder  int
	Many      bool
	AllPassed bool
	Links     int
	// Story says that some request of the letter is about a story.
	Story bool
	// Published says that there is a public finding about every claim; PartPublished, about some.
	Published     bool
	PartPublished bool
	PublishAt     string
	Embargo       string
	Requests      []requestView
	News          []newsView
	// Removed says that all that was made public of it is removed.
	Removed     bool
	Corrections string
	Text        string
	Repeats     bool
	VerifyAt    string
	Notice      string
}

type requestView struct {
	Code      string
	Asks      string
	Statute   string
	Link      string
	Asked     string
	Claims    []string
	Questions []string
	AnswerBy  string
	Passed    bool
	IntentBy  string
	Previous  string
	Reason    string
	Ended     bool
	Runs      bool
}

type newsView struct {
	Claim  string
	What   string
	Reason string
	Link   string
}

// renderBody writes the letter's text, with plain line feeds.
func renderBody(l Letter) (string, error) {
	words := l.language()
	source, own := words.Letter(l.Kind, l.asks(), l.Own)
	t, err := parseTemplate(words, source, own)
	if err != nil {
		return "", err
	}
	return execute(t, words, l, own)
}

func execute(t parsedTemplate, words *wording.Language, l Letter, own bool) (string, error) {
	out := &bounded{left: maxBody}
	if err := t.ExecuteTemplate(out, templateName, (&viewer{l, words}).letter()); err != nil {
		if own {
			return "", templateError(err)
		}
		return "", fmt.Errorf("mail: write %s: %w", l.Kind, err)
	}
	return out.String(), nil
}

// viewer puts a letter into the words of a language.
type viewer struct {
	Letter
	words *wording.Language
}

func viewOf(l Letter) letterView { return (&viewer{l, l.language()}).letter() }

// piece is a value as it stands within a sentence of the letter.
func (w *viewer) piece(text string) string { return w.words.Isolate(mail.Clean(text)) }

func (w *viewer) instant(t time.Time) string { return w.words.Instant(t, w.Zone) }

func (w *viewer) letter() letterView {
	v := letterView{
		Greeting: w.greeting(w.words),
		Reporter: w.piece(w.From.Reporter), Desk: w.piece(w.From.Desk), Publication: w.piece(w.From.Publication), Phone: w.piece(w.From.Phone),
		Team: w.piece(w.From.team()), Asks: string(w.asks()), Reminder: w.Reminder, Many: len(w.Requests) > 1, AllPassed: true,
		Corrections: w.Corrections, Notice: w.piece(w.Notice), Text: mail.Clean(w.Text), Repeats: w.Repeats, VerifyAt: w.VerifyAt,
	}
	for _, r := range w.Requests {
		request := w.request(r)
		v.Requests = append(v.Requests, request)
		v.AllPassed = v.AllPassed && request.Passed
		v.Story = v.Story || r.Kind.SpeaksOfStory()
		if request.Link != "" {
			v.Links++
		}
	}
	v.Published, v.PartPublished = w.published()
	w.plans(&v)
	v.Removed = len(w.News) > 0
	for i, n := range w.News {
		v.News, v.Removed = append(v.News, w.news(i, n)), v.Removed && n.Statement == ""
	}
	return v
}

// plans says when what the letter is about is to be made public, where it may: not to a party that is
// asked for records, and not once all of it is public. The embargo is told to vendors.
func (w *viewer) plans(v *letterView) {
	puts, vendor := false, len(w.Requests) > 0
	for _, r := range w.Requests {
		puts = puts || r.Kind.PutsClaims()
		vendor = vendor && r.Kind == claim.VendorNotice
	}
	if puts && !v.Published && w.PublishAt.After(w.Date) {
		v.PublishAt = w.instant(w.PublishAt)
	}
	if vendor && w.Embargo.After(w.Date) {
		v.Embargo = w.instant(w.Embargo)
	}
}

// published says whether there is a public finding about all claims of the letter that it puts, or about some.
func (l Letter) published() (all, some bool) {
	claims, public := 0, 0
	for _, r := range l.Requests {
		if !r.Kind.PutsClaims() {
			continue
		}
		for _, c := range r.Claims {
			if claims++; c.Published {
				public++
			}
		}
	}
	return claims > 0 && public == claims, public > 0 && public < claims
}

func (w *viewer) request(r Request) requestView {
	v := requestView{
		Code: mail.Clean(r.Code), Asks: string(r.Kind.OrComment()), Statute: w.piece(r.Statute), Link: r.Link, Reason: w.piece(r.Reason),
		Asked: w.instant(r.Asked), AnswerBy: w.instant(r.AnswerBy), Previous: w.instant(r.PreviousAnswerBy),
		Passed: r.AnswerBy.Before(w.Date), Ended: r.Ended, Runs: r.Runs && r.AnswerBy.After(w.Date),
	}
	if r.Kind.PutsClaims() {
		for i, c := range r.Claims {
			v.Claims = append(v.Claims, numbered(i, w.claim(c)))
		}
	} else {
		v.Link = "" // the answer page says what the claims are
	}
	for i, q := range r.Questions {
		v.Questions = append(v.Questions, numbered(i, w.piece(q)))
	}
	if r.IntentBy.After(w.Date) {
		v.IntentBy = w.instant(r.IntentBy)
	}
	return v
}

// news says what was done to the finding, and when: Corrected on Friday 17 March 2017, 18:00 CET (17:00 UTC).
func (w *viewer) news(i int, n News) newsView {
	label := numbered(i, "")
	indent := func(text string) string {
		return strings.Repeat(" ", len(label)) + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(label)))
	}
	v := newsView{Claim: numbered(i, w.words.Isolate(w.words.Quote(mail.Clean(n.Statement))))}
	if n.Statement == "" {
		v.Claim = numbered(i, w.words.Phrase("news removed"))
	}
	what := w.words.Phrase("news "+string(n.Kind), "instant", w.instant(n.At))
	if rating := w.piece(n.Rating); rating != "" {
		v.What = indent(w.words.Phrase("news rated", "news", what, "rating", rating))
	} else {
		v.What = indent(w.words.Phrase("news", "news", what))
	}
	if reason := w.piece(n.Reason); reason != "" {
		v.Reason = indent(w.words.Phrase("news why", "reason", reason))
	}
	if n.Link != "" {
		v.Link = indent(n.Link)
	}
	return v
}

// claim quotes the statement verbatim, and says below it who made it, where and when, as far as that is known.
func (w *viewer) claim(c Claim) string {
	quote := w.words.Isolate(w.words.Quote(mail.Clean(c.Statement)))
	var made []string
	if claimant := w.piece(c.Claimant); claimant != "" {
		made = append(made, w.words.Phrase("claimed by", "claimant", claimant))
	}
	if where := w.piece(c.Where); where != "" {
		made = append(made, where)
	}
	if said := w.words.When(c.Made, w.DeskZone); said != "" {
		if len(made) == 0 { // not the date of what it is about
			said = w.words.Phrase("said", "behind", w.words.Behind(c.Made, w.DeskZone))
		}
		made = append(made, said)
	}
	if len(made) > 0 {
		quote += "\n(" + strings.Join(made, w.words.List) + ")"
	}
	if holds := w.words.Period(c.Holds, w.DeskZone); holds != "" {
		quote += "\n" + w.words.Phrase("holds", "period", holds)
	}
	return quote
}

// numbered writes "1. text" with the text's further lines indented below its first.
func numbered(index int, text string) string {
	label := fmt.Sprintf("%d. ", index+1)
	return label + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(label)))
}
