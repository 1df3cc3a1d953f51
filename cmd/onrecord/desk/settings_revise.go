package desk

import (
	"cmp"
	"fmt"
	"maps"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// SettingsRevise is the command onrecord settings revise.
type SettingsRevise struct {
	Seen          *int64   `placeholder:"VERSION" help:"The version that you had before you, from onrecord settings show. Default: the one that is there now."`
	Name          *string  `placeholder:"TEXT" help:"Name of the desk, with its article: \"the verification desk\"."`
	Publication   *string  `placeholder:"TEXT" help:"What the story appears in; every letter says so."`
	Phone         *string  `placeholder:"NUMBER" help:"Where parties can call back."`
	Sender        *string  `placeholder:"TEXT" help:"The name that letters come from. An empty value: the owner of the case, and the desk."`
	Language      *string  `placeholder:"TAG" help:"What letters are written in to parties of which no language is known, or none that letters are written in. An empty value: English."`
	Zone          *string  `placeholder:"ZONE" help:"IANA time zone of the desk."`
	Holiday       []string `placeholder:"DATE" help:"Dates on which nobody is reminded, in place of all that stand there. An empty value: none."`
	UndoSeconds   *int     `placeholder:"N" help:"How long a request waits before it goes out."`
	IdleMinutes   *int     `placeholder:"N" help:"After how long without use a session ends."`
	About         *string  `placeholder:"TEXT" help:"A line about the desk, on public pages."`
	CorrectionsTo *string  `placeholder:"ADDRESS" help:"Where readers report errors: an e-mail address, or a web address beginning with https://."`
	UnsignedBy    []string `placeholder:"ROLE" help:"Roles that may publish without the sign-offs that a finding lacks: editor, standards, legal; in place of all that stand there. An empty value: nobody."`
	PolicyName    *string  `placeholder:"POLICY" help:"The policy of a new claim where neither it nor its case names one. An empty value: none."`

	AssigneeMinutes *int     `placeholder:"N" help:"How long whom something is assigned to has to take it up, until it goes on to the owner of its case. 0: as long as it takes."`
	OwnerMinutes    *int     `placeholder:"N" help:"How long the owner then has, until it goes on to all on the desk who may do it. 0: as long as it takes."`
	EscalatedKind   []string `placeholder:"KIND" help:"Kinds of what waits that go on, in place of all that stand there. An empty value: what stops the clock of a party, or is late."`

	PolicyFor map[claim.Tier]string `placeholder:"TIER=POLICY" help:"Likewise for the claims of a tier, such as \"serious allegation=serious-allegation\"; may be repeated. An empty value: as for the others."`
	terminal.PlanFlags
}

// Help implements kong.HelpProvider.
func (SettingsRevise) Help() string {
	return `
What is left out stays as it is; an empty value takes it away. Policy and plan are
for cases that do not say otherwise. What letters say is for: onrecord template.

If somebody else has changed the settings since the version that you saw, nothing
is changed, and both versions are printed.

Example:

    onrecord settings revise --publication "The Example Post" --zone Europe/Riga --undo-seconds 120`
}

// Run changes the settings.
func (c *SettingsRevise) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	there, err := client.Call(p.Ctx, desk, operation.SettingsShow, operation.None{})
	if err != nil {
		return err
	}
	in := revisionOfSettings(there)
	if err := c.change(&in); err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.SettingsRevise, operation.Body(in))
	if err != nil {
		return p.Conflict(err, settingsSide(in), c.now(p, desk))
	}
	return p.Did(r, "changed the desk's settings")
}

func (c *SettingsRevise) now(p *terminal.Program, desk *client.Client) func() (terminal.Side, error) {
	return func() (terminal.Side, error) {
		there, err := client.Call(p.Ctx, desk, operation.SettingsShow, operation.None{})
		return settingsSide(revisionOfSettings(there)), err
	}
}

// change puts what was given in place of what stands there.
func (c *SettingsRevise) change(in *operation.SettingsInput) error {
	terminal.Replace(&in.Version, c.Seen)
	terminal.Replace(&in.Name, c.Name)
	terminal.Replace(&in.Publication, c.Publication)
	terminal.Replace(&in.Phone, c.Phone)
	terminal.Replace(&in.Sender, c.Sender)
	terminal.Replace(&in.Language, c.Language)
	terminal.Replace(&in.Zone, c.Zone)
	terminal.ReplaceList(&in.Holidays, c.Holiday)
	if c.UnsignedBy != nil {
		in.UnsignedBy = nil
		for _, role := range c.UnsignedBy {
			if role != "" {
				in.UnsignedBy = append(in.UnsignedBy, claim.Role(role))
			}
		}
	}
	terminal.Replace(&in.UndoSeconds, c.UndoSeconds)
	terminal.Replace(&in.IdleMinutes, c.IdleMinutes)
	terminal.Replace(&in.About, c.About)
	terminal.Replace(&in.Escalation.Assignee, c.AssigneeMinutes)
	terminal.Replace(&in.Escalation.Owner, c.OwnerMinutes)
	if c.EscalatedKind != nil {
		in.Escalation.Kinds = nil
		for _, kind := range c.EscalatedKind {
			if kind != "" {
				in.Escalation.Kinds = append(in.Escalation.Kinds, claim.TurnKind(kind))
			}
		}
	}
	terminal.Replace(&in.CorrectionsTo, c.CorrectionsTo)
	terminal.Replace(&in.PolicyName, c.PolicyName)
	in.PolicyByTier = maps.Clone(in.PolicyByTier)
	for tier, name := range c.PolicyFor {
		if in.PolicyByTier == nil {
			in.PolicyByTier = map[claim.Tier]string{}
		}
		if in.PolicyByTier[tier] = name; name == "" {
			delete(in.PolicyByTier, tier)
		}
	}
	return c.Replace(&in.Policy, &in.Plan)
}

// revisionOfSettings is the revision that changes nothing.
func revisionOfSettings(v house.DeskView) operation.SettingsInput {
	return operation.SettingsInput{DeskSettings: v.DeskSettings, Version: v.Version}
}

func settingsSide(in operation.SettingsInput) terminal.Side {
	return terminal.Side{Version: in.Version, Value: in, Fields: settingsFields(in)}
}

// settingsFields are the settings for people; templates are not among them.
func settingsFields(in operation.SettingsInput) [][2]string {
	return [][2]string{
		{"name", in.Name}, {"publication", in.Publication}, {"phone", in.Phone}, {"sender", in.Sender}, {"language", in.Language}, {"zone", in.Zone},
		{"holidays", strings.Join(in.Holidays, ", ")}, {"undo window", fmt.Sprintf("%d seconds", in.UndoSeconds)},
		{"sessions end", fmt.Sprintf("after %d minutes without use", in.IdleMinutes)}, {"policy", in.Policy.String()},
		{"plan", terminal.PlanText(in.Plan)}, {"about", in.About}, {"corrections", in.CorrectionsTo},
		{"policy of claims", policiesText(in.DeskSettings)},
		{"escalation", escalationText(in.Escalation)},
		{"unsigned by", cmp.Or(casework.RolesText(in.UnsignedBy), "nobody")},
	}
}

// escalationText says how long people have to take up what waits.
func escalationText(e claim.Escalation) string {
	if len(e.Of()) == 0 {
		return "none"
	}
	has := func(who string, minutes int) string {
		if minutes == 0 {
			return who + " has as long as it takes"
		}
		return fmt.Sprintf("%s has %d minutes", who, minutes)
	}
	return fmt.Sprintf("%s; %s; of: %s", has("whom it is assigned to", e.Assignee), has("the owner of the case", e.Owner), claim.JoinWords(e.Of()))
}

// policiesText says which policy a new claim comes under.
func policiesText(s claim.DeskSettings) string {
	text := cmp.Or(s.PolicyName, "none")
	for _, tier := range claim.Tiers {
		if name := s.PolicyByTier[tier]; name != "" {
			text += fmt.Sprintf("; %s: %s", tier, name)
		}
	}
	return text
}
