package casefile

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
)

func (r *weekReading) mail(o object) *MailEvent {
	o.needs("from", "text")
	m := &MailEvent{
		From: o.ref("from", "party", r.parties), Subject: o.line("subject", MaxTitle),
		Text: o.prose("text", MaxQuestions), Automatic: o.flag("automatic"),
	}
	if m.From != "" && (!r.emails[m.From] || len(r.asked[m.From]) == 0) {
		o.wrong("from", "%s is not asked by mail in the case, so it has no letter to reply to", m.From)
	}
	if !m.Automatic && m.Text != "" {
		r.waiting[m.From] = append(r.waiting[m.From], m.Text)
	}
	return m
}

func (r *weekReading) answer(o object) *AnswerEvent {
	o.needs("party", "stances", "quote", "ground_rules")
	a := &AnswerEvent{
		Party: o.ref("party", "party", r.parties), Stances: r.stances(o), Quote: o.prose("quote", MaxQuestions),
		GroundRules: word(o, "ground_rules", "", claim.AllGroundRules),
	}
	for _, s := range a.Stances {
		if a.Party != "" && s.Claim != "" && !r.asked[a.Party][s.Claim] {
			o.wrong("stances", "%s is not asked about the claim %s in the case", a.Party, s.Claim)
		}
	}
	if text, ok := r.next(o, a.Party); ok && !strings.Contains(text, a.Quote) {
		o.wrong("quote", "does not stand word for word in the mail from %s: copy it from there, on one line", a.Party)
	}
	return a
}

func (r *weekReading) read(o object) *ReadEvent {
	o.needs("party", "disposition")
	e := &ReadEvent{o.ref("party", "party", r.parties), word(o, "disposition", "", letters.Dispositions)}
	r.next(o, e.Party)
	return e
}

// next takes the oldest unread mail of the party.
func (r *weekReading) next(o object, party string) (text string, ok bool) {
	if party == "" {
		return "", false
	}
	unread := r.waiting[party]
	if len(unread) == 0 {
		o.wrong("party", "there is no unread mail from %s at this time: let it write first", party)
		return "", false
	}
	r.waiting[party] = unread[1:]
	return unread[0], true
}

func (r *weekReading) log(o object) *LogEvent {
	o.needs("party", "channel", "questions", "stances", "statement", "ground_rules")
	return &LogEvent{
		Party: o.ref("party", "party", r.parties), Channel: word(o, "channel", "", claim.Channels),
		Questions: o.prose("questions", MaxQuestions), Stances: r.stances(o),
		Statement: o.prose("statement", MaxQuestions), GroundRules: word(o, "ground_rules", "", claim.AllGroundRules),
	}
}

func (r *weekReading) statement(o object) *StatementEvent {
	o.needs("party", "stance")
	e := &StatementEvent{
		Claims: r.named(o), Party: o.line("party", MaxName), Way: o.names("via", sources.MaxWay), Stance: word(o, "stance", "", claim.Stances),
		GroundRules: word(o, "ground_rules", claim.OnTheRecord, claim.AllGroundRules),
	}
	e.Words, e.Summary = o.words()
	return e
}

func (r *weekReading) evidence(o object) *EvidenceEvent {
	o.needs("bearing", "title", "origin", "text")
	return &EvidenceEvent{
		Claims: r.named(o), Bearing: word(o, "bearing", "", claim.Bearings), Title: o.line("title", MaxTitle),
		Origin: o.line("origin", MaxName), Text: o.prose("text", MaxQuestions), Public: o.flag("public"),
	}
}

func (r *weekReading) sign(o object) *SignEvent {
	e := &SignEvent{Claims: r.named(o)}
	for i, n := range o.list("opened", len(finding.Openings)) {
		e.Opened = append(e.Opened, wordOf(o.problems, n, element(o.at("opened"), i), finding.Openings))
	}
	return e
}

// stances reads one stance per claim, in the order of the file.
func (r *weekReading) stances(o object) []Stance {
	f, ok := o.fields["stances"]
	if !ok {
		return nil
	}
	s := r.object(f.value, o.at("stances"), r.claims.names())
	var all []Stance
	for i := 0; i+1 < len(f.value.Content); i += 2 {
		if id := f.value.Content[i].Value; s.has(id) {
			all = append(all, Stance{id, word(s, id, "", claim.Stances)})
		}
	}
	if f.value.Kind == yaml.MappingNode && len(f.value.Content) == 0 {
		o.wrong("stances", "names no claim: write one such as {google: denies}")
	}
	return all
}

func (r *weekReading) assess(o object) *AssessEvent {
	o.needs("outcome", "rationale")
	return &AssessEvent{
		Claims: r.named(o), Outcome: word(o, "outcome", "", claim.Outcomes), Why: word(o, "why", "", finding.Whys),
		Rationale: o.prose("rationale", MaxQuestions), ForReaders: o.prose("for_readers", MaxQuestions),
	}
}

func (r *weekReading) sendBack(o object) *ReturnEvent {
	o.needs("claim", "comments")
	return &ReturnEvent{o.ref("claim", "claim", r.claims), o.prose("comments", MaxQuestions)}
}

func (r *weekReading) publish(o object) *PublishEvent {
	return &PublishEvent{r.named(o), o.prose("early", MaxQuestions)}
}

func (r *weekReading) named(o object) []string {
	o.needs("claims")
	return unfolded(r.series, o.refs("claims", "claim", MaxClaims, r.claims))
}
