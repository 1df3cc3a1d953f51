package claim

import "slices"

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
	of      []Outcome           // that it can be the why of
	readers string              // as readers are told
	holds   func(c *Claim) bool // the record holds it
	lacks   string              // what the record lacks otherwise
}

var whys = NewWords("why", "why an outcome establishes nothing",
	Row[Why, why]{Word: NotAnswered, Doc: "somebody was asked, and the time to answer ran out in silence", Follows: why{
		of: []Outcome{Unverified, Unverifiable}, readers: "Not everybody who was asked has answered.",
		holds: (*Claim).wasSilent, lacks: "no request about the claim has ended in silence",
	}},
	Row[Why, why]{Word: WillNotSay, Doc: "somebody has answered without saying whether it is so", Follows: why{
		of: []Outcome{Unverified, Unverifiable}, readers: "Somebody who spoke about it will not say whether it is so.",
		holds: (*Claim).isWithheld, lacks: "no answer that stands says so",
	}},
	Row[Why, why]{Word: CannotBeKnown, Doc: "nobody is waited for, and nothing on record speaks for it or against it", Follows: why{
		of: []Outcome{Unverifiable}, readers: "Nothing that is known to us can settle it.",
		holds: (*Claim).isOpenEnded, lacks: "somebody may still answer, or an origin speaks for the claim or against it",
	}},
	Row[Why, why]{Word: SourcesDisagree, Doc: "an independent origin supports it, and another contradicts it", Follows: why{
		of: []Outcome{Unverified, Unverifiable}, readers: "Those who know of it contradict each other.",
		holds: (*Claim).isContested, lacks: "origins have to support the claim and to contradict it, and they do not",
	}},
	Row[Why, why]{Word: NotYet, Doc: "the desk has not come further", Follows: why{
		of: []Outcome{Unverified}, readers: "We have not established it so far.",
	}},
)

// Whys lists every why.
var Whys = whys.Chosen()

// ForReaders is what readers are told of why nothing is established.
func (w Why) ForReaders() string { return whys.Of(w).readers }

// Whys lists those that an outcome can have: none, if it establishes something.
func (o Outcome) Whys() []Why {
	return slices.DeleteFunc(slices.Clone(Whys), func(w Why) bool { return !slices.Contains(whys.Of(w).of, o) })
}

// Establishes reports whether the outcome says something about the claim, and so
// rests on what origins say, and needs a reason that readers are given. One that
// does not has its [Why].
func (o Outcome) Establishes() bool { return len(o.Rests()) > 0 }

// wasSilent: it reached somebody, and no answer came.
func (c *Claim) wasSilent() bool {
	return slices.ContainsFunc(c.Asked, func(a Asked) bool {
		return a.Ended && a.Silence.Unanswered() && c.AskedOfNow(a)
	})
}

func (c *Claim) isWithheld() bool {
	return slices.ContainsFunc(c.CurrentAnswers(), func(s Said) bool { return s.Stance.Withholds() && s.GroundRules.Usable() }) ||
		slices.ContainsFunc(c.Asked, func(a Asked) bool { return a.Silence == Declined && c.AskedOfNow(a) })
}

func (c *Claim) isContested() bool {
	return c.Origins(SupportsClaim) > 0 && c.Origins(ContradictsClaim) > 0
}

func (c *Claim) isOpenEnded() bool {
	return len(c.Waiting()) == 0 && c.Origins(SupportsClaim) == 0 && c.Origins(ContradictsClaim) == 0
}

// Unanswered reports whether a request reached the party and no answer came: who was
// never reached, or has said that there will be no answer, has not kept silent.
func (s Silence) Unanswered() bool { return silences.Of(s).until }

// Withholds reports whether the party answers, and does not say whether it is so.
// Who does not know withholds nothing.
func (s Stance) Withholds() bool { return stances.Of(s).weight == noMore && s != DoesNotKnow }

// grounds is why an outcome establishes nothing, as it was given or as it goes without
// saying; it is empty of one that establishes something. It refuses what the record
// does not hold.
func (c *Claim) grounds(o Outcome, given Why) (Why, error) {
	fitting := o.Whys()
	switch {
	case len(fitting) == 0 && given != "":
		return "", Errorf(CodeInvalid, "the outcome %q says something about the claim, and takes no why", o).WithField("why", "leave it out")
	case len(fitting) == 0:
		return "", c.allOfIt(o)
	case given == "" && slices.Contains(fitting, NotYet):
		given = NotYet
	case given == "":
		return "", Errorf(CodeInvalid, "the outcome %q says why", o).WithField("why", "choose one of: "+joinWords(fitting))
	}
	if err := OneOf("why", given, fitting); err != nil {
		return "", err
	}
	if row := whys.Of(given); row.holds != nil && !row.holds(c) {
		return "", Errorf(CodePolicy, "the record does not hold that it is %q: %s", given, row.lacks).
			WithField("why", "choose one that the record holds").WithHint("choose another why, or record first what it rests on")
	}
	return given, nil
}

// allOfIt refuses to call a claim corroborated of which origins support a part alone.
func (c *Claim) allOfIt(o Outcome) error {
	if o != Corroborated || c.Confirming() > 0 || c.Origins(SupportsClaim) == 0 {
		return nil
	}
	return Errorf(CodePolicy, "the outcome %q needs an independent origin that supports all of the claim, and a part alone is supported", o).
		WithHint("propose %q", PartlyConfirmed)
}
