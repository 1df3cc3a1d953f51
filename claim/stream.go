package claim

import (
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// StreamKind names the kind of aggregate that a stream's entries fold into.
type StreamKind string

const (
	// StreamCase is a story under verification.
	StreamCase StreamKind = "case"
	// StreamClaim is one checkable statement.
	StreamClaim StreamKind = "claim"
	// StreamCorrespondence is everything between the desk and one party in one case.
	StreamCorrespondence StreamKind = "correspondence"
	// StreamParty is an organisation or person who can answer.
	StreamParty StreamKind = "party"
	// StreamPerson is a member of staff.
	StreamPerson StreamKind = "person"
	// StreamIntake is one message received by mail, until it has a correspondence.
	StreamIntake StreamKind = "intake"
	// StreamDesk is what the desk has set for itself. There is one: [DeskStream].
	StreamDesk StreamKind = "desk"
	// StreamDraft is the text of a case's story, in versions. Each case has one: draft.ID.
	StreamDraft StreamKind = "draft"
	// StreamComments is what colleagues say to each other about a case. Each has one: comments.ID.
	StreamComments StreamKind = "comments"
)

// Stream names a sequence of entries. Its text form, kind/uuid, is also the
// identifier of the workflow that writes it; it is opaque.
type Stream struct {
	Kind StreamKind
	ID   uuid.UUID
}

// String is the text form, kind/uuid.
func (s Stream) String() string { return string(s.Kind) + "/" + s.ID.String() }

// MarshalText implements [encoding.TextMarshaler].
func (s Stream) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Stream) UnmarshalText(b []byte) error {
	parsed, err := ParseStream(string(b))
	if err == nil {
		*s = parsed
	}
	return err
}

// ParseStream reads the text form of a stream.
func ParseStream(text string) (Stream, error) {
	kind, id, ok := strings.Cut(text, "/")
	if !ok || New(StreamKind(kind), uuid.Nil) == nil {
		return Stream{}, fmt.Errorf("claim: %q is not a stream", text)
	}
	parsed, err := uuid.Parse(id)
	if err != nil {
		return Stream{}, fmt.Errorf("claim: stream %q: %w", text, err)
	}
	return Stream{Kind: StreamKind(kind), ID: parsed}, nil
}

// namespace is the root of every identifier that is derived rather than drawn.
var namespace = uuid.MustParse("6f6e7265-636f-5264-8000-636c61696d73")

// DerivedID is the identifier of a thing that is fully named by others, so that
// naming it twice gives the same thing (RFC 9562 section 5.5).
func DerivedID(parts ...string) uuid.UUID {
	return uuid.NewSHA1(namespace, []byte(strings.Join(parts, "\x00")))
}

// DeskStream is the stream of the desk: there is one in an installation.
var DeskStream = Stream{StreamDesk, DerivedID("desk")}

// CorrespondenceID is the one correspondence between the desk and a party in a case.
func CorrespondenceID(caseID, partyID uuid.UUID) uuid.UUID {
	return DerivedID("correspondence", caseID.String(), partyID.String())
}

// DraftID is the one draft of a case.
func DraftID(caseID uuid.UUID) uuid.UUID { return DerivedID("draft", caseID.String()) }

// IntakeID names a received message by the SHA-256 of its bytes, in hex, so a
// second delivery of the same bytes is the same intake.
func IntakeID(hexSHA256 string) uuid.UUID { return DerivedID("intake", hexSHA256) }

// ActorKind tells what acted.
type ActorKind string

const (
	// ActorPerson is a member of staff.
	ActorPerson ActorKind = "person"
	// ActorParty is a party, through a message or the answer page.
	ActorParty ActorKind = "party"
	// ActorSystem is Onrecord itself: a timer, a delivery, a rebuild.
	ActorSystem ActorKind = "system"
)

// Actor is who caused an entry. The system has no identifier.
type Actor struct {
	Kind ActorKind
	ID   uuid.UUID
}

// System is Onrecord itself.
var System = Actor{Kind: ActorSystem}

// PersonActor is a member of staff who acts.
func PersonActor(id uuid.UUID) Actor { return Actor{Kind: ActorPerson, ID: id} }

// String is the text form: the kind, and the identifier if there is one.
func (a Actor) String() string {
	if a.Kind == ActorSystem || a.ID == uuid.Nil {
		return string(a.Kind)
	}
	return string(a.Kind) + "/" + a.ID.String()
}

// MarshalText implements [encoding.TextMarshaler].
func (a Actor) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (a *Actor) UnmarshalText(b []byte) error {
	kind, id, found := strings.Cut(string(b), "/")
	*a = Actor{Kind: ActorKind(kind)}
	if !found {
		return nil
	}
	parsed, err := uuid.Parse(id)
	if err != nil {
		return fmt.Errorf("claim: actor %q: %w", b, err)
	}
	a.ID = parsed
	return nil
}

// Ref points to content in the record: the salted SHA-256 of the content, in
// hex. It tells nothing about the content and stays valid after its erasure.
// The empty Ref points to nothing.
type Ref string

// IsZero reports whether the actor is nobody, so that an empty one is left out of JSON.
func (a Actor) IsZero() bool { return a.Kind == "" && a.ID == uuid.Nil }
