package casefile

import (
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// The keys of what was said without having been asked for, and of evidence.
var (
	statementKeys = []string{"claim", "party", "stance", "said_at", "words", "summary", "via", "ground_rules", "channel", "speaker", "speaker_named"}
	evidenceKeys  = []string{"claim", "kind", "bearing", "title", "origin", "via", "source", "text", "public"}
)

// names reads a list of parties: ids of the file, or names.
func (o object) names(key string, most int) []string {
	var names []string
	for i, n := range o.list(key, most) {
		if name := o.lineOf(n, element(o.at(key), i), MaxName); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// statement reads what a party said. Its words are verbatim, or the desk's own.
func (r *reading) statement(n *yaml.Node, path string) Statement {
	o := r.object(n, path, statementKeys)
	o.needs(statementKeys[:4]...)
	s := Statement{
		Claim: o.ref("claim", "claim", r.claims), Party: o.line("party", MaxName), Way: o.names("via", sources.MaxWay),
		Stance:      word(o, "stance", "", claim.Stances),
		GroundRules: word(o, "ground_rules", claim.OnTheRecord, claim.AllGroundRules), Channel: word(o, "channel", "", claim.Channels),
	}
	s.SaidAt, s.Before = o.said()
	s.Speaker, s.SpeakerNamed = o.speaker(s.GroundRules)
	s.Words, s.Summary = o.words()
	return s
}

// speaker reads who spoke for a party, and whether readers may be told.
func (o object) speaker(on claim.GroundRules) (name string, named bool) {
	name, named = o.line("speaker", MaxName), o.flag("speaker_named")
	if !named {
		return name, false
	}
	if !o.has("speaker") {
		o.wrong("speaker_named", "names nobody: add \"speaker\", who it was")
	} else if on != "" && !on.Named() {
		o.wrong("speaker_named", "is for what was said on the record: what was said %s is printed with nobody's name", on)
	}
	return name, named
}

// words reads what was said, verbatim, or as a summary of the desk's own.
func (o object) words() (words string, summary bool) {
	switch verbatim, summary := o.has("words"), o.has("summary"); {
	case verbatim && summary:
		o.wrong("summary", "stands beside words: give the words, or a summary of them")
	case summary:
		return o.prose("summary", MaxQuestions), true
	case verbatim:
		return o.prose("words", MaxQuestions), false
	default:
		o.add(o.node.Line, o.node.Column, o.path, "has no words: add \"words\", verbatim, or a \"summary\" of yours")
	}
	return "", false
}

// said reads a date, an instant, or a time before the opening of the case, such as -2d.
func (o object) said() (*claim.When, time.Duration) {
	text := o.form("said_at", MaxDeadline)
	if text == "" {
		return nil, 0
	}
	if at, err := claim.ParseWhen(text); err == nil {
		return &at, 0
	}
	if before := ago(text); before > 0 {
		return nil, before
	}
	o.wrong("said_at", "%s is not a time: write %s, or a time before the opening of the case such as -2d or -36h", clip(text), claim.WhenForms)
	return nil, 0
}

func (r *reading) exhibit(n *yaml.Node, path string) Evidence {
	o := r.object(n, path, evidenceKeys)
	o.needs(evidenceKeys[:4]...)
	return Evidence{
		Claim: o.ref("claim", "claim", r.claims), Kind: word(o, "kind", "", claim.EvidenceKinds), Bearing: word(o, "bearing", "", claim.Bearings),
		Title: o.line("title", MaxTitle), Origin: o.line("origin", MaxName), Way: o.names("via", sources.MaxWay),
		Source: o.line("source", MaxWhere), Text: o.prose("text", MaxQuestions), Public: o.flag("public"),
	}
}

// named reads whether the claimant is named outside; it is empty without the key.
func (o object) named() string {
	if !o.has("name_claimant") {
		return ""
	}
	if o.flag("name_claimant") {
		return "yes"
	}
	return "no"
}
