package claim_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/cases"
)

func TestWhatAPersonCannotDoAnyMoreIsGivenBack(t *testing.T) {
	w, in, item := reading(t)
	s := claim.Stream{claim.StreamCase, story}
	c := w.lane(s).state.(*cases.Case)
	w.must(editor, s, assigned.AssignTurn{Item: item, To: author, Correspondence: in.ID})
	if len(w.must(uuid.Nil, s, assigned.ReleaseTurns{Person: author})) != 0 {
		t.Error("given back though the person can do it")
	}
	w.staff[0].Roles = []claim.Role{claim.Auditor}
	w.must(uuid.Nil, s, assigned.ReleaseTurns{Person: editor})
	if len(c.Assigned) != 1 {
		t.Error("what another person has was touched")
	}
	if len(w.must(uuid.Nil, s, assigned.ReleaseTurns{Person: author})) != 1 || len(c.Assigned) != 0 {
		t.Errorf("not given back: %v", c.Assigned)
	}
}

func TestWhoMayNotSeeACaseAnyMoreHasNothingAssignedInIt(t *testing.T) {
	w, in, item := reading(t)
	s := claim.Stream{claim.StreamCase, story}
	c := w.lane(s).state.(*cases.Case)
	w.must(editor, s, assigned.AssignTurn{Item: item, To: id("second editor"), Correspondence: in.ID})
	w.must(editor, s, cases.ChangeAccess{Owner: editor, Sensitivity: claim.Restricted, Access: []uuid.UUID{reviewer, lawyer}, Seen: c.Version})
	if len(c.Assigned) != 0 {
		t.Errorf("still assigned: %v", c.Assigned)
	}
}
