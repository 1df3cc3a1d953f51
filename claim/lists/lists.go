package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// The types below are questions to the record's tables that pages ask, and the
// rows of the answers. Lists are read page by page: an answer comes with the
// cursor of the page after it, empty at the end. A cursor is opaque; one that
// cannot be read is refused with [claim.CodeInvalid].

// Viewer is who reads. What a restricted case holds is told to its owner, to
// the people on its access list and to auditors.
type Viewer struct {
	Person uuid.UUID
	All    bool // reads everything: an auditor
}

// PageSize is how many rows a page has: as many as are asked for, up to a bound, and
// the usual number where nobody asks for one.
func PageSize(asked, usual, most int) int {
	if asked <= 0 {
		return usual
	}
	return min(asked, most)
}

// CaseOrder is how a list of cases is ordered.
type CaseOrder string

const (
	// ByActivity: what was worked at last comes first.
	ByActivity CaseOrder = "activity"
	// ByDue: where something is due next comes first.
	ByDue CaseOrder = "due"
	// ByOpened: the newest case comes first.
	ByOpened CaseOrder = "opened"
	// ByName: in order of short names.
	ByName CaseOrder = "name"
)

// CaseOrders lists every order.
var CaseOrders = []CaseOrder{ByActivity, ByDue, ByOpened, ByName}

// CaseQuery asks for a page of cases; zero fields ask for all.
type CaseQuery struct {
	Viewer
	Text        string      // in the title or the short name, whatever the case and the accents
	Stage       claim.Stage // with a claim at this stage
	Owner       uuid.UUID   // of this person
	Party       uuid.UUID   // in which this party was asked
	Sensitivity claim.Sensitivity
	DueBefore   time.Time // with something due before
	Order       CaseOrder // empty for ByActivity
	After       string    // cursor
	Limit       int
}

// TurnQuery asks for what waits.
type TurnQuery struct {
	Viewer
	Kinds  []claim.TurnKind // that the roles of the viewer allow; none gives nothing
	Pool   []claim.TurnKind // of those, what waits for everybody who may do it
	All    bool             // not only for the viewer: whoever's turn it is
	Case   uuid.UUID        // in this case only
	Others bool             // of a case: also what the viewer may not do
	For    []uuid.UUID      // who is away, and for whom the viewer stands in
	Now    time.Time        // product time
	Passes claim.Escalation // what goes on to the viewer, as nobody takes it up
	Asleep bool             // what the viewer has snoozed, instead of what the viewer has not
	After  string           // cursor
	Limit  int
}

// TurnRow is something that waits, with the names that it goes by.
type TurnRow struct {
	claim.Turn
	Stream    claim.Stream
	Case      uuid.UUID // zero for none
	Slug      string    // of the case
	Title     string    // of the case
	Owner     uuid.UUID // of the case
	Claim     string    // key, if the subject is a claim
	Text      claim.Ref // what that claim says
	Raw       claim.Ref // the message, if the subject is one that came in
	PartyKey  string
	PartyName string
	Assignee  uuid.UUID // zero for nobody
	Assigned  time.Time // since when
	Taken     bool      // the assignee has taken it up herself
	Snoozed   time.Time // by the viewer, until when; zero for not
}

// SearchKind is what was found.
type SearchKind string

const (
	// FoundCase is a case, by its title or short name.
	FoundCase SearchKind = "case"
	// FoundClaim is a claim, by its statement, key or where it was made.
	FoundClaim SearchKind = "claim"
	// FoundParty is a party, by its name.
	FoundParty SearchKind = "party"
	// FoundAnswer is a response, by its statements.
	FoundAnswer SearchKind = "answer"
	// FoundStatement is what a party said without having been asked, by its words.
	FoundStatement SearchKind = "statement"
	// FoundEvidence is a piece of evidence, by its title, what it says and where it was found.
	FoundEvidence SearchKind = "evidence"
	// FoundFinding is a proposed finding, by its rationale and the reason that readers are given.
	FoundFinding SearchKind = "finding"
	// FoundReview is what a reviewer wrote when signing or sending back.
	FoundReview SearchKind = "review"
	// FoundDraft is the draft of a story, by the words of its latest version.
	FoundDraft SearchKind = "draft"
	// FoundComment is what colleagues say to each other about a case, by its words and those that it is on.
	FoundComment SearchKind = "comment"
	// FoundRequest is a request, by its questions, which its letters repeat.
	FoundRequest SearchKind = "request"
	// FoundMessage is a received message, by its text.
	FoundMessage SearchKind = "message"
)

// SearchKinds lists every kind.
var SearchKinds = []SearchKind{FoundCase, FoundClaim, FoundParty, FoundAnswer, FoundStatement, FoundEvidence, FoundFinding, FoundReview, FoundDraft, FoundComment, FoundRequest, FoundMessage}

// SearchTerm is one word or phrase to look for. Case and accents do not count.
type SearchTerm struct {
	Text   string // several words stand next to each other in this order
	Prefix bool   // the last word may go on
	Not    bool   // must not be there
}

// SearchQuery looks for texts that hold every term.
type SearchQuery struct {
	Viewer
	Terms []SearchTerm // at least one without Not, else nothing is found
	Kinds []SearchKind // none means all
	Case  uuid.UUID
	After string // cursor
	Limit int
}

// SearchHit is a text that was found. Texts of restricted cases are in no index.
type SearchHit struct {
	Kind    SearchKind
	Subject uuid.UUID // the case, claim, party or message; of an answer, its request
	Stream  claim.Stream
	Case    uuid.UUID // zero for a party
	Slug    string    // of the case
	Name    string    // short name of a case, claim or party
	Title   string    // what it is called
	Snippet []Fragment
	At      time.Time
}

// Fragment is a piece of a text, and whether it is what was looked for.
type Fragment struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// ActivityQuery asks for entries, the latest first; zero fields ask for all.
type ActivityQuery struct {
	Viewer
	Case   uuid.UUID
	Person uuid.UUID // who acted
	Party  uuid.UUID // in whose correspondences, or about whom
	Kinds  []string  // kinds of facts
	Hidden []string  // kinds of facts that the viewer is not shown
	From   time.Time // at or after
	To     time.Time // before
	Before int64     // position; 0 for the end of the record
	Limit  int
}

// ActivityRow is an entry and the case that it belongs to, the zero id for none.
type ActivityRow struct {
	claim.Recorded
	Case uuid.UUID
}

// OutboxQuery asks for letters, the latest first.
type OutboxQuery struct {
	Viewer
	State letters.OutboxState // empty for those that need an eye: all but what was sent or called off in the ordinary course
	All   bool                // whatever their state
	After string              // cursor
	Limit int
}

// Backlog is what waits to be done by the machine, counted up to a bound.
type Backlog struct {
	Letters    int          // dispatched, and not settled
	Oldest     time.Time    // when the oldest of those was dispatched; zero for none
	Spooled    int          // messages that were taken from the mail server and are not placed
	Waiting    time.Time    // when the oldest of those came; zero for none
	Streams    int          // open claims and correspondences, each with a workflow
	Overdue    int          // correspondences whose clock should have done something a minute ago
	LastSent   time.Time    // when a mail server last took a letter; zero for never
	LastFailed time.Time    // when one last did not, or could not be reached; zero for never
	LastReason claim.Reason // why
	Position   int64        // of the last entry
	Bytes      int64        // size of the record
	Database   string       // sqlite or postgres
}

// BacklogBound is where the counts of a [Backlog] end: more is told as this many.
const BacklogBound = 10_000

// Changed tells that entries were appended: what and where, no content.
type Changed struct {
	Position   int64
	Case       uuid.UUID // zero for none
	Restricted bool
	People     []uuid.UUID // who may see the case, if it is restricted
}

// SavedView is a list that a person comes back to.
type SavedView struct {
	Name  string
	Query string // of the address, without the question mark
	At    time.Time
}

// Tally is how many entries with facts of a kind were made within one quarter of an hour, UTC.
type Tally struct {
	Kind string
	From time.Time // when the quarter begins
	N    int
}

// TallyOf picks the entries that are counted: those with facts of a kind whose JSON contains each of the texts.
type TallyOf struct {
	Kind string
	Has  []string
}

// TallyQuarter is how long the time is that a [Tally] counts: every zone's days begin with one.
const TallyQuarter = 15 * time.Minute

// Load is what waits for one person, and how long it has.
type Load struct {
	Person uuid.UUID // zero for nobody in particular
	N      int
	Day    int // of them, less than a day
	Week   int // at least a day, and less than seven
	Oldest time.Time
}
