package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// settingsView is the page of the desk's settings.
type settingsView struct {
	casework.DeskView
	MayWrite bool
	Letters  []letterKind
	Conflict bool
	Writes   []option // languages to write letters in
	Unsigned []string // roles that may publish without sign-offs
	Policies []option // to choose from for new claims
}

// letterKind is a kind of letter in the list of templates.
type letterKind struct {
	Kind claim.MessageKind
	Own  []claim.LetterTemplate // words of the desk's own
}

func (s *Site) settingsPage(v *visit) (*settingsView, error) {
	desk, err := do(v, operation.SettingsShow, operation.None{})
	if err != nil {
		return nil, err
	}
	view := &settingsView{DeskView: desk, MayWrite: v.who.Can(casework.MayWriteDesk)}
	if view.Policies, err = s.policyOptions(v); err != nil {
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
		view.Writes = append(view.Writes, option{Value: l.Tag, Label: l.Name})
	}
	return view, nil
}

// settingsShow shows the desk's settings, as a form to those who may change them.
func (s *Site) settingsShow(v *visit) error {
	view, err := s.settingsPage(v)
	if err != nil {
		return err
	}
	fields := planFields(view.Plan)
	for name, value := range map[string]string{
		"name": view.Name, "publication": view.Publication, "phone": view.Phone, "sender": view.Sender, "language": view.Language,
		"undoSeconds": strconv.Itoa(view.UndoSeconds), "idleMinutes": strconv.Itoa(view.IdleMinutes),
		"zone": view.Zone, "holidays": strings.Join(view.Holidays, "\n"), "about": view.About, "correctionsTo": view.CorrectionsTo,
	} {
		fields[name] = value
	}
	maps.Copy(fields, policyFields(view.Policy))
	maps.Copy(fields, defaultFields(view.DeskSettings))
	for _, role := range view.UnsignedBy {
		view.Unsigned = append(view.Unsigned, string(role))
	}
	return v.renderForm("settings", view, prefilled(fields))
}

// settingsRevise sets the desk's settings.
func (s *Site) settingsRevise(v *visit) error {
	view, err := s.settingsPage(v)
	if err != nil {
		return err
	}
	in, err := v.deskSettings(view.DeskSettings)
	if err == nil {
		seen, _ := strconv.ParseInt(v.form("seen"), 10, 64)
		_, err = do(v, operation.SettingsRevise, operation.Body(operation.SettingsInput{DeskSettings: in, Version: seen}))
	}
	if err != nil {
		view.Conflict = claim.CodeOf(err) == claim.CodeConflict
		return v.refuse("settings", view, err)
	}
	return v.done("/settings", "The settings are in force.")
}

// deskSettings reads the form; templates stay as they are.
func (v *visit) deskSettings(there claim.DeskSettings) (claim.DeskSettings, error) {
	in := there
	in.Name, in.Publication, in.Phone, in.Sender = v.form("name"), v.form("publication"), v.form("phone"), v.form("sender")
	in.Language = v.form("language")
	in.Zone, in.About, in.CorrectionsTo = strings.TrimSpace(v.form("zone")), v.form("about"), strings.TrimSpace(v.form("correctionsTo"))
	var err error
	if in.UndoSeconds, err = v.number("undoSeconds"); err != nil {
		return in, err
	}
	if in.IdleMinutes, err = v.number("idleMinutes"); err != nil {
		return in, err
	}
	if in.Policy, err = v.policy(); err != nil {
		return in, err
	}
	if in.Plan, err = v.plan(); err != nil {
		return in, err
	}
	if err = v.readDefaults(&in); err != nil {
		return in, err
	}
	in.UnsignedBy = v.rolesOf("unsignedBy")
	in.Holidays, err = v.dates("holidays")
	return in, err
}

// number reads a whole number.
func (v *visit) number(name string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(v.form(name)))
	if err != nil {
		return 0, fieldError(name, "write a whole number")
	}
	return n, nil
}

// UnsignedRoles are the roles that a desk can let publish without sign-offs.
func (*settingsView) UnsignedRoles() []option {
	return slices.DeleteFunc(slices.Clone(roleOptions), func(o option) bool { return !slices.Contains(claim.UnsignedRoles, claim.Role(o.Value)) })
}
