package activities

import (
	"context"
	"fmt"
	"sync"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Record appends to the record and reads from it.
type Record struct {
	Store  Store
	Teller Teller
}

// Commit is the entries of one decision round, and whom to tell of them.
type Commit struct {
	Entries []claim.Entry `json:"entries"`
	Tell    []Tell        `json:"tell,omitempty"`
}

// Tell is a command for another stream.
type Tell struct {
	To      claim.Stream  `json:"to"`
	Command claim.Command `json:"command"`
	// AskingAbout, if set, stands for every correspondence with a request about that claim.
	AskingAbout uuid.UUID `json:"askingAbout,omitzero"`
}

// Commit appends the entries and then tells the others. Should it be cut off in
// between, it runs again: appending is idempotent, and so is telling.
func (a *Record) Commit(ctx context.Context, in Commit) error {
	if err := a.Store.Append(ctx, in.Entries); err != nil {
		return ToEngine(err)
	}
	return ToEngine(a.tellAll(ctx, in.Tell))
}

// tellers is how many streams are told at a time.
const tellers = 16

// tellAll tells several streams at once, and each of them in order. Told
// together, they fit into few transactions of the record.
func (a *Record) tellAll(ctx context.Context, tell []Tell) error {
	byStream := map[claim.Stream][]Tell{}
	for _, t := range tell {
		byStream[t.To] = append(byStream[t.To], t)
	}
	var wg sync.WaitGroup
	slots, errs := make(chan struct{}, tellers), make(chan error, len(byStream))
	for _, told := range byStream {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			errs <- a.tellInOrder(ctx, told)
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *Record) tellInOrder(ctx context.Context, tell []Tell) error {
	for _, t := range tell {
		if err := a.tell(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (a *Record) tell(ctx context.Context, t Tell) error {
	if t.AskingAbout == uuid.Nil {
		return a.Teller.Tell(ctx, t.To, t.Command)
	}
	ids, err := a.Store.Correspondences(ctx, claim.CorrespondenceFilter{Claim: t.AskingAbout})
	if err != nil {
		return fmt.Errorf("find correspondences: %w", err)
	}
	for _, id := range ids {
		if err := a.Teller.Tell(ctx, claim.Stream{Kind: t.To.Kind, ID: id}, t.Command); err != nil {
			return err
		}
	}
	return nil
}

// Loaded is the state of a stream; one field is set.
type Loaded struct {
	Claim          *claim.Claim          `json:"claim,omitempty"`
	Correspondence *claim.Correspondence `json:"correspondence,omitempty"`
}

// Aggregate returns the field that is set.
func (l Loaded) Aggregate() claim.Aggregate {
	if l.Claim != nil {
		return l.Claim
	}
	return l.Correspondence
}

// Load returns the state of a stream as the record has it.
func (a *Record) Load(ctx context.Context, s claim.Stream) (Loaded, error) {
	state, err := a.Store.Load(ctx, s)
	if err != nil {
		return Loaded{}, ToEngine(err)
	}
	switch state := state.(type) {
	case *claim.Claim:
		return Loaded{Claim: state}, nil
	case *claim.Correspondence:
		return Loaded{Correspondence: state}, nil
	}
	return Loaded{}, ToEngine(claim.Errorf(claim.CodeInvalid, "a %s has no workflow", s.Kind))
}
