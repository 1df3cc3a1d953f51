package sources

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Said is what one party said about this claim in one response.
type Said struct {
	Response     uuid.UUID          `json:"response"`
	Request      uuid.UUID          `json:"request,omitzero"` // zero for a statement that nobody asked for
	Party        uuid.UUID          `json:"party"`            // whose statement it is
	Way          []uuid.UUID        `json:"way,omitempty"`    // through whom it came, the one that it was said to first; empty if it was said to the desk
	Stance       claim.Stance       `json:"stance"`
	Statement    claim.Ref          `json:"statement,omitempty"`
	Summary      bool               `json:"summary,omitempty"` // the words are the desk's, not verbatim
	GroundRules  claim.GroundRules  `json:"groundRules"`
	Channel      claim.Channel      `json:"channel"`
	Authenticity claim.Authenticity `json:"authenticity"`
	Mailed       bool               `json:"mailed,omitempty"` // it was read from mail, whose sender was looked at
	ReceivedAt   time.Time          `json:"receivedAt"`
	Date         claim.When         `json:"date,omitzero"` // that it was said on, where nobody knows the hour; ReceivedAt says by when it had been
	Late         bool               `json:"late,omitempty"`
	SupersededBy uuid.UUID          `json:"supersededBy,omitzero"` // the response that took its place
	By           uuid.UUID          `json:"by,omitzero"`           // the person who recorded it; zero if the party itself did, on the answer page
	CalledBack   *CallBack          `json:"calledBack,omitempty"`  // the call by which somebody made sure that it is the party's
	Withdrawn    *claim.Withdrawal  `json:"withdrawn,omitempty"`   // of a statement that was not recorded as it was made
	Wording      int64              `json:"wording,omitempty"`     // of the claim, that it was said of
	Upheld       *Upholding         `json:"upheld,omitempty"`      // that it holds for another wording
	Weighed      *Weighing          `json:"weighed,omitempty"`     // what somebody found of whether it is the party's
	Spoken
	Unproven bool `json:"unproven,omitempty"` // nothing ties the mail that it was read from to the party: its sender is a stranger who need not have had our letter
}

// Spoken is who spoke for a party. It is empty of what nobody noted that of, and is then no part
// of what a sign-off hashes.
type Spoken struct {
	Speaker      claim.Ref `json:"speaker,omitempty"`      // content: who it was, as text
	SpeakerNamed bool      `json:"speakerNamed,omitempty"` // the name was given for print; else readers learn the party's alone
}

// Check refuses to have a speaker named whom nobody knows, or on terms that keep even the party's name back.
func (s Spoken) Check(on claim.GroundRules) error {
	switch {
	case !s.SpeakerNamed:
		return nil
	case s.Speaker == "":
		return claim.Errorf(claim.CodeInvalid, "nobody can be named who is not known").WithField("speaker", "say who spoke for the party")
	case !on.Named():
		return claim.Errorf(claim.CodeInvalid, "what was said %s is printed with nobody's name", on).
			WithField("speakerNamed", "only what was said on the record is printed with the name of who said it")
	}
	return nil
}

// Printed is who may be named to readers as having said it: the zero reference for nobody.
func (s Said) Printed() claim.Ref {
	if !s.SpeakerNamed || !s.GroundRules.Named() {
		return ""
	}
	return s.Speaker
}

// Current reports whether it stands: no later answer of the party took its place,
// and nobody has withdrawn it, or found that it is not the party's.
func (s Said) Current() bool { return s.SupersededBy == uuid.Nil && !s.Void() }

// When is when it was said, or came, as precisely as that is known.
func (s Said) When() claim.When {
	if !s.Date.IsZero() {
		return s.Date
	}
	return claim.At(s.ReceivedAt)
}

// Saying is the fact that somebody said something, whether or not it was asked for. What
// counts between two things that one party said of the same words is when it said them, and
// whether the later one is surely its own.
func (k *Known) Saying(said Said, of Claim) claim.Fact {
	var supersedes []uuid.UUID
	for _, s := range k.Answers {
		switch earlier := said.ReceivedAt.Before(s.ReceivedAt); {
		case !s.Current() || s.Party != said.Party || k.senseOf(s) != k.senseOf(said):
		case earlier && s.Stance.Supersedes(said.Stance) && !said.surer(s): // recorded after, but said before
			said.SupersededBy = s.Response
		case !earlier && said.Stance.Supersedes(s.Stance) && !s.surer(said):
			supersedes = append(supersedes, s.Response)
		}
	}
	waiting := slices.ContainsFunc(k.Waiting(), func(a Asked) bool { return said.Unasked() || a.Party != said.Party })
	return ClaimAnswered{said, supersedes, of.Heard(waiting)}
}

func (k *Known) answered(f ClaimAnswered) {
	for i := range k.Answers {
		if slices.Contains(f.Supersedes, k.Answers[i].Response) {
			k.Answers[i].SupersededBy = f.Response
		}
	}
	k.Answers = append(k.Answers, f.Said)
	for i := range k.Asked {
		if k.Asked[i].Party == f.Party && !f.Unasked() {
			k.Asked[i].Ended, k.Asked[i].Silence = true, ""
		}
	}
}
