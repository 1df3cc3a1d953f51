package record

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

func TestMailIsSpooledOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		one, two := uuid.New(), uuid.New()
		env := received.Envelope{From: "press@example.com", To: []string{"a@example.org", "b@example.org"}}
		first := d.spool(received.Arrival{Raw: []byte("raw"), Envelope: env, Correspondences: []uuid.UUID{one}, At: noon})
		require.Equal(t, env, first.Envelope)
		require.Equal(t, one, first.Correspondence)
		require.Equal(t, noon, first.ReceivedAt)
		several := d.spool(received.Arrival{Raw: []byte("other"), Envelope: env, Correspondences: []uuid.UUID{one, two, two}, At: noon.Add(time.Minute)})
		require.Zero(t, several.Correspondence)

		waiting, err := d.Unsettled(d.ctx())
		require.NoError(t, err)
		require.Equal(t, []received.Spooled{first, several}, waiting)
		requireWaits(t, d, two, true)
		d.settle(several.Intake, 1, true)
		requireWaits(t, d, two, false)
		requireWaits(t, d, one, true)
		raw, err := d.Get(d.ctx(), first.Raw)
		require.NoError(t, err)
		require.Equal(t, "raw", string(raw))
		_, err = d.SpooledByID(d.ctx(), uuid.New())
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
	})
}

func TestTheSameBytesInASecondEnvelopeAreOneMessageThatIsTakenInAgain(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		one, two := uuid.New(), uuid.New()
		desk := received.Arrival{Raw: []byte("raw"), Envelope: received.Envelope{From: "press@example.com", To: []string{"desk@example.org"}}, At: noon}
		reply := desk
		reply.Envelope.To, reply.Correspondences = []string{"reply@example.org"}, []uuid.UUID{one}
		first := d.spool(desk)
		second := d.spool(reply) // before the first is taken in
		require.Equal(t, first.Intake, second.Intake)
		require.Equal(t, []string{"desk@example.org", "reply@example.org"}, second.Envelope.To)
		d.settle(first.Intake, first.Deliveries, false)
		requireWaits(t, d, one, true)
		d.settle(first.Intake, second.Deliveries, true)

		require.Equal(t, 2, d.spool(reply).Deliveries, "nothing is new about it")
		reply.Correspondences = []uuid.UUID{one, two}
		third := d.spool(reply)
		require.Equal(t, 3, third.Deliveries)
		require.Equal(t, reply.Envelope, third.Envelope)
		requireWaits(t, d, two, true)
	})
}

func TestACopyWithOtherBytesIsTheSameMessageAndIsKept(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		first := d.spool(received.Arrival{Raw: []byte("raw"), Identity: "identity", At: noon})
		d.settle(first.Intake, 1, true)
		copied := received.Arrival{Raw: []byte("Received: raw"), Identity: "identity", At: noon.Add(time.Hour)}
		again := d.spool(copied)
		require.Equal(t, first.Intake, again.Intake)
		require.Len(t, again.Copies, 1)
		raw, err := d.Get(d.ctx(), again.Copies[0].Raw)
		require.NoError(t, err)
		require.Equal(t, copied.Raw, raw)
		d.settle(first.Intake, 2, true)
		require.Equal(t, 2, d.spool(copied).Deliveries, "the same copy once more")
		require.NoError(t, d.Erase(d.ctx(), first.Raw, noon))
		_, err = d.Get(d.ctx(), again.Copies[0].Raw)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "erased by every way")
		require.NotEqual(t, first.Intake, d.spool(received.Arrival{Raw: []byte("other"), Identity: "other", At: noon}).Intake)
		require.NotEqual(t, first.Intake, d.spool(received.Arrival{Raw: []byte("third"), At: noon}).Intake)
	})
}

func TestWhoWroteToWhomIsNotKeptOnceAMessageIsSettled(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		for i, from := range []string{"source@example.com", ""} {
			s := d.spool(received.Arrival{Raw: []byte{byte(i)}, Envelope: received.Envelope{From: from, To: []string{"reply+token@example.org"}}, At: noon})
			d.settle(s.Intake, 1, true)
			settled, err := d.SpooledByID(d.ctx(), s.Intake)
			require.NoError(t, err)
			require.Equal(t, received.Envelope{Settled: true, Null: from == ""}, settled.Envelope)
			require.Equal(t, from == "", settled.Envelope.Nobody())
		}
		var clear int
		require.NoError(t, d.db.Read.GetContext(d.ctx(), &clear, `select count(*) from spool where envelope like '%source@%' or envelope like '%token%'`))
		require.Zero(t, clear)
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
		spooled := d.spool(received.Arrival{Raw: []byte("hello"), Correspondences: []uuid.UUID{s.ID}, At: noon})
		mail := received.Mail{Raw: spooled.Raw, Class: received.MailAnswer, ReceivedAt: noon}
		d.do(claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}, intake.TakeIn{Mail: mail, Clues: []received.Clue{{By: received.ByToken, Correspondence: s.ID}}}, noon)
		d.settle(spooled.Intake, 1, true)
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
		google := d.addParty("google")
		s, _ := d.ask(caseID, google, d.addClaim(caseID, "one"))
		letter := d.do(s, claim.Tick{}, noon.Add(6*time.Minute))[0].Fact.(letters.MessageDispatched).Message
		putOff := func(letter, in uuid.UUID) {
			t.Helper()
			at := uuid.New()
			health, err := d.ContactHealth(d.ctx(), google, at, nil)
			require.NoError(t, err)
			require.Equal(t, []uuid.UUID{letter, in}, []uuid.UUID{health[at].DeferredLetter, health[at].DeferredIn})
		}
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
		putOff(letter, s.ID)
		attempt()
		shown(letters.DeliveryNone, "", 2) // it is being tried
		require.NoError(t, d.EndHandOver(d.ctx(), letter, letters.HandOverEnd{Outcome: "deferred", Reason: "greylisted", At: noon, Next: noon.Add(time.Minute)}))
		shown(letters.DeliveryDeferred, "greylisted", 2)
		known, err := d.HandOver(d.ctx(), letter)
		require.NoError(t, err)
		require.Equal(t, noon.Add(time.Minute), known.Next)
		d.do(s, letters.RecordDelivery{Message: letter, Delivery: letters.DeliveryHardBounce, Reason: "gave_up", Attempts: 3}, noon)
		shown(letters.DeliveryHardBounce, "gave_up", 3) // the record knows better
		putOff(uuid.Nil, uuid.Nil)
	})
}

// What is delivered is settled, and what cannot be settled is not delivered: the power may go at any time.
func TestAMessageIsDeliveredAndSettledInOneTransaction(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		caseID := d.openCase("vault7")
		s, _ := d.ask(caseID, d.addParty("google"), d.addClaim(caseID, "one"))
		spooled := d.spool(received.Arrival{Raw: []byte("hello"), Correspondences: []uuid.UUID{s.ID}, At: noon})
		of := claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}
		takeIn := intake.TakeIn{Mail: received.Mail{Raw: spooled.Raw, Class: received.MailAnswer, ReceivedAt: noon}, Clues: []received.Clue{{By: received.ByToken, Correspondence: s.ID}}}
		doing := claim.Doing{Acts: []claim.Act{{To: of, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: takeIn}}}, Now: noon}
		version := func() int64 {
			t.Helper()
			state, err := d.Load(d.ctx(), of)
			require.NoError(t, err)
			return state.StreamVersion()
		}
		_, err := d.db.Write.Exec(`update spool set envelope = '{'`)
		require.NoError(t, err)
		_, settled, err := d.TakeIn(d.ctx(), spooled.Intake, 1, doing)
		require.Error(t, err)
		require.False(t, settled)
		require.Zero(t, version(), "it cannot be settled")

		_, err = d.db.Write.Exec(`update spool set envelope = '{}'`)
		require.NoError(t, err)
		_, settled, err = d.TakeIn(d.ctx(), spooled.Intake, 2, doing)
		require.NoError(t, err)
		require.False(t, settled, "it has not come so often")
		require.NotZero(t, version())
		before := version()
		_, settled, err = d.TakeIn(d.ctx(), spooled.Intake, 1, doing)
		require.NoError(t, err)
		require.True(t, settled)
		require.Equal(t, before, version(), "once")
		waiting, err := d.Unsettled(d.ctx())
		require.NoError(t, err)
		require.Empty(t, waiting)
	})
}

func TestWhatStrangersSendIsCountedByDay(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		sent := func(at time.Time) map[string]received.Amount {
			t.Helper()
			found, err := d.Strangers(d.ctx(), []string{"all", "one", "nobody"}, at)
			require.NoError(t, err)
			return found
		}
		d.spool(received.Arrival{Raw: []byte("first"), Counts: []string{"all", "one"}, At: noon})
		d.spool(received.Arrival{Raw: []byte("first"), Counts: []string{"all", "two"}, At: noon.Add(time.Hour)})
		d.spool(received.Arrival{Raw: []byte("of a party"), At: noon})
		require.Equal(t, map[string]received.Amount{"all": {Messages: 2, Bytes: 10}, "one": {Messages: 1, Bytes: 5}}, sent(noon.Add(2*time.Hour)))
		d.spool(received.Arrival{Raw: []byte("later"), Counts: []string{"all"}, At: noon.Add(24 * time.Hour)})
		require.Equal(t, map[string]received.Amount{"all": {Messages: 1, Bytes: 5}}, sent(noon.Add(24*time.Hour)))
		require.Empty(t, sent(noon), "the day is over")
	})
}
