package correspondence

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// Thread is a request with everything that was said, sent and done about it.
type Thread struct {
	Request   letters.Request // as it stands
	Code      string
	Case      Named
	Party     Named
	PartyKey  string
	Zone      *time.Location // of the party
	Claims    []ThreadClaim
	Questions string
	Statute   string // what a records request is made under

	Place      letters.Place // where it stands, with how its letters fare
	Timeliness letters.Timeliness
	Silence    claim.Silence        // what it means that there is no answer; empty while there is time, or if there is one
	UndoUntil  time.Time            // until when the request can be taken back; zero if it cannot
	Again      *PutAgain            // that it goes to another contact point; nil if it does not
	CameBack   *CameBack            // the latest letter about it, if that came back
	Draft      *mailtext.LetterText // the letter as it will go out, while it can be taken back
	PausedFor  string               // why its reminders are paused
	Items      []ThreadItem         // the oldest first
	Planned    []requests.PlannedLetter
	NoReminder string                     // why no reminder is to come; empty if one is
	Confirm    []Confirmable              // answers that a call-back would make sure of
	Numbers    []Number                   // the party's telephone numbers
	Stops      []string                   // what stops the clock now, a sentence each
	Warnings   []string                   // what the editor should know before acting, a sentence each
	Offers     desk.Offers                // what the caller can do with it
	Files      []requests.CaseFileOffered // that can go out with a letter by hand
}

// Named is a thing with its short name and what it is called.
type Named struct {
	ID    uuid.UUID
	Key   string
	Title string
}

// ThreadClaim is a claim that the request is about.
type ThreadClaim struct {
	ID        uuid.UUID
	Key       string
	Statement string
	Then      string // the words in which the request puts it, if it has other ones now
	Stage     claim.Stage
	Answered  bool
	Held      bool
	Dropped   bool
	Stance    claim.Stance // where the party stands to it; empty if it has said nothing
}

// ThreadKind is what an item of a thread is.
type ThreadKind string

const (
	// ThreadLetter went out, or is on its way.
	ThreadLetter ThreadKind = "letter"
	// ThreadWaiting is a letter by hand in its undo window.
	ThreadWaiting ThreadKind = "waiting"
	// ThreadReply came from the party.
	ThreadReply ThreadKind = "reply"
	// ThreadAnswer is an answer that was recorded.
	ThreadAnswer ThreadKind = "answer"
	// ThreadEvent is anything else that happened.
	ThreadEvent ThreadKind = "event"
)

// ThreadItem is one thing in a thread.
type ThreadItem struct {
	Kind ThreadKind
	At   time.Time
	By   string // who did it, in an event; who wrote, in a message
	What string // a sentence without full stop, such as "reminder 1"
	Text string // what was written or given as the reason

	Newest string // the new words of the text alone, if it has others too

	Message   uuid.UUID // of a letter or a reply
	Subject   string
	To        string
	Delivery  letters.Delivery
	Reason    claim.Reason
	Uncertain bool
	Attempts  []lists.HandOverRow
	NextTry   time.Time // of a letter that was not taken; zero if it is not tried again, or nobody can say
	UndoUntil time.Time // of a letter that waits

	Class       received.MailClass
	Channel     claim.Channel
	ReadAt      time.Time
	Disposition letters.Disposition
	Files       []mailtext.MailFile
	Signs       []string
	Origins     []mailtext.MailOrigin // of a colleague's, what it says of others' messages that it passes on
	Redirected  string                // who is named to have sent it on as it was
	Doubts      []string              // why it is doubtful that the party wrote it
	Cut         bool                  // the text goes on
	Sender      *SenderView           // of a reply by mail, and of an answer that was read from one
	Copies      []string              // of a letter, who got a copy
	Uncopied    int                   // for how many of them the server did not take it
	Enclosed    int                   // of a letter that waits, how many files go out with it
	Savable     bool                  // its bytes can be saved: no link in it takes an answer any more

	Response     uuid.UUID
	Stances      []ThreadStance
	GroundRules  claim.GroundRules
	Authenticity claim.Authenticity
	Late         bool
	Speaker      string
	Through      string // to whom it was said, and through whom it came; empty for what was said to the desk
}

// ThreadStance is what an answer says about one claim.
type ThreadStance struct {
	Claim     string // key
	Stance    claim.Stance
	Statement string
	Summary   bool // the words are the desk's
}
