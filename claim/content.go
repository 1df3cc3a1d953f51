package claim

import "time"

// The types below are content: they are stored in the record under a Ref and
// never stand in an entry, a command or anything else that passes through the engine.

// CaseHead is what a case says about itself.
type CaseHead struct {
	Slug       string   `json:"slug"` // the short name that people type, unique on the desk
	Title      string   `json:"title"`
	StatusLine []string `json:"statusLine,omitempty"` // keys of the claims that the status line is about; none means all
	Notice     string   `json:"notice,omitempty"`     // a sentence that stands at the end of every letter of the case
}

// ClaimText is the checkable statement and where it comes from.
type ClaimText struct {
	Key       string     `json:"key"`                // the short name that people type, unique in the case
	Statement string     `json:"statement"`          // schema.org claimReviewed
	Claimant  string     `json:"claimant,omitempty"` // who says so
	MadeAt    *time.Time `json:"madeAt,omitempty"`
	Where     string     `json:"where,omitempty"` // where it was said, often an address on the web
	Subjects  []string   `json:"subjects,omitempty"`
	Language  string     `json:"language,omitempty"` // BCP 47
}

// PartyProfile is who a party is.
type PartyProfile struct {
	Key      string    `json:"key"`  // the short name that people type, unique on the desk
	Name     string    `json:"name"` // a pseudonym where the name may not be known
	Kind     PartyKind `json:"kind,omitempty"`
	Language string    `json:"language,omitempty"` // BCP 47
}

// ContactAddress is where a contact point leads.
type ContactAddress struct {
	Address string `json:"address"`        // e-mail address (RFC 5321 section 4.1.2)
	Role    string `json:"role,omitempty"` // such as "press office"
}

// PersonProfile is who a member of staff is.
type PersonProfile struct {
	Handle string `json:"handle"` // the short name that people type, unique on the desk
	Name   string `json:"name"`
	Email  string `json:"email,omitempty"`
}
