package house

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// DeskView is the desk's settings as people read and change them.
type DeskView struct {
	claim.DeskSettings
	Version int64     `json:"version" doc:"to give back with a change; 0 while the desk has set nothing"`
	At      time.Time `json:"at,omitzero" doc:"when they were set; left out while the configuration is in force"`
	By      string    `json:"by,omitempty" doc:"who set them"`

	Languages []casework.LetterLanguage `json:"languages,omitempty" doc:"what letters can be written in; left out where none are written"`
}

// Settings shows the settings in force.
func Settings(ctx context.Context, d *casework.Door, caller casework.Caller) (DeskView, error) {
	state, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return DeskView{}, err
	}
	settings, err := d.SettingsOf(ctx, state.Settings)
	if err != nil {
		return DeskView{}, err
	}
	view := DeskView{DeskSettings: settings, Version: state.Version, At: state.At}
	if d.MadeWith().Composer != nil {
		view.Languages = d.MadeWith().Composer.Languages()
	}
	view.By, err = d.PersonName(ctx, state.By.ID)
	return view, err
}
