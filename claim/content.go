package claim

// The types below are content: they are stored in the record under a Ref and
// never stand in an entry, a command or anything else that passes through the engine.

// CaseHead is what a case says about itself.
type CaseHead struct {
	Slug       string   `json:"slug"` // the short name that people type, unique on the desk
	Title      string   `json:"title"`
	StatusLine []string `json:"statusLine,omitempty"` // keys of the claims, and identifiers of the series, that the status line is about; none means all
	Notice     string   `json:"notice,omitempty"`     // a sentence that stands at the end of every letter of the case
}

// LineText is a line as it was frozen, and what spoke against printing it then.
type LineText struct {
	Short   string   `json:"short"`
	Long    string   `json:"long"`
	Zone    string   `json:"zone,omitempty"`    // of the desk then, in which its times are
	Against []string `json:"against,omitempty"` // sentences, for the desk alone
}

// ClaimText is the checkable statement and where it comes from. Who says so, and whom
// it is about, are parties of the claim.
type ClaimText struct {
	Key       string  `json:"key"`       // the short name that people type, unique in the case
	Statement string  `json:"statement"` // schema.org claimReviewed
	MadeAt    *When   `json:"madeAt,omitempty"`
	Holds     *Period `json:"holds,omitempty"`    // at or over what time it holds
	Where     string  `json:"where,omitempty"`    // where it was said, often an address on the web
	Language  string  `json:"language,omitempty"` // BCP 47
}

// SaysTheSame reports whether another text has the same words: the statement, and at or
// over what time it holds. The rest stands beside them.
func (t ClaimText) SaysTheSame(other ClaimText) bool {
	holds := func(p *Period) string {
		if p == nil {
			return ""
		}
		return p.String()
	}
	return t.Statement == other.Statement && holds(t.Holds) == holds(other.Holds)
}

// Content is something to keep apart from the entries. Key names it, so that
// keeping it twice keeps it once.
type Content struct {
	Key   string // such as "<command id>/questions"
	Media string // media type (RFC 6838)
	Data  []byte
	// Ref and Salt are drawn ahead of content that is kept together with the acts
	// that refer to it ([Doing]); empty otherwise.
	Ref  Ref
	Salt []byte
}

// Recorded is an entry with its place in the record.
type Recorded struct {
	Position int64  // from 1, without gaps
	Hash     string // of the chain up to here, in hex
	Entry
}
