package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

func personPath(handle string) string { return "/settings/people/" + handle }

// rolesOf reads the boxes of a form.
func (v *visit) rolesOf(name string) []claim.Role {
	roles := []claim.Role{}
	for _, value := range v.list(name) {
		roles = append(roles, claim.Role(value))
	}
	return roles
}

// personInvite adds a person, and shows the link for them.
func (s *Site) personInvite(v *visit) error {
	in := casework.PersonInput{Handle: v.form("handle"), Name: v.form("name"), Email: v.form("email"), Roles: v.rolesOf("roles")}
	_, err := doPart(v, "person", operation.PersonAdd, operation.Body(in))
	if err != nil {
		view, again := v.peopleView()
		if again != nil {
			return again
		}
		return v.refuse("people", view, err)
	}
	return v.showLink(in.Handle)
}

// showLink makes a one-time link for a person and shows it.
func (v *visit) showLink(handle string) error {
	link, err := doPart(v, "link", operation.PersonInvite, operation.PersonPath{Person: handle})
	if err != nil {
		return err
	}
	return v.render("people_invited", link)
}

// personLink makes another one-time link for a person who is on the desk.
func (s *Site) personLink(v *visit) error {
	if err := v.showLink(v.path("person")); err != nil {
		return v.refusePerson(err)
	}
	return nil
}

// personRoles replaces a person's roles.
func (s *Site) personRoles(v *visit) error {
	_, err := do(v, operation.PersonRoles, operation.OfPerson(v.path("person"), casework.RolesInput{Roles: v.rolesOf("roles")}))
	if err != nil {
		return v.refusePerson(err)
	}
	return v.done(personPath(v.path("person")), "The roles were changed.")
}

// personProfile gives a person another name or address.
func (s *Site) personProfile(v *visit) error {
	in := casework.ProfileInput{Name: v.form("name"), Email: v.form("email")}
	if _, err := do(v, operation.PersonProfile, operation.OfPerson(v.path("person"), in)); err != nil {
		return v.refusePerson(err)
	}
	return v.done(personPath(v.path("person")), "Name and address were changed.")
}

// personDisable takes the right to do anything from a person.
func (s *Site) personDisable(v *visit) error {
	if _, err := do(v, operation.PersonDisable, operation.PersonPath{Person: v.path("person")}); err != nil {
		return v.refusePerson(err)
	}
	return v.done(personPath(v.path("person")), "The account is disabled. Every session and token has ended, and what was assigned waits for the others again.")
}

// personEnable gives a disabled person back what the roles allow.
func (s *Site) personEnable(v *visit) error {
	if _, err := do(v, operation.PersonEnable, operation.PersonPath{Person: v.path("person")}); err != nil {
		return v.refusePerson(err)
	}
	return v.done(personPath(v.path("person")), "The account is enabled.")
}
