package sources

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Asked is one request that puts this claim to a party.
type Asked struct {
	Correspondence uuid.UUID     `json:"correspondence"`
	Request        uuid.UUID     `json:"request"`
	Party          uuid.UUID     `json:"party"`
	At             time.Time     `json:"at"`
	AnswerBy       time.Time     `json:"answerBy"`
	Ended          bool          `json:"ended,omitempty"` // answered, lapsed or withdrawn
	Silence        claim.Silence `json:"silence,omitempty"`
	By             uuid.UUID     `json:"by,omitzero"`       // the person who asked
	Wording        int64         `json:"wording,omitempty"` // that it puts
}

// NoteAsked tells a claim that a request about it has gone out.
type NoteAsked struct {
	Asked Asked `json:"asked"`
}

// CommandKind implements [claim.Body].
func (NoteAsked) CommandKind() string { return "note asked" }

// NoticeKey implements [claim.Told].
func (b NoteAsked) NoticeKey() string { return b.Asked.Request.String() }

// NoteAnswered tells a claim what a party said about it.
type NoteAnswered struct {
	Said Said `json:"said"`
}

// CommandKind implements [claim.Body].
func (NoteAnswered) CommandKind() string { return "note answered" }

// NoticeKey implements [claim.Told].
func (b NoteAnswered) NoticeKey() string { return b.Said.Response.String() }

// NoteEnded tells a claim that a request about it lapsed or was withdrawn.
type NoteEnded struct {
	Request uuid.UUID     `json:"request"`
	Silence claim.Silence `json:"silence,omitempty"`
}

// CommandKind implements [claim.Body].
func (NoteEnded) CommandKind() string { return "note ended" }

// NoticeKey implements [claim.Told].
func (b NoteEnded) NoticeKey() string { return b.Request.String() }

// ClaimAsked: the claim was put to a party.
type ClaimAsked struct {
	Asked
	Stage claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimAsked) FactKind() string { return "claim.asked" }

// ClaimAnswered: a party said something about the claim.
type ClaimAnswered struct {
	Said
	Supersedes []uuid.UUID `json:"supersedes,omitempty"` // earlier responses of the party that no longer stand
	Stage      claim.Stage `json:"stage"`
}

// FactKind implements [claim.Fact].
func (ClaimAnswered) FactKind() string { return "claim.answered" }

// ClaimUnanswered: a request about the claim lapsed or was withdrawn.
type ClaimUnanswered struct {
	Request uuid.UUID     `json:"request"`
	Silence claim.Silence `json:"silence,omitempty"`
	Stage   claim.Stage   `json:"stage"`
}

// FactKind implements [claim.Fact].
func (ClaimUnanswered) FactKind() string { return "claim.unanswered" }

func init() {
	claim.RegisterBody[NoteAsked](claim.StreamClaim)
	claim.RegisterBody[NoteAnswered](claim.StreamClaim)
	claim.RegisterBody[NoteEnded](claim.StreamClaim)
	claim.RegisterFact[ClaimAsked]()
	claim.RegisterFact[ClaimAnswered]()
	claim.RegisterFact[ClaimUnanswered]()
}

func (k *Known) unanswered(f ClaimUnanswered) {
	for i := range k.Asked {
		if k.Asked[i].Request == f.Request {
			k.Asked[i].Ended, k.Asked[i].Silence = true, f.Silence
		}
	}
}
