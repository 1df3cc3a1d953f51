package people

// PartyProfile is who a party is.
type PartyProfile struct {
	Key      string    `json:"key"`  // the short name that people type, unique on the desk
	Name     string    `json:"name"` // a pseudonym where the name may not be known
	Kind     PartyKind `json:"kind,omitempty"`
	Nature   Nature    `json:"nature,omitempty"`   // empty while nobody has said
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
