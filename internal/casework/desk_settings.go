package casework

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// inForce remembers settings by the content that says so, which never changes.
type inForce struct {
	atomic.Pointer[struct {
		ref      claim.Ref
		settings claim.DeskSettings
	}]
}

// DeskSettings are the settings in force: what the desk has set, or else what the
// installation was configured with. It asks nobody who they are: it is for
// whatever acts by them, not for people.
func (d *Door) DeskSettings(ctx context.Context) (claim.DeskSettings, error) {
	state, err := Load[*people.Desk](ctx, d.store, claim.StreamDesk, people.DeskID)
	if err != nil {
		return claim.DeskSettings{}, err
	}
	return d.SettingsOf(ctx, state.Settings)
}

// SettingsOf are settings of the desk as they were kept; those that it was configured with if none were.
func (d *Door) SettingsOf(ctx context.Context, ref claim.Ref) (claim.DeskSettings, error) {
	if ref == "" {
		return d.configured(), nil
	}
	if known := d.inForce.Load(); known != nil && known.ref == ref {
		return known.settings, nil
	}
	data, err := d.store.Get(ctx, ref)
	if claim.CodeOf(err) == claim.CodeNotFound { // erased
		return d.configured(), nil
	}
	if err != nil {
		return claim.DeskSettings{}, err
	}
	settings := d.configured()
	if err := json.Unmarshal(data, &settings); err != nil {
		return d.configured(), nil
	}
	d.inForce.Store(&struct {
		ref      claim.Ref
		settings claim.DeskSettings
	}{ref, settings})
	return settings, nil
}

// configured is what is in force until the desk sets its own.
func (d *Door) configured() claim.DeskSettings {
	settings := d.settings.Desk
	if settings.Name == "" {
		settings = claim.DefaultDeskSettings
	}
	settings.UndoSeconds = int(d.settings.UndoWindow / time.Second)
	return settings
}

// PersonName is what a person is called; nothing for nobody.
func (d *Door) PersonName(ctx context.Context, id uuid.UUID) (string, error) {
	if id == uuid.Nil {
		return "", nil
	}
	p, err := Load[*people.Person](ctx, d.store, claim.StreamPerson, id)
	if err != nil {
		return "", err
	}
	lib, err := d.Library(ctx, p.Profile)
	return Read[people.PersonProfile](lib, p.Profile).Name, err
}
