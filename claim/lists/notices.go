package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// NoticeLane is one way in which a person is told what waits: on a channel, and at
// once or by digest. At most one notice is under way on it.
type NoticeLane struct {
	Person  uuid.UUID
	Channel people.NoticeChannel
	When    people.NoticeTime
}

// NoticeState is how far the telling on a lane is.
type NoticeState struct {
	NoticeLane
	Notice   uuid.UUID // under way; zero for none
	Attempts int       // to send it
	NextAt   time.Time // when to try again
	Looked   time.Time // the digest that was made last, or when something was told last
	SentAt   time.Time // zero for never
	Failing  string    // why the last attempt failed, a code
}

// NoticeQuery asks for what is to be told on a lane.
type NoticeQuery struct {
	Turns TurnQuery
	// Urgent are kinds of which all who work on the case are told if one came to wait
	// within the last hour before it is due.
	Urgent []claim.TurnKind
	Since  []people.KindSince // what came to wait before is not told
	Until  time.Time          // what came to wait later is left to the next notice
}

// NoticePart is what waits of one kind in one case.
type NoticePart struct {
	Kind       claim.TurnKind
	Item       string // of one of them
	Case       string // short name; empty for none, and for a restricted case
	Restricted bool
	Count      int
}

// NoticeNews is a channel of no person's choice: what somebody has to know of how people
// are told. It goes by whatever reaches her.
const NoticeNews people.NoticeChannel = "news"

// News is something that a person has to know even if she has chosen to be told nothing.
type News struct {
	Item  string    // its name; the same as long as it is the same thing
	Since time.Time // when it came about
}
