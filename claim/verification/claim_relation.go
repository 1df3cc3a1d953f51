package verification

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/relation"
)

// Fell implements [relation.Claim]. It is the claim's stage, if it is no longer pursued or was
// taken back, or what is public of it is being corrected; else an outcome that does not uphold
// it; empty while it stands, or while nothing was found yet. What was in doubt stands again
// when that is public.
func (c *Claim) Fell() string {
	switch stage := c.stage(); {
	case stage.GivenUp():
		return string(stage)
	case len(c.Publications) > 0 && stage != claim.StagePublished && stage != claim.StageClosed:
		return string(claim.StageCorrecting)
	case c.Found && !c.Outcome.Upholds():
		return string(c.Outcome)
	}
	return ""
}

// InCase implements [relation.Claim].
func (c *Claim) InCase() uuid.UUID { return c.Case }

// GivenUp implements [relation.Claim].
func (c *Claim) GivenUp() bool { return c.stage().GivenUp() }

// Relatable implements [relation.Claim].
func (c *Claim) Relatable() *claim.Error {
	if c.stage().GivenUp() {
		return c.wrongStage("related to another one")
	}
	return nil
}

// OtherwiseRelated implements [relation.Claim]: what was signed off is not what is there. What
// is public stays so.
func (c *Claim) OtherwiseRelated() claim.Stage {
	if stage := c.stage(); stage != claim.StageSignedOff {
		return stage
	}
	return c.back()
}

// keyGround is of what is asked of every claim, whatever its policy.
const keyGround = "ground"

// groundAsked is what is asked of a claim of which a ground has fallen, for an outcome
// that says that it is so: that somebody has said why it stands.
func (c *Claim) groundAsked(o claim.Outcome) []policy.Requirement {
	if len(c.Fallen) == 0 || !o.Upholds() {
		return nil
	}
	q := policy.Requirement{
		Key: keyGround, Kind: policy.Precondition, Publish: true, Met: len(c.Unlooked()) == 0,
		Says: "somebody has said why it stands, although what it rests on has fallen",
	}
	if !q.Met {
		q.Lacks, q.Mends = "what it rests on has fallen, and nobody has said why it stands", "A reporter or an editor"
	}
	return []policy.Requirement{q}
}

// relationNotices tell a claim what others are to it, and what rests on the claim that it
// has fallen, or stands again. Whatever happens to a claim may put in doubt what is public of it.
func (c *Claim) relationNotices(e claim.Entry) []claim.Notice {
	notices := relation.Told(c.Stream(), e)
	switch e.Fact.(type) {
	case relation.ClaimRelated, relation.ClaimUnrelated, finding.ClaimSignedOff, ClaimMoved, finding.ClaimPublished:
	default:
		if len(c.Publications) == 0 {
			return nil
		}
	}
	return append(notices, claim.TellAll(c.Stream(), c.Leaning(), relation.NoteFallen{Claim: c.ID, How: c.Fell()})...)
}

// groundTurn is the turn of whoever has to look at a claim of which a ground has
// fallen. It is the same one as long as something is left to look at: nobody has said why
// the claim stands, nor found since that it does not.
func (c *Claim) groundTurn() []claim.Turn {
	fallen := c.Unlooked()
	if p := c.Proposal; p != nil && !p.Outcome.Upholds() {
		fallen = slices.DeleteFunc(fallen, func(f relation.Fallen) bool { return f.Version < p.Version })
	}
	if len(fallen) == 0 {
		return nil
	}
	earliest := slices.MinFunc(fallen, func(a, b relation.Fallen) int { return a.At.Compare(b.At) })
	latest := slices.MaxFunc(fallen, func(a, b relation.Fallen) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.How, b.How)) })
	return []claim.Turn{{Kind: claim.TurnGround, Subject: c.ID, Person: c.Author, Since: earliest.At, Why: latest.How}}
}
