package requests

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
)

// discloses says in sentences what a letter about claims tells of those who make them.
func discloses(ctx context.Context, d *casework.Door, claims []uuid.UUID) ([]string, error) {
	var says []string
	for _, id := range claims {
		c, err := casework.Load[*verification.Claim](ctx, d.Record(), claim.StreamClaim, id)
		if err != nil {
			return nil, err
		}
		claimants, err := namesOf(ctx, d, c.As(sources.PartClaimant))
		if err != nil || len(claimants) == 0 {
			if err != nil {
				return nil, err
			}
			continue
		}
		l, err := d.Library(ctx, c.Text)
		if err != nil {
			return nil, err
		}
		says = append(says, disclosed(c.NamesClaimant(), casework.Read[claim.ClaimText](l, c.Text), claimants)...)
	}
	return says, nil
}

func disclosed(named bool, text claim.ClaimText, claimants []string) []string {
	if named {
		return []string{fmt.Sprintf("it names %s as the claimant of %q", line.Enumerate(claimants), text.Key)}
	}
	says := []string{fmt.Sprintf("it does not name the claimant of %q", text.Key)}
	for _, name := range claimants {
		for _, part := range [][2]string{{"the statement", text.Statement}, {"where it was made", text.Where}} {
			if strings.Contains(strings.ToLower(part[1]), strings.ToLower(name)) {
				says = append(says, fmt.Sprintf("%s stands in the letter, and holds the name of that claimant", part[0]))
			}
		}
	}
	if text.Where != "" {
		says = append(says, fmt.Sprintf("where %q was made stands in the letter, and may tell who the claimant is", text.Key))
	}
	return says
}

// namesOf are the names of parties, without those that were erased.
func namesOf(ctx context.Context, d *casework.Door, parties []uuid.UUID) ([]string, error) {
	var refs []claim.Ref
	for _, id := range parties {
		p, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, id)
		if err != nil {
			return nil, err
		}
		refs = append(refs, p.Profile)
	}
	l, err := d.Library(ctx, refs...)
	var names []string
	for _, ref := range refs {
		if name := casework.Read[people.PartyProfile](l, ref).Name; name != "" {
			names = append(names, name)
		}
	}
	return names, err
}
