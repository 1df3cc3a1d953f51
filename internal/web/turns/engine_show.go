package turns

import "github.com/onrecord/onrecord/internal/web/page"

// EngineShow shows how everything is that works without people.
func EngineShow(v *page.Visit) error {
	view, err := v.Reads.EngineView(v.Context(), v.Who)
	if err != nil {
		return err
	}
	return v.Render("engine", view)
}
