package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

func TestALetterThatIsRecordedAsDeliveredIsNotHandedOverAgain(t *testing.T) {
	store := newMemory()
	postman := newPostman(store)
	postman.now = func() time.Time { return start.Add(time.Hour) }
	store.commit(theClaim, add(), start)
	store.commit(theCorrespondence, ask(100*time.Hour), start)
	store.commit(theCorrespondence, claim.Tick{}, start.Add(time.Minute))
	state, err := store.Load(t.Context(), theCorrespondence)
	require.NoError(t, err)
	letter := state.(*letters.Correspondence).ToDeliver()[0]
	mail := &activities.Mail{Store: store, Outbox: postman, Clock: postman, Carriers: carriers(postman)}
	in := activities.Letter{Correspondence: theCorrespondence.ID, Message: letter.ID}

	first, err := mail.Deliver(t.Context(), in)
	require.NoError(t, err)
	require.Empty(t, first.Letters)
	again, err := mail.Deliver(t.Context(), in)
	require.NoError(t, err)
	require.Equal(t, first, again)
	require.Equal(t, 1, postman.sent(claim.RequestLetter))
}

// A reminder comes to be handed over long after it was due.
func TestAReminderThatIsLateGoesTheWayOfWhatKeepsIt(t *testing.T) {
	const late = 200 * time.Hour
	for _, c := range []struct {
		name  string
		keeps func(store *memory)
		why   claim.Reason
		steps int // that are left of it
	}{
		{"where nothing else does, it is too late", func(*memory) {}, claim.HeldTooLate, 0},
		{"a message that waits puts it off", func(store *memory) { store.waits = true }, claim.StoppedMessageWaits, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := newMemory()
			postman := newPostman(store)
			mail := &activities.Mail{Store: store, Outbox: postman, Clock: postman, Carriers: carriers(postman)}
			correspondence := func() *letters.Correspondence {
				state, err := store.Load(t.Context(), theCorrespondence)
				require.NoError(t, err)
				return state.(*letters.Correspondence)
			}
			deliver := func(at time.Time) letters.Message {
				postman.now = func() time.Time { return at }
				letter := correspondence().ToDeliver()[0]
				_, err := mail.Deliver(t.Context(), activities.Letter{Correspondence: theCorrespondence.ID, Message: letter.ID})
				require.NoError(t, err)
				return *correspondence().Message(letter.ID)
			}
			asked := ask(1000 * time.Hour)
			asked.Steps = asked.Steps[:1]
			store.commit(theClaim, add(), start)
			store.commit(theCorrespondence, asked, start)
			store.commit(theCorrespondence, claim.Tick{}, start.Add(time.Minute))
			deliver(start.Add(time.Hour))
			due := correspondence().NextDue()
			store.commit(theCorrespondence, claim.Tick{}, due)
			c.keeps(store)
			reminder := deliver(due.Add(late))
			require.Equal(t, letters.DeliveryStopped, reminder.Delivery)
			require.Equal(t, c.why, reminder.Reason)
			require.Len(t, correspondence().Request(theRequest).Steps, c.steps)
		})
	}
}
