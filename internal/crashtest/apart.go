package crashtest

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record"
)

// Apart goes through the whole record and says, in a sentence each, where one
// stream knew what the one beside it did not: at any moment, not only at the
// last. A moment is what was recorded at one instant, as a transaction is.
func Apart(ctx context.Context, r *record.Record) ([]string, error) {
	entries, err := r.Since(ctx, 0, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	h := &history{states: map[claim.Stream]claim.Aggregate{}}
	for i, e := range entries {
		if i > 0 && !e.At.Equal(entries[i-1].At) {
			h.look()
		}
		h.position = e.Position
		h.take(e.Entry)
	}
	h.look()
	return h.found, nil
}

// history is all streams as they were at a moment.
type history struct {
	states   map[claim.Stream]claim.Aggregate
	position int64
	changed  []claim.Stream // since the moment before
	moved    []*verification.Claim
	found    []string
}

func (h *history) take(e claim.Entry) {
	state, ok := h.states[e.Stream]
	if !ok {
		state = claim.New(e.Stream.Kind, e.Stream.ID)
		h.states[e.Stream] = state
	}
	state.Evolve(e)
	if !slices.Contains(h.changed, e.Stream) {
		h.changed = append(h.changed, e.Stream)
	}
	if _, ok := e.Fact.(verification.ClaimMoved); ok {
		h.moved = append(h.moved, state.(*verification.Claim))
	}
}

// look compares what has changed with what stands beside it.
func (h *history) look() {
	for _, s := range h.changed {
		switch state := h.states[s].(type) {
		case *letters.Correspondence:
			h.correspondence(state)
		case *intake.Intake:
			h.intake(state)
		}
	}
	for _, c := range h.moved {
		h.movedClaim(c)
	}
	h.changed, h.moved = nil, nil
}

func (h *history) apart(format string, args ...any) {
	h.found = append(h.found, fmt.Sprintf("at position %d ", h.position)+fmt.Sprintf(format, args...))
}

func (h *history) claim(id uuid.UUID) *verification.Claim {
	if c, ok := h.states[claim.Stream{Kind: claim.StreamClaim, ID: id}].(*verification.Claim); ok {
		return c
	}
	return &verification.Claim{}
}

func (h *history) correspondence(c *letters.Correspondence) {
	for _, r := range c.Requests {
		for _, id := range r.Claims {
			h.asked(c, r, h.claim(id))
		}
	}
	for _, response := range c.Responses {
		for _, s := range response.Stances {
			if !slices.ContainsFunc(h.claim(s.Claim).Answers, func(a sources.Said) bool { return a.Response == response.ID }) {
				h.apart("claim %s does not know of response %s", s.Claim, response.ID)
			}
		}
	}
}

// asked compares a request with what a claim of it knows.
func (h *history) asked(c *letters.Correspondence, r letters.Request, of *verification.Claim) {
	i := slices.IndexFunc(of.Asked, func(a sources.Asked) bool { return a.Request == r.ID })
	switch letter := c.Message(r.Letter); {
	case i < 0 && letter != nil && isOut(letter.Delivery):
		h.apart("claim %s does not know that request %s was sent", of.ID, r.ID)
	case i >= 0 && !of.Asked[i].Ended && (r.Lifecycle == letters.NoReply || r.Lifecycle == letters.RequestWithdrawn):
		h.apart("claim %s does not know that request %s ended: %s", of.ID, r.ID, r.Lifecycle)
	}
}

// isOut reports whether a letter has left the desk, or may have.
func isOut(d letters.Delivery) bool {
	switch d {
	case letters.DeliveryAccepted, letters.DeliveryUncertain, letters.DeliveryHardBounce, letters.DeliverySoftBounce:
		return true
	}
	return false
}

func (h *history) intake(in *intake.Intake) {
	for _, place := range in.Places() {
		c, ok := h.states[claim.Stream{Kind: claim.StreamCorrespondence, ID: place}].(*letters.Correspondence)
		if !ok || c.Message(in.MessageIn(place)) == nil {
			h.apart("correspondence %s does not have message %s, which was given to it", place, in.ID)
		}
	}
}

// movedClaim looks whether those who ask about a claim know where it went.
func (h *history) movedClaim(of *verification.Claim) {
	held, over := of.Stage == claim.StageOnHold, of.Stage == claim.StageWithdrawn || of.Stage == claim.StageDeclined
	for _, state := range h.states {
		c, ok := state.(*letters.Correspondence)
		if !ok {
			continue
		}
		for _, r := range c.Requests {
			concerned := slices.Contains(r.Claims, of.ID) && (!r.Over() || r.Lifecycle == letters.NoReply)
			if concerned && (slices.Contains(r.Held, of.ID) != held || slices.Contains(r.Dropped, of.ID) != over) {
				h.apart("request %s does not know that claim %s is %s", r.ID, of.ID, of.Stage)
			}
		}
	}
}
