package web

import "github.com/onrecord/onrecord/internal/operation"

// contactHealth lists the contact points at which letters do not arrive.
func (s *Site) contactHealth(v *visit) error {
	bad, err := do(v, operation.ContactHealth, operation.None{})
	if err != nil {
		return err
	}
	return v.render("contact_health", bad)
}
