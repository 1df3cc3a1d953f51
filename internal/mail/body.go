package mail

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
	"unicode"
)

//go:embed letters/*.txt
var letterFiles embed.FS

// letterTemplates is parsed at start; a broken template stops the program before it sends anything.
var letterTemplates = template.Must(template.New("letters").ParseFS(letterFiles, "letters/*.txt"))

var templateNames = map[Kind]string{
	KindRequest:     "request.txt",
	KindReminder:    "reminder.txt",
	KindFinalNotice: "final_notice.txt",
	KindExtension:   "extension.txt",
	KindWithdrawal:  "withdrawal.txt",
	KindFollowUp:    "follow_up.txt",
	KindPublication: "publication.txt",
}

// letterView is what the templates read: words only, instants already written out. [TemplateFields] tells people what
// the fields mean.
type letterView struct {
	Greeting    string
	Reporter    string
	Desk        string
	Team        string
	Publication string
	Phone       string
	Reminder    int
	Many        bool
	AllPassed   bool
	Linked      bool
	// Published says that there is a public finding about every claim; PartPublished, about some.
	Published     bool
	PartPublished bool
	Requests      []requestView
	News          []newsView
	Corrections   string
	Text          string
	VerifyAt      string
	Notice        string
}

type requestView struct {
	Code      string
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
}

type newsView struct {
	Claim  string
	What   string
	Reason string
	Link   string
}

// renderBody writes the letter's text, with plain line feeds.
func renderBody(l Letter) (string, error) {
	t, name, err := l.template()
	if err != nil {
		return "", err
	}
	out := &bounded{left: maxBody}
	if err := t.ExecuteTemplate(out, name, viewOf(l)); err != nil {
		if l.Template != "" {
			return "", templateError(name, err)
		}
		return "", fmt.Errorf("mail: write %s: %w", l.Kind, err)
	}
	return out.String(), nil
}

func viewOf(l Letter) letterView {
	v := letterView{
		Greeting: "Hello,",
		Reporter: l.From.Reporter, Desk: l.From.Desk, Publication: l.From.Publication, Phone: l.From.Phone,
		Team: l.From.team(), Reminder: l.Reminder, Many: len(l.Requests) > 1, AllPassed: true,
		Corrections: l.Corrections, Notice: clean(l.Notice), Text: clean(l.Text), VerifyAt: l.VerifyAt,
	}
	if l.To.Name != "" {
		v.Greeting = "Dear " + l.To.Name + ","
	}
	for _, r := range l.Requests {
		request := l.viewOfRequest(r)
		v.Requests = append(v.Requests, request)
		v.AllPassed = v.AllPassed && request.Passed
		v.Linked = v.Linked || request.Link != ""
	}
	v.Published, v.PartPublished = l.published()
	for i, n := range l.News {
		v.News = append(v.News, l.viewOfNews(i, n))
	}
	return v
}

// published says whether there is a public finding about all claims of the letter, or about some.
func (l Letter) published() (all, some bool) {
	claims, public := 0, 0
	for _, r := range l.Requests {
		for _, c := range r.Claims {
			if claims++; c.Published {
				public++
			}
		}
	}
	return claims > 0 && public == claims, public > 0 && public < claims
}

func (l Letter) viewOfRequest(r Request) requestView {
	v := requestView{Code: clean(r.Code), Link: r.Link, Reason: clean(r.Reason), Passed: r.AnswerBy.Before(l.Date), Ended: r.Ended}
	for i, c := range r.Claims {
		v.Claims = append(v.Claims, numbered(i, c.text()))
	}
	for i, q := range r.Questions {
		v.Questions = append(v.Questions, numbered(i, clean(q)))
	}
	if !r.Asked.IsZero() {
		v.Asked = instant(r.Asked, l.Zone)
	}
	if !r.AnswerBy.IsZero() {
		v.AnswerBy = instant(r.AnswerBy, l.Zone)
	}
	if !r.PreviousAnswerBy.IsZero() {
		v.Previous = instant(r.PreviousAnswerBy, l.Zone)
	}
	if r.IntentBy.After(l.Date) {
		v.IntentBy = instant(r.IntentBy, l.Zone)
	}
	return v
}

// viewOfNews says what was done to the finding, and when: Corrected on Friday 17 March 2017, 18:00 CET (17:00 UTC).
func (l Letter) viewOfNews(i int, n News) newsView {
	label := numbered(i, "")
	indent := func(text string) string {
		return strings.Repeat(" ", len(label)) + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(label)))
	}
	v := newsView{Claim: numbered(i, "“"+clean(n.Statement)+"”"), What: n.Kind.ForReaders() + " on " + instant(n.At, l.Zone)}
	if n.Statement == "" {
		v.Claim = numbered(i, "What we had made public about a claim.")
	}
	if rating := clean(n.Rating); rating != "" {
		v.What += ": " + rating
	}
	v.What = indent(v.What + ".")
	if reason := clean(n.Reason); reason != "" {
		v.Reason = indent("Why: " + reason)
	}
	if n.Link != "" {
		v.Link = indent(n.Link)
	}
	return v
}

// text quotes the statement verbatim, and says below it who made it, where and when, as far as that is known.
func (c Claim) text() string {
	quote := "“" + clean(c.Statement) + "”"
	var made []string
	if claimant := clean(c.Claimant); claimant != "" {
		made = append(made, "claimed by "+claimant)
	}
	if where := clean(c.Where); where != "" {
		made = append(made, where)
	}
	if said := clean(c.Made); said != "" {
		if len(made) == 0 {
			said = "said on " + said // not the date of what it is about
		}
		made = append(made, said)
	}
	if len(made) > 0 {
		quote += "\n(" + strings.Join(made, ", ") + ")"
	}
	if holds := clean(c.Holds); holds != "" {
		quote += "\nThis is about how it stood " + holds + "."
	}
	return quote
}

// numbered writes "1. text" with the text's further lines indented below its first.
func numbered(index int, text string) string {
	label := fmt.Sprintf("%d. ", index+1)
	return label + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(label)))
}

// clean makes a text fit for a body: LF line ends, valid UTF-8, no control characters but tabs, no space around it.
func clean(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case unicode.IsControl(r) && r != '\n' && r != '\t':
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}
