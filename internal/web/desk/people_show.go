package desk

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/web/page"
)

// peopleView is the staff of the desk.
type peopleView struct {
	People    []staff.PersonView
	MayManage bool
	Roles     []page.Option
}

// roleOptions are the roles to choose from, with what each may do.
var roleOptions = []page.Option{
	{Value: string(claim.Reporter), Label: "Reporter", Hint: "writes claims and asks parties"},
	{Value: string(claim.Editor), Label: "Editor", Hint: "owns cases: all that a reporter may, assesses and publishes"},
	{Value: string(claim.Reviewer), Label: "Reviewer", Hint: "signs off"},
	{Value: string(claim.Standards), Label: "Standards", Hint: "signs off, and watches over the rules of the trade"},
	{Value: string(claim.Legal), Label: "Legal", Hint: "signs off for the lawyers"},
	{Value: string(claim.Custodian), Label: "Custodian", Hint: "keeps the identities of confidential sources"},
	{Value: string(claim.Admin), Label: "Admin", Hint: "manages people, the engine and the record"},
	{Value: string(claim.Auditor), Label: "Auditor", Hint: "reads everything and changes nothing"},
}

func newPeopleView(v *page.Visit) (peopleView, error) {
	people, err := v.Reads.People(v.Context(), v.Who)
	return peopleView{people, v.Who.Can(casework.MayWritePeople), roleOptions}, err
}

// PeopleShow lists the people of the desk.
func PeopleShow(v *page.Visit) error {
	view, err := newPeopleView(v)
	if err != nil {
		return err
	}
	return v.Render("people", view)
}

// personPageView is one person, for who manages people.
type personPageView struct {
	Person staff.PersonView
	Self   bool
	Roles  []page.Option
	Held   []string      // of the roles
	Others []page.Option // who can stand in
}

func newPersonView(v *page.Visit) (personPageView, error) {
	p, err := v.Reads.Person(v.Context(), v.Who, v.Path("person"))
	view := personPageView{Person: p, Self: p.ID == v.Who.ID, Roles: roleOptions}
	for _, role := range p.Roles {
		view.Held = append(view.Held, string(role))
	}
	if err != nil {
		return view, err
	}
	view.Others, err = othersThan(v, p.ID)
	return view, err
}

// othersThan are the people of the desk besides one, to choose from; nobody for who
// may not see them.
func othersThan(v *page.Visit, than uuid.UUID) ([]page.Option, error) {
	if !v.Who.Can(casework.MayReadPeople) {
		return nil, nil
	}
	people, err := v.Reads.People(v.Context(), v.Who)
	var list []page.Option
	for _, p := range people {
		if p.ID != than && !p.Disabled {
			list = append(list, page.Option{Value: p.Handle, Label: p.Name})
		}
	}
	return list, err
}

// PersonShow shows one person, with what an admin can change.
func PersonShow(v *page.Visit) error {
	view, err := newPersonView(v)
	if err != nil {
		return err
	}
	return v.Render("people_person", view)
}

// refusePerson shows a person again, with what is wrong in one of the forms.
func refusePerson(v *page.Visit, wrong error) error {
	view, err := newPersonView(v)
	if err != nil {
		return err
	}
	return v.Refuse("people_person", view, wrong)
}
