package mail

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Field is something that a template of a letter can write.
type Field struct {
	Name    string // as it is written: "{{.Greeting}}"
	Meaning string
	Request bool // it stands within {{range .Requests}}…{{end}}
}

// TemplateFields lists what the templates of letters can write, in a useful order.
var TemplateFields = []Field{
	{"{{.Greeting}}", "“Dear Google,”, or “Hello,” where no name is known", false},
	{"{{.Reporter}}", "the person who asks", false},
	{"{{.Desk}}", "the desk, with its article", false},
	{"{{.Team}}", "the desk, without its article", false},
	{"{{.Publication}}", "what the story appears in", false},
	{"{{.Phone}}", "where the party can call back; may be empty", false},
	{"{{.Text}}", "of a follow-up, what was written", false},
	{"{{range .News}}…{{end}}", "in a letter about a publication, each claim: {{.Claim}}, {{.What}}, {{.Reason}} and {{.Link}}", false},
	{"{{.Corrections}}", "in such a letter, where the public log of corrections is; may be empty", false},
	{"{{.Reminder}}", "which reminder it is; in a final notice, how many went before it", false},
	{"{{if .Many}}…{{end}}", "there is more than one request", false},
	{"{{if .AllPassed}}…{{end}}", "every answer-by instant has passed", false},
	{"{{if .Published}}…{{end}}", "what was found about all of the claims is public already", false},
	{"{{if .PartPublished}}…{{end}}", "what was found about some of the claims is public already", false},
	{"{{if .Linked}}…{{end}}", "there is a link to the answer page", false},
	{"{{.VerifyAt}}", "the page on which a code can be checked; may be empty", false},
	{"{{.Notice}}", "the last line of every letter of the case; may be empty", false},
	{"{{range .Requests}}…{{end}}", "each request that the letter is about", false},
	{"{{.Code}}", "its code", true},
	{"{{.Link}}", "its link to the answer page; may be empty", true},
	{"{{.Asked}}", "when it was first put", true},
	{"{{range .Claims}}{{.}}{{end}}", "its claims, numbered", true},
	{"{{range .Questions}}{{.}}{{end}}", "its questions, numbered", true},
	{"{{.AnswerBy}}", "when to answer by, in the party’s time zone", true},
	{"{{if .Passed}}…{{end}}", "that has passed", true},
	{"{{.IntentBy}}", "when to say whether there will be an answer; may be empty", true},
	{"{{.Previous}}", "in an extension, when to answer by before", true},
	{"{{if .Ended}}…{{end}}", "in a letter about a publication, that it is withdrawn", true},
	{"{{.Reason}}", "in an extension or a withdrawal, the reason given", true},
	{`{{template "claims" .}}`, "the claims as built in", true},
	{`{{template "questions" .}}`, "the questions as built in", true},
	{`{{template "deadline" .}}`, "when to answer by, as built in", true},
	{`{{template "repeated" .}}`, "a whole request, as reminders repeat it", true},
	{`{{template "silence" .}}`, "what happens without an answer, before publication or after it", false},
	{`{{template "news" .}}`, "what was made public, as built in", false},
	{`{{template "objections" .}}`, "how to object to it, as built in", false},
	{`{{template "how" .}}`, "how to answer: by reply, by link, by phone", false},
	{`{{template "close" .}}`, "the signature, the codes, how to check them, and the notice", false},
}

// Sample gives a letter of the kind about the reference case, to show what a template makes of it.
func Sample(kind Kind) Letter { return samples(kind)[0] }

// samples are letters of the kind in which every field has a value in one and none in another, so that what stands in
// one branch of a template is tried as well as what stands in the other.
func samples(kind Kind) []Letter {
	full := fullSample(kind)
	bare := full
	bare.To.Name, bare.From.Phone, bare.VerifyAt, bare.Notice = "", "", "", ""
	r := full.Requests[0]
	r.Link, r.IntentBy, r.Reason = "", time.Time{}, ""
	if kind == KindExtension {
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
	if kind == KindPublication {
		bare.News, bare.Corrections = bareNews(full.News), ""
	}
	if kind == KindReminder {
		bare.Reminder = 1
	}
	return []Letter{full, bare, public, part}
}

// bareNews is one finding whose words were removed, on a desk without an address.
func bareNews(full []News) []News {
	return []News{{Kind: claim.Takedown, At: full[0].At, Reason: full[1].Reason}}
}

// published are the claims with a public finding about each.
func published(claims []Claim) []Claim {
	claims = slices.Clone(claims)
	for i := range claims {
		claims[i].Published = true
	}
	return claims
}

func fullSample(kind Kind) Letter {
	date := time.Date(2017, time.March, 14, 9, 30, 0, 0, time.UTC)
	l := Letter{
		Kind: kind, MessageID: "sample@desk.example", Date: date,
		From: From{
			Reporter: "Mara Lindqvist", Desk: "the verification desk", Publication: "The Example Post",
			Phone: "+49 30 5550 0199", Address: "desk@desk.example",
		},
		ReplyTo: "reply@desk.example", To: Address{Name: "Google", Address: "press@google.example"}, Role: "press office",
		Subject: "Request for comment A1B2-C3D4-E5F6: “WikiLeaks contacted Google”", Notice: "This story is published together with a partner.",
		VerifyAt: "https://desk.example/verify", Reminder: 2,
		Requests: []Request{{
			Code: "A1B2-C3D4-E5F6", Link: "https://desk.example/answer/abcdefghijklmnop", Asked: date.Add(-48 * time.Hour),
			Claims: []Claim{
				{Statement: "WikiLeaks contacted Google about the CIA's hacking tools.", Claimant: "WikiLeaks", Where: "in a press conference", Made: "9 March 2017"},
				{Statement: "Google has already patched most of the flaws that the files describe."},
			},
			Questions: []string{"Has WikiLeaks contacted Google about these tools?", "If so, on which day?"},
			AnswerBy:  date.Add(72 * time.Hour), IntentBy: date.Add(24 * time.Hour), PreviousAnswerBy: date.Add(48 * time.Hour),
			Reason: "You asked for more time.",
		}},
	}
	switch kind {
	case KindRequest:
		l.Reminder, l.Requests[0].Asked = 0, time.Time{}
	case KindReminder, KindFinalNotice:
		second := l.Requests[0]
		second.Code, second.Link = "0F1E-2D3C-4B5A", "https://desk.example/answer/qrstuvwxyz234567"
		l.Requests = append(l.Requests, second)
	case KindPublication:
		l.Corrections = "https://desk.example/public/corrections"
		l.News = []News{
			{Statement: l.Requests[0].Claims[0].Statement, Kind: claim.FirstPublication, Rating: "Confirmed", At: date.Add(-time.Minute), Link: "https://desk.example/public/vault7/claims/contact"},
			{Statement: l.Requests[0].Claims[1].Statement, Kind: claim.Correction, Rating: "Disputed", At: date.Add(-time.Minute), Reason: "The day was wrong.", Link: "https://desk.example/public/vault7/claims/patched"},
		}
	case KindFollowUp:
		l.Text = "Thank you for your call.\n\nYou asked which files we mean: those of 7 March."
	}
	return l
}
