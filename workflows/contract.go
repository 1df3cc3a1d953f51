// Package workflows holds the executors of Onrecord. A workflow decides the
// order of things and waits; it keeps no truth of its own. It starts with an
// identifier, loads its state from the record, and may be started anew from
// there at any time: after continuing as new, after the engine's database was
// lost, on another cluster.
//
//   - [Claim] writes the stream of one claim.
//   - [Correspondence] writes the stream of one party in one case, keeps its
//     reminder clock and hands its letters over.
//   - [Intake] takes in one received message.
//
// This file is the contract: what stands in the clear in the engine. Names and
// identifiers are opaque; arguments and results are encrypted by the client's
// data converter.
package workflows

import (
	"errors"
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

// SearchCase is the search attribute with the identifier of the case, which is
// opaque, so that an operator can list what runs for one case.
var SearchCase = temporal.NewSearchAttributeKeyKeyword("OnrecordCase")

const (
	// UpdateDo carries a [claim.Command] out and answers with [Done] once the
	// record has it. Its second argument is [Seen].
	UpdateDo = "do"
	// SignalTell gives a [claim.Command] that nobody waits for, such as a notice from another stream.
	SignalTell = "tell"
)

// Start is the input of every workflow.
type Start struct {
	ID uuid.UUID `json:"id"`
	// New says that the stream has no entries yet, which saves looking. Should
	// it have some, the first commit finds out.
	New bool `json:"new,omitempty"`
	// Offset is added to the workflow's clock: how far product time was ahead
	// of it when the workflow started. Zero outside rehearsals.
	Offset time.Duration `json:"offset,omitempty"`
}

// Seen is what the sender of a command knew.
type Seen struct {
	// Version of the stream, as the record had it when the command was sent. A
	// run that is behind it, because its claim was told something meanwhile,
	// loads the state before it decides.
	Version int64 `json:"version,omitempty"`
}

// Done is the answer to a command.
type Done struct {
	Version int64 `json:"version"` // of the stream, after the command
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
