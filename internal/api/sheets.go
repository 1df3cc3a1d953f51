package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
)

func (s *server) sheetAdd(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.SheetInput
}) (casework.SheetProgress, error) {
	return s.Desk.AddClaims(ctx, who, in.Case, in.Body)
}

func (s *server) sheetShow(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Sheet uuid.UUID `path:"sheet" format:"uuid" doc:"identifier of the list of claims"`
}) (casework.SheetProgress, error) {
	return s.Desk.Sheet(ctx, who, in.Case, in.Sheet)
}
