package tables

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/stored"
)

var sendersTable = &Table{"senders", []string{"message", "correspondence", "codes"}, 2, "", true}

// rowsOfSenders say who sent the messages of a correspondence.
func rowsOfSenders(c *letters.Correspondence) []Row {
	var rows []Row
	for _, m := range c.Messages {
		if m.Kind == claim.Reply && m.Sender.Proof != "" {
			rows = append(rows, Row{sendersTable, []any{m.ID.String(), c.ID.String(), codes(m.Sender)}})
		}
	}
	return rows
}

// rowsOfUnplaced say who sent a message that belongs to no correspondence yet.
func rowsOfUnplaced(in *intake.Intake) []Row {
	if in.Correspondence != uuid.Nil || in.Mail.Sender.Proof == "" {
		return nil
	}
	return []Row{{sendersTable, []any{in.ID.String(), "", codes(in.Mail.Sender)}}}
}

func codes(s received.Sender) string {
	data, _ := json.Marshal(s) // of strings, booleans and identifiers: it cannot fail
	return string(data)
}

// SendersOf returns who sent messages, of those of which that is known.
func (t *Tables) SendersOf(ctx context.Context, messages []uuid.UUID) (map[uuid.UUID]received.Sender, error) {
	ids := make([]string, len(messages))
	for i, id := range messages {
		ids[i] = id.String()
	}
	found := make(map[uuid.UUID]received.Sender, len(messages))
	if len(ids) == 0 {
		return found, nil
	}
	var rows []struct {
		Message uuid.UUID
		Codes   string
	}
	query, args, err := sqlx.In(`select message, codes from senders where message in (?) order by message, correspondence`, stored.Padded(ids))
	if err == nil {
		err = stored.Select(ctx, t.db, &rows, query, args...)
	}
	if err != nil {
		return nil, t.db.Fail("senders", err)
	}
	for _, row := range rows {
		var s received.Sender
		if err := json.Unmarshal([]byte(row.Codes), &s); err != nil {
			return nil, t.db.Fail("senders", err)
		}
		found[row.Message] = s
	}
	return found, nil
}
