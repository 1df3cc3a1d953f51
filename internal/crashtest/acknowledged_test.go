package crashtest_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// TestWhatWasAcknowledgedIsAtItsRequestAfterAPowerCut: the process dies the moment that the last of many answers was taken with
// 250, before most of them were looked at.
func TestWhatWasAcknowledgedIsAtItsRequestAfterAPowerCut(t *testing.T) {
	t.Run("with SQLite", func(t *testing.T) { powerCut(t, "") })
	t.Run("with PostgreSQL", func(t *testing.T) { powerCut(t, recordtest.Postgres(t)) })
}

func powerCut(t *testing.T, database string) {
	const mails = 60
	l := newLettersIn(t, "", database)
	request := l.ask(t, "vendor")
	require.NoError(t, l.smtp.Wait(l.ctx, 1))
	letter, err := crashtest.Read(l.smtp.Taken()[0])
	require.NoError(t, err)
	raw := make([][]byte, mails)
	taken := make([]bool, mails)
	var group errgroup.Group
	group.SetLimit(16) // who connects more often at a time is told to come back later
	for i := range mails {
		raw[i] = letter.Reply(fmt.Sprintf("Our answer number %d.", i))
		group.Go(func() (err error) {
			taken[i], err = crashtest.HandIn(l.ctx, l.mail, letter.To, letter.ReplyTo, raw[i])
			return err
		})
	}
	require.NoError(t, group.Wait())
	l.kill()
	require.NotContains(t, taken, false, "all were acknowledged")
	require.NotEmpty(t, l.unsettled(t), "the power was cut before all were looked at")

	l.process = l.start()
	eventually(l.ctx, t, "all are taken in", func() bool { return len(l.unsettled(t)) == 0 })
	found := l.at(t, request)
	for i := range mails {
		require.Contains(t, found, crashtest.Intake(raw[i]), "answer %d", i)
		kept, err := client.Call(l.ctx, l.Client, operation.MessageShow, operation.MessagePath{Message: crashtest.Intake(raw[i])})
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("Our answer number %d.", i), kept.Text)
	}
	require.Len(t, found, mails, "each is there once")
}

// unsettled is the mail that was acknowledged and not taken in yet, as it stands on the disk.
func (l *written) unsettled(t *testing.T) []received.Spooled {
	t.Helper()
	r, err := record.OpenReadOnly(l.ctx, l.cfg.Database)
	require.NoError(t, err)
	defer r.Close()
	waiting, err := r.Unsettled(l.ctx)
	require.NoError(t, err)
	return waiting
}

// at are the messages that came in the correspondence of a request.
func (l *written) at(t *testing.T, request uuid.UUID) (found []uuid.UUID) {
	t.Helper()
	r, err := record.OpenReadOnly(l.ctx, l.cfg.Database)
	require.NoError(t, err)
	defer r.Close()
	id, err := r.RequestCorrespondence(l.ctx, request)
	require.NoError(t, err)
	state, err := r.Load(l.ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id})
	require.NoError(t, err)
	for _, m := range state.(*letters.Correspondence).Messages {
		if m.Kind == claim.Reply {
			found = append(found, m.ID)
		}
	}
	return found
}
