package api

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

func (s *server) search(ctx context.Context, who casework.Caller, in *struct {
	Query string           `query:"q" required:"true" doc:"words, \"a phrase\", begin* and -without"`
	Kind  claim.SearchKind `query:"kind" enum:"case,claim,party,answer,request,message" doc:"only this kind"`
	Case  string           `query:"case" doc:"only in this case: short name or identifier"`
	Page
}) (reading.FoundPage, error) {
	return s.Reads.Search(ctx, who, in.Query, reading.SearchFilter{Kind: in.Kind, Case: in.Case, After: in.After, Limit: in.Limit})
}

func (s *server) activity(ctx context.Context, who casework.Caller, in *struct {
	Case   string    `query:"case" doc:"short name or identifier"`
	Person string    `query:"person" doc:"handle or identifier of who acted, or me"`
	Party  string    `query:"party" doc:"short name or identifier"`
	Group  string    `query:"group" doc:"kind of things that happen: cases, claims, reviews, publications, requests, answers, turns, parties, people or desk"`
	From   time.Time `query:"from" doc:"at this instant or later"`
	To     time.Time `query:"to" doc:"before this instant"`
	Before int64     `query:"before" minimum:"0" doc:"position: what stood under next on the page before"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" doc:"how many at most"`
}) (reading.ActivityPage, error) {
	return s.Reads.Activity(ctx, who, reading.ActivityFilter{
		Case: in.Case, Person: in.Person, Party: in.Party, Group: in.Group, From: in.From, To: in.To, Before: in.Before, Limit: in.Limit,
	})
}
