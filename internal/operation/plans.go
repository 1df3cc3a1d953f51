package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// The desk's reminder plans.
var (
	PlanList = action("plan-list", "GET /plans", casework.MayReadDesk, "List the desk's reminder plans and the presets",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]house.PlanView, error) {
			return house.Plans(ctx, on.Door, who)
		})
	PlanShow = action("plan-show", "GET /plans/{plan}", casework.MayReadDesk, "Show a reminder plan in words, and its document",
		func(ctx context.Context, on Parts, who casework.Caller, in PlanPath) (house.PlanView, error) {
			return house.Plan(ctx, on.Door, who, in.Plan)
		})
	PlanSet = action("plan-set", "PUT /plans", casework.MayWriteDesk, "Give the desk a reminder plan, or a new version of one",
		func(ctx context.Context, on Parts, who casework.Caller, in With[house.PlanInput]) (casework.Receipt, error) {
			return house.SetPlan(ctx, on.Door, who, in.Body)
		})
	PlanMove = action("plan-move", "POST /cases/{case}/plan", casework.MayAsk,
		"Move open requests of a case to another reminder plan, or to a later version of their own", inCase(besideNamed(requests.MovePlan)))
)

// PlanPath names a plan.
type PlanPath struct {
	Plan string `path:"plan" maxLength:"40" doc:"its name"`
}
