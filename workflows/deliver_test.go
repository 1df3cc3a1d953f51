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
