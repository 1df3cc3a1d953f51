package correspondence

import (
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// ContactHealth lists the contact points at which letters do not arrive.
func ContactHealth(v *page.Visit) error {
	bad, err := page.Do(v, operation.ContactHealth, operation.None{})
	if err != nil {
		return err
	}
	return v.Render("contact_health", bad)
}
