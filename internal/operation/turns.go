package operation

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// What waits for people.
var (
	TurnList = action("turn-list", "GET /turns", casework.MayReadCases, "List what waits for you",
		func(ctx context.Context, on Parts, who casework.Caller, in TurnQuery) (desk.TurnPage, error) {
			return on.Reads.Turn(ctx, who, desk.TurnFilter{Scope: in.Scope, Kind: in.Kind, Case: in.Case, After: in.After, Limit: in.Limit})
		})
	TurnAccept = action("turn-accept", "POST /turns/accept", casework.MayReadCases, "Make it your turn, and nobody else's",
		func(ctx context.Context, on Parts, who casework.Caller, in With[ItemsInput]) (Dealt, error) {
			return dealt(staff.Accept(ctx, on.Door, who, in.Body.Items...))
		})
	TurnAssign = action("turn-assign", "POST /turns/assign", casework.MayReadCases, "Make it a person's turn",
		func(ctx context.Context, on Parts, who casework.Caller, in With[AssignTurnInput]) (Dealt, error) {
			return dealt(staff.Assign(ctx, on.Door, who, in.Body.Person, in.Body.Items...))
		})
	TurnSnooze = action("turn-snooze", "POST /turns/snooze", casework.MayReadCases, "Hide what waits from yourself for a while",
		func(ctx context.Context, on Parts, who casework.Caller, in With[SnoozeInput]) (Dealt, error) {
			return dealt(staff.Snooze(ctx, on.Door, who, in.Body.Until, in.Body.Items...))
		})
	TurnRead = action("turn-read", "POST /turns/read", casework.MayReadCases, "Say of messages that they were read and hold no answer",
		func(ctx context.Context, on Parts, who casework.Caller, in With[ItemsInput]) (Dealt, error) {
			return dealt(staff.MarkRead(ctx, on.Door, who, in.Body.Items...))
		})
)

// TurnQuery picks what waits.
type TurnQuery struct {
	Scope string         `query:"scope" enum:"mine,all,snoozed" doc:"what waits for you (mine, if left out), what anybody may do, or what you have snoozed"`
	Kind  claim.TurnKind `query:"kind" doc:"only this kind"`
	Case  string         `query:"case" doc:"only in this case: short name or identifier"`
	Page
}

// ItemsInput names things that wait.
type ItemsInput struct {
	Items []string `json:"items" minItems:"1" maxItems:"200" doc:"what stands under item in the list of what waits"`
}

// Items is the input of what is done with things that wait.
func Items(items ...string) With[ItemsInput] { return Body(ItemsInput{items}) }

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
