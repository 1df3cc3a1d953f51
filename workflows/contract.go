// Package workflows holds the carriers of Onrecord. A workflow has the order of
// things and waits; the record decides. It holds no state of what it carries and
// knows no rule: of its stream it knows [claim.Next] alone, the step it stands
// in, what is due when, which letters wait, and whether it is over. So a rule
// changes while thousands of workflows are open, and no history breaks.
//
//   - [Claim] carries one claim.
//   - [Correspondence] carries the correspondence with one party in one case: its
//     clock and its letters.
//   - [Intake] takes in one received message.
//
// A workflow starts with an identifier alone. Starting, continuing as new,
// rebuilding after the engine's database was lost and moving to another cluster
// are one path.
//
// This file is the contract: what stands in the clear in the engine. Names and
// identifiers are opaque; arguments and results are encrypted by the client's
// data converter.
package workflows

import (
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
)

// Task queues. Letters have their own queue and pace, which nobody polls while
// no mail server is configured: they wait there.
const (
	TaskQueue     = "onrecord"
	MailTaskQueue = "onrecord-mail"
)

// Search attributes, by which an operator lists what runs. None tells what a
// story says.
var (
	// SearchCase is the identifier of the case.
	SearchCase = temporal.NewSearchAttributeKeyKeyword("OnrecordCase")
	// SearchKind is claim, correspondence or intake.
	SearchKind = temporal.NewSearchAttributeKeyKeyword("OnrecordKind")
	// SearchStep is of a claim its stage, of a correspondence where it stands.
	SearchStep = temporal.NewSearchAttributeKeyKeyword("OnrecordStage")
	// SearchOutcome is of a claim what it came to.
	SearchOutcome = temporal.NewSearchAttributeKeyKeyword("OnrecordOutcome")
	// SearchDue is when the clock has to do something.
	SearchDue = temporal.NewSearchAttributeKeyTime("OnrecordDue")
	// SearchWaits is who or what has to do something for it to go on.
	SearchWaits = temporal.NewSearchAttributeKeyKeyword("OnrecordWaits")
)

const (
	// SignalWake says that the record has something new of the stream.
	SignalWake = "wake"
	// QueryState answers with what the workflow knows: [claim.Next].
	QueryState = "state"
	// CodeTurning is the type of the error with which a run that is continuing as
	// new turns an update away. It is sent again at once.
	CodeTurning = "engine_turning"
)

// UpdateName is the name of the update that carries a kind of command. Its
// argument is a [claim.Command]; it answers with [Done] once the record has it.
func UpdateName(command string) string { return strings.ReplaceAll(command, " ", "-") }

// Start is the input of every workflow.
type Start struct {
	ID uuid.UUID `json:"id"`
	// Command says that the workflow was started for a command, which comes as an update.
	Command bool `json:"command,omitempty"`
	// Shown is what the search attributes say to begin with.
	Shown Shown `json:"shown,omitzero"`
	// Offset is added to the workflow's clock: how far product time was ahead
	// of it when the workflow started. Zero outside rehearsals.
	Offset time.Duration `json:"offset,omitempty"`
}

// Shown is what operators see of where a stream stands, as search attributes.
type Shown struct {
	Step    string         `json:"step,omitempty"`
	Waits   claim.WaitsFor `json:"waits,omitempty"`
	Outcome claim.Outcome  `json:"outcome,omitempty"`
	Due     time.Time      `json:"due,omitzero"`
}

// ShownOf is what operators are to see of a stream that stands there.
func ShownOf(next claim.Next) Shown { return Shown{next.Step, next.Waits, next.Outcome, next.Due} }

// Since are the search attributes that differ from what was shown before. An
// instant that has moved alone, and by less than a minute, is left: on a claim
// that is busy it moves a little with each command.
func (s Shown) Since(before Shown) []temporal.SearchAttributeUpdate {
	var updates []temporal.SearchAttributeUpdate
	for _, word := range []struct {
		key      temporal.SearchAttributeKeyKeyword
		now, was string
	}{
		{SearchStep, s.Step, before.Step},
		{SearchWaits, string(s.Waits), string(before.Waits)},
		{SearchOutcome, string(s.Outcome), string(before.Outcome)},
	} {
		switch {
		case word.now == word.was:
		case word.now == "":
			updates = append(updates, word.key.ValueUnset())
		default:
			updates = append(updates, word.key.ValueSet(word.now))
		}
	}
	moved := s.Due.Sub(before.Due).Abs()
	switch {
	case moved == 0 || len(updates) == 0 && moved < time.Minute:
	case s.Due.IsZero():
		updates = append(updates, SearchDue.ValueUnset())
	default:
		updates = append(updates, SearchDue.ValueSet(s.Due))
	}
	return updates
}

// Done is the answer to a command.
type Done struct {
	Version int64        `json:"version"`           // of the stream, after the command
	Refused *claim.Error `json:"refused,omitempty"` // why it was not carried out
}

// ID is the identifier of the workflow that writes the stream.
func ID(s claim.Stream) string { return s.String() }

// Name is the registered name of the workflow that writes the stream.
func Name(kind claim.StreamKind) string {
	return map[claim.StreamKind]string{
		claim.StreamClaim:          "Claim",
		claim.StreamCorrespondence: "Correspondence",
		claim.StreamIntake:         "Intake",
	}[kind]
}

// FromEngine is the opposite of [activities.ToEngine]. Errors that are not for
// people come back as they are.
func FromEngine(err error) error {
	var app *temporal.ApplicationError
	if !errors.As(err, &app) {
		return err
	}
	var e claim.Error
	if app.HasDetails() && app.Details(&e) == nil && e.Code != "" {
		return &e
	}
	return err
}
