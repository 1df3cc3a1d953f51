package intake

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// AcceptGuess gives a message in quarantine to the correspondence that it was guessed
// to belong to.
type AcceptGuess struct {
	Correspondence uuid.UUID `json:"correspondence,omitzero"` // the zero id for the only one
}

// CommandKind implements [claim.Body].
func (AcceptGuess) CommandKind() string { return "accept guess" }

// RefuseGuess says that a message does not belong to the correspondence that was
// guessed. It stays in quarantine until somebody places it or takes it out.
type RefuseGuess struct {
	Correspondence uuid.UUID `json:"correspondence,omitzero"` // the zero id for the only one
}

// CommandKind implements [claim.Body].
func (RefuseGuess) CommandKind() string { return "refuse guess" }

// GuessRefused: a person found that the message does not belong to the correspondence.
type GuessRefused struct {
	Correspondence uuid.UUID    `json:"correspondence"`
	Reason         claim.Reason `json:"reason"` // why it is still in quarantine
	Frees          []uuid.UUID  `json:"frees,omitempty"`
}

// FactKind implements [claim.Fact].
func (GuessRefused) FactKind() string { return "mail.guess_refused" }

func init() {
	claim.RegisterBody[AcceptGuess](claim.StreamIntake)
	claim.RegisterBody[RefuseGuess](claim.StreamIntake)
	claim.RegisterFact[GuessRefused]()
}

// guess finds the guess that is meant.
func (in *Intake) guess(correspondence uuid.UUID) (received.Clue, error) {
	switch {
	case len(in.Guesses) == 0:
		return received.Clue{}, claim.Errorf(claim.CodeConflict, "nothing says whom the message concerns").WithHint("give it to a party in a case")
	case correspondence == uuid.Nil && len(in.Guesses) > 1:
		return received.Clue{}, claim.Errorf(claim.CodeInvalid, "the message may concern several correspondences").WithField("party", "say which one")
	case correspondence == uuid.Nil:
		return in.Guesses[0], nil
	}
	for _, g := range in.Guesses {
		if g.Correspondence == correspondence {
			return g, nil
		}
	}
	return received.Clue{}, claim.Errorf(claim.CodeConflict, "nothing says that the message concerns this correspondence").WithHint("give it to the party all the same: onrecord inbox assign")
}

func (in *Intake) accept(b AcceptGuess, around claim.Around) ([]claim.Fact, error) {
	g, err := in.guess(b.Correspondence)
	if err != nil {
		return nil, err
	}
	to := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: g.Correspondence})
	return []claim.Fact{MailMatched{Correspondence: to.ID, By: g.By, Contact: in.contact(to.Party), Frees: in.Stopped}}, nil
}

func (in *Intake) refuse(b RefuseGuess) ([]claim.Fact, error) {
	g, err := in.guess(b.Correspondence)
	if err != nil {
		return nil, err
	}
	if g.By.Sure() {
		return nil, claim.Errorf(claim.CodeConflict, "the message is addressed to this correspondence: %s", g.By.Says()).
			WithHint("accept it and read it, or take it out of quarantine")
	}
	f := GuessRefused{Correspondence: g.Correspondence, Reason: claim.NoToken}
	if len(in.Guesses) > 1 {
		f.Reason = in.Quarantine
	}
	for _, id := range in.Stopped {
		if id == g.Correspondence {
			f.Frees = []uuid.UUID{id}
		}
	}
	return []claim.Fact{f}, nil
}

func (in *Intake) refused(f GuessRefused) {
	var left []received.Clue
	for _, g := range in.Guesses {
		if g.Correspondence != f.Correspondence {
			left = append(left, g)
		}
	}
	in.Guesses, in.Quarantine = left, f.Reason
	in.Touched = append(less(in.Touched, f.Correspondence), f.Correspondence)
	in.stop(nil, f.Frees)
}
