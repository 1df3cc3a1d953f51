package finding

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// Why is why an outcome establishes nothing. Each is held to the record: nobody is
// said to have kept silent who was not asked, or to refuse who has not said so.
type Why string

// Every why. What each means, and what has to be on record for it, stands in its row.
const (
	NotAnswered     Why = "not answered"
	WillNotSay      Why = "will not say"
	CannotBeKnown   Why = "cannot be known"
	SourcesDisagree Why = "sources disagree"
	NotYet          Why = "not yet"
)

// why is what follows from a why.
type why struct {
	of      []claim.Outcome             // that it can be the why of
	readers string                      // as readers are told
	holds   func(k *sources.Known) bool // the record holds it
	lacks   string                      // what the record lacks otherwise
}

var whys = claim.NewWords("why", "why an outcome establishes nothing",
	claim.Row[Why, why]{Word: NotAnswered, Doc: "somebody was asked, and the time to answer ran out in silence", Follows: why{
		of: []claim.Outcome{claim.Unverified, claim.Unverifiable}, readers: "Not everybody who was asked has answered.",
		holds: wasSilent, lacks: "no request about the claim has ended in silence",
	}},
	claim.Row[Why, why]{Word: WillNotSay, Doc: "somebody has answered without saying whether it is so", Follows: why{
		of: []claim.Outcome{claim.Unverified, claim.Unverifiable}, readers: "Somebody who spoke about it will not say whether it is so.",
		holds: isWithheld, lacks: "no answer that stands says so",
	}},
	claim.Row[Why, why]{Word: CannotBeKnown, Doc: "nobody is waited for, and nothing on record speaks for it or against it", Follows: why{
		of: []claim.Outcome{claim.Unverifiable}, readers: "Nothing that is known to us can settle it.",
		holds: isOpenEnded, lacks: "somebody may still answer, or an origin speaks for the claim or against it",
	}},
	claim.Row[Why, why]{Word: SourcesDisagree, Doc: "an independent origin supports it, and another contradicts it", Follows: why{
		of: []claim.Outcome{claim.Unverified, claim.Unverifiable}, readers: "Those who know of it contradict each other.",
		holds: isContested, lacks: "origins have to support the claim and to contradict it, and they do not",
	}},
	claim.Row[Why, why]{Word: NotYet, Doc: "the desk has not come further", Follows: why{
		of: []claim.Outcome{claim.Unverified}, readers: "We have not established it so far.",
	}},
)

// Whys lists every why.
var Whys = whys.Chosen()

// ForReaders is what readers are told of why nothing is established.
func (w Why) ForReaders() string { return whys.Of(w).readers }

// WhysOf lists those that an outcome can have: none, if it establishes something.
func WhysOf(o claim.Outcome) []Why {
	return slices.DeleteFunc(slices.Clone(Whys), func(w Why) bool { return !slices.Contains(whys.Of(w).of, o) })
}

// wasSilent: it reached somebody, and no answer came.
func wasSilent(k *sources.Known) bool {
	return slices.ContainsFunc(k.Asked, func(a sources.Asked) bool {
		return a.Ended && a.Silence.Unanswered() && k.AskedOfNow(a)
	})
}

func isWithheld(k *sources.Known) bool {
	return slices.ContainsFunc(k.CurrentAnswers(), func(s sources.Said) bool { return s.Stance.Withholds() && s.GroundRules.Usable() }) ||
		slices.ContainsFunc(k.Asked, func(a sources.Asked) bool { return a.Silence == claim.Declined && k.AskedOfNow(a) })
}

func isContested(k *sources.Known) bool {
	return k.Origins(claim.SupportsClaim) > 0 && k.Origins(claim.ContradictsClaim) > 0
}

func isOpenEnded(k *sources.Known) bool {
	return len(k.Waiting()) == 0 && k.Origins(claim.SupportsClaim) == 0 && k.Origins(claim.ContradictsClaim) == 0
}

// WhyOf is why an outcome establishes nothing, as it was given or as it goes without
// saying; it is empty of one that establishes something. It refuses what the record
// does not hold.
func WhyOf(k *sources.Known, o claim.Outcome, given Why) (Why, error) {
	fitting := WhysOf(o)
	switch {
	case len(fitting) == 0 && given != "":
		return "", claim.Errorf(claim.CodeInvalid, "the outcome %q says something about the claim, and takes no why", o).WithField("why", "leave it out")
	case len(fitting) == 0:
		return "", allOfIt(k, o)
	case given == "" && slices.Contains(fitting, NotYet):
		given = NotYet
	case given == "":
		return "", claim.Errorf(claim.CodeInvalid, "the outcome %q says why", o).WithField("why", "choose one of: "+claim.JoinWords(fitting))
	}
	if err := claim.OneOf("why", given, fitting); err != nil {
		return "", err
	}
	if row := whys.Of(given); row.holds != nil && !row.holds(k) {
		return "", claim.Errorf(claim.CodePolicy, "the record does not hold that it is %q: %s", given, row.lacks).
			WithField("why", "choose one that the record holds").WithHint("choose another why, or record first what it rests on")
	}
	return given, nil
}

// allOfIt refuses to call a claim corroborated of which origins support a part alone.
func allOfIt(k *sources.Known, o claim.Outcome) error {
	if o != claim.Corroborated || k.Confirming() > 0 || k.Origins(claim.SupportsClaim) == 0 {
		return nil
	}
	return claim.Errorf(claim.CodePolicy, "the outcome %q needs an independent origin that supports all of the claim, and a part alone is supported", o).
		WithHint("propose %q", claim.PartlyConfirmed)
}

// Unsupported says what an outcome rests on that is not known of the claim, or returns nil.
// How many origins have to say that all of it is so, the policy asks for.
func Unsupported(k *sources.Known, o claim.Outcome) *claim.Error {
	if o.Whole() {
		return nil
	}
	var lacks []string
	for _, b := range o.Rests() {
		if k.Origins(b) == 0 {
			lacks = append(lacks, b.Says())
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	return claim.Errorf(claim.CodePolicy, "the outcome %q needs an independent origin that %s, and there is none", o, strings.Join(lacks, ", one that ")).
		WithHint(NeedsOrigins)
}

// NeedsOrigins says what to do if an outcome lacks origins.
const NeedsOrigins = "propose another outcome, or first record the answers, or add the evidence with its origin, that this one rests on"
