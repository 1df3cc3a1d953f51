package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/workflows"
)

// hold has the desk hold all mail after a while, and release it after another.
func (w *world) hold(from, to time.Duration) {
	w.RegisterDelayedCallback(func() { w.store.commit(claim.DeskStream, people.HoldMail{Reason: "why"}, w.Now().UTC()) }, from)
	w.RegisterDelayedCallback(func() { w.store.commit(claim.DeskStream, people.ReleaseMail{}, w.Now().UTC()) }, to)
}

// handed are the instants at which letters were handed over.
func (w *world) handed() (at []time.Duration) {
	state, _ := w.store.Load(w.t.Context(), theCorrespondence)
	for _, m := range state.(*letters.Correspondence).Messages {
		if m.Delivery == letters.DeliveryAccepted {
			at = append(at, m.SettledAt.Sub(start))
		}
	}
	return at
}

func TestNothingIsHandedOverWhileTheDeskHoldsAllMail(t *testing.T) {
	w := newWorld(t)
	w.hold(30*time.Second, 20*time.Hour)
	w.at(0, editor, ask(100*time.Hour))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	first := w.handed()[0]
	require.True(t, first >= 20*time.Hour && first < 20*time.Hour+7*time.Minute, "the letter went out at %s", first)
	require.Equal(t, 1, w.postman.sent(claim.RequestLetter))
}

func TestRemindersThatFellDueInAHoldAreOneLetterWhenItEnds(t *testing.T) {
	w := newWorld(t)
	w.hold(40*time.Hour, 95*time.Hour) // over both reminders and the final notice
	w.at(0, editor, ask(100*time.Hour))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	at := w.handed()
	require.LessOrEqual(t, len(at), 3)
	for i := 1; i < len(at); i++ {
		require.GreaterOrEqual(t, at[i], 95*time.Hour, "a reminder went out in the hold")
		require.True(t, i == 1 || at[i]-at[i-1] >= time.Hour, "reminders went out in a burst: %s", at)
	}
}

func TestAnAnswerInAHoldCancelsTheReminderThatWaits(t *testing.T) {
	w := newWorld(t)
	w.hold(40*time.Hour, 80*time.Hour)
	w.at(0, editor, ask(100*time.Hour))
	answered := w.at(60*time.Hour, editor, answers(theRequest, start.Add(60*time.Hour)))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.NoError(t, answered.err)
	require.Len(t, w.handed(), 1)
	require.Zero(t, w.postman.sent(claim.ReminderLetter))
}

func TestARequestWhoseTimePassedInAHoldIsCalledOff(t *testing.T) {
	w := newWorld(t)
	w.hold(30*time.Second, 200*time.Hour)
	w.at(0, editor, ask(100*time.Hour))
	require.NoError(t, w.runCorrespondence(workflows.Start{ID: theCorrespondence.ID, Command: true}))
	require.Empty(t, w.postman.letters)
	state, err := w.store.Load(t.Context(), theCorrespondence)
	require.NoError(t, err)
	require.Equal(t, claim.StoppedTooLate, state.(*letters.Correspondence).Messages[0].Reason)
	require.True(t, w.Now().Before(start.Add(101*time.Hour)), "what is moot waits for nobody")
}

func TestNoHandOverBeginsOnceMailIsHeld(t *testing.T) {
	store := newMemory()
	postman := newPostman(store)
	postman.now = func() time.Time { return start.Add(time.Hour) }
	postman.begun = func() { store.commit(claim.DeskStream, people.HoldMail{Reason: "why"}, start.Add(time.Hour)) }
	store.commit(theClaim, add(), start)
	store.commit(theCorrespondence, ask(100*time.Hour), start)
	store.commit(theCorrespondence, claim.Tick{}, start.Add(time.Minute))
	state, err := store.Load(t.Context(), theCorrespondence)
	require.NoError(t, err)
	mail := &activities.Mail{Store: store, Outbox: postman, Clock: postman, Carriers: carriers(postman)}

	_, err = mail.Deliver(t.Context(), activities.Letter{Correspondence: theCorrespondence.ID, Message: state.(*letters.Correspondence).ToDeliver()[0].ID})
	require.ErrorContains(t, err, "the desk holds all mail")
	require.Empty(t, postman.letters)
}
