package casework

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// RevisePartyInput describes a party anew. Its short name stays.
type RevisePartyInput struct {
	Name     string            `json:"name"`
	Kind     people.PartyKind  `json:"kind,omitempty"`
	Nature   people.Nature     `json:"nature,omitempty" doc:"whether it is an organisation or one person"`
	Zone     string            `json:"zone,omitempty" doc:"IANA time zone; UTC if left out"`
	Language string            `json:"language,omitempty" doc:"BCP 47"`
	Hours    claim.OfficeHours `json:"hours,omitzero" doc:"when the party can be reminded; round the clock if left out"`
	Version  int64             `json:"version,omitempty" doc:"of the party as it was read; refused if somebody else has changed it since"`
}

// ReviseParty describes a party anew: its name, zone, office hours and holidays.
// Reminders that are planned already keep their instants; before one goes out the
// new hours are asked.
func (d *Door) ReviseParty(ctx context.Context, caller Caller, name string, in RevisePartyInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	id, err := d.TheParty(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	there, err := Load[*people.Party](ctx, d.store, claim.StreamParty, id)
	if err != nil {
		return Receipt{}, err
	}
	l, err := d.Library(ctx, there.Profile)
	if err != nil {
		return Receipt{}, err
	}
	shortName := Read[people.PartyProfile](l, there.Profile).Key
	profile, err := partyProfile(PartyInput{Key: shortName, Name: in.Name, Kind: in.Kind, Nature: in.Nature, Language: in.Language})
	if err != nil {
		return Receipt{}, err
	}
	body := people.ReviseParty{Hours: in.Hours, Seen: in.Version}
	if body.Zone, err = zone(in.Zone); err != nil {
		return Receipt{}, err
	}
	if body.Profile, err = d.KeepJSON(ctx, "profile", profile); err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: id, Name: shortName}, d.Write(ctx, there.Stream(), Command(ctx, caller, body))
}
