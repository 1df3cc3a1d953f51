package letter

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// Field is something that a template of a letter can write.
type Field struct {
	Name    string // as it is written: "{{.Greeting}}"
	Meaning string
	Request bool // it stands within {{range .Requests}}…{{end}}
}

// TemplateFields lists what the templates of letters can write, in a useful order.
var TemplateFields = []Field{
	{"{{.Greeting}}", "“Dear Ada Byron,” for one person, “To Google, press office” and “Hello,” for an office, “Hello,” where no name is known", false},
	{"{{.Reporter}}", "the person who asks", false},
	{"{{.Desk}}", "the desk, with its article", false},
	{"{{.Team}}", "the desk, without its article", false},
	{"{{.Publication}}", "what the story appears in", false},
	{"{{.Phone}}", "where the party can call back; may be empty", false},
	{"{{.Text}}", "of a follow-up, what was written", false},
	{"{{if .Repeats}}…{{end}}", "a follow-up goes to somebody who has not had the request, and repeats it", false},
	{"{{range .News}}…{{end}}", "in a letter about a publication, each claim: {{.Claim}}, {{.What}}, {{.Reason}} and {{.Link}}", false},
	{"{{if .Removed}}…{{end}}", "in such a letter, all of that is removed", false},
	{"{{.Corrections}}", "in such a letter, where the public log of corrections is; may be empty", false},
	{"{{.Reminder}}", "which reminder it is; in a final notice, how many went before it", false},
	{"{{if .Many}}…{{end}}", "there is more than one request", false},
	{"{{if .AllPassed}}…{{end}}", "every answer-by instant has passed", false},
	{"{{if .Published}}…{{end}}", "what was found about all of the claims is public already", false},
	{"{{if .PartPublished}}…{{end}}", "what was found about some of the claims is public already", false},
	{"{{if .Story}}…{{end}}", "it is about a story: every kind of request but records requests and vendor notices", false},
	{"{{.PublishAt}}", "when the story is to be published; may be empty", false},
	{"{{.Embargo}}", "in a vendor notice, until when nothing of it is made public; may be empty", false},
	{"{{.Asks}}", "what is asked for, such as right of reply; empty where the requests differ", false},
	{"{{.Links}}", "how many links to answer pages there are", false},
	{"{{.VerifyAt}}", "the page on which a code can be checked; may be empty", false},
	{"{{.Notice}}", "the last line of every letter of the case; may be empty", false},
	{"{{range .Requests}}…{{end}}", "each request that the letter is about", false},
	{"{{.Code}}", "its code", true},
	{"{{.Asks}}", "what it asks for, such as right of reply", true},
	{"{{.Statute}}", "of a records request, what it is made under; may be empty", true},
	{"{{.Link}}", "its link to the answer page; may be empty", true},
	{"{{.Asked}}", "when it was first put", true},
	{"{{range .Claims}}{{.}}{{end}}", "its claims, numbered", true},
	{"{{range .Questions}}{{.}}{{end}}", "its questions, numbered", true},
	{"{{.AnswerBy}}", "when to answer by, in the party’s time zone", true},
	{"{{if .Passed}}…{{end}}", "that has passed", true},
	{"{{.IntentBy}}", "when to say whether there will be an answer; may be empty", true},
	{"{{.Previous}}", "in an extension, when to answer by before", true},
	{"{{if .Ended}}…{{end}}", "in a letter about a publication, that it is withdrawn", true},
	{"{{if .Runs}}…{{end}}", "in a letter about a publication, that there is still time to answer it", true},
	{"{{.Reason}}", "in an extension or a withdrawal, the reason given", true},
	{`{{template "claims" .}}`, "the claims as built in", true},
	{`{{template "questions" .}}`, "the questions as built in", true},
	{`{{template "deadline" .}}`, "when to answer by, as built in", true},
	{`{{template "repeated" .}}`, "a whole request, as reminders repeat it", true},
	{`{{template "silence" .}}`, "what happens without an answer, before publication or after it", false},
	{`{{template "planned" .}}`, "when it is to be published, as built in; nothing if nobody has said", false},
	{`{{template "time" .}}`, "that they can ask for more time", false},
	{`{{template "last" .}}`, "in a final notice, what is going to happen", false},
	{`{{template "late" .}}`, "that a late answer is taken", false},
	{`{{count "the claims" (len .Claims)}}`, "a phrase in the form that goes with a number, as the built-in letters use them", false},
	{`{{template "news" .}}`, "what was made public, as built in", false},
	{`{{template "objections" .}}`, "how to object to it, as built in", false},
	{`{{template "how" .}}`, "how to answer: by reply, by link, by phone", false},
	{`{{template "close" .}}`, "the signature, the codes, how to check them, and the notice", false},
}

// Sample gives a letter about the reference case, to show what a template makes of it.
func Sample(of TemplateOf) Letter { return samples(of)[0] }

// samples are letters in which every field has a value in one and none in another, so that what stands in
// one branch of a template is tried as well as what stands in the other. What is for every kind of request
// is tried with those that differ most.
func samples(of TemplateOf) []Letter {
	if of.Asks != "" {
		return samplesAbout(of, of.Asks)
	}
	var all []Letter
	words := wording.Choose(of.Language)
	for _, kind := range []claim.RequestKind{claim.RequestForComment, claim.VendorNotice, claim.RecordsRequest} {
		if _, own := words.Letter(of.Letter, kind, of.only("tried")); own { // it is written from this source
			all = append(all, samplesAbout(of, kind)...)
		}
	}
	return all
}

func samplesAbout(of TemplateOf, kind claim.RequestKind) []Letter {
	full := fullSample(of, kind)
	bare := full
	bare.To.Name, bare.Role, bare.From.Phone, bare.VerifyAt, bare.Notice, bare.About = "", "", "", "", "", ""
	bare.PublishAt, bare.Embargo = time.Time{}, time.Time{}
	r := full.Requests[0]
	r.Link, r.IntentBy, r.Reason, r.Statute = "", time.Time{}, "", ""
	if of.Letter == claim.ExtensionLetter {
		r.Reason = full.Requests[0].Reason
	}
	r.Claims = r.Claims[:1]
	r.Questions = r.Questions[:1]
	r.AnswerBy = full.Date.Add(-time.Hour)
	bare.Requests = []Request{r}
	public, part := full, full
	public.Requests, part.Requests = slices.Clone(full.Requests), slices.Clone(full.Requests)
	for i := range public.Requests {
		public.Requests[i].Claims = published(public.Requests[i].Claims)
	}
	part.Requests[0].Claims = append(published(r.Claims), full.Requests[0].Claims[1:]...)
	part.Person, part.Role, part.From.Phone = true, "", ""
	if of.Letter == claim.PublicationLetter {
		bare.News, bare.Corrections = bareNews(full.News), ""
	}
	if of.Letter == claim.ReminderLetter {
		bare.Reminder = 1
	}
	over := full
	over.Date = full.Requests[0].AnswerBy.Add(time.Hour)
	publicOver := public
	publicOver.Date = over.Date
	return []Letter{full, bare, public, part, over, publicOver}
}

// bareNews is one finding whose words were removed, on a desk without an address.
func bareNews(full []News) []News {
	return []News{{Kind: finding.Takedown, At: full[0].At, Reason: full[1].Reason}}
}

// published are the claims with a public finding about each.
func published(claims []Claim) []Claim {
	claims = slices.Clone(claims)
	for i := range claims {
		claims[i].Published = true
	}
	return claims
}

func fullSample(of TemplateOf, asks claim.RequestKind) Letter {
	date := time.Date(2017, time.March, 14, 9, 30, 0, 0, time.UTC)
	l := Letter{
		Kind: of.Letter, Language: wording.Choose(of.Language), MessageID: "sample@desk.example", Date: date,
		From: From{
			Reporter: "Mara Lindqvist", Desk: "the verification desk", Publication: "The Example Post",
			Phone: "+49 30 5550 0199", Address: "desk@desk.example",
		},
		ReplyTo: "reply@desk.example", To: mail.Address{Name: "Google", Address: "press@google.example"}, Role: "press office",
		About: "WikiLeaks contacted Google about the CIA's hacking tools.", More: 1, Notice: "This story is published together with a partner.",
		VerifyAt: "https://desk.example/verify", Reminder: 2,
		Requests: []Request{{
			Kind: asks, Code: "A1B2-C3D4-E5F6", Link: "https://desk.example/answer/abcdefghijklmnop", Asked: date.Add(-48 * time.Hour),
			Claims: []Claim{
				{Statement: "WikiLeaks contacted Google about the CIA's hacking tools.", Claimant: "WikiLeaks", Where: "in a press conference", Made: claim.On(2017, time.March, 9)},
				{Statement: "Google has already patched most of the flaws that the files describe."},
			},
			Questions: []string{"Has WikiLeaks contacted Google about these tools?", "If so, on which day?"},
			AnswerBy:  date.Add(72 * time.Hour), IntentBy: date.Add(24 * time.Hour), PreviousAnswerBy: date.Add(48 * time.Hour),
			Reason: "You asked for more time.",
		}},
		PublishAt: date.Add(96 * time.Hour), Embargo: date.Add(90 * time.Hour),
	}
	if !asks.PutsClaims() {
		l.Requests[0].Statute = "the Freedom of Information Act"
	}
	switch of.Letter {
	case claim.RequestLetter:
		l.Reminder, l.Requests[0].Asked = 0, time.Time{}
	case claim.ReminderLetter, claim.FinalNoticeLetter:
		second := l.Requests[0]
		second.Code, second.Link = "0F1E-2D3C-4B5A", "https://desk.example/answer/qrstuvwxyz234567"
		l.Requests = append(l.Requests, second)
	case claim.PublicationLetter:
		l.Corrections = "https://desk.example/public/corrections"
		l.News = []News{
			{Statement: l.Requests[0].Claims[0].Statement, Kind: finding.FirstPublication, Rating: "Confirmed", At: date.Add(-time.Minute), Link: "https://desk.example/public/vault7/claims/contact"},
			{Statement: l.Requests[0].Claims[1].Statement, Kind: finding.Correction, Rating: "Disputed", At: date.Add(-time.Minute), Reason: "The day was wrong.", Link: "https://desk.example/public/vault7/claims/patched"},
		}
	case claim.FollowUpLetter:
		l.Text = "Thank you for your call.\n\nYou asked which files we mean: those of 7 March."
	}
	return l
}
