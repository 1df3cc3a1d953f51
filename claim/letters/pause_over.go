package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Over is a pause that holds for more than one request, as far as it concerns this correspondence.
type Over struct {
	Level claim.PauseLevel `json:"level"`
	About uuid.UUID        `json:"about,omitzero"` // of a claim
	claim.Pause
}

// PauseNoted: a pause of a claim, the case, the party or the desk concerns the correspondence, or does no more.
type PauseNoted struct {
	Level claim.PauseLevel `json:"level"`
	About uuid.UUID        `json:"about,omitzero"`
	Pause *claim.Pause     `json:"pause,omitempty"` // nil if it is over
}

// FactKind implements [claim.Fact].
func (PauseNoted) FactKind() string { return "correspondence.pause_noted" }

// ChaseMoved: the reminders after the answer-by instant, and when silence is final, are later by as long as
// they rested: a pause shortens no chase.
type ChaseMoved struct {
	Request uuid.UUID    `json:"request"`
	Steps   []claim.Step `json:"steps,omitempty"`
	Until   time.Time    `json:"until"`
}

// FactKind implements [claim.Fact].
func (ChaseMoved) FactKind() string { return "request.chase_moved" }

func init() {
	claim.RegisterFact[PauseNoted]()
	claim.RegisterFact[ChaseMoved]()
}

// Paused reports whether the reminders of the request are paused, of itself or of everything that it asks about.
func (r Request) Paused() bool {
	return !r.PausedAt.IsZero() || r.PausedOver || len(r.Asking()) > 0 && len(r.Chased()) == 0
}

// Chased are the claims of the request that reminders speak of: those that an answer is asked about, and
// whose reminders are not paused.
func (r Request) Chased() []uuid.UUID {
	return slices.DeleteFunc(r.Asking(), func(id uuid.UUID) bool { return slices.Contains(r.PausedClaims, id) })
}

// chaseRests reports whether silence is not final while the pause lasts: the party is chased after the answer-by instant.
func (r Request) chaseRests() bool { return r.Paused() && r.Until.After(r.AnswerBy) }

// Pausing are the pauses that hold back reminders of a request, besides its own.
func (c *Correspondence) Pausing(r Request) []Over {
	return slices.DeleteFunc(slices.Clone(c.Pauses), func(o Over) bool {
		return o.Level == claim.PauseClaim && !slices.Contains(r.Asking(), o.About)
	})
}

// notePause takes what became of a pause.
func (c *Correspondence) notePause(b claim.NotePause, now time.Time, around claim.Around) []claim.Fact {
	there := c.pause(b.Level, b.About)
	switch {
	case b.Pause == nil && there == nil, b.Pause != nil && there != nil && *there == *b.Pause:
		return nil
	case b.Pause == nil:
		return c.unpause(b.Level, b.About, now, around)
	}
	return []claim.Fact{PauseNoted{b.Level, b.About, b.Pause}}
}

func (c *Correspondence) pause(level claim.PauseLevel, about uuid.UUID) *claim.Pause {
	for i, o := range c.Pauses {
		if o.Level == level && o.About == about {
			return &c.Pauses[i].Pause
		}
	}
	return nil
}

// unpause is the end of a pause, with what follows for every request of which nothing is paused any more.
func (c *Correspondence) unpause(level claim.PauseLevel, about uuid.UUID, now time.Time, around claim.Around) []claim.Fact {
	noted := PauseNoted{Level: level, About: about}
	after := c.copied()
	after.pauseNoted(noted)
	facts := []claim.Fact{noted}
	end, ended := now, c.pause(level, about)
	if !ended.InForce(now) { // nobody looked at once
		end = ended.Until
	}
	for i, r := range c.Requests {
		if r.Paused() && !after.Requests[i].Paused() {
			facts = append(facts, c.runsAgain(r, end, now, around)...)
		}
	}
	return facts
}

// pausesNow are the pauses that have ended by themselves, and what the pause of the desk has become.
func (c *Correspondence) pausesNow(now time.Time, around claim.Around) []claim.Fact {
	for _, o := range c.Pauses {
		if !o.InForce(now) {
			return c.unpause(o.Level, o.About, now, around)
		}
	}
	if slices.ContainsFunc(c.Requests, Request.live) {
		return c.deskPause(now, around)
	}
	return nil
}

// deskPause notes the pause of the desk where it is another than what is noted. It is not told to everybody, but looked
// at when something falls due or is put; its end is told only where something is open, so that it may have ended, or
// another begun, while nothing was.
func (c *Correspondence) deskPause(now time.Time, around claim.Around) []claim.Fact {
	there, noted := claim.PausedBy(around, claim.DeskStream, now), c.pause(claim.PauseDesk, uuid.Nil)
	if there == nil && noted == nil || there != nil && noted != nil && *there == *noted {
		return nil
	}
	return []claim.Fact{PauseNoted{Level: claim.PauseDesk, Pause: there}}
}

// pausesAbout are the pauses that concern a request that is put now, where they are not noted yet.
func (c *Correspondence) pausesAbout(b Ask, now time.Time, around claim.Around) (facts []claim.Fact) {
	note := func(level claim.PauseLevel, about uuid.UUID, s claim.Stream) {
		if p := claim.PausedBy(around, s, now); p != nil && c.pause(level, about) == nil {
			facts = append(facts, PauseNoted{level, about, p})
		}
	}
	for _, id := range b.Claims {
		note(claim.PauseClaim, id, claim.Stream{Kind: claim.StreamClaim, ID: id})
	}
	note(claim.PauseCase, uuid.Nil, claim.Stream{Kind: claim.StreamCase, ID: b.Case})
	note(claim.PauseParty, uuid.Nil, claim.Stream{Kind: claim.StreamParty, ID: b.Party})
	return append(facts, c.deskPause(now, around)...)
}

// runsAgain is what becomes of the reminders of a request that were paused. What fell due before its answer-by
// instant is not made up for; a chase after that goes on where it stopped, not at one instant with all others.
func (c *Correspondence) runsAgain(r Request, end, now time.Time, around claim.Around) []claim.Fact {
	if !r.live() {
		return nil
	}
	if stopped := r.stoppedAt(end); !stopped.IsZero() {
		goes := end.Add(r.gap()).Add(Spread(c.Case, c.Party, r.window()))
		return []claim.Fact{r.chaseAfter(goes.Sub(stopped), c.calendar(around))}
	}
	fell := slices.ContainsFunc(r.Steps, func(s claim.Step) bool { return !s.At.After(end) })
	if steps, changed := r.thin(now, now.Add(r.gap())); fell && changed {
		return []claim.Fact{RemindersReplanned{r.ID, steps, claim.ReplannedClockRan}}
	}
	return nil
}

// stoppedAt is when the first of the chase of a request fell due that did not come about before the end of a pause: a
// reminder, or that silence is final. It is the zero time for nothing.
func (r Request) stoppedAt(end time.Time) time.Time {
	if !r.Until.After(r.AnswerBy) {
		return time.Time{}
	}
	for _, s := range r.Steps {
		if !s.Final && !s.At.Before(r.AnswerBy) && !s.At.After(end) {
			return s.At
		}
	}
	if !r.Until.After(end) {
		return r.Until
	}
	return time.Time{}
}

// chaseAfter moves what is to come of the chase by as long as it rested, into the hours of the party.
func (r Request) chaseAfter(by time.Duration, calendar claim.Calendar) ChaseMoved {
	moved := ChaseMoved{Request: r.ID, Until: claim.Instant(r.Until.Add(by))}
	for _, s := range r.Steps {
		if s.Final || s.At.Before(r.AnswerBy) {
			continue
		}
		at := claim.Instant(calendar.Next(s.At.Add(by)))
		moved.Steps = append(moved.Steps, s.MovedTo(at, claim.MovedPaused))
		if !moved.Until.After(at) {
			moved.Until = claim.Instant(at.Add(r.gap()))
		}
	}
	return moved
}

// pauseNoted takes it in.
func (c *Correspondence) pauseNoted(f PauseNoted) {
	c.Pauses = slices.DeleteFunc(slices.Clone(c.Pauses), func(o Over) bool { return o.Level == f.Level && o.About == f.About })
	if f.Pause != nil {
		c.Pauses = append(c.Pauses, Over{f.Level, f.About, *f.Pause})
	}
	for i := range c.Requests {
		c.Requests[i].under(c.Pauses)
	}
}

// under takes the pauses that concern the request.
func (r *Request) under(pauses []Over) {
	r.PausedOver, r.PausedClaims = false, nil
	for _, o := range pauses {
		if o.Level != claim.PauseClaim {
			r.PausedOver = true
		} else if slices.Contains(r.Claims, o.About) {
			r.PausedClaims = append(r.PausedClaims, o.About)
		}
	}
}
