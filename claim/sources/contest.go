package sources

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxContests is how often the independence of a claim's origins can be contested.
const MaxContests = 100

// Contest says that two who seem independent are one origin.
type Contest struct {
	ID        uuid.UUID         `json:"id"`
	One       uuid.UUID         `json:"one"`
	Other     uuid.UUID         `json:"other"`
	Reason    claim.Ref         `json:"reason"`
	By        uuid.UUID         `json:"by"`
	At        time.Time         `json:"at"`
	Withdrawn *claim.Withdrawal `json:"withdrawn,omitempty"`
}

// ContestIndependence says that two of the claim's origins are one.
type ContestIndependence struct {
	Contest uuid.UUID `json:"contest"`
	One     uuid.UUID `json:"one"`
	Other   uuid.UUID `json:"other"`
	Reason  claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (ContestIndependence) CommandKind() string { return "contest independence" }

// WithdrawContest takes back that two origins are one.
type WithdrawContest struct {
	Contest uuid.UUID `json:"contest"`
	Reason  claim.Ref `json:"reason"`
}

// CommandKind implements [claim.Body].
func (WithdrawContest) CommandKind() string { return "withdraw contest" }

// IndependenceContested: somebody said that two origins are one.
type IndependenceContested struct {
	Contest uuid.UUID   `json:"contest"`
	One     uuid.UUID   `json:"one"`
	Other   uuid.UUID   `json:"other"`
	Reason  claim.Ref   `json:"reason"`
	By      uuid.UUID   `json:"by"`
	Stage   claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (IndependenceContested) FactKind() string { return "claim.independence_contested" }

// ContestWithdrawn: that two origins are one was taken back.
type ContestWithdrawn struct {
	Contest uuid.UUID   `json:"contest"`
	Reason  claim.Ref   `json:"reason"`
	By      uuid.UUID   `json:"by"`
	Stage   claim.Stage `json:"stage"`
}

// FactKind implements [claim.Fact].
func (ContestWithdrawn) FactKind() string { return "claim.contest_withdrawn" }

func init() {
	claim.RegisterBody[ContestIndependence](claim.StreamClaim)
	claim.RegisterBody[WithdrawContest](claim.StreamClaim)
	claim.RegisterFact[IndependenceContested]()
	claim.RegisterFact[ContestWithdrawn]()
}

// Contested returns what was said against the independence of two, nil if there is
// nothing of that id.
func (k *Known) Contested(id uuid.UUID) *Contest {
	for i := range k.Contests {
		if k.Contests[i].ID == id {
			return &k.Contests[i]
		}
	}
	return nil
}

// Sources lists whoever says something that bears on the claim, or passes it on.
func (k *Known) Sources() []uuid.UUID {
	var ids []uuid.UUID
	seen := map[uuid.UUID]bool{uuid.Nil: true}
	for _, b := range []claim.Bearing{claim.SupportsClaim, claim.ContradictsClaim} {
		for _, s := range k.supports(b, false) {
			for _, id := range s.Chain {
				if !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

// SeemIndependent are two whose independence nobody contests yet; ok is false if there are none.
func (k *Known) SeemIndependent() (one, other uuid.UUID, ok bool) {
	sources := k.Sources()
	for i, one := range sources {
		for _, other := range sources[i+1:] {
			if !k.areOne(one, other) {
				return one, other, true
			}
		}
	}
	return uuid.Nil, uuid.Nil, false
}

// areOne reports whether it stands that two are one origin.
func (k *Known) areOne(one, other uuid.UUID) bool {
	return slices.ContainsFunc(k.Contests, func(x Contest) bool {
		return x.Withdrawn == nil && (x.One == one && x.Other == other || x.One == other && x.Other == one)
	})
}

func (k *Known) contest(b ContestIndependence, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	if k.Contested(b.Contest) != nil {
		return nil, nil
	}
	if err := of.TakesEvidence(); err != nil {
		return nil, err
	}
	if len(k.Contests) >= MaxContests {
		return nil, claim.Errorf(claim.CodeTooLarge, "the independence of a claim's origins is contested at most %d times", MaxContests)
	}
	if b.One == uuid.Nil && b.Other == uuid.Nil {
		return nil, claim.Errorf(claim.CodeInvalid, "no two sources of the claim are there whose independence could be contested")
	}
	if b.One == b.Other {
		return nil, claim.Errorf(claim.CodeInvalid, "that is one origin already").WithField("other", "name another one")
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if k.areOne(b.One, b.Other) {
		return nil, claim.Errorf(claim.CodeExists, "that these two are one origin stands already").WithHint("see why on the page of the claim")
	}
	sources := k.Sources()
	for i, id := range []uuid.UUID{b.One, b.Other} {
		if !slices.Contains(sources, id) {
			return nil, claim.Errorf(claim.CodeInvalid, "nothing that bears on the claim comes from both of these").
				WithField([]string{"one", "other"}[i], "choose somebody who says something for or against the claim, or passes it on")
		}
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{IndependenceContested{b.Contest, b.One, b.Other, b.Reason, actor.ID, of.Reconsidered()}}, nil
}

func (k *Known) withdrawContest(b WithdrawContest, actor claim.Actor, around claim.Around, of Claim) ([]claim.Fact, error) {
	contest := k.Contested(b.Contest)
	if contest == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "nobody has contested that")
	}
	if contest.Withdrawn != nil {
		return nil, nil
	}
	if err := of.TakesEvidence(); err != nil {
		return nil, err
	}
	if b.Reason == "" {
		return nil, claim.NeedsReason()
	}
	if err := of.SignableBy(actor, around); err != nil {
		return nil, err
	}
	return []claim.Fact{ContestWithdrawn{b.Contest, b.Reason, actor.ID, of.Reconsidered()}}, nil
}

func (k *Known) contested(e claim.Entry, f IndependenceContested) {
	k.Contests = append(k.Contests, Contest{ID: f.Contest, One: f.One, Other: f.Other, Reason: f.Reason, By: f.By, At: e.At})
}

func (k *Known) contestWithdrawn(e claim.Entry, f ContestWithdrawn) {
	k.Contests = slices.Clone(k.Contests)
	if contest := k.Contested(f.Contest); contest != nil {
		contest.Withdrawn = &claim.Withdrawal{By: f.By, At: e.At, Reason: f.Reason}
	}
}
