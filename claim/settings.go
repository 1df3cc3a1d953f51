package claim

import (
	"fmt"
	"time"
)

// DeskSettings is content: how the desk calls itself, how it writes and when.
type DeskSettings struct {
	Name          string           `json:"name"`                    // with its article: "the verification desk"
	Publication   string           `json:"publication"`             // what the story appears in
	Phone         string           `json:"phone,omitempty"`         // where parties can call back
	Sender        string           `json:"sender,omitempty"`        // the name that letters come from; empty means the owner of the case, and the desk
	UndoSeconds   int              `json:"undoSeconds"`             // how long a request waits before it goes out
	IdleMinutes   int              `json:"idleMinutes"`             // after how long without use a session ends
	Policy        Policy           `json:"policy"`                  // of a case that does not say otherwise
	Plan          Plan             `json:"plan"`                    // likewise
	Zone          string           `json:"zone"`                    // IANA time zone of the desk
	Holidays      []string         `json:"holidays,omitempty"`      // dates of the desk's zone, as 2006-01-02, on which nobody is reminded
	Language      string           `json:"language,omitempty"`      // BCP 47: of letters to parties of which no language is known, or none that letters are written in; English if empty
	Templates     []LetterTemplate `json:"templates,omitempty"`     // the desk's own sources of letters
	About         string           `json:"about,omitempty"`         // a line about the desk, on public pages
	CorrectionsTo string           `json:"correctionsTo,omitempty"` // where readers report errors: an e-mail address or a web address
	UnsignedBy    []Role           `json:"unsignedBy,omitempty"`    // roles that may publish without the sign-offs that a finding lacks; nobody, if empty
	PolicyName    string           `json:"policyName,omitempty"`    // the policy of a new claim where neither it nor its case names one; none if empty
	PolicyByTier  map[Tier]string  `json:"policyByTier,omitempty"`  // likewise of the claims of a tier, before PolicyName
	Escalation    Escalation       `json:"escalation,omitzero"`     // how long people have to take up what waits, until it goes on
	Ratings       *Scale           `json:"ratings,omitempty"`       // how readers are told of outcomes; the default scale if left out
}

// DefaultDeskSettings are in force where neither the desk nor the configuration says otherwise.
var DefaultDeskSettings = DeskSettings{
	Name: "the verification desk", UndoSeconds: 30, IdleMinutes: 120, Policy: DefaultPolicy, Plan: DefaultPlan, Zone: "UTC",
}

// Limits of a desk's settings.
const (
	MaxUndoSeconds = 3600
	MinIdleMinutes = 5
	MaxIdleMinutes = 14 * 24 * 60
	MaxHolidays    = 400
)

// UnsignedRoles are those that a desk can let publish without sign-offs.
var UnsignedRoles = []Role{Editor, Standards, Legal}

// UndoWindow is how long a request waits before it goes out.
func (s DeskSettings) UndoWindow() time.Duration { return time.Duration(s.UndoSeconds) * time.Second }

// Idle is after how long without use a session ends.
func (s DeskSettings) Idle() time.Duration { return time.Duration(s.IdleMinutes) * time.Minute }

// Location is the desk's time zone, UTC if it is unknown here.
func (s DeskSettings) Location() *time.Location {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Calendar says when reminders may go out to a party with these hours, which are of its zone.
func (s DeskSettings) Calendar(party OfficeHours, zone *time.Location) Calendar {
	return Calendar{Party: party, Zone: zone, Desk: OfficeHours{Holidays: s.Holidays}, DeskZone: s.Location()}
}

// Validate refuses settings that cannot be in force, with the field that does not fit.
func (s DeskSettings) Validate() error {
	checks := []struct {
		bad            bool
		field, problem string
	}{
		{s.Name == "", "name", "letters say which desk writes"},
		{s.UndoSeconds < 0 || s.UndoSeconds > MaxUndoSeconds, "undoSeconds", fmt.Sprintf("choose between 0 and %d seconds", MaxUndoSeconds)},
		{s.IdleMinutes < MinIdleMinutes || s.IdleMinutes > MaxIdleMinutes, "idleMinutes", fmt.Sprintf("choose between %d minutes and two weeks", MinIdleMinutes)},
		{!KnownZone(s.Zone), "zone", "it is not an IANA time zone such as Europe/Riga"},
		{len(s.Holidays) > MaxHolidays, "holidays", fmt.Sprintf("at most %d dates", MaxHolidays)},
	}
	for _, c := range checks {
		if c.bad {
			return Errorf(CodeInvalid, "the desk's settings do not fit: %s", c.problem).WithField(c.field, c.problem)
		}
	}
	for _, r := range s.UnsignedBy {
		if err := OneOf("unsignedBy", r, UnsignedRoles); err != nil {
			return err
		}
	}
	for tier := range s.PolicyByTier {
		if err := OneOf("policyByTier", tier, Tiers); err != nil {
			return err
		}
	}
	if err := s.Escalation.Validate(); err != nil {
		return err
	}
	if err := checkTemplates(s.Templates); err != nil {
		return err
	}
	if err := (OfficeHours{Holidays: s.Holidays}).Validate(); err != nil {
		return InField(err, "holidays")
	}
	if err := s.Policy.Validate(); err != nil {
		return InField(err, "policy")
	}
	if err := s.Scale().Validate(); err != nil {
		return err
	}
	return InField(s.Plan.Validate(), "plan")
}

// KnownZone reports whether the name is that of an IANA time zone.
func KnownZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "" && name != "Local"
}
