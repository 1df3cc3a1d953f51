package claim

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Fact is what an entry says happened. It is a plain struct with a name.
type Fact interface {
	// FactKind is the stable name of the fact, such as "claim.opened".
	FactKind() string
}

// Entry is one event in the record. Nothing changes without an entry, and
// entries are never edited.
type Entry struct {
	Stream  Stream    // where it stands
	Version int64     // its place in the stream, from 1
	At      time.Time // when it was decided
	Actor   Actor     // who caused it
	Command uuid.UUID // the command that it follows from; a stream takes each command once
	Program string    // the version of the program whose rules decided it; empty in entries that no program decided
	Fact    Fact
}

type entryJSON struct {
	Stream  Stream          `json:"stream"`
	Version int64           `json:"version"`
	At      time.Time       `json:"at"`
	Actor   Actor           `json:"actor"`
	Command uuid.UUID       `json:"command"`
	Program string          `json:"program,omitempty"`
	Kind    string          `json:"kind"`
	Fact    json.RawMessage `json:"fact"`
}

// MarshalJSON writes the fact beside its kind.
func (e Entry) MarshalJSON() ([]byte, error) {
	fact, err := json.Marshal(e.Fact)
	if err != nil {
		return nil, fmt.Errorf("claim: encode %s: %w", e.Fact.FactKind(), err)
	}
	return json.Marshal(entryJSON{e.Stream, e.Version, e.At, e.Actor, e.Command, e.Program, e.Fact.FactKind(), fact})
}

// UnmarshalJSON reads what MarshalJSON wrote. An unknown kind is an error: the
// entry was written by a newer version.
func (e *Entry) UnmarshalJSON(b []byte) error {
	var j entryJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("claim: decode entry: %w", err)
	}
	if j.Stream.Kind == "" {
		return errors.New("claim: decode entry: it stands in no stream")
	}
	fact, err := DecodeFact(j.Kind, j.Fact)
	if err != nil {
		return err
	}
	*e = Entry{j.Stream, j.Version, j.At.UTC(), j.Actor, j.Command, j.Program, fact}
	return nil
}

// DecodeFact reads the JSON of a fact of the given kind. It returns an
// [*Error] with [CodeRecordNewer] for a kind that this version does not know.
func DecodeFact(kind string, body []byte) (Fact, error) {
	decode, ok := facts[kind]
	if !ok {
		return nil, Errorf(CodeRecordNewer, "this version of Onrecord does not know entries of kind %q", kind).
			WithHint("run the version of Onrecord that wrote the record, or a newer one")
	}
	return decode(body)
}

// Command asks an aggregate for a change. Its ID is chosen by whoever asks and
// kept when asking again, so a retry answers instead of acting twice.
type Command struct {
	ID    uuid.UUID
	Actor Actor
	Body  Body
}

// Body is what a command asks for.
type Body interface {
	// CommandKind is the stable name of the command, such as "ask".
	CommandKind() string
}

type commandJSON struct {
	ID    uuid.UUID       `json:"id"`
	Actor Actor           `json:"actor"`
	Kind  string          `json:"kind"`
	Body  json.RawMessage `json:"body"`
}

// MarshalJSON writes the body beside its kind.
func (c Command) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(c.Body)
	if err != nil {
		return nil, fmt.Errorf("claim: encode command %s: %w", c.Body.CommandKind(), err)
	}
	return json.Marshal(commandJSON{c.ID, c.Actor, c.Body.CommandKind(), body})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Command) UnmarshalJSON(b []byte) error {
	var j commandJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("claim: decode command: %w", err)
	}
	decode, ok := bodies[j.Kind]
	if !ok {
		return fmt.Errorf("claim: unknown command %q", j.Kind)
	}
	body, err := decode(j.Body)
	if err != nil {
		return err
	}
	*c = Command{j.ID, j.Actor, body}
	return nil
}

var (
	facts    = map[string]func([]byte) (Fact, error){}
	signIns  = map[string]bool{}
	bodies   = map[string]func([]byte) (Body, error){}
	commands = map[StreamKind][]string{}
)

// RegisterFact makes a kind of fact known. Every kind is registered in an init
// function of the file that declares it.
func RegisterFact[F Fact]() {
	var zero F
	facts[zero.FactKind()] = func(b []byte) (Fact, error) {
		var f F
		if err := json.Unmarshal(b, &f); err != nil {
			return nil, fmt.Errorf("claim: decode %s: %w", zero.FactKind(), err)
		}
		return f, nil
	}
	if _, ok := any(zero).(OfSignIn); ok {
		signIns[zero.FactKind()] = true
	}
}

// OfSignIn is a fact that says when or how a person signs in. Of the activity of
// the desk it is what admins and auditors alone read.
type OfSignIn interface {
	Fact
	// OfSignIn does nothing; the fact has it or has it not.
	OfSignIn()
}

// RegisterBody makes a kind of command known, and which kinds of streams take it.
func RegisterBody[B Body](takenBy ...StreamKind) {
	var zero B
	bodies[zero.CommandKind()] = func(b []byte) (Body, error) {
		var body B
		if err := json.Unmarshal(b, &body); err != nil {
			return nil, fmt.Errorf("claim: decode command %s: %w", zero.CommandKind(), err)
		}
		return body, nil
	}
	for _, kind := range takenBy {
		commands[kind] = append(commands[kind], zero.CommandKind())
	}
}

// FactKinds lists the kinds of facts that this version knows, in order.
func FactKinds() []string { return slices.Sorted(maps.Keys(facts)) }

// SignInKinds lists the kinds of facts that are [OfSignIn], in order.
func SignInKinds() []string { return slices.Sorted(maps.Keys(signIns)) }

// CommandKinds lists the kinds of commands that a kind of stream takes, in order.
func CommandKinds(kind StreamKind) []string { return slices.Sorted(slices.Values(commands[kind])) }

// Tick does what the clock has to do at this instant.
type Tick struct{}

// CommandKind implements [Body].
func (Tick) CommandKind() string { return "tick" }

func init() {
	RegisterBody[Tick](StreamClaim, StreamCorrespondence)
}
