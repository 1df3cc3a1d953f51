package web

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// seriesFormView is the page to open a series.
type seriesFormView struct {
	claimFormView
	Offered []desk.PartyItem // parties offered while one types
	Tried   *casework.Many   // what would become of each claim
}

// seriesNew shows the form to open a series.
func (s *Site) seriesNew(v *visit) error {
	view, err := s.seriesForm(v)
	if err != nil {
		return err
	}
	return v.renderForm("series_new", view, prefilled(map[string]string{"tier": string(claim.Routine)}))
}

// seriesOpen shows what would become of each claim, or makes them.
func (s *Site) seriesOpen(v *visit) error {
	in, err := read[casework.SeriesInput](v)
	in.Try = v.form("step") == "try"
	var many casework.Many
	if err == nil {
		many, err = doPart(v, tryPart(in.Try), operation.SeriesOpen, operation.InCase(v.path("case"), in))
	}
	if err == nil && !in.Try && many.Carried == len(many.Each) {
		return v.done("/cases/"+v.path("case")+"/series/"+url.PathEscape(in.Key), "The series was opened, with "+plural(many.Carried, "claim")+".")
	}
	view, failed := s.seriesForm(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.refuse("series_new", view, ofParties(err))
	}
	view.Tried = &many
	return v.renderForm("series_new", view, v.asTyped())
}

// ofParties says of the field of the parties what is wrong with one of them.
func ofParties(err error) error {
	e, ok := err.(*claim.Error) //nolint:errorlint // the door's errors are not wrapped
	if !ok {
		return err
	}
	names := map[string]string{}
	for field := range e.Fields {
		if strings.HasPrefix(field, "parties[") {
			names[field] = "parties"
		}
	}
	return fieldsNamed(err, names)
}

// tryPart keeps a try and the act itself apart under the key of one form.
func tryPart(try bool) string {
	if try {
		return "try"
	}
	return ""
}

func (s *Site) seriesForm(v *visit) (*seriesFormView, error) {
	form, err := s.claimForm(v)
	if err != nil {
		return nil, err
	}
	parties, _, err := s.Reads.PartyList(v.ctx(), v.who, desk.PartyFilter{Limit: offeredParties})
	return &seriesFormView{claimFormView: *form, Offered: parties}, err
}
