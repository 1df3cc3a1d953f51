package casefile

import (
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// The keys of what was answered to requests that somebody had put, and of outcomes.
var (
	answerKeys   = []string{"request", "says", "received_at", "via", "ground_rules", "channel", "speaker", "speaker_named"}
	saysKeys     = []string{"claim", "stance", "words", "summary"}
	proposalKeys = []string{"claim", "outcome", "rationale", "why", "for_readers", "as_of"}
)

// answer reads what a party said to a request of the file.
func (r *reading) answer(n *yaml.Node, path string, f *File) Answer {
	o := r.object(n, path, answerKeys)
	o.needs(answerKeys[:2]...)
	a := Answer{
		Request: o.ref("request", "request", r.requests), Way: o.names("via", sources.MaxWay),
		GroundRules: word(o, "ground_rules", claim.OnTheRecord, claim.AllGroundRules), Channel: word(o, "channel", "", claim.Channels),
		ReceivedAt: o.past("received_at"),
	}
	a.Speaker, a.SpeakerNamed = o.speaker(a.GroundRules)
	at := slices.IndexFunc(f.Requests, func(q Request) bool { return q.ID == a.Request })
	var asked []string
	if a.Request != "" && at >= 0 {
		asked = unfolded(f.Series, f.Requests[at].Claims)
	}
	for i, n := range o.list("says", MaxClaimsPerRequest) {
		a.Says = append(a.Says, r.says(n, element(o.at("says"), i), a.Request, asked))
	}
	if field, ok := o.fields["says"]; ok && field.value.Kind == yaml.SequenceNode && len(field.value.Content) == 0 {
		o.wrong("says", "is empty: an answer says something about at least one claim")
	}
	return a
}

func (r *reading) says(n *yaml.Node, path, request string, asked []string) Says {
	o := r.object(n, path, saysKeys)
	o.needs(saysKeys[:2]...)
	s := Says{Claim: o.ref("claim", "claim", r.claims), Stance: word(o, "stance", "", claim.Stances)}
	if s.Claim != "" && asked != nil && !slices.Contains(asked, s.Claim) {
		o.wrong("claim", "the request %s is not about the claim %s", request, s.Claim)
	}
	if o.has("words") || o.has("summary") {
		s.Words, s.Summary = o.words()
	}
	return s
}

func (r *reading) proposal(n *yaml.Node, path string) Proposal {
	o := r.object(n, path, proposalKeys)
	o.needs(proposalKeys[:3]...)
	return Proposal{
		Claim: o.ref("claim", "claim", r.claims), Outcome: word(o, "outcome", "", claim.Outcomes), Why: word(o, "why", "", finding.Whys),
		Rationale: o.prose("rationale", MaxQuestions), ForReaders: o.prose("for_readers", MaxReason), AsOf: o.instant("as_of"),
	}
}

// marks reads what the policy has to know of a claim.
func (o object) marks() []verification.Mark {
	var marks []verification.Mark
	for i, n := range o.list("marks", len(verification.Marks)) {
		marks = append(marks, wordOf(o.problems, n, element(o.at("marks"), i), verification.Marks))
	}
	return marks
}

// past reads an instant, or a time before the opening of the case, such as -2d.
func (o object) past(key string) Past {
	text := o.form(key, MaxDeadline)
	if text == "" {
		return Past{}
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return Past{At: at}
	}
	before := ago(text)
	if before == 0 {
		o.wrong(key, "%s is not a time: write an instant such as 2026-11-06T11:00:00Z, or a time before the opening of the case such as -2d or -36h", clip(text))
	}
	return Past{Before: before}
}

// ago reads "-2d"; zero if it is none.
func ago(text string) time.Duration {
	span, before := strings.CutPrefix(text, "-")
	if !before {
		return 0
	}
	d, err := parseDeadline(span)
	if err != nil {
		return 0
	}
	return d.After
}

// instant reads an instant with its zone; the zero time without the key.
func (o object) instant(key string) time.Time {
	text := o.form(key, MaxDeadline)
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		o.wrong(key, "%s is not an instant: write one with its zone, such as 2026-12-24T18:00:00+01:00", clip(text))
	}
	return at
}
