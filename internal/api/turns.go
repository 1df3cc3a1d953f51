package api

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Page picks a page of a long list.
type Page struct {
	After string `query:"after" maxLength:"500" doc:"cursor: what stood under next on the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" doc:"how many at most"`
}

// ItemsInput names things that wait.
type ItemsInput struct {
	Items []string `json:"items" minItems:"1" maxItems:"200" doc:"what stands under item in the list of what waits"`
}

// AssignTurnInput says whose turn it is.
type AssignTurnInput struct {
	ItemsInput
	Person string `json:"person,omitempty" doc:"handle; left out, it is nobody's turn in particular"`
}

// SnoozeInput hides things that wait from whoever asks.
type SnoozeInput struct {
	ItemsInput
	Until time.Time `json:"until,omitzero" doc:"within 90 days; left out, they are shown again"`
}

// Dealt says how many things were dealt with.
type Dealt struct {
	Done int `json:"done" doc:"what does not wait any more was passed over"`
}

func dealt(n int, err error) (Dealt, error) { return Dealt{n}, err }

func (s *server) turnList(ctx context.Context, who casework.Caller, in *struct {
	Scope string         `query:"scope" enum:"mine,all,snoozed" doc:"what waits for you (mine, if left out), what anybody may do, or what you have snoozed"`
	Kind  claim.TurnKind `query:"kind" doc:"only this kind"`
	Case  string         `query:"case" doc:"only in this case: short name or identifier"`
	Page
}) (reading.TurnPage, error) {
	return s.Reads.Turn(ctx, who, reading.TurnFilter{Scope: in.Scope, Kind: in.Kind, Case: in.Case, After: in.After, Limit: in.Limit})
}

func (s *server) turnAccept(ctx context.Context, who casework.Caller, in *body[ItemsInput]) (Dealt, error) {
	return dealt(s.Desk.Accept(ctx, who, in.Body.Items...))
}

func (s *server) turnAssign(ctx context.Context, who casework.Caller, in *body[AssignTurnInput]) (Dealt, error) {
	return dealt(s.Desk.Assign(ctx, who, in.Body.Person, in.Body.Items...))
}

func (s *server) turnSnooze(ctx context.Context, who casework.Caller, in *body[SnoozeInput]) (Dealt, error) {
	return dealt(s.Desk.Snooze(ctx, who, in.Body.Until, in.Body.Items...))
}

func (s *server) turnRead(ctx context.Context, who casework.Caller, in *body[ItemsInput]) (Dealt, error) {
	return dealt(s.Desk.MarkRead(ctx, who, in.Body.Items...))
}
