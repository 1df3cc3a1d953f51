package claim

import (
	"testing"

	"github.com/google/uuid"
)

func TestTurnsAreGivenBackByPersonAndKind(t *testing.T) {
	c := New(StreamCase, story).(*Case)
	Apply(c, Command{ID: uuid.New()}, monday, []Fact{CaseOpened{Text: "text", Owner: editor}})
	give := func(body Body) int {
		t.Helper()
		cmd := Command{ID: uuid.New(), Actor: PersonActor(editor), Body: body}
		facts, err := c.Decide(cmd, monday)
		if err != nil {
			t.Fatal(err)
		}
		Apply(c, cmd, monday, facts)
		return len(facts)
	}
	read, review := Turn{Kind: TurnRead, Subject: id("message")}.Item(), Turn{Kind: TurnReview, Subject: id("claim")}.Item()
	give(AssignTurn{Item: read, To: reviewer})
	give(AssignTurn{Item: review, To: reviewer})
	give(AssignTurn{Item: Turn{Kind: TurnRead, Subject: id("other")}.Item(), To: lawyer})
	if give(ReleaseTurns{Person: reviewer}) != 0 || give(ReleaseTurns{Person: reviewer, Kinds: []TurnKind{TurnRead, TurnAsk}}) != 1 {
		t.Errorf("more or less was given back than the person cannot do: %v", c.Assigned)
	}
	if give(ReleaseTurns{Person: reviewer, Kinds: TurnKinds}) != 1 || give(ReleaseTurns{Person: reviewer, Kinds: TurnKinds}) != 0 {
		t.Errorf("not everything was given back, or twice: %v", c.Assigned)
	}
	if len(c.Assigned) != 1 || c.Assigned[0].To != lawyer {
		t.Errorf("what another person has was touched: %v", c.Assigned)
	}
	nothing := New(StreamCase, id("none"))
	if facts, err := nothing.Decide(Command{ID: uuid.New(), Body: ReleaseTurns{Person: reviewer, Kinds: TurnKinds}}, monday); len(facts) > 0 || err != nil {
		t.Errorf("where nothing is assigned there is nothing to do: %v, %v", facts, err)
	}
}
