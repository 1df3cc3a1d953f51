package tables

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Version changes whenever the same entries give other rows: when
// [RowsOf] or [NameOf], or how the domain evolves or encodes a state, changes. A
// record whose tables are of another version fills them again when opened.
const Version = "10"

// StreamRow is the row of a stream itself, with its state.
func StreamRow(a claim.Aggregate, state []byte) Row {
	return Row{streamsTable, []any{a.Stream().String(), stored.ID(CaseOf(a)), a.StreamVersion(), string(state)}}
}

// CaseOf is the case that a stream belongs to, if any.
func CaseOf(a claim.Aggregate) uuid.UUID {
	switch a := a.(type) {
	case *cases.Case:
		return a.ID
	case *verification.Claim:
		return a.Case
	case *letters.Correspondence:
		return a.Case
	case *draft.Draft:
		return a.Case
	case *comments.Comments:
		return a.Case
	}
	return uuid.Nil
}

// RowsOf are the rows that a state shows in, besides its stream and its name.
func RowsOf(a claim.Aggregate) []Row {
	if a.StreamVersion() == 0 {
		return nil
	}
	return append(rowsOfKind(a), rowsOfTurns(a)...)
}

func rowsOfKind(a claim.Aggregate) []Row {
	switch a := a.(type) {
	case *cases.Case:
		return rowsOfCase(a)
	case *verification.Claim:
		return append(append(rowsOfPublications(a), rowsOfInvolved(a)...), Row{claimsTable, []any{
			a.ID.String(), stored.ID(a.Case), string(a.Stage), string(a.Outcome), stored.Micros(a.AsOf), string(a.Tier), stored.Flag(a.Stage.Over()), stored.Micros(a.Next().Due),
		}})
	case *letters.Correspondence:
		return rowsOfCorrespondence(a)
	case *intake.Intake:
		return append(rowsOfUnplaced(a), rowsOfIntake(a)...)
	case *people.Party:
		return rowsOfContacts(a)
	}
	return nil
}

func rowsOfCorrespondence(c *letters.Correspondence) []Row {
	id := c.ID.String()
	rows := []Row{{correspondencesTable, []any{
		id, stored.ID(c.Case), stored.ID(c.Party), stored.Micros(c.NextDue()), stored.Micros(c.ListedDue()), stored.Flag(c.Open()),
	}}}
	for _, r := range c.Requests {
		rows = append(rows, Row{requestsTable, []any{r.ID.String(), id}})
		for _, about := range r.Claims {
			rows = append(rows, Row{requestClaimsTable, []any{r.ID.String(), about.String()}})
		}
	}
	for _, m := range c.Messages {
		rows = append(rows, Row{messagesTable, []any{
			m.ID.String(), id, string(m.Kind), stored.Micros(m.At), string(m.Delivery), m.Reason,
			int64(m.Attempts), stored.Flag(m.Uncertain), stored.Flag(m.Unread()), string(m.Content), string(m.By), senderOf(m), string(m.Class),
		}})
	}
	return append(rows, rowsOfLetters(c)...)
}

// senderOf is the contact point that a reply came from.
func senderOf(m letters.Message) string {
	if m.Kind != claim.Reply {
		return ""
	}
	return stored.ID(m.Contact)
}

// Filled is the version of the tables as they stand, "" for none.
func Filled(ctx context.Context, q stored.Querier) (string, error) {
	var version string
	err := stored.Get(ctx, q, &version, `select value from meta where name = 'projection'`)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return version, err
}
