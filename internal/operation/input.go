package operation

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// None is what goes into an operation that takes nothing.
type None struct{}

// With goes into an operation that takes a body alone.
type With[B any] struct{ Body B }

// Body is the input of an operation that takes a body alone.
func Body[B any](body B) With[B] { return With[B]{body} }

// AsOf picks an instant to look at.
type AsOf struct {
	Instant time.Time `query:"asOf" doc:"how it stood at this instant; now if left out"`
}

func at(asOf *time.Time) AsOf {
	if asOf == nil {
		return AsOf{}
	}
	return AsOf{*asOf}
}

// at is nil for now.
func (a AsOf) at() *time.Time {
	if a.Instant.IsZero() {
		return nil
	}
	return &a.Instant
}

// Page picks a page of a long list.
type Page struct {
	After string `query:"after" maxLength:"500" doc:"cursor: what stood under next on the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" doc:"how many at most"`
}

// CasePath names a case.
type CasePath struct {
	Case string `path:"case" doc:"short name or identifier"`
}

// CaseAsOf names a case at an instant.
type CaseAsOf struct {
	CasePath
	AsOf
}

// CaseAt names a case at an instant; nil means now.
func CaseAt(name string, asOf *time.Time) CaseAsOf { return CaseAsOf{CasePath{name}, at(asOf)} }

// CaseWith goes into what is done in a case.
type CaseWith[B any] struct {
	CasePath
	Body B
}

// InCase is the input of what is done in a case.
func InCase[B any](name string, body B) CaseWith[B] { return CaseWith[B]{CasePath{name}, body} }

// inCase is an operation of the door that takes the name of a case.
func inCase[B, Out any](do func(*casework.Door, context.Context, casework.Caller, string, B) (Out, error)) doing[CaseWith[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in CaseWith[B]) (Out, error) {
		return do(on.Door, ctx, who, in.Case, in.Body)
	}
}

// ClaimPath names a claim of a case.
type ClaimPath struct {
	CasePath
	Claim string `path:"claim" doc:"key or identifier"`
}

// ClaimNamed is the claim called "case/key".
func ClaimNamed(name string) ClaimPath {
	caseName, key, _ := strings.Cut(name, "/")
	return ClaimPath{CasePath{caseName}, key}
}

// name is what the door calls the claim.
func (c ClaimPath) name() string { return c.Case + "/" + c.Claim }

// Check refuses a name that is not that of a claim, before it is sent.
func (c ClaimPath) Check() error {
	if c.Case != "" && c.Claim != "" {
		return nil
	}
	return claim.Errorf(claim.CodeInvalid, "%q is not the name of a claim", strings.Trim(c.name(), "/")).
		WithHint("name the case and the claim: vault7/google")
}

// ClaimAsOf names a claim at an instant.
type ClaimAsOf struct {
	ClaimPath
	AsOf
}

// ClaimAt names the claim called "case/key" at an instant; nil means now.
func ClaimAt(name string, asOf *time.Time) ClaimAsOf { return ClaimAsOf{ClaimNamed(name), at(asOf)} }

// ClaimWith goes into what is done with a claim.
type ClaimWith[B any] struct {
	ClaimPath
	Body B
}

// OfClaim is the input of what is done with the claim called "case/key".
func OfClaim[B any](name string, body B) ClaimWith[B] { return ClaimWith[B]{ClaimNamed(name), body} }

// ofClaim is an operation of the door that takes the name of a claim.
func ofClaim[B, Out any](do func(*casework.Door, context.Context, casework.Caller, string, B) (Out, error)) doing[ClaimWith[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in ClaimWith[B]) (Out, error) {
		return do(on.Door, ctx, who, in.name(), in.Body)
	}
}

// Because is the body of what needs no reason but may have one: it may be left out.
type Because = *casework.ReasonInput

// Reason is a body with a reason.
func Reason(reason string) Because { return &casework.ReasonInput{Reason: reason} }

// given is the zero value for a body that was left out.
func given[T any](body *T) T {
	if body == nil {
		var zero T
		return zero
	}
	return *body
}

// move is an operation of the door that moves a claim, with at most a reason.
func move(do func(*casework.Door, context.Context, casework.Caller, string, casework.ReasonInput) (casework.Receipt, error)) doing[ClaimWith[Because], casework.Receipt] {
	return func(ctx context.Context, on Parts, who casework.Caller, in ClaimWith[Because]) (casework.Receipt, error) {
		return do(on.Door, ctx, who, in.name(), given(in.Body))
	}
}

// EvidencePath names a piece of evidence of a claim.
type EvidencePath struct {
	ClaimPath
	Evidence uuid.UUID `path:"evidence" format:"uuid" doc:"identifier"`
}

// EvidenceWith goes into what is done with a piece of evidence.
type EvidenceWith[B any] struct {
	EvidencePath
	Body B
}

// PartyPath names a party.
type PartyPath struct {
	Party string `path:"party" doc:"short name or identifier"`
}

// PartyWith goes into what is done with a party.
type PartyWith[B any] struct {
	PartyPath
	Body B
}

// OfParty is the input of what is done with a party.
func OfParty[B any](name string, body B) PartyWith[B] { return PartyWith[B]{PartyPath{name}, body} }

// ofParty is an operation of the door that takes the name of a party.
func ofParty[B, Out any](do func(*casework.Door, context.Context, casework.Caller, string, B) (Out, error)) doing[PartyWith[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in PartyWith[B]) (Out, error) {
		return do(on.Door, ctx, who, in.Party, in.Body)
	}
}

// ContactPath names a contact point of a party.
type ContactPath struct {
	PartyPath
	Contact uuid.UUID `path:"contact" format:"uuid" doc:"identifier"`
}

// ContactOf names a contact point of a party.
func ContactOf(party string, contact uuid.UUID) ContactPath {
	return ContactPath{PartyPath{party}, contact}
}

// ContactPreviewPath names a contact point, and says when what came back would go there.
type ContactPreviewPath struct {
	ContactPath
	Now bool `query:"now" doc:"as soon as the undo window is over, at whatever hour of theirs"`
}

// ContactWith goes into what is done with a contact point.
type ContactWith[B any] struct {
	ContactPath
	Body B
}

// ofContact is an operation of the door that takes a contact point.
func ofContact(do func(*casework.Door, context.Context, casework.Caller, string, uuid.UUID) (casework.Receipt, error)) doing[ContactPath, casework.Receipt] {
	return func(ctx context.Context, on Parts, who casework.Caller, in ContactPath) (casework.Receipt, error) {
		return do(on.Door, ctx, who, in.Party, in.Contact)
	}
}

// PersonPath names a person.
type PersonPath struct {
	Person string `path:"person" doc:"handle or identifier"`
}

// PersonWith goes into what is done with a person.
type PersonWith[B any] struct {
	PersonPath
	Body B
}

// OfPerson is the input of what is done with a person.
func OfPerson[B any](name string, body B) PersonWith[B] { return PersonWith[B]{PersonPath{name}, body} }

// ofPerson is an operation of the door that takes the name of a person.
func ofPerson[B, Out any](do func(*casework.Door, context.Context, casework.Caller, string, B) (Out, error)) doing[PersonWith[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in PersonWith[B]) (Out, error) {
		return do(on.Door, ctx, who, in.Person, in.Body)
	}
}

// aPerson is an operation of the door that takes the name of a person alone.
func aPerson[Out any](do func(*casework.Door, context.Context, casework.Caller, string) (Out, error)) doing[PersonPath, Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in PersonPath) (Out, error) {
		return do(on.Door, ctx, who, in.Person)
	}
}

// RequestPath names a request.
type RequestPath struct {
	Request uuid.UUID `path:"request" format:"uuid" doc:"identifier"`
}

// RequestWith goes into what is done with a request.
type RequestWith[B any] struct {
	RequestPath
	Body B
}

// OfRequest is the input of what is done with a request.
func OfRequest[B any](id uuid.UUID, body B) RequestWith[B] {
	return RequestWith[B]{RequestPath{id}, body}
}

// ofRequest is an operation of the door that takes a request.
func ofRequest[B, Out any](do func(*casework.Door, context.Context, casework.Caller, uuid.UUID, B) (Out, error)) doing[RequestWith[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in RequestWith[B]) (Out, error) {
		return do(on.Door, ctx, who, in.Request, in.Body)
	}
}

// aRequest is an operation of the door that takes a request alone.
func aRequest(do func(*casework.Door, context.Context, casework.Caller, uuid.UUID) (casework.Receipt, error)) doing[RequestPath, casework.Receipt] {
	return func(ctx context.Context, on Parts, who casework.Caller, in RequestPath) (casework.Receipt, error) {
		return do(on.Door, ctx, who, in.Request)
	}
}

// MessagePath names a message.
type MessagePath struct {
	Message uuid.UUID `path:"message" format:"uuid" doc:"identifier"`
}

// MessageWith goes into what is done with a message.
type MessageWith[B any] struct {
	MessagePath
	Body B
}

// OfMessage is the input of what is done with a message.
func OfMessage[B any](id uuid.UUID, body B) MessageWith[B] {
	return MessageWith[B]{MessagePath{id}, body}
}

// ofMessage is an operation of the door that takes a message.
func ofMessage[B, Out any](do func(*casework.Door, context.Context, casework.Caller, uuid.UUID, B) (Out, error)) doing[MessageWith[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in MessageWith[B]) (Out, error) {
		return do(on.Door, ctx, who, in.Message, in.Body)
	}
}

// aMessage is an operation of the door that takes a message alone.
func aMessage(do func(*casework.Door, context.Context, casework.Caller, uuid.UUID) (casework.Receipt, error)) doing[MessagePath, casework.Receipt] {
	return func(ctx context.Context, on Parts, who casework.Caller, in MessagePath) (casework.Receipt, error) {
		return do(on.Door, ctx, who, in.Message)
	}
}

// withBody is an operation of the door that takes a body alone.
func withBody[B, Out any](do func(*casework.Door, context.Context, casework.Caller, B) (Out, error)) doing[With[B], Out] {
	return func(ctx context.Context, on Parts, who casework.Caller, in With[B]) (Out, error) {
		return do(on.Door, ctx, who, in.Body)
	}
}
