package record

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// tables.Version changes whenever the same entries give other rows: when
// rowsOf or nameOf, or how the domain evolves or encodes a state, changes. A
// record whose tables are of another version fills them again when opened.
const tables.Version = "3"

// project writes what follows from the state after an entry.
func (b *batch) project(a claim.Aggregate, before []row, textBefore claim.Ref) error {
	state, err := stored.EncodeState(a)
	if err != nil {
		return err
	}
	if tables.TextOf(a) != textBefore {
		if err := tables.WriteName(b.Writing, a); err != nil {
			return err
		}
	}
	after := tables.RowsOf(a)
	if err := b.remove(gone(before, after)); err != nil {
		return err
	}
	if err := b.write(append(changed(before, after), streamRow(a, state))); err != nil {
		return err
	}
	b.fresh[a.Stream()] = folded{a.StreamVersion(), state}
	return nil
}

func streamRow(a claim.Aggregate, state []byte) row {
	return row{streamsTable, []any{a.Stream().String(), stored.ID(tables.CaseOf(a)), a.StreamVersion(), string(state)}}
}

// caseOf is the case that a stream belongs to, if any.
func tables.CaseOf(a claim.Aggregate) uuid.UUID {
	switch a := a.(type) {
	case *claim.Case:
		return a.ID
	case *claim.Claim:
		return a.Case
	case *claim.Correspondence:
		return a.Case
	}
	return uuid.Nil
}

// rowsOf are the rows that a state shows in, besides its stream and its name.
func tables.RowsOf(a claim.Aggregate) []row {
	if a.StreamVersion() == 0 {
		return nil
	}
	return append(rowsOfKind(a), rowsOfTurns(a)...)
}

func rowsOfKind(a claim.Aggregate) []row {
	switch a := a.(type) {
	case *claim.Case:
		return rowsOfCase(a)
	case *claim.Claim:
		return append(rowsOfPublications(a), row{claimsTable, []any{
			a.ID.String(), stored.ID(a.Case), string(a.Stage), string(a.Outcome), stored.Micros(a.AsOf), string(a.Tier), stored.Flag(a.Stage.Over()), stored.Micros(a.Next().Due),
		}})
	case *claim.Correspondence:
		return rowsOfCorrespondence(a)
	case *claim.Intake:
		return []row{{intakesTable, []any{
			a.ID.String(), stored.ID(a.Correspondence), a.Quarantine, stored.Micros(a.Mail.ReceivedAt), string(a.Mail.Raw),
		}}}
	}
	return nil
}

func rowsOfCorrespondence(c *claim.Correspondence) []row {
	id := c.ID.String()
	rows := []row{{correspondencesTable, []any{
		id, stored.ID(c.Case), stored.ID(c.Party), stored.Micros(c.NextDue()), stored.Flag(c.Open()),
	}}}
	for _, r := range c.Requests {
		rows = append(rows, row{requestsTable, []any{r.ID.String(), id}})
		for _, about := range r.Claims {
			rows = append(rows, row{requestClaimsTable, []any{r.ID.String(), about.String()}})
		}
	}
	for _, m := range c.Messages {
		rows = append(rows, row{messagesTable, []any{
			m.ID.String(), id, string(m.Kind), stored.Micros(m.At), string(m.Delivery), m.Reason,
			int64(m.Attempts), stored.Flag(m.Uncertain), stored.Flag(m.Unread()), string(m.Content),
		}})
	}
	return append(rows, rowsOfLetters(c)...)
}
