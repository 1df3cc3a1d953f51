package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

func personPath(handle string) string { return "/settings/people/" + handle }

// rolesOf reads the boxes of a form.
func rolesOf(v *page.Visit, name string) []claim.Role {
	roles := []claim.Role{}
	for _, value := range v.List(name) {
		roles = append(roles, claim.Role(value))
	}
	return roles
}

// PersonInvite adds a person, and shows the link for them.
func PersonInvite(v *page.Visit) error {
	in := staff.PersonInput{Handle: v.Form("handle"), Name: v.Form("name"), Email: v.Form("email"), Roles: rolesOf(v, "roles")}
	_, err := page.DoPart(v, "person", operation.PersonAdd, operation.Body(in))
	if err != nil {
		view, again := newPeopleView(v)
		if again != nil {
			return again
		}
		return v.Refuse("people", view, err)
	}
	return showLink(v, in.Handle)
}

// showLink makes a one-time link for a person and shows it.
func showLink(v *page.Visit, handle string) error {
	link, err := page.DoPart(v, "link", operation.PersonInvite, operation.PersonPath{Person: handle})
	if err != nil {
		return err
	}
	return v.Render("people_invited", link)
}

// PersonLink makes another one-time link for a person who is on the desk.
func PersonLink(v *page.Visit) error {
	if err := showLink(v, v.Path("person")); err != nil {
		return refusePerson(v, err)
	}
	return nil
}

// PersonRoles replaces a person's roles.
func PersonRoles(v *page.Visit) error {
	_, err := page.Do(v, operation.PersonRoles, operation.OfPerson(v.Path("person"), staff.RolesInput{Roles: rolesOf(v, "roles")}))
	if err != nil {
		return refusePerson(v, err)
	}
	return v.Done(personPath(v.Path("person")), "The roles were changed.")
}

// PersonProfile gives a person another name or address.
func PersonProfile(v *page.Visit) error {
	in := staff.ProfileInput{Name: v.Form("name"), Email: v.Form("email")}
	if _, err := page.Do(v, operation.PersonProfile, operation.OfPerson(v.Path("person"), in)); err != nil {
		return refusePerson(v, err)
	}
	return v.Done(personPath(v.Path("person")), "Name and address were changed.")
}

// PersonDisable takes the right to do anything from a person.
func PersonDisable(v *page.Visit) error {
	if _, err := page.Do(v, operation.PersonDisable, operation.PersonPath{Person: v.Path("person")}); err != nil {
		return refusePerson(v, err)
	}
	return v.Done(personPath(v.Path("person")), "The account is disabled. Every session and token has ended, and what was assigned waits for the others again.")
}

// PersonEnable gives a disabled person back what the roles allow.
func PersonEnable(v *page.Visit) error {
	if _, err := page.Do(v, operation.PersonEnable, operation.PersonPath{Person: v.Path("person")}); err != nil {
		return refusePerson(v, err)
	}
	return v.Done(personPath(v.Path("person")), "The account is enabled.")
}
