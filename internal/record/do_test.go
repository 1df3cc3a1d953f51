package record

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// act is a command of somebody's to a stream.
func (d *desk) act(s claim.Stream, by uuid.UUID, body claim.Body) claim.Act {
	return claim.Act{To: s, Command: claim.Command{ID: uuid.New(), Actor: claim.PersonActor(by), Body: body}}
}

func (d *desk) carryOut(at time.Time, acts ...claim.Act) []claim.Done {
	d.t.Helper()
	done, err := d.Do(d.ctx(), claim.Doing{Acts: acts, Now: at})
	require.NoError(d.t, err)
	return done
}

// woken are the streams to wake.
func woken(done []claim.Done) []claim.Stream {
	var streams []claim.Stream
	for _, w := range done[0].Wake {
		streams = append(streams, w.Stream)
	}
	return streams
}

// staffed is a desk with an editor, who owns it, and a reviewer.
func staffed(t testing.TB, dsn string) (d *desk, reviewer uuid.UUID) {
	d = openDesk(t, dsn)
	reviewer = uuid.New()
	for id, role := range map[uuid.UUID]claim.Role{d.owner: claim.Editor, reviewer: claim.Reviewer} {
		body := people.AddPerson{Profile: d.put(people.PersonProfile{Handle: "p" + id.String()[:8]}), Roles: []claim.Role{role}}
		done := d.carryOut(noon, d.act(claim.Stream{Kind: claim.StreamPerson, ID: id}, d.owner, body))
		require.Nil(t, done[0].Refused)
	}
	return d, reviewer
}

func (d *desk) claimOf(s claim.Stream) *verification.Claim {
	d.t.Helper()
	state, err := d.Load(d.ctx(), s)
	require.NoError(d.t, err)
	return state.(*verification.Claim)
}

func TestWhatOneStreamTellsAnotherStandsInBothAtOnce(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		c := d.openCase("story")
		about := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(c, "a")}
		mail, request := d.ask(c, d.addParty("google"), about.ID)
		done := d.carryOut(noon.Add(6*time.Minute), claim.Act{To: mail, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: claim.Tick{}}})
		letter := done[0].Next.Letters[0]
		body := letters.RecordDelivery{Message: letter, Delivery: letters.DeliveryAccepted, Attempts: 1, Content: d.put("Dear Google")}
		done = d.carryOut(noon.Add(7*time.Minute), claim.Act{To: mail, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: body}})
		require.Equal(t, []claim.Stream{about, mail}, woken(done), "both stand otherwise than before")
		require.Equal(t, claim.StageGathering, d.claimOf(about).Stage)

		answer := d.act(mail, d.owner, letters.RecordResponse{
			Response: uuid.New(), Request: request, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: noon.Add(time.Hour),
			Stances: []letters.Answer{{Claim: about.ID, Stance: claim.Confirms, Statement: d.put("We do.")}},
		})
		done, err := d.Do(d.ctx(), claim.Doing{Acts: []claim.Act{answer}, Now: noon.Add(time.Hour), Carrier: mail})
		require.NoError(t, err)
		require.Equal(t, []claim.Stream{about}, woken(done), "the carrier has the answer")
		require.True(t, done[0].Next.Over)
		require.Equal(t, claim.StageAssessing, d.claimOf(about).Stage)

		done = d.carryOut(noon.Add(2*time.Hour), answer)
		require.Nil(t, done[0].Refused)
		require.Empty(t, done[0].Wake, "a command sent again is answered, and acts no more")
		require.Len(t, d.claimOf(about).Answers, 1)
	})
}

func TestACommandActsOnceForGood(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		s := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(d.openCase("story"), "a")}
		hold := d.act(s, d.owner, verification.Hold{Reason: d.put("wait")})
		again := d.act(s, d.owner, verification.Hold{Reason: d.put("wait")}) // nothing to do: it is on hold
		d.carryOut(noon, hold)
		d.carryOut(noon, again)
		for i := range 50 {
			d.carryOut(noon, d.act(s, d.owner, verification.Resume{}), d.act(s, d.owner, verification.Hold{Reason: d.put(fmt.Sprint("wait ", i))}))
		}
		d.carryOut(noon, d.act(s, d.owner, verification.Resume{}))
		for _, sent := range []claim.Act{hold, again} {
			require.Nil(t, d.carryOut(noon, sent)[0].Refused)
			require.Equal(t, claim.StageOpen, d.claimOf(s).Stage)
		}
	})
}

func TestARefusalIsAnAnswerAndLeavesTheOthers(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, reviewer := staffed(t, dsn)
		c := d.openCase("story")
		one := claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}
		other := claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}
		add := func(key string) claim.Body {
			text := d.put(claim.ClaimText{Key: key, Statement: "It is so."})
			return verification.AddClaim{Case: c, Text: text, Tier: claim.Routine, Author: d.owner, Policy: claim.DefaultPolicy}
		}
		acts := []claim.Act{d.act(one, d.owner, add("a")), d.act(other, d.owner, add("a")), d.act(one, reviewer, finding.Publish{})}
		for _, doing := range []claim.Doing{{Acts: acts, Together: true}, {Acts: acts, Try: true}} {
			doing.Now = noon
			done, err := d.Do(d.ctx(), doing)
			require.NoError(t, err)
			require.True(t, done[0].Undone)
			require.Equal(t, claim.CodeExists, done[1].Refused.Code, "the short name is taken")
			require.Equal(t, claim.CodeWrongStage, done[2].Refused.Code)
			require.Zero(t, d.claimOf(one).Version, "nothing of it was done")
		}
		done := d.carryOut(noon, acts...)
		require.Nil(t, done[0].Refused)
		require.Equal(t, claim.CodeExists, done[1].Refused.Code)
		require.EqualValues(t, 1, d.claimOf(one).Version)
		require.Zero(t, d.claimOf(other).Version)

		alone := d.carryOut(noon, acts[1])
		require.Equal(t, claim.CodeExists, alone[0].Refused.Code)
		require.Zero(t, d.claimOf(other).Version, "nothing of it was done, with no other beside it either")
		require.Nil(t, d.carryOut(noon, d.act(other, d.owner, add("b")))[0].Refused)
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}

func TestContentIsKeptWithTheActsThatReferToItOrNotAtAll(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		s := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(d.openCase("story"), "a")}
		key := uuid.NewString() + "/0"
		draw := func(text string) claim.Content {
			return d.Draw(claim.Content{Key: key, Media: "text/plain; charset=utf-8", Data: []byte(text)})[0]
		}
		c := draw("wait")
		doing := claim.Doing{Acts: []claim.Act{d.act(s, d.owner, verification.Hold{Reason: c.Ref})}, Contents: []claim.Content{c}, Now: noon, Try: true}
		done, err := d.Do(d.ctx(), doing)
		require.NoError(t, err)
		require.Nil(t, done[0].Refused, "the act finds it")
		_, err = d.Get(d.ctx(), c.Ref)
		require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "it was only tried")
		doing.Try = false
		_, err = d.Do(d.ctx(), doing)
		require.NoError(t, err)
		data, err := d.Get(d.ctx(), c.Ref)
		require.NoError(t, err)
		require.Equal(t, "wait", string(data))

		doing.Contents = []claim.Content{draw("wait")}
		_, err = d.Do(d.ctx(), doing)
		require.Equal(t, claim.CodeConflict, claim.CodeOf(err), "somebody has kept content under that key")
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}

func TestAnEntrySaysWhichProgramDecidedIt(t *testing.T) {
	r, err := Open(t.Context(), t.TempDir()+"/record.db", WithProgram("1.2.3"))
	require.NoError(t, err)
	defer r.Close()
	s := claim.Stream{Kind: claim.StreamPerson, ID: uuid.New()}
	refs, err := r.Put(t.Context(), claim.Content{Key: "k", Media: "application/json", Data: []byte(`{"handle":"ana"}`)})
	require.NoError(t, err)
	_, err = r.Do(t.Context(), claim.Doing{Now: noon, Acts: []claim.Act{{To: s, Command: claim.Command{ID: uuid.New(), Actor: claim.System, Body: people.AddPerson{Profile: refs[0]}}}}})
	require.NoError(t, err)
	entries, err := r.Entries(t.Context(), s)
	require.NoError(t, err)
	require.Equal(t, "1.2.3", entries[0].Program)
	report, err := r.Verify(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
}

func TestOfTwoAdminsWhoDisableEachOtherOneStays(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d := openDesk(t, dsn)
		var admins []claim.Stream
		for _, handle := range []string{"ana", "ben"} {
			s := claim.Stream{Kind: claim.StreamPerson, ID: uuid.New()}
			admins = append(admins, s)
			d.carryOut(noon, d.act(s, d.owner, people.AddPerson{Profile: d.put(people.PersonProfile{Handle: handle}), Roles: []claim.Role{claim.Admin}}))
		}
		var group sync.WaitGroup
		refused := make([]*claim.Error, 2)
		for i, s := range admins {
			group.Go(func() { refused[i] = d.carryOut(noon, d.act(s, admins[1-i].ID, people.DisablePerson{}))[0].Refused })
		}
		group.Wait()
		require.True(t, (refused[0] == nil) != (refused[1] == nil), "%v %v", refused[0], refused[1])
	})
}

func TestAWakeIsKeptUntilItIsKnown(t *testing.T) {
	recordtest.Each(t, func(t *testing.T, dsn string) {
		d, _ := staffed(t, dsn)
		s := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(d.openCase("story"), "a")}
		hold, resume := d.act(s, d.owner, verification.Hold{Reason: d.put("wait")}), d.act(s, d.owner, verification.Resume{})
		_, err := d.Do(d.ctx(), claim.Doing{Acts: []claim.Act{hold}, Now: noon, Carrier: s})
		require.NoError(t, err)
		woken, err := d.Wakes(d.ctx())
		require.NoError(t, err)
		require.Empty(t, woken, "the carrier has the answer for certain")
		done, err := d.Do(d.ctx(), claim.Doing{Acts: []claim.Act{resume}, Now: noon, Carrier: s, Unconfirmed: true})
		require.NoError(t, err)
		require.Empty(t, done[0].Wake)
		woken, err = d.Wakes(d.ctx())
		require.NoError(t, err)
		require.Equal(t, []claim.Woken{{Stream: s, Version: done[0].Next.Version}}, woken)
		require.NoError(t, d.ForgetWakes(d.ctx(), claim.Woken{Stream: s, Version: done[0].Next.Version - 1}))
		woken, err = d.Wakes(d.ctx())
		require.NoError(t, err)
		require.Len(t, woken, 1, "what is known is older")
		require.NoError(t, d.ForgetWakes(d.ctx(), woken...))
		woken, err = d.Wakes(d.ctx())
		require.NoError(t, err)
		require.Empty(t, woken)
	})
}

func TestALookAroundShowsOneMomentAndTheNextOneTheNext(t *testing.T) {
	d, _ := staffed(t, t.TempDir()+"/record.db")
	opened := d.openCase("story")
	about := d.addClaim(opened, "a")
	first, failed := d.Record.Around(d.ctx())
	require.Empty(t, first.Asking(about))
	asked, _ := d.ask(opened, d.addParty("ada"), about)
	require.Empty(t, first.Asking(about), "what it was asked once it does not say otherwise later")
	second, _ := d.Record.Around(d.ctx())
	require.Equal(t, []claim.Stream{asked}, second.Asking(about))
	require.False(t, second.Waits(asked.ID))
	second.Asking(about)[0] = claim.DeskStream
	require.Equal(t, []claim.Stream{asked}, second.Asking(about), "whoever asks may keep what they got")
	require.NoError(t, failed())
}

func TestAWakeSaysWhetherItCanWait(t *testing.T) {
	d, _ := staffed(t, t.TempDir()+"/record.db")
	opened := d.openCase("story")
	s := claim.Stream{Kind: claim.StreamClaim, ID: uuid.New()}
	add := d.act(s, d.owner, verification.AddClaim{
		Case: opened, Text: d.put(claim.ClaimText{Key: "a", Statement: "It is so."}), Tier: claim.Routine, Author: d.owner, Policy: claim.DefaultPolicy,
	})
	hold := d.act(s, d.owner, verification.Hold{Reason: d.put("wait")})
	done := d.carryOut(noon, add)
	require.Len(t, done[0].Wake, 1)
	require.True(t, done[0].Wake[0].Soon, "no workflow carries it yet")
	done = d.carryOut(noon, hold)
	require.Len(t, done[0].Wake, 1)
	require.False(t, done[0].Wake[0].Soon, "nothing falls due soon")
	w := &work{Doing: claim.Doing{Now: noon}}
	before := claim.Next{Version: 1}
	require.True(t, w.soon(before, claim.Next{Version: 2, Due: noon.Add(59 * time.Second)}))
	require.False(t, w.soon(before, claim.Next{Version: 2, Due: noon.Add(61 * time.Second)}))
	require.True(t, w.soon(claim.Next{Version: 1, Over: true}, claim.Next{Version: 2}), "its workflow has ended")
}

func TestAFaultIsNoRefusal(t *testing.T) {
	d, _ := staffed(t, t.TempDir()+"/record.db")
	s := claim.Stream{Kind: claim.StreamClaim, ID: d.addClaim(d.openCase("story"), "a")}
	done := d.carryOut(noon, d.act(s, d.owner, verification.Hold{Reason: "what was never kept"}))
	require.Equal(t, claim.CodeNotFound, done[0].Refused.Code, "that content is missing is for the caller to mend")
	require.Equal(t, claim.StageOpen, d.claimOf(s).Stage)
	require.NoError(t, d.Close())
	_, err := d.Do(d.ctx(), claim.Doing{Now: noon, Acts: []claim.Act{d.act(s, d.owner, verification.Resume{})}})
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
}
