package desk

import (
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// policiesView shows every policy in words.
type policiesView struct {
	Policies []house.PolicyView
	MayWrite bool
}

func policiesPage(v *page.Visit) (*policiesView, error) {
	all, err := page.Do(v, operation.PolicyList, operation.None{})
	return &policiesView{all, v.Who.Can(casework.MayWriteDesk)}, err
}

// PoliciesShow shows the desk's policies and the presets.
func PoliciesShow(v *page.Visit) error {
	view, err := policiesPage(v)
	if err != nil {
		return err
	}
	return v.Render("policies", view)
}

// PolicySet gives the desk a policy.
func PolicySet(v *page.Visit) error {
	text := strings.ReplaceAll(v.Form("text"), "\r\n", "\n")
	made, err := page.Do(v, operation.PolicySet, operation.Body(house.PolicyInput{Text: text}))
	if err == nil {
		return v.Done("/settings/policies", "The policy "+made.Name+" is in force for claims that are added from now on.")
	}
	view, failed := policiesPage(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("policies", view, err)
}
