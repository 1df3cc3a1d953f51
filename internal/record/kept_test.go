package record

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
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
			require.Nil(t, here.carryOut(noon, here.act(s, here.owner, verification.Hold{Reason: here.put("wait")}))[0].Refused)
			require.Nil(t, there.carryOut(noon, there.act(s, there.owner, verification.Resume{}))[0].Refused)
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
		hold := d.act(s, d.owner, verification.Hold{Reason: d.put("wait")})
		done, err := d.Do(d.ctx(), claim.Doing{Acts: []claim.Act{hold}, Now: noon, Try: true})
		require.NoError(t, err)
		require.True(t, done[0].Undone)
		require.Nil(t, d.carryOut(noon, hold)[0].Refused)
		require.Equal(t, claim.StageOnHold, d.claimOf(s).Stage)
	})
}

// TestAStreamThatIsToldOfItsOwnChangeIsKeptAsItIs: a claim is withdrawn, so its
// request ends, and that is told to the claim while it tells.
func TestAStreamThatIsToldOfItsOwnChangeIsKeptAsItIs(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		c := d.openCase("story")
		about := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(c, "a")}
		google := d.addParty("google")
		mail, _ := d.ask(c, google, about.ID)
		d.send(mail)
		before := d.claimOf(about)
		require.False(t, before.Asked[0].Ended)

		withdraw := d.act(about, d.owner, verification.Withdraw{Reason: d.put("not ours")})
		require.Nil(t, d.carryOut(noon.Add(time.Hour), withdraw)[0].Refused)
		after := d.claimOf(about)
		require.True(t, after.Asked[0].Ended)
		require.Equal(t, before.Version+2, after.Version, "it was withdrawn, and told that its request ended")
		var taken int64
		require.NoError(t, d.db.Read.GetContext(d.ctx(), &taken, d.db.Read.Rebind(`select version from commands where command = ?`), withdraw.Command.ID.String()))
		require.Equal(t, before.Version+1, taken, "the command led to the withdrawal alone")

		late := sources.NoteAnswered{Said: sources.Said{
			Response: uuid.New(), Party: google, Stance: claim.Confirms, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: noon,
		}}
		told := claim.Act{To: about, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: late}}
		require.Nil(t, d.carryOut(noon.Add(2*time.Hour), told)[0].Refused)
		require.Equal(t, after.Version+1, d.claimOf(about).Version, "it goes on from where the claim stands")
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
