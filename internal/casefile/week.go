package casefile

import (
	"fmt"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
)

// WeekHeader is the value of the key "onrecord" of a week's script.
const WeekHeader = "week/v1"

// Week is the script of a demo: what the desk and the parties of one case do,
// and when. The case opens on day 0 at Start.
type Week struct {
	Start  Moment
	People []Person
	Events []Event // in the order in which they happen
	End    Moment
}

// Person is a member of staff in a script.
type Person struct {
	Handle string
	Name   string
	Roles  []claim.Role
}

// Moment is an hour and minute UTC of a day of the script.
type Moment struct{ Day, Hour, Minute int }

// Instant returns the instant that m means when day 0 is the day of day0, in UTC.
func (m Moment) Instant(day0 time.Time) time.Time {
	year, month, day := day0.UTC().Date()
	return time.Date(year, month, day+m.Day, m.Hour, m.Minute, 0, 0, time.UTC)
}

// Before reports whether m comes before other.
func (m Moment) Before(other Moment) bool { return m.minutes() < other.minutes() }

func (m Moment) minutes() int { return (m.Day*24+m.Hour)*60 + m.Minute }

// String is the moment as scripts write it.
func (m Moment) String() string { return fmt.Sprintf("day %d %02d:%02d", m.Day, m.Hour, m.Minute) }

// Event is one thing that happens: exactly one of the pointers is set.
type Event struct {
	At        Moment
	As        string // handle of the person who acts; empty for Mail
	Line      int    // of the script
	Mail      *MailEvent
	Answer    *AnswerEvent
	Read      *ReadEvent
	Log       *LogEvent
	Statement *StatementEvent
	Evidence  *EvidenceEvent
	Assess    *AssessEvent
	Return    *ReturnEvent
	Sign      *SignEvent
	Publish   *PublishEvent
}

// MailEvent is mail from a party, in reply to the latest letter that it received.
type MailEvent struct {
	From      string // id of the party
	Subject   string // empty for that of the letter, with "Re: "
	Text      string
	Automatic bool // sent by a machine (RFC 3834)
}

// AnswerEvent reads the oldest unread mail of the party and records its answer.
type AnswerEvent struct {
	Party       string
	Stances     []Stance
	Quote       string // verbatim from the mail
	GroundRules claim.GroundRules
}

// Stance is what a party says about one claim.
type Stance struct {
	Claim  string
	Stance claim.Stance
}

// ReadEvent reads the oldest unread mail of the party, which holds no answer.
type ReadEvent struct {
	Party       string
	Disposition letters.Disposition
}

// LogEvent asks a party otherwise than by mail, and records its answer.
type LogEvent struct {
	Party       string
	Channel     claim.Channel
	Questions   string
	Stances     []Stance
	Statement   string
	GroundRules claim.GroundRules
}

// StatementEvent records what a party says at this moment without having been asked.
type StatementEvent struct {
	Claims      []string
	Party       string // an id of the case, or a name
	Way         []string
	Stance      claim.Stance
	Words       string
	Summary     bool
	GroundRules claim.GroundRules
}

// AssessEvent proposes an outcome, the same one for each of some claims.
type AssessEvent struct {
	Claims     []string
	Outcome    claim.Outcome
	Why        finding.Why // of an outcome that establishes nothing
	Rationale  string
	ForReaders string
}

// ReturnEvent sends a claim in review back.
type ReturnEvent struct{ Claim, Comments string }

// EvidenceEvent puts a document, as a file of text, to some claims.
type EvidenceEvent struct {
	Claims  []string
	Bearing claim.Bearing
	Title   string
	Origin  string
	Text    string // of the file
	Public  bool
}

// SignEvent signs claims in review off.
type SignEvent struct {
	Claims []string
	Opened []finding.Opening // what the reviewer says to have opened
}

// PublishEvent publishes claims that are signed off.
type PublishEvent struct {
	Claims []string
	Early  string // why it does not wait for those who still have time to answer
}
