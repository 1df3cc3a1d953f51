package desk

import (
	"slices"
	"strconv"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// TurnKinds are the kinds of what waits that can go on.
func (*settingsView) TurnKinds() []page.Option {
	var options []page.Option
	for _, kind := range claim.TurnKinds {
		if kind != claim.TurnMention {
			options = append(options, page.Option{Value: string(kind), Label: desk.TurnTitle(kind)})
		}
	}
	return options
}

// escalationFields are how long people have, as the form has them.
func escalationFields(view *settingsView) map[string]string {
	fields := map[string]string{}
	for name, minutes := range map[string]int{"assigneeMinutes": view.Escalation.Assignee, "ownerMinutes": view.Escalation.Owner} {
		if minutes > 0 {
			fields[name] = strconv.Itoa(minutes)
		}
	}
	for _, kind := range view.Escalation.Kinds {
		view.Escalated = append(view.Escalated, string(kind))
	}
	return fields
}

// readEscalation reads them; a form without them leaves them as they are.
func readEscalation(v *page.Visit, in *claim.Escalation) error {
	if _, sent := v.R.PostForm["assigneeMinutes"]; !sent {
		return nil
	}
	*in = claim.Escalation{}
	for name, minutes := range map[string]*int{"assigneeMinutes": &in.Assignee, "ownerMinutes": &in.Owner} {
		if v.Form(name) == "" {
			continue
		}
		n, err := numberOf(v, name)
		if err != nil {
			return err
		}
		*minutes = n
	}
	for _, kind := range v.List("escalatedKinds") {
		in.Kinds = append(in.Kinds, claim.TurnKind(kind))
	}
	slices.SortFunc(in.Kinds, func(a, b claim.TurnKind) int {
		return slices.Index(claim.TurnKinds, a) - slices.Index(claim.TurnKinds, b)
	})
	return nil
}
