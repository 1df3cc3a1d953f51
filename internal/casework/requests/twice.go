package requests

import (
	"context"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// askedTwice says of each claim of a request that the party was asked about already what became of that: an
// answer that is still waited for, or the very same questions. What was asked of earlier words of a claim is asked anew.
func askedTwice(ctx context.Context, d *casework.Door, c *cases.Case, ask letters.Ask, questions string) (all []Warning, err error) {
	of, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, claim.CorrespondenceID(c.ID, ask.Party))
	if err != nil {
		return nil, err
	}
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	around, failed := d.Record().Around(ctx)
	unread := around.Waits(of.ID)
	if err := failed(); err != nil {
		return nil, err
	}
	for _, r := range of.Requests {
		if r.ID == ask.Request || r.Lifecycle == letters.RequestWithdrawn {
			continue
		}
		about, waits, err := bothPut(ctx, d, ask, r)
		if err != nil {
			return nil, err
		}
		l, err := d.Library(ctx, r.Questions)
		if err != nil {
			return nil, err
		}
		again := l.Has(r.Questions) && strings.EqualFold(strings.Join(strings.Fields(l.Text(r.Questions)), " "), strings.Join(strings.Fields(questions), " "))
		if len(about) == 0 || !waits && !again {
			continue
		}
		if r.Lifecycle == letters.Queued {
			all = append(all, Warning{Says: "a request about " + strings.Join(about, ", ") + " goes out to it at " + claim.Moment(r.SendAt, settings.Location()) +
				" (request " + letters.RequestCode(r.ID) + "): take that back if this one takes its place"})
			continue
		}
		says := "it was asked about " + strings.Join(about, ", ")
		if again {
			says += " with the same questions"
		}
		says += " at " + claim.Moment(r.SendAt, settings.Location()) + " (request " + letters.RequestCode(r.ID) + ")"
		switch {
		case waits && unread:
			says += ", and a message of it waits to be read: read that first"
		case waits:
			says += ", and that still waits for an answer: to remind it of that, write a follow-up"
		default:
			says += ": " + string(r.Lifecycle)
		}
		all = append(all, Warning{Says: says})
	}
	return all, nil
}

// bothPut are the keys of the claims that the request before and the one to come both put, in the words that they
// have now, and whether an answer about any of them is still waited for.
func bothPut(ctx context.Context, d *casework.Door, ask letters.Ask, before letters.Request) (keys []string, waits bool, err error) {
	for _, id := range ask.Claims {
		if !slices.Contains(before.Claims, id) || slices.Contains(before.Dropped, id) {
			continue
		}
		c, err := casework.Load[*verification.Claim](ctx, d.Record(), claim.StreamClaim, id)
		if err != nil {
			return nil, false, err
		}
		put := before.Lifecycle == letters.Queued || slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Request == before.ID && c.AskedOfNow(a) })
		if !put {
			continue
		}
		name, err := claimName(ctx, d, c)
		if err != nil {
			return nil, false, err
		}
		keys = append(keys, name)
		waits = waits || !before.Over() && slices.Contains(before.Pending(), id)
	}
	return keys, waits, nil
}

// claimName is the key of a claim; its identifier if that was erased.
func claimName(ctx context.Context, d *casework.Door, c *verification.Claim) (string, error) {
	l, err := d.Library(ctx, c.Text)
	if key := casework.Read[claim.ClaimText](l, c.Text).Key; key != "" {
		return key, err
	}
	return c.ID.String(), err
}
