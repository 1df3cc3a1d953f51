package web

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// peopleView is the staff of the desk.
type peopleView struct {
	People    []casework.PersonView
	MayManage bool
	Roles     []option
}

// roleOptions are the roles to choose from, with what each may do.
var roleOptions = []option{
	{string(claim.Reporter), "Reporter", "writes claims and asks parties"},
	{string(claim.Editor), "Editor", "owns cases: all that a reporter may, assesses and publishes"},
	{string(claim.Reviewer), "Reviewer", "signs off"},
	{string(claim.Standards), "Standards", "signs off, and watches over the rules of the trade"},
	{string(claim.Legal), "Legal", "signs off for the lawyers"},
	{string(claim.Custodian), "Custodian", "keeps the identities of confidential sources"},
	{string(claim.Admin), "Admin", "manages people, the engine and the record"},
	{string(claim.Auditor), "Auditor", "reads everything and changes nothing"},
}

func (v *visit) peopleView() (peopleView, error) {
	people, err := v.site.Reads.People(v.ctx(), v.who)
	return peopleView{people, v.who.Can(casework.MayWritePeople), roleOptions}, err
}

// peopleShow lists the people of the desk.
func (s *Site) peopleShow(v *visit) error {
	view, err := v.peopleView()
	if err != nil {
		return err
	}
	return v.render("people", view)
}

// personPageView is one person, for who manages people.
type personPageView struct {
	Person casework.PersonView
	Self   bool
	Roles  []option
	Held   []string // of the roles
	Others []option // who can stand in
}

func (v *visit) personView() (personPageView, error) {
	p, err := v.site.Reads.Person(v.ctx(), v.who, v.path("person"))
	view := personPageView{Person: p, Self: p.ID == v.who.ID, Roles: roleOptions}
	for _, role := range p.Roles {
		view.Held = append(view.Held, string(role))
	}
	if err != nil {
		return view, err
	}
	view.Others, err = v.others(p.ID)
	return view, err
}

// others are the people of the desk besides one, to choose from; nobody for who
// may not see them.
func (v *visit) others(than uuid.UUID) ([]option, error) {
	if !v.who.Can(casework.MayReadPeople) {
		return nil, nil
	}
	people, err := v.site.Reads.People(v.ctx(), v.who)
	var list []option
	for _, p := range people {
		if p.ID != than && !p.Disabled {
			list = append(list, option{Value: p.Handle, Label: p.Name})
		}
	}
	return list, err
}

// personShow shows one person, with what an admin can change.
func (s *Site) personShow(v *visit) error {
	view, err := v.personView()
	if err != nil {
		return err
	}
	return v.render("people_person", view)
}

// refusePerson shows a person again, with what is wrong in one of the forms.
func (v *visit) refusePerson(wrong error) error {
	view, err := v.personView()
	if err != nil {
		return err
	}
	return v.refuse("people_person", view, wrong)
}
