package relation

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Naming is what another claim is to this one.
type Naming struct {
	Claim uuid.UUID `json:"claim"`
	As    Relation  `json:"as"`
}

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

// Ties are what a claim is to others of its case and they to it, and which of those that it rests on
// have fallen.
type Ties struct {
	Related []Related `json:"related,omitempty"` // what it is to other claims of the case
	NamedBy []Naming  `json:"namedBy,omitempty"` // what other claims are to it
	Fallen  []Fallen  `json:"fallen,omitempty"`  // of those that it rests on
	Upheld  []Upheld  `json:"upheld,omitempty"`  // why it stands although some of them had fallen
}

// Claim is the claim itself, as far as what it is to others asks.
type Claim interface {
	claim.Aggregate
	// InCase is the case that it is in; zero for a claim that is not there.
	InCase() uuid.UUID
	// ToOthers is what it is to other claims.
	ToOthers() []Related
	// Fell says how it has fallen, as a ground for others; empty while it stands.
	Fell() string
	// GivenUp reports whether it is no longer pursued.
	GivenUp() bool
	// Relatable refuses, with [claim.CodeWrongStage], to relate a claim that is no longer pursued.
	Relatable() *claim.Error
	// OtherwiseRelated is its stage after what it is to others has changed.
	OtherwiseRelated() claim.Stage
	// Wording is the version of the entry that last changed what it says.
	Wording() int64
	// SignableBy refuses, with [claim.CodePolicy], to make the actor an author of a claim that then
	// too few people could sign.
	SignableBy(actor claim.Actor, around claim.Around) error
}

func stateOf(id uuid.UUID, around claim.Around) Claim {
	return claim.StateOf[Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: id})
}

// ToOthers implements [Claim].
func (t *Ties) ToOthers() []Related { return t.Related }

// Leaning are the claims that rest on this one.
func (t *Ties) Leaning() []claim.Stream {
	var streams []claim.Stream
	for _, by := range t.NamedBy {
		if by.As.Leans() {
			streams = append(streams, claim.Stream{Kind: claim.StreamClaim, ID: by.Claim})
		}
	}
	return streams
}

// Told tells another claim what this one is to it, or is no more, if an entry says so.
func Told(of claim.Stream, e claim.Entry) []claim.Notice {
	tell := func(to uuid.UUID, as Relation, gone bool) []claim.Notice {
		return claim.TellAll(of, []claim.Stream{{Kind: claim.StreamClaim, ID: to}}, NoteNamed{of.ID, as, gone})
	}
	switch f := e.Fact.(type) {
	case ClaimRelated:
		return tell(f.To, f.As, false)
	case ClaimUnrelated:
		return tell(f.To, f.As, true)
	}
	return nil
}

func (t *Ties) relatedAs(to uuid.UUID, as Relation) bool {
	return slices.ContainsFunc(t.Related, func(r Related) bool { return r.To == to && r.As == as })
}

// DecideRelation decides the commands about relations; ok is false for others.
func (t *Ties) DecideRelation(cmd claim.Command, around claim.Around, of Claim) (facts []claim.Fact, ok bool, err error) {
	switch b := cmd.Body.(type) {
	case RelateClaim:
		facts, err = t.relate(b, cmd.Actor, around, of)
	case UnrelateClaim:
		facts, err = t.unrelate(b, of)
	case UpholdClaim:
		facts, err = t.uphold(b, cmd.Actor, around, of)
	case NoteNamed:
		facts = t.noteNamed(b)
	case NoteFallen:
		facts = t.noteFallen(b, of)
	default:
		return nil, false, nil
	}
	return facts, true, err
}

func (t *Ties) relate(b RelateClaim, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	if err := claim.OneOf("as", b.As, Relations); err != nil {
		return nil, err
	}
	if t.relatedAs(b.To, b.As) {
		return nil, nil
	}
	if refused := of.Relatable(); refused != nil {
		return nil, refused
	}
	id := of.Stream().ID
	if b.To == id {
		return nil, claim.Errorf(claim.CodeInvalid, "a claim is not related to itself").WithField("to", "name another claim")
	}
	other := stateOf(b.To, around)
	if other.InCase() != of.InCase() {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such claim in the case").WithField("to", "name a claim of the same case")
	}
	if len(t.Related) >= MaxRelations {
		return nil, claim.Errorf(claim.CodeTooLarge, "a claim is related to at most %d others", MaxRelations)
	}
	facts := []claim.Fact{ClaimRelated{b.To, b.As, actor.ID, b.Reason, of.OtherwiseRelated()}}
	if !b.As.Leans() {
		return facts, nil
	}
	if leansOn(other, id, around) {
		return nil, claim.Errorf(claim.CodeInvalid, "the claim cannot rest on one that rests on it").
			WithField("to", "name a claim that does not rest on this one, directly or through others").
			WithHint("two claims that only hold together are one claim")
	}
	if how := other.Fell(); how != "" {
		facts = append(facts, GroundFell{b.To, how})
	}
	return facts, nil
}

// leansOn reports whether a claim rests on another one, through as many as there are.
func leansOn(c Claim, on uuid.UUID, around claim.Around) bool {
	seen, left := map[uuid.UUID]bool{c.Stream().ID: true}, []Claim{c}
	for len(left) > 0 {
		at := left[len(left)-1]
		left = left[:len(left)-1]
		for _, r := range at.ToOthers() {
			switch {
			case !r.As.Leans() || seen[r.To]:
			case r.To == on:
				return true
			default:
				seen[r.To] = true
				left = append(left, stateOf(r.To, around))
			}
		}
	}
	return false
}

func (t *Ties) unrelate(b UnrelateClaim, of Claim) ([]claim.Fact, error) {
	if !t.relatedAs(b.To, b.As) {
		return nil, nil
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	return []claim.Fact{ClaimUnrelated{b.To, b.As, b.Reason, of.OtherwiseRelated()}}, nil
}

// uphold makes whoever says why the claim stands one of its authors: that is part of
// what is signed.
func (t *Ties) uphold(b UpholdClaim, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	fallen := t.Unlooked()
	if len(fallen) == 0 {
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing that the claim rests on has fallen of which nobody has said why it stands")
	}
	if of.Wording() > b.Seen || slices.ContainsFunc(fallen, func(f Fallen) bool { return f.Version > b.Seen }) {
		return nil, claim.Errorf(claim.CodeConflict, "what the claim says, or what it rests on, has changed since you looked at it").
			WithHint("look at it again, and say why it stands now")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	fact := ClaimUpheld{By: actor.ID, Reason: b.Reason, Stage: of.OtherwiseRelated()}
	for _, f := range fallen {
		fact.Grounds = append(fact.Grounds, Ground{f.Claim, f.How})
	}
	return []claim.Fact{fact}, nil
}

func (t *Ties) upheld(e claim.Entry, f ClaimUpheld) {
	t.Fallen = slices.Clone(t.Fallen)
	for i, fallen := range t.Fallen {
		t.Fallen[i].Looked = fallen.Looked || f.Stage == "" || slices.Contains(f.Grounds, Ground{fallen.Claim, fallen.How})
	}
	if f.Stage != "" {
		t.Upheld = append(t.Upheld, Upheld{f.Grounds, f.By, e.At, f.Reason})
	}
}

func (t *Ties) noteNamed(b NoteNamed) []claim.Fact {
	if slices.Contains(t.NamedBy, Naming{b.Claim, b.As}) != b.Gone {
		return nil
	}
	return []claim.Fact{ClaimNamed(b)}
}

// noteFallen is no matter of a claim that does not rest on the other one any more, or
// that is no longer pursued itself.
func (t *Ties) noteFallen(b NoteFallen, of Claim) []claim.Fact {
	i := slices.IndexFunc(t.Fallen, func(f Fallen) bool { return f.Claim == b.Claim })
	switch {
	case b.How == "" && i < 0, i >= 0 && t.Fallen[i].How == b.How, !t.relatedAs(b.Claim, RestsOn):
		return nil
	case b.How != "" && of.GivenUp():
		return nil
	}
	return []claim.Fact{GroundFell(b)}
}

// EvolveRelation takes in what concerns relations, and says at what stage the claim is from
// then on, if that follows from it.
func (t *Ties) EvolveRelation(e claim.Entry) (stage claim.Stage, known bool) {
	switch f := e.Fact.(type) {
	case ClaimRelated:
		t.Related = append(t.Related, Related{f.To, f.As, f.By, e.At, f.Reason})
		return f.Stage, true
	case ClaimUnrelated:
		t.Related = slices.DeleteFunc(slices.Clone(t.Related), func(r Related) bool { return r.To == f.To && r.As == f.As })
		if f.As.Leans() {
			t.stands(f.To)
		}
		return f.Stage, true
	case ClaimNamed:
		by := Naming{f.Claim, f.As}
		t.NamedBy = slices.DeleteFunc(slices.Clone(t.NamedBy), func(n Naming) bool { return n == by })
		if !f.Gone {
			t.NamedBy = append(t.NamedBy, by)
		}
	case GroundFell:
		t.stands(f.Claim)
		if f.How != "" {
			t.Fallen = append(t.Fallen, Fallen{Claim: f.Claim, How: f.How, At: e.At, Version: e.Version})
		}
	case ClaimUpheld:
		t.upheld(e, f)
		return f.Stage, f.Stage != ""
	}
	return "", false
}

// Unlooked is what has fallen and of which nobody has said why the claim stands.
func (t *Ties) Unlooked() []Fallen {
	return slices.DeleteFunc(slices.Clone(t.Fallen), func(f Fallen) bool { return f.Looked })
}

// stands takes a claim off the list of what has fallen.
func (t *Ties) stands(id uuid.UUID) {
	t.Fallen = slices.DeleteFunc(slices.Clone(t.Fallen), func(f Fallen) bool { return f.Claim == id })
	if len(t.Fallen) == 0 {
		t.Fallen = nil
	}
}
