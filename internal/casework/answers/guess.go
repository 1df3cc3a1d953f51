package answers

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/internal/casework"
)

// GuessInput says which guess is meant, where a message in quarantine may concern
// several correspondences.
type GuessInput struct {
	Case  string `json:"case,omitempty" doc:"the case; left out if only one is guessed"`
	Party string `json:"party,omitempty" doc:"the party; left out if only one is guessed"`
}

// AcceptMessage gives a message in quarantine to the correspondence that it was
// guessed to belong to. It waits there to be read.
func AcceptMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in GuessInput) (casework.Receipt, error) {
	return guessed(ctx, d, caller, message, in, func(to uuid.UUID) claim.Body { return intake.AcceptGuess{Correspondence: to} })
}

// RefuseMessage says that a message in quarantine does not belong to the
// correspondence that was guessed, whose clock runs again. It stays in quarantine.
func RefuseMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in GuessInput) (casework.Receipt, error) {
	return guessed(ctx, d, caller, message, in, func(to uuid.UUID) claim.Body { return intake.RefuseGuess{Correspondence: to} })
}

func guessed(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in GuessInput, body func(uuid.UUID) claim.Body) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	taken, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return casework.Receipt{}, err
	}
	to, err := guessOf(ctx, d, caller, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	do := body(to)
	if err := d.Write(ctx, taken.Stream(), casework.Command(ctx, caller, do)); err != nil {
		return casework.Receipt{}, err
	}
	if _, accepted := do.(intake.AcceptGuess); accepted {
		compareAccepted(ctx, d, taken, to)
	}
	return casework.Receipt{ID: message}, nil
}

// compareAccepted holds who sent a message against the party whose it was guessed to be. taken is as it was before.
func compareAccepted(ctx context.Context, d *casework.Door, taken *intake.Intake, to uuid.UUID) {
	if to == uuid.Nil {
		if len(taken.Guesses) == 0 {
			return
		}
		to = taken.Guesses[0].Correspondence
	}
	compareSender(ctx, d, to, taken.NextMessageIn(to))
}

// guessOf is the correspondence that is meant; the zero id if nothing is said.
func guessOf(ctx context.Context, d *casework.Door, caller casework.Caller, in GuessInput) (uuid.UUID, error) {
	switch {
	case in == GuessInput{}:
		return uuid.Nil, nil
	case in.Case == "":
		return uuid.Nil, casework.Invalid("case", "say in which case")
	case in.Party == "":
		return uuid.Nil, casework.Invalid("party", "say which party")
	}
	c, err := d.TheCase(ctx, caller, in.Case)
	if err != nil {
		return uuid.Nil, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	return claim.CorrespondenceID(c.ID, party), err
}
