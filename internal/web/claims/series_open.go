package claims

import (
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// seriesFormView is the page to open a series.
type seriesFormView struct {
	claimFormView
	Offered []desk.PartyItem // parties offered while one types
	Tried   *casework.Many   // what would become of each claim
}

// SeriesNew shows the form to open a series.
func SeriesNew(v *page.Visit) error {
	view, err := seriesForm(v)
	if err != nil {
		return err
	}
	return v.RenderForm("series_new", view, page.Prefilled(map[string]string{"tier": string(claim.Routine)}))
}

// SeriesOpen shows what would become of each claim, or makes them.
func SeriesOpen(v *page.Visit) error {
	in, err := page.Read[writing.SeriesInput](v)
	in.Try = v.Form("step") == "try"
	var many casework.Many
	if err == nil {
		many, err = page.DoPart(v, tryPart(in.Try), operation.SeriesOpen, operation.InCase(v.Path("case"), in))
	}
	if err == nil && !in.Try && many.Carried == len(many.Each) {
		return v.Done("/cases/"+v.Path("case")+"/series/"+url.PathEscape(in.Key), "The series was opened, with "+page.Plural(many.Carried, "claim")+".")
	}
	view, failed := seriesForm(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.Refuse("series_new", view, ofParties(err))
	}
	view.Tried = &many
	return v.RenderForm("series_new", view, v.AsTyped())
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
	return page.FieldsNamed(err, names)
}

// tryPart keeps a try and the act itself apart under the key of one form.
func tryPart(try bool) string {
	if try {
		return "try"
	}
	return ""
}

func seriesForm(v *page.Visit) (*seriesFormView, error) {
	form, err := claimForm(v)
	if err != nil {
		return nil, err
	}
	parties, _, err := v.Reads.PartyList(v.Context(), v.Who, desk.PartyFilter{Limit: page.OfferedParties})
	return &seriesFormView{claimFormView: *form, Offered: parties}, err
}
