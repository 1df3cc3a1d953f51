package record

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// TestTablesAreWhatTheEntriesSay plays random commands and verifies afterwards:
// Verify projects every stream anew and compares.
func TestTablesAreWhatTheEntriesSay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := openDesk(t, filepath.Join(t.TempDir(), "record.db"))
		defer d.Close()
		p := &play{desk: d, rt: rt, now: noon, text: d.put("text")}
		p.begin()
		for range rapid.IntRange(1, 40).Draw(rt, "commands") {
			p.step()
		}
		report, err := d.Verify(d.ctx(), nil)
		require.NoError(rt, err)
		require.Empty(rt, report.Problems)
		require.NoError(rt, d.Reproject(d.ctx()))
		after, err := d.Verify(d.ctx(), nil)
		require.NoError(rt, err)
		require.Equal(rt, report, after)
		p.compareStates()
	})
}

// play is a random run through the domain.
type play struct {
	*desk
	rt     *rapid.T
	now    time.Time
	text   claim.Ref
	caseID uuid.UUID
	party  uuid.UUID
	claims []claim.Stream
	thread claim.Stream
}

func (p *play) begin() {
	p.caseID, p.party = p.openCase("story"), p.addParty("party")
	for _, key := range []string{"one", "two", "three"} {
		p.claims = append(p.claims, claim.Stream{Kind: claim.StreamClaim, ID: p.addClaim(p.caseID, key)})
	}
	p.thread = claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(p.caseID, p.party)}
}

func (p *play) step() {
	p.now = p.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(p.rt, "minutes")) * time.Minute)
	switch rapid.IntRange(0, 3).Draw(p.rt, "what") {
	case 0:
		p.send(rapid.SampledFrom(p.claims).Draw(p.rt, "claim"), p.claimCommand())
	case 1:
		p.receive()
	default:
		p.send(p.thread, p.threadCommand())
	}
}

// send decides the command; one that the domain refuses is left.
func (p *play) send(s claim.Stream, body claim.Body) {
	a, err := p.Load(p.ctx(), s)
	require.NoError(p.rt, err)
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(uuid.New()), Body: body}
	facts, err := a.Decide(cmd, p.now, p.around())
	if err != nil {
		return
	}
	entries := claim.Apply(a, cmd, p.now, facts)
	require.NoError(p.rt, p.Append(p.ctx(), entries))
	loaded, err := p.Load(p.ctx(), s)
	require.NoError(p.rt, err)
	require.Equal(p.rt, a.StreamVersion(), loaded.StreamVersion())
	for _, e := range entries {
		for _, n := range loaded.Notices(e, p.around()) {
			p.send(n.To, n.Body)
		}
	}
}

func (p *play) claimCommand() claim.Body {
	return rapid.SampledFrom([]claim.Body{
		verification.Hold{Reason: p.text}, verification.Resume{}, verification.Withdraw{Reason: p.text}, verification.Close{}, finding.Publish{},
		finding.Assess{Outcome: claim.Unverified, Rationale: p.text, AsOf: p.now}, finding.Retract{Reason: p.text},
	}).Draw(p.rt, "command")
}

func (p *play) threadCommand() claim.Body {
	state, err := p.Load(p.ctx(), p.thread)
	require.NoError(p.rt, err)
	c := state.(*letters.Correspondence)
	ask := letters.Ask{
		Request: uuid.New(), Channel: claim.ByEmail, Case: p.caseID, Party: p.party, Questions: p.text,
		SendAt: p.now.Add(time.Minute), AnswerBy: p.now.Add(48 * time.Hour), Steps: []claim.Step{{At: p.now.Add(24 * time.Hour)}},
	}
	for _, s := range p.claims {
		if rapid.Bool().Draw(p.rt, "asked") {
			ask.Claims = append(ask.Claims, s.ID)
		}
	}
	commands := []claim.Body{ask, claim.Tick{}}
	for _, m := range c.ToDeliver() {
		commands = append(commands, letters.RecordDelivery{
			Message: m.ID, Attempts: m.Attempts + 1, Content: p.text, At: p.now, Contact: p.party,
			Delivery: rapid.SampledFrom([]letters.Delivery{
				letters.DeliveryAccepted, letters.DeliveryDeferred, letters.DeliveryUncertain, letters.DeliveryHardBounce,
			}).Draw(p.rt, "delivery"),
		})
	}
	for _, m := range c.Unread() {
		commands = append(commands, letters.ReadMessage{Message: m.ID, Disposition: letters.ReadAcknowledgement})
	}
	for _, r := range c.Requests {
		commands = append(commands, letters.WithdrawRequest{Request: r.ID, Reason: p.text}, letters.RecordResponse{
			Response: uuid.New(), Request: r.ID, GroundRules: claim.OnTheRecord, Channel: claim.ByPhone, ReceivedAt: p.now,
			Stances: []letters.Answer{{Claim: r.Claims[0], Stance: claim.Confirms, Statement: p.text}},
		})
	}
	return rapid.SampledFrom(commands).Draw(p.rt, "command")
}

// receive takes in a message, to the thread or to quarantine, and perhaps moves it on.
func (p *play) receive() {
	s := claim.Stream{Kind: claim.StreamIntake, ID: uuid.New()}
	mail := received.Mail{Raw: p.text, Class: rapid.SampledFrom([]received.MailClass{
		received.MailAnswer, received.MailAutomatic,
	}).Draw(p.rt, "class"), ReceivedAt: p.now}
	if rapid.Bool().Draw(p.rt, "matched") {
		p.send(s, intake.TakeIn{Mail: mail, Clues: []received.Clue{{By: received.ByToken, Correspondence: p.thread.ID}}})
		return
	}
	guess := received.Clue{By: received.ByQuotation, Correspondence: p.thread.ID}
	if rapid.Bool().Draw(p.rt, "guessed") {
		p.send(s, intake.TakeIn{Mail: mail, Clues: []received.Clue{guess}})
		p.send(s, rapid.SampledFrom([]claim.Body{intake.AcceptGuess{}, intake.RefuseGuess{}, intake.DiscardMail{}}).Draw(p.rt, "sorted"))
		return
	}
	p.send(s, intake.TakeIn{Mail: mail})
	if rapid.Bool().Draw(p.rt, "discarded") {
		p.send(s, intake.DiscardMail{})
	}
}

// compareStates checks that what the pages see is what deciding sees.
func (p *play) compareStates() {
	states, err := p.States(p.ctx(), p.caseID, time.Time{})
	require.NoError(p.rt, err)
	p.cache = newCache(cacheBytes)
	for _, s := range states {
		loaded, err := p.Load(p.ctx(), s.Stream())
		require.NoError(p.rt, err)
		shown, err := stored.EncodeState(s)
		require.NoError(p.rt, err)
		folded, err := stored.EncodeState(loaded)
		require.NoError(p.rt, err)
		require.JSONEq(p.rt, string(folded), string(shown))
	}
}
