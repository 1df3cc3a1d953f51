package requests

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// PlanMoveInput moves requests to another plan.
type PlanMoveInput struct {
	Party    string   `json:"party,omitempty" doc:"only those to this party; all of the case if left out"`
	Requests []string `json:"requests,omitempty" maxItems:"50" doc:"only these, by their identifiers"`
	Plan     string   `json:"plan,omitempty" doc:"name of the plan; the latest version of the requests' own if left out"`
	Reason   string   `json:"reason,omitempty" doc:"why, for the record"`
	Try      bool     `json:"try,omitempty" doc:"only show what would change"`
}

// PlanMoved is what changes for requests under another plan.
type PlanMoved struct {
	Moved []MovedRequest `json:"moved"`
}

// MovedRequest is a request with its reminders to come, before and after.
type MovedRequest struct {
	Request string          `json:"request"`
	Code    string          `json:"code"`
	Party   string          `json:"party"`
	From    string          `json:"from,omitempty" doc:"name and version of the plan before; left out for the shares of the case"`
	To      string          `json:"to"`
	Before  []PlannedLetter `json:"before"`
	After   []PlannedLetter `json:"after"`
	Until   *time.Time      `json:"until,omitempty" doc:"when silence is final, where that is not the answer-by instant"`
	Zone    *time.Location  `json:"-"`
}

// MovePlan moves open requests of a case to another plan, or to a later version of their own,
// all or none. It shows what changes of the letters to come, and with Try only shows it.
func MovePlan(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in PlanMoveInput) (PlanMoved, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return PlanMoved{}, err
	}
	mails, requests, err := movedLetters(ctx, d, caller, c, in)
	if err != nil {
		return PlanMoved{}, err
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, !in.Try)
	if err != nil {
		return PlanMoved{}, err
	}
	why := claim.Placeholder
	if !in.Try {
		refs, err := d.Keep(ctx, reason)
		if err != nil {
			return PlanMoved{}, err
		}
		why = refs[0]
	}
	out := PlanMoved{Moved: []MovedRequest{}}
	var acts []claim.Act
	for _, mail := range mails {
		cmd := casework.Command(ctx, caller, letters.MovePlan{Requests: requests[mail.ID], Plan: in.Plan, Reason: why})
		moved, err := lookMoved(ctx, d, mail, cmd)
		if err != nil {
			return PlanMoved{}, err
		}
		if len(moved) > 0 {
			acts = append(acts, claim.Act{To: mail.Stream(), Command: cmd})
		}
		out.Moved = append(out.Moved, moved...)
	}
	if in.Try {
		return out, nil
	}
	return out, d.Together(ctx, acts...)
}

// movedLetters are the correspondences in which something may be moved, and which requests, where
// they are named.
func movedLetters(ctx context.Context, d *casework.Door, caller casework.Caller, c *cases.Case, in PlanMoveInput) ([]*letters.Correspondence, map[uuid.UUID][]uuid.UUID, error) {
	requests := map[uuid.UUID][]uuid.UUID{}
	var mails []*letters.Correspondence
	for _, text := range in.Requests {
		id, err := uuid.Parse(text)
		if err != nil {
			return nil, nil, casework.Invalid("requests", "name requests by their identifiers")
		}
		mail, err := d.LettersOf(ctx, caller, id)
		if err == nil && mail.Case != c.ID {
			err = casework.NotFound(casework.ARequest, text)
		}
		if err != nil {
			return nil, nil, err
		}
		if len(requests[mail.ID]) == 0 {
			mails = append(mails, mail)
		}
		requests[mail.ID] = append(requests[mail.ID], id)
	}
	if len(in.Requests) > 0 {
		return mails, requests, nil
	}
	var ids []uuid.UUID
	if in.Party != "" {
		party, err := d.TheParty(ctx, caller, in.Party)
		if err != nil {
			return nil, nil, err
		}
		ids = []uuid.UUID{claim.CorrespondenceID(c.ID, party)}
	} else {
		var err error
		if ids, err = d.Record().Correspondences(ctx, lists.CorrespondenceFilter{Case: c.ID, Open: true}); err != nil || len(ids) == 0 {
			return nil, nil, err
		}
	}
	all, err := d.Record().LoadAll(ctx, claim.StreamCorrespondence, ids...)
	for _, state := range all {
		if mail, ok := state.(*letters.Correspondence); ok && mail.Version > 0 && mail.Open() {
			mails = append(mails, mail)
		}
	}
	return mails, requests, err
}

// lookMoved is what moving would change in a correspondence; nothing if nothing moves.
func lookMoved(ctx context.Context, d *casework.Door, mail *letters.Correspondence, cmd claim.Command) ([]MovedRequest, error) {
	party, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, mail.Party)
	if err != nil {
		return nil, err
	}
	l, err := d.Library(ctx, party.Profile)
	if err != nil {
		return nil, err
	}
	now := d.Now()
	around, failed := d.Record().Around(ctx)
	facts, err := mail.Decide(cmd, now, around)
	if err == nil {
		err = failed()
	}
	if err != nil || len(facts) == 0 {
		return nil, err
	}
	before, zone := mail.Outlook(now, around), casework.ZoneOf(party)
	claim.Apply(mail, cmd, now, facts)
	after := mail.Outlook(now, around)
	var moved []MovedRequest
	for _, f := range facts {
		if m, ok := f.(letters.PlanMoved); ok {
			moved = append(moved, MovedRequest{
				Request: m.Request.String(), Code: letters.RequestCode(m.Request), Party: casework.Read[people.PartyProfile](l, party.Profile).Key,
				From: m.Before, To: m.Plan.String(), Until: casework.Pointer(m.Until), Zone: zone,
				Before: Planned(before.About(m.Request), zone), After: Planned(after.About(m.Request), zone),
			})
		}
	}
	return moved, failed()
}
