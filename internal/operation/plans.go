package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
)

// The desk's reminder plans.
var (
	PlanList = action("plan-list", "GET /plans", casework.MayReadDesk, "List the desk's reminder plans and the presets",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]casework.PlanView, error) {
			return on.Door.Plans(ctx, who)
		})
	PlanShow = action("plan-show", "GET /plans/{plan}", casework.MayReadDesk, "Show a reminder plan in words, and its document",
		func(ctx context.Context, on Parts, who casework.Caller, in PlanPath) (casework.PlanView, error) {
			return on.Door.Plan(ctx, who, in.Plan)
		})
	PlanSet = action("plan-set", "PUT /plans", casework.MayWriteDesk, "Give the desk a reminder plan, or a new version of one",
		func(ctx context.Context, on Parts, who casework.Caller, in With[casework.PlanInput]) (casework.Receipt, error) {
			return on.Door.SetPlan(ctx, who, in.Body)
		})
	PlanMove = action("plan-move", "POST /cases/{case}/plan", casework.MayAsk,
		"Move open requests of a case to another reminder plan, or to a later version of their own", inCase((*casework.Door).MovePlan))
)

// PlanPath names a plan.
type PlanPath struct {
	Plan string `path:"plan" maxLength:"40" doc:"its name"`
}
