package desk

import (
	"context"
	"strconv"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// CorrectionsPage is one page of the public log of corrections, the newest first.
type CorrectionsPage struct {
	Items []casework.Correction `json:"items"`
	Next  string                `json:"next,omitempty" doc:"cursor of the next page; left out at the end"`
}

// Corrections lists what was changed of what is public, as readers see it.
func (r *Room) Corrections(ctx context.Context, caller casework.Caller, after string, limit int) (CorrectionsPage, error) {
	if err := caller.May(casework.MayReadCases); err != nil {
		return CorrectionsPage{}, err
	}
	offset, err := strconv.Atoi("0" + after)
	if err != nil {
		return CorrectionsPage{}, casework.Invalid("after", "give what stood under next on the page before")
	}
	limit = lists.PageSize(limit, 50, 200)
	items, more, err := casework.Corrections(ctx, r.store, offset, limit)
	if err != nil {
		return CorrectionsPage{}, err
	}
	page := CorrectionsPage{Items: items}
	if more {
		page.Next = strconv.Itoa(offset + limit)
	}
	return page, nil
}
