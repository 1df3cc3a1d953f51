package verification

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
)

// Relation is what a claim is to another one of its case.
type Relation string

// Every relation. What each means, and what follows from it, stands in its row.
const (
	RestsOn        Relation = "rests on"
	ContradictsOne Relation = "contradicts"
	RepeatsOne     Relation = "repeats"
)

// relation is what follows from a relation.
type relation struct {
	other string // what the other claim is to this one, before its name
	leans bool   // this claim cannot stand where the other one has fallen
}

var relations = claim.NewWords("relation", "what a claim is to another one of its case",
	claim.Row[Relation, relation]{Word: RestsOn, Doc: "it cannot be so unless the other one is", Label: "Rests on", Follows: relation{"carries", true}},
	claim.Row[Relation, relation]{Word: ContradictsOne, Doc: "it cannot be so if the other one is", Label: "Contradicts", Follows: relation{other: "contradicts"}},
	claim.Row[Relation, relation]{Word: RepeatsOne, Doc: "it says what the other one said first", Label: "Repeats", Follows: relation{other: "is repeated by"}},
)

// Relations lists every relation.
var Relations = relations.Chosen()

// Other is what the other claim is to this one, before its name: carries, contradicts,
// is repeated by.
func (r Relation) Other() string { return relations.Of(r).other }

// Leans reports whether the claim falls with the other one.
func (r Relation) Leans() bool { return relations.Of(r).leans }

// MaxRelations is how many relations a claim has of its own at most.
const MaxRelations = 100

// RelateClaim says what the claim is to another one.
type RelateClaim struct {
	To     uuid.UUID `json:"to"`
	As     Relation  `json:"as"`
	Reason claim.Ref `json:"reason,omitempty"`
}

// CommandKind implements [claim.Body].
func (RelateClaim) CommandKind() string { return "relate claim" }

// UnrelateClaim says that it is that no more.
type UnrelateClaim struct {
	To     uuid.UUID `json:"to"`
	As     Relation  `json:"as"`
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (UnrelateClaim) CommandKind() string { return "unrelate claim" }

// UpholdClaim says why the claim stands, although one that it rests on has fallen: all
// that have, and of which nobody has said so yet.
type UpholdClaim struct {
	Seen   int64     `json:"seen"` // version of the claim that the person had before her
	Reason claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (UpholdClaim) CommandKind() string { return "uphold claim" }

// NoteNamed tells a claim what another one is to it, or is no more.
type NoteNamed struct {
	Claim uuid.UUID `json:"claim"`
	As    Relation  `json:"as"`
	Gone  bool      `json:"gone,omitempty"`
}

// CommandKind implements [claim.Body].
func (NoteNamed) CommandKind() string { return "note named" }

// NoteFallen tells a claim that one which it rests on has fallen, or stands again.
type NoteFallen struct {
	Claim uuid.UUID `json:"claim"`
	How   string    `json:"how,omitempty"` // its outcome, or its stage; empty if it stands again
}

// CommandKind implements [claim.Body].
func (NoteFallen) CommandKind() string { return "note fallen" }

// ClaimRelated: the claim is something to another one from now on.
type ClaimRelated struct {
	To     uuid.UUID   `json:"to"`
	As     Relation    `json:"as"`
	By     uuid.UUID   `json:"by"`
	Reason claim.Ref   `json:"reason,omitempty"`
	Stage  claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimRelated) FactKind() string { return "claim.related" }

// ClaimUnrelated: it is that no more.
type ClaimUnrelated struct {
	To     uuid.UUID   `json:"to"`
	As     Relation    `json:"as"`
	Reason claim.Ref   `json:"reason"`
	Stage  claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimUnrelated) FactKind() string { return "claim.unrelated" }

// ClaimNamed: another claim is something to this one from now on, or is it no more.
// It is the other side of [ClaimRelated] and [ClaimUnrelated].
type ClaimNamed struct {
	Claim uuid.UUID `json:"claim"`
	As    Relation  `json:"as"`
	Gone  bool      `json:"gone,omitempty"`
}

// FactKind implements [claim.Fact].
func (ClaimNamed) FactKind() string { return "claim.named" }

// Naming is what another claim is to this one.
type Naming struct {
	Claim uuid.UUID `json:"claim"`
	As    Relation  `json:"as"`
}

// GroundFell: a claim that this one rests on has fallen, or stands again.
type GroundFell struct {
	Claim uuid.UUID `json:"claim"`
	How   string    `json:"how,omitempty"`
}

// FactKind implements [claim.Fact].
func (GroundFell) FactKind() string { return "claim.ground_fell" }

// ClaimUpheld: somebody has looked, and found that the claim stands all the same.
type ClaimUpheld struct {
	By     uuid.UUID `json:"by"`
	Reason claim.Ref `json:"reason"`

	Grounds []Ground    `json:"grounds,omitempty"` // that had fallen
	Stage   claim.Stage `json:"stage,omitempty"`   // the claim's stage from now on; empty where it was no part of what is signed
}

// FactKind implements [claim.Fact].
func (ClaimUpheld) FactKind() string { return "claim.upheld" }

// Related is what the claim is to another one.
type Related struct {
	To     uuid.UUID `json:"to"`
	As     Relation  `json:"as"`
	By     uuid.UUID `json:"by"`
	At     time.Time `json:"at"`
	Reason claim.Ref `json:"reason,omitempty"`
}

// Fallen is a claim that this one rests on and that has fallen.
type Fallen struct {
	Claim   uuid.UUID `json:"claim"`
	How     string    `json:"how"`
	At      time.Time `json:"at"`
	Looked  bool      `json:"looked,omitempty"`  // somebody has said why this one stands
	Version int64     `json:"version,omitempty"` // of the entry
}

// Ground is a claim that another one rests on, and how it had fallen.
type Ground struct {
	Claim uuid.UUID `json:"claim"`
	How   string    `json:"how"`
}

// Upheld is that somebody has said why the claim stands although grounds of it had fallen.
type Upheld struct {
	Grounds []Ground  `json:"grounds"`
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Reason  claim.Ref `json:"reason"`
}

func init() {
	claim.RegisterBody[RelateClaim](claim.StreamClaim)
	claim.RegisterBody[UnrelateClaim](claim.StreamClaim)
	claim.RegisterBody[UpholdClaim](claim.StreamClaim)
	claim.RegisterBody[NoteNamed](claim.StreamClaim)
	claim.RegisterBody[NoteFallen](claim.StreamClaim)
	claim.RegisterFact[ClaimRelated]()
	claim.RegisterFact[ClaimUnrelated]()
	claim.RegisterFact[ClaimNamed]()
	claim.RegisterFact[GroundFell]()
	claim.RegisterFact[ClaimUpheld]()
}

// fell says how the claim has fallen, as a ground for others: its stage, if it is no
// longer pursued or was taken back, or what is public of it is being corrected; else an
// outcome that does not uphold it; empty while it stands, or while nothing was found yet.
// What was in doubt stands again when that is public.
func (c *Claim) fell() string {
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

func (c *Claim) relatedAs(to uuid.UUID, as Relation) bool {
	return slices.ContainsFunc(c.Related, func(r Related) bool { return r.To == to && r.As == as })
}

// decideRelation decides the commands about relations; ok is false for others.
func (c *Claim) decideRelation(cmd claim.Command, around claim.Around) (facts []claim.Fact, ok bool, err error) {
	switch b := cmd.Body.(type) {
	case RelateClaim:
		facts, err = c.relate(b, cmd.Actor, around)
	case UnrelateClaim:
		facts, err = c.unrelate(b)
	case UpholdClaim:
		facts, err = c.uphold(b, cmd.Actor, around)
	case NoteNamed:
		facts = c.noteNamed(b)
	case NoteFallen:
		facts = c.noteFallen(b)
	default:
		return nil, false, nil
	}
	return facts, true, err
}

func (c *Claim) relate(b RelateClaim, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	if err := claim.OneOf("as", b.As, Relations); err != nil {
		return nil, err
	}
	if c.relatedAs(b.To, b.As) {
		return nil, nil
	}
	if refused := c.Relatable(); refused != nil {
		return nil, refused
	}
	if b.To == c.ID {
		return nil, claim.Errorf(claim.CodeInvalid, "a claim is not related to itself").WithField("to", "name another claim")
	}
	other := claim.StateOf[*Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: b.To})
	if other.Version == 0 || other.Case != c.Case {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such claim in the case").WithField("to", "name a claim of the same case")
	}
	if len(c.Related) >= MaxRelations {
		return nil, claim.Errorf(claim.CodeTooLarge, "a claim is related to at most %d others", MaxRelations)
	}
	facts := []claim.Fact{ClaimRelated{b.To, b.As, actor.ID, b.Reason, c.otherwiseRelated()}}
	if !b.As.Leans() {
		return facts, nil
	}
	if leansOn(other, c.ID, around) {
		return nil, claim.Errorf(claim.CodeInvalid, "the claim cannot rest on one that rests on it").
			WithField("to", "name a claim that does not rest on this one, directly or through others").
			WithHint("two claims that only hold together are one claim")
	}
	if how := other.fell(); how != "" {
		facts = append(facts, GroundFell{b.To, how})
	}
	return facts, nil
}

// Relatable refuses to relate a claim that is no longer pursued to another one.
func (c *Claim) Relatable() *claim.Error {
	if c.stage().GivenUp() {
		return c.wrongStage("related to another one")
	}
	return nil
}

// leansOn reports whether a claim rests on another one, through as many as there are.
func leansOn(c *Claim, on uuid.UUID, around claim.Around) bool {
	seen, left := map[uuid.UUID]bool{c.ID: true}, []*Claim{c}
	for len(left) > 0 {
		at := left[len(left)-1]
		left = left[:len(left)-1]
		for _, r := range at.Related {
			switch {
			case !r.As.Leans() || seen[r.To]:
			case r.To == on:
				return true
			default:
				seen[r.To] = true
				left = append(left, claim.StateOf[*Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: r.To}))
			}
		}
	}
	return false
}

func (c *Claim) unrelate(b UnrelateClaim) ([]claim.Fact, error) {
	if !c.relatedAs(b.To, b.As) {
		return nil, nil
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	return []claim.Fact{ClaimUnrelated{b.To, b.As, b.Reason, c.otherwiseRelated()}}, nil
}

// otherwiseRelated is the stage after what the claim is to others has changed: what was
// signed off is not what is there. What is public stays so.
func (c *Claim) otherwiseRelated() claim.Stage {
	if stage := c.stage(); stage != claim.StageSignedOff {
		return stage
	}
	return c.back()
}

// uphold makes whoever says why the claim stands one of its authors: that is part of
// what is signed.
func (c *Claim) uphold(b UpholdClaim, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	fallen := c.unlooked()
	if len(fallen) == 0 {
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing that the claim rests on has fallen of which nobody has said why it stands")
	}
	if c.Wording() > b.Seen || slices.ContainsFunc(fallen, func(f Fallen) bool { return f.Version > b.Seen }) {
		return nil, claim.Errorf(claim.CodeConflict, "what the claim says, or what it rests on, has changed since you looked at it").
			WithHint("look at it again, and say why it stands now")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := c.SignableBy(actor, around); err != nil {
		return nil, err
	}
	fact := ClaimUpheld{By: actor.ID, Reason: b.Reason, Stage: c.otherwiseRelated()}
	for _, f := range fallen {
		fact.Grounds = append(fact.Grounds, Ground{f.Claim, f.How})
	}
	return []claim.Fact{fact}, nil
}

func (c *Claim) upheld(e claim.Entry, f ClaimUpheld) {
	c.Fallen = slices.Clone(c.Fallen)
	for i, fallen := range c.Fallen {
		c.Fallen[i].Looked = fallen.Looked || f.Stage == "" || slices.Contains(f.Grounds, Ground{fallen.Claim, fallen.How})
	}
	if f.Stage != "" {
		c.Upheld = append(c.Upheld, Upheld{f.Grounds, f.By, e.At, f.Reason})
		c.at(f.Stage)
	}
}

func (c *Claim) noteNamed(b NoteNamed) []claim.Fact {
	if slices.Contains(c.NamedBy, Naming{b.Claim, b.As}) != b.Gone {
		return nil
	}
	return []claim.Fact{ClaimNamed(b)}
}

// noteFallen is no matter of a claim that does not rest on the other one any more, or
// that is no longer pursued itself.
func (c *Claim) noteFallen(b NoteFallen) []claim.Fact {
	i := slices.IndexFunc(c.Fallen, func(f Fallen) bool { return f.Claim == b.Claim })
	switch {
	case b.How == "" && i < 0, i >= 0 && c.Fallen[i].How == b.How, !c.relatedAs(b.Claim, RestsOn):
		return nil
	case b.How != "" && c.stage().GivenUp():
		return nil
	}
	return []claim.Fact{GroundFell(b)}
}

// evolveRelation takes in what concerns relations. Whoever gives the claim up leaves
// nothing of it to stand.
func (c *Claim) evolveRelation(e claim.Entry) {
	switch f := e.Fact.(type) {
	case ClaimRelated:
		c.Related = append(c.Related, Related{f.To, f.As, f.By, e.At, f.Reason})
		c.at(f.Stage)
	case ClaimUnrelated:
		c.Related = slices.DeleteFunc(slices.Clone(c.Related), func(r Related) bool { return r.To == f.To && r.As == f.As })
		c.at(f.Stage)
		if f.As.Leans() {
			c.stands(f.To)
		}
	case ClaimNamed:
		by := Naming{f.Claim, f.As}
		c.NamedBy = slices.DeleteFunc(slices.Clone(c.NamedBy), func(n Naming) bool { return n == by })
		if !f.Gone {
			c.NamedBy = append(c.NamedBy, by)
		}
	case GroundFell:
		c.stands(f.Claim)
		if f.How != "" {
			c.Fallen = append(c.Fallen, Fallen{Claim: f.Claim, How: f.How, At: e.At, Version: e.Version})
		}
	case ClaimUpheld:
		c.upheld(e, f)
	case finding.ClaimSignedOff:
		c.Found = c.Found || f.Outcome != claim.Unverified
	}
	if c.Stage.GivenUp() {
		c.Fallen = nil
	}
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
		Key: keyGround, Kind: policy.Precondition, Publish: true, Met: len(c.unlooked()) == 0,
		Says: "somebody has said why it stands, although what it rests on has fallen",
	}
	if !q.Met {
		q.Lacks, q.Mends = "what it rests on has fallen, and nobody has said why it stands", "A reporter or an editor"
	}
	return []policy.Requirement{q}
}

// unlooked is what has fallen and of which nobody has said why the claim stands.
func (c *Claim) unlooked() []Fallen {
	return slices.DeleteFunc(slices.Clone(c.Fallen), func(f Fallen) bool { return f.Looked })
}

// stands takes a claim off the list of what has fallen.
func (c *Claim) stands(id uuid.UUID) {
	c.Fallen = slices.DeleteFunc(slices.Clone(c.Fallen), func(f Fallen) bool { return f.Claim == id })
	if len(c.Fallen) == 0 {
		c.Fallen = nil
	}
}

// relationNotices tell a claim what others are to it, and what rests on the claim that it
// has fallen, or stands again. Whatever happens to a claim may put in doubt what is public of it.
func (c *Claim) relationNotices(e claim.Entry) []claim.Notice {
	var notices []claim.Notice
	switch f := e.Fact.(type) {
	case ClaimRelated:
		notices = c.tellsOther(f.To, f.As, false)
	case ClaimUnrelated:
		notices = c.tellsOther(f.To, f.As, true)
	case finding.ClaimSignedOff, ClaimMoved, finding.ClaimPublished:
	default:
		if len(c.Publications) == 0 {
			return nil
		}
	}
	var to []claim.Stream
	for _, by := range c.NamedBy {
		if by.As.Leans() {
			to = append(to, claim.Stream{Kind: claim.StreamClaim, ID: by.Claim})
		}
	}
	return append(notices, claim.TellAll(c.Stream(), to, NoteFallen{c.ID, c.fell()})...)
}

func (c *Claim) tellsOther(to uuid.UUID, as Relation, gone bool) []claim.Notice {
	return claim.TellAll(c.Stream(), []claim.Stream{{Kind: claim.StreamClaim, ID: to}}, NoteNamed{c.ID, as, gone})
}

// groundTurn is the turn of whoever has to look at a claim of which a ground has
// fallen. It is the same one as long as something is left to look at: nobody has said why
// the claim stands, nor found since that it does not.
func (c *Claim) groundTurn() []claim.Turn {
	fallen := c.unlooked()
	if p := c.Proposal; p != nil && !p.Outcome.Upholds() {
		fallen = slices.DeleteFunc(fallen, func(f Fallen) bool { return f.Version < p.Version })
	}
	if len(fallen) == 0 {
		return nil
	}
	earliest := slices.MinFunc(fallen, func(a, b Fallen) int { return a.At.Compare(b.At) })
	latest := slices.MaxFunc(fallen, func(a, b Fallen) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.How, b.How)) })
	return []claim.Turn{{Kind: claim.TurnGround, Subject: c.ID, Person: c.Author, Since: earliest.At, Why: latest.How}}
}
