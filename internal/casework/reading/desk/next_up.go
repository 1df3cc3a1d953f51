package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// NextUp is what waits in a case for one person, or for anybody who may do it.
type NextUp struct {
	Who    string // name; empty for whoever asks, and for nobody in particular
	You    bool
	Anyone bool // whoever has the role for it
	Items  []NextItem
	More   int
	Rest   bool // there may be more than that: not all of what waits in the case was read
}

// NextItem is one of those.
type NextItem struct {
	TurnItem
	Can bool // whoever asks may do it
}

// How much of what waits in a case its page tells.
const (
	nextItems = 4 // of one person
	nextRows  = 100
	maxNext   = 1000 // that is read to count the rest
)

// NextUp is what waits in a case, whoever's turn it is: first for whoever asks, then for
// each colleague, then for anybody. Of each it is in the order of [Room.Turn].
func (r *Room) NextUp(ctx context.Context, caller casework.Caller, caseID uuid.UUID) ([]NextUp, error) {
	q := lists.TurnQuery{Viewer: caller.Viewer(), Kinds: claim.TurnKinds, Case: caseID, Others: true, Now: r.now(), Limit: nextRows}
	var rows []lists.TurnRow
	rest := true
	for rest && len(rows) < maxNext {
		page, next, err := r.store.Turn(ctx, q)
		if err != nil {
			return nil, err
		}
		rows = append(rows, page...)
		q.After, rest = next, next != ""
	}
	if len(rows) == 0 {
		return nil, nil
	}
	var order []uuid.UUID
	by := map[uuid.UUID]*NextUp{}
	for _, row := range rows {
		can := caller.Can(casework.TurnRights[row.Kind]) && !slices.Contains(row.Not, caller.ID) && (row.Kind != claim.TurnMention || row.Person == caller.ID)
		whose := turnOf(row, caller.ID, can)
		group := by[whose]
		if group == nil {
			group = &NextUp{You: whose == caller.ID, Anyone: whose == uuid.Nil, Rest: rest}
			by[whose], order = group, append(order, whose)
		}
		if len(group.Items) == nextItems {
			group.More++
			continue
		}
		group.Items = append(group.Items, NextItem{turnItem(row, q.Now), can})
	}
	called, err := r.store.Called(ctx, order)
	if err != nil {
		return nil, err
	}
	out := make([]NextUp, 0, len(order))
	for _, who := range order {
		if group := by[who]; !group.You && !group.Anyone {
			group.Who = called[who].Title
		}
		out = append(out, *by[who])
	}
	rank := func(n NextUp) int {
		switch {
		case n.You:
			return 0
		case n.Anyone:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b NextUp) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a.Who, b.Who)
	})
	return out, nil
}

// turnOf is whose turn something is: the assignee's alone, of what is assigned; else the
// caller's if it is hers among others; of the pool nobody's in particular; else that of
// who wrote it, or of the owner of the case.
func turnOf(row lists.TurnRow, caller uuid.UUID, can bool) uuid.UUID {
	pool := slices.Contains(turnPool, row.Kind)
	switch {
	case row.Assignee != uuid.Nil:
		return row.Assignee
	case row.Kind == claim.TurnMention:
		return row.Person
	case can && (pool || row.Person == caller || row.Owner == caller):
		return caller
	case pool:
		return uuid.Nil
	case row.Person != uuid.Nil:
		return row.Person
	}
	return row.Owner
}
