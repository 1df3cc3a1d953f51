package record

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// Two processes on one record each keep states in hand: neither may decide on one
// that the other has changed.
func TestWhatAnotherProcessHasWrittenIsSeen(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		here, _ := staffed(t, dsn)
		c := here.openCase("story")
		s := claim.Stream{Kind: claim.StreamClaim, ID: here.addClaim(c, "a")}
		there := openDesk(t, dsn)
		there.owner = here.owner
		for range 3 {
			require.Nil(t, here.carryOut(noon, here.act(s, here.owner, claim.Hold{Reason: here.put("wait")}))[0].Refused)
			require.Nil(t, there.carryOut(noon, there.act(s, there.owner, claim.Resume{}))[0].Refused)
		}
		require.Equal(t, here.claimOf(s), there.claimOf(s))
		requireVerifies(t, here.Record)
	})
}

func TestWhatWasUndoneIsNotDecidedOn(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		c := d.openCase("story")
		s := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(c, "a")}
		hold := d.act(s, d.owner, claim.Hold{Reason: d.put("wait")})
		done, err := d.Do(d.ctx(), claim.Doing{Acts: []claim.Act{hold}, Now: noon, Try: true})
		require.NoError(t, err)
		require.True(t, done[0].Undone)
		require.Nil(t, d.carryOut(noon, hold)[0].Refused)
		require.Equal(t, claim.StageOnHold, d.claimOf(s).Stage)
	})
}

func TestAStreamThatIsToldOfItsOwnChangeIsKeptAsItIs(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		c := d.openCase("story")
		about := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(c, "a")}
		mail, _ := d.ask(c, d.addParty("google"), about.ID)
		d.send(mail)
		require.False(t, d.claimOf(about).Asked[0].Ended)
		d.carryOut(noon.Add(time.Hour), d.act(about, d.owner, claim.Withdraw{Reason: d.put("not ours")})) // its request ends, and it is told
		state, err := d.Load(d.ctx(), mail)
		require.NoError(t, err)
		require.Equal(t, letters.RequestWithdrawn, state.(*letters.Correspondence).Requests[0].Lifecycle)
		require.True(t, d.claimOf(about).Asked[0].Ended)
		revise := claim.ReviseClaim{Text: d.put(claim.ClaimText{Key: "a", Statement: "It is otherwise."}), Tier: claim.Routine, Seen: d.claimOf(about).Version}
		refused := d.carryOut(noon.Add(time.Hour), d.act(about, d.owner, revise))[0].Refused
		require.True(t, refused == nil || refused.Code != claim.CodeConflict, "it is decided on the version that stands: %v", refused)
		requireVerifies(t, d.Record)
	})
}

// send has the letters of a correspondence that are due taken by a mail server.
func (d *desk) send(mail claim.Stream) {
	d.t.Helper()
	system := func(body claim.Body) claim.Act {
		return claim.Act{To: mail, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}}
	}
	for _, letter := range d.carryOut(noon.Add(6*time.Minute), system(claim.Tick{}))[0].Next.Letters {
		d.carryOut(noon.Add(6*time.Minute), system(letters.RecordDelivery{Message: letter, Delivery: letters.DeliveryAccepted, Attempts: 1, Content: d.put("Dear press office")}))
	}
}
