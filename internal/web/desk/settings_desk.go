package desk

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// settingsView is the page of the desk's settings.
type settingsView struct {
	house.DeskView
	MayWrite bool
	Letters  []letterKind
	Conflict bool
	Writes   []page.Option // languages to write letters in
	Unsigned []string      // roles that may publish without sign-offs

	Escalated []string      // kinds of what waits that go on
	Policies  []page.Option // to choose from for new claims
}

// letterKind is a kind of letter in the list of templates.
type letterKind struct {
	Kind claim.MessageKind
	Own  []claim.LetterTemplate // words of the desk's own
}

func settingsPage(v *page.Visit) (*settingsView, error) {
	desk, err := page.Do(v, operation.SettingsShow, operation.None{})
	if err != nil {
		return nil, err
	}
	view := &settingsView{DeskView: desk, MayWrite: v.Who.Can(casework.MayWriteDesk)}
	if view.Policies, err = v.PolicyOptions(); err != nil {
		return nil, err
	}
	for _, kind := range claim.LetterKinds {
		one := letterKind{Kind: kind}
		for _, t := range desk.Templates {
			if t.Letter == kind {
				one.Own = append(one.Own, t)
			}
		}
		view.Letters = append(view.Letters, one)
	}
	for _, l := range desk.Languages {
		view.Writes = append(view.Writes, page.Option{Value: l.Tag, Label: l.Name})
	}
	return view, nil
}

// SettingsShow shows the desk's settings, as a form to those who may change them.
func SettingsShow(v *page.Visit) error {
	view, err := settingsPage(v)
	if err != nil {
		return err
	}
	fields := page.PlanFields(view.Plan)
	for name, value := range map[string]string{
		"name": view.Name, "publication": view.Publication, "phone": view.Phone, "sender": view.Sender, "language": view.Language,
		"undoSeconds": strconv.Itoa(view.UndoSeconds), "idleMinutes": strconv.Itoa(view.IdleMinutes),
		"zone": view.Zone, "holidays": strings.Join(view.Holidays, "\n"), "about": view.About, "correctionsTo": view.CorrectionsTo,
	} {
		fields[name] = value
	}
	maps.Copy(fields, page.PolicyFields(view.Policy))
	maps.Copy(fields, defaultFields(view.DeskSettings))
	for _, role := range view.UnsignedBy {
		view.Unsigned = append(view.Unsigned, string(role))
	}
	maps.Copy(fields, escalationFields(view))
	return v.RenderForm("settings", view, page.Prefilled(fields))
}

// SettingsRevise sets the desk's settings.
func SettingsRevise(v *page.Visit) error {
	view, err := settingsPage(v)
	if err != nil {
		return err
	}
	in, err := deskSettings(v, view.DeskSettings)
	if err == nil {
		seen, _ := strconv.ParseInt(v.Form("seen"), 10, 64)
		_, err = page.Do(v, operation.SettingsRevise, operation.Body(operation.SettingsInput{DeskSettings: in, Version: seen}))
	}
	if err != nil {
		view.Conflict = claim.CodeOf(err) == claim.CodeConflict
		return v.Refuse("settings", view, err)
	}
	return v.Done("/settings", "The settings are in force.")
}

// deskSettings reads the form; templates stay as they are.
func deskSettings(v *page.Visit, there claim.DeskSettings) (claim.DeskSettings, error) {
	in := there
	in.Name, in.Publication, in.Phone, in.Sender = v.Form("name"), v.Form("publication"), v.Form("phone"), v.Form("sender")
	in.Language = v.Form("language")
	in.Zone, in.About, in.CorrectionsTo = strings.TrimSpace(v.Form("zone")), v.Form("about"), strings.TrimSpace(v.Form("correctionsTo"))
	var err error
	if in.UndoSeconds, err = numberOf(v, "undoSeconds"); err != nil {
		return in, err
	}
	if in.IdleMinutes, err = numberOf(v, "idleMinutes"); err != nil {
		return in, err
	}
	if in.Policy, err = v.Policy(); err != nil {
		return in, err
	}
	if in.Plan, err = v.Plan(); err != nil {
		return in, err
	}
	if err = readDefaults(v, &in); err != nil {
		return in, err
	}
	if err = readEscalation(v, &in.Escalation); err != nil {
		return in, err
	}
	in.UnsignedBy = rolesOf(v, "unsignedBy")
	in.Holidays, err = v.Dates("holidays")
	return in, err
}

// numberOf reads a whole number.
func numberOf(v *page.Visit, name string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(v.Form(name)))
	if err != nil {
		return 0, page.FieldError(name, "write a whole number")
	}
	return n, nil
}

// UnsignedRoles are the roles that a desk can let publish without sign-offs.
func (*settingsView) UnsignedRoles() []page.Option {
	return slices.DeleteFunc(slices.Clone(roleOptions), func(o page.Option) bool { return !slices.Contains(claim.UnsignedRoles, claim.Role(o.Value)) })
}
