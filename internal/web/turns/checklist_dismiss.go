package turns

import "github.com/onrecord/onrecord/internal/web/page"

// ChecklistDismiss puts the list of first steps away.
func ChecklistDismiss(v *page.Visit) error {
	if err := v.Reads.DismissChecklist(v.Context(), v.Who); err != nil {
		return err
	}
	return v.Done("/", "The first steps are put away.")
}
