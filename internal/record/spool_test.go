package record

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestMailIsSpooledOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		one, two := uuid.New(), uuid.New()
		env := letters.Envelope{From: "press@example.com", To: []string{"a@example.org", "b@example.org"}}
		first, err := d.Spool(d.ctx(), []byte("raw"), env, []uuid.UUID{one}, noon)
		require.NoError(t, err)
		require.Equal(t, env, first.Envelope)
		require.Equal(t, one, first.Correspondence)
		require.Equal(t, noon, first.ReceivedAt)
		again, err := d.Spool(d.ctx(), []byte("raw"), letters.Envelope{}, nil, noon.Add(time.Hour))
		require.NoError(t, err)
		require.Equal(t, first, again)
		several, err := d.Spool(d.ctx(), []byte("other"), env, []uuid.UUID{one, two, two}, noon.Add(time.Minute))
		require.NoError(t, err)
		require.Zero(t, several.Correspondence)

		waiting, err := d.Unsettled(d.ctx())
		require.NoError(t, err)
		require.Equal(t, []letters.Spooled{first, several}, waiting)
		requireWaits(t, d, two, true)
		require.NoError(t, d.Settle(d.ctx(), several.Intake))
		requireWaits(t, d, two, false)
		requireWaits(t, d, one, true)
		raw, err := d.Get(d.ctx(), first.Raw)
		require.NoError(t, err)
		require.Equal(t, "raw", string(raw))
		_, err = d.SpooledByID(d.ctx(), uuid.New())
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}

func TestAMessageWaitsUntilItIsRead(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		requireWaits(t, d, s.ID, false)
		message := d.reply(s, "hello", noon)
		requireWaits(t, d, s.ID, true)
		of, err := d.MessageCorrespondence(d.ctx(), message)
		require.NoError(t, err)
		require.Equal(t, s.ID, of)
		d.do(s, letters.ReadMessage{Message: message, Disposition: letters.ReadNoAnswer}, noon)
		requireWaits(t, d, s.ID, false)
	})
}

func TestAMessageWaitsWhileItIsOnItsWayFromItsIntake(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		other, _ := d.ask(caseID, d.addParty("apple"), d.addClaim(caseID, "two"))
		spooled, err := d.Spool(d.ctx(), []byte("hello"), letters.Envelope{}, []uuid.UUID{s.ID}, noon)
		require.NoError(t, err)
		mail := letters.Mail{Raw: spooled.Raw, Class: letters.MailAnswer, ReceivedAt: noon}
		d.do(claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}, letters.TakeIn{Mail: mail, Correspondence: s.ID}, noon)
		require.NoError(t, d.Settle(d.ctx(), spooled.Intake))
		requireWaits(t, d, s.ID, true) // the correspondence was told, and has not recorded it
		requireWaits(t, d, other.ID, false)
		d.do(s, letters.Receive{Message: spooled.Intake, Mail: mail}, noon)
		requireWaits(t, d, s.ID, true)
		d.do(s, letters.ReadMessage{Message: spooled.Intake, Disposition: letters.ReadNoAnswer}, noon)
		requireWaits(t, d, s.ID, false)
	})
}

func requireWaits(t *testing.T, d *desk, correspondence uuid.UUID, want bool) {
	t.Helper()
	around, failed := d.Around(d.ctx())
	require.Equal(t, want, around.Waits(correspondence))
	require.NoError(t, failed())
}

func TestHandOversThatNeverEndedAreLost(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		message := uuid.New()
		begin := func(wantAttempt int, wantLost bool) {
			t.Helper()
			attempt, lost, err := d.BeginHandOver(d.ctx(), message, noon)
			require.NoError(t, err)
			require.Equal(t, wantAttempt, attempt)
			require.Equal(t, wantLost, lost)
		}
		state := func(wantAttempts int, wantOutcome, wantReason string, wantEnded bool) {
			t.Helper()
			now, err := d.HandOver(d.ctx(), message)
			require.NoError(t, err)
			require.Equal(t, []any{wantAttempts, wantOutcome, wantReason, wantEnded}, []any{now.Attempt, now.Outcome, string(now.Reason), now.Ended})
		}
		state(0, "", "", false)
		begin(1, false)
		state(1, "", "", false)
		require.NoError(t, d.EndHandOver(d.ctx(), message, letters.HandOverEnd{Outcome: "deferred", Reason: "greylisted", At: noon, Next: noon.Add(time.Minute)}))
		state(1, "deferred", "greylisted", true)
		begin(2, false)
		begin(3, true)
		state(3, "", "", false)
		require.NoError(t, d.EndHandOver(d.ctx(), message, letters.HandOverEnd{Outcome: "accepted", Reason: "", At: noon, Next: noon.Add(time.Minute)}))
		state(3, "accepted", "", true)
		begin(4, false)
	})
}

func TestTheOutboxSaysWhyALetterIsStillHere(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		letter := d.do(s, claim.Tick{}, noon.Add(6*time.Minute))[0].Fact.(letters.MessageDispatched).Message
		shown := func(delivery letters.Delivery, reason claim.Reason, attempts int) {
			t.Helper()
			rows, _, err := d.OutboxPage(d.ctx(), lists.OutboxQuery{Viewer: lists.Viewer{All: true}, All: true})
			require.NoError(t, err)
			require.Len(t, rows, 1)
			require.Equal(t, []any{letter, delivery, reason, attempts}, []any{rows[0].Message, rows[0].Delivery, rows[0].Reason, rows[0].Attempts})
		}
		attempt := func() {
			t.Helper()
			_, _, err := d.BeginHandOver(d.ctx(), letter, noon)
			require.NoError(t, err)
		}
		shown(letters.DeliveryNone, "", 0)
		attempt()
		shown(letters.DeliveryNone, "", 1)
		require.NoError(t, d.EndHandOver(d.ctx(), letter, letters.HandOverEnd{Outcome: "deferred", Reason: "unreachable", At: noon, Next: noon.Add(time.Minute)}))
		shown(letters.DeliveryDeferred, "unreachable", 1)
		attempt()
		shown(letters.DeliveryNone, "", 2) // it is being tried
		require.NoError(t, d.EndHandOver(d.ctx(), letter, letters.HandOverEnd{Outcome: "deferred", Reason: "greylisted", At: noon, Next: noon.Add(time.Minute)}))
		shown(letters.DeliveryDeferred, "greylisted", 2)
		known, err := d.HandOver(d.ctx(), letter)
		require.NoError(t, err)
		require.Equal(t, noon.Add(time.Minute), known.Next)
		d.do(s, letters.RecordDelivery{Message: letter, Delivery: letters.DeliveryHardBounce, Reason: "gave_up", Attempts: 3}, noon)
		shown(letters.DeliveryHardBounce, "gave_up", 3) // the record knows better
	})
}
