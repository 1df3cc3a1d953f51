package operation

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/board"
)

// CaseBoard is a case before a deadline.
var CaseBoard = action("case-board", "GET /cases/{case}/board", casework.MayReadCases,
	"Show what each claim of a case lacks to run at an hour, where it is mended, and what publishing would do",
	func(ctx context.Context, on Parts, who casework.Caller, in BoardQuery) (board.Board, error) {
		return board.Of(ctx, on.Door, on.Reads, who, in.Case, in.hour())
	})

// BoardQuery picks an hour.
type BoardQuery struct {
	CasePath
	At time.Time `query:"at" doc:"the hour to run at; that of the story if left out, or now"`
}

// BoardAt picks the board of a case for an hour; nil for that of the story.
func BoardAt(name string, at *time.Time) BoardQuery {
	q := BoardQuery{CasePath: CasePath{name}}
	if at != nil {
		q.At = *at
	}
	return q
}

func (q BoardQuery) hour() *time.Time {
	if q.At.IsZero() {
		return nil
	}
	return &q.At
}
