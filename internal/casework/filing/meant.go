package filing

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// PartiesMeant are the parties of the directory that a case file names, as far as the caller may
// know of them: by their short names, their identifiers or their names.
func PartiesMeant(ctx context.Context, d *casework.Door, caller casework.Caller, in CaseFileInput) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, name := range namesMeant(in) {
		found, err := meant(ctx, d, name)
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			hidden, err := d.Hidden(ctx, caller, id)
			if err != nil {
				return nil, err
			}
			if !hidden {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

func meant(ctx context.Context, d *casework.Door, name string) ([]uuid.UUID, error) {
	id, err := d.Record().Resolve(ctx, claim.StreamParty, uuid.Nil, name)
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound:
		return d.Record().PartiesCalled(ctx, name)
	case err != nil:
		return nil, err
	}
	return []uuid.UUID{id}, nil
}

// namesMeant are the names of parties in a case file, each once.
func namesMeant(in CaseFileInput) []string {
	var names []string
	of := func(c writing.ClaimInput) {
		names = append(names, c.Claimant)
		names = slices.Concat(names, c.Subjects, c.Witnesses, c.Experts, c.RecordHolders, c.Relays)
	}
	for _, p := range in.Parties {
		names = append(names, p.Key, p.Name)
	}
	for _, c := range in.Claims {
		of(c)
	}
	for _, s := range in.Series {
		of(s.ClaimInput)
		names = append(names, s.Parties...)
	}
	for _, r := range in.Requests {
		names = append(names, r.Party)
	}
	for _, s := range in.Statements {
		names = append(append(names, s.Party), s.Way...)
	}
	for _, e := range in.Evidence {
		names = append(names, e.Origin)
	}
	for _, a := range in.Answers {
		names = append(names, a.Way...)
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
}
