package staff

import (
	"cmp"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// PersonView is a member of staff. What concerns signing in is for who manages
// people, and left out for others.
type PersonView struct {
	ID       uuid.UUID    `json:"id"`
	Handle   string       `json:"handle"`
	Name     string       `json:"name"`
	Roles    []claim.Role `json:"roles"`
	Disabled bool         `json:"disabled,omitempty" doc:"the person can do nothing"`

	Away *AwayView `json:"away,omitempty" doc:"when the person is away, now or later"`

	Email        string                  `json:"email,omitempty"`
	SignsInBy    []people.CredentialKind `json:"signsInBy,omitempty" doc:"ways in which the person can sign in"`
	InvitedUntil time.Time               `json:"invitedUntil,omitzero" doc:"until when the link to join can be used"`
	SignedInAt   time.Time               `json:"signedInAt,omitzero" doc:"when the person last signed in"`
}

// Invited reports whether a link to join waits for the person.
func (v PersonView) Invited() bool { return !v.InvitedUntil.IsZero() }

// ShowPerson is a person as people read one; all says that what only they and who
// manages people may see is with it.
func ShowPerson(l casework.Library, p *people.Person, all bool) PersonView {
	profile := casework.Read[people.PersonProfile](l, p.Profile)
	v := PersonView{ID: p.ID, Handle: cmp.Or(profile.Handle, p.ID.String()), Name: profile.Name, Roles: p.Roles, Disabled: p.Disabled}
	if all {
		v.Email, v.SignedInAt = profile.Email, p.SignedInAt
	}
	return v
}
