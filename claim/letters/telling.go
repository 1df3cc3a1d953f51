package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
)

// Telling is a letter that says what was made public of claims about which the party
// was asked. All that is published within one undo window is told in one letter: of
// each claim what was published last. Once it goes out it is the message with the same
// identifier.
type Telling struct {
	ID     uuid.UUID `json:"id"`
	SendAt time.Time `json:"sendAt"` // end of the undo window
	News   []News    `json:"news"`
	Gone   []News    `json:"gone,omitempty"` // that something later took the place of before the letter went out
}

// News is what was made public of a claim.
type News struct {
	Claim       uuid.UUID           `json:"claim"`
	Publication finding.Publication `json:"publication"`
}

// TellingQueued: the party is to be told what was made public. Of a letter that waits
// already, it is told in that one too.
type TellingQueued struct {
	Telling uuid.UUID `json:"telling"`
	SendAt  time.Time `json:"sendAt"`
	News    News      `json:"news"`
}

// FactKind implements [claim.Fact].
func (TellingQueued) FactKind() string { return "telling.queued" }

// TellingDropped: a letter that has not gone out yet says no more what was made public of
// a claim, as that has been changed since. Another letter says so, or none.
type TellingDropped struct {
	Telling uuid.UUID `json:"telling"`
	Claim   uuid.UUID `json:"claim"`
}

// FactKind implements [claim.Fact].
func (TellingDropped) FactKind() string { return "telling.dropped" }

func init() {
	claim.RegisterFact[TellingQueued]()
	claim.RegisterFact[TellingDropped]()
}

// Untold is why a party is not told what was made public of a claim.
type Untold string

// Every reason. What each means stands in its row.
const (
	UntoldInPerson Untold = "asked in person"
	UntoldUnasked  Untold = "never reached"
	UntoldNowhere  Untold = "no address"
	UntoldBarred   Untold = "do not contact"
)

var untolds = claim.NewWords("reason not to be told", "why a party that was asked is not told what was made public",
	claim.Row[Untold, string]{Word: UntoldInPerson, Doc: "it was asked, but in no letter: whoever asked it tells it", Follows: "it was asked, but in no letter: whoever asked it tells it", Unchosen: true},
	claim.Row[Untold, string]{Word: UntoldUnasked, Doc: "no letter about the claim was delivered to it, so it was not asked", Follows: "no letter about the claim was delivered to it, so it was not asked", Unchosen: true},
	claim.Row[Untold, string]{Word: UntoldNowhere, Doc: "it has no address at which letters reach it", Follows: "it has no address at which letters reach it", Unchosen: true},
	claim.Row[Untold, string]{Word: UntoldBarred, Doc: "it is not to be contacted", Follows: "it is not to be contacted", Unchosen: true},
)

// Says puts the reason into words.
func (u Untold) Says() string { return untolds.Of(u) }

// Tells says whether the party is told what is made public of a claim: by which of its
// requests it was asked about it, or why it is not told.
func (c *Correspondence) Tells(about uuid.UUID, around claim.Around) ([]uuid.UUID, Untold) {
	requests, asked := c.reached(about)
	switch {
	case len(requests) == 0 && asked:
		return nil, UntoldUnasked
	case len(requests) == 0:
		return nil, UntoldInPerson
	}
	party := claim.StateOf[claim.Addressee](around, claim.Stream{Kind: claim.StreamParty, ID: c.Party})
	if c.Barred != nil {
		return nil, UntoldBarred
	}
	if contact := party.LetterContact(); contact == uuid.Nil || slices.Contains(c.BadContacts, contact) {
		return nil, UntoldNowhere
	}
	return requests, ""
}

// reached lists the requests about a claim whose letters have reached the party, as far
// as anybody can know, and says whether there was any in letters.
func (c *Correspondence) reached(about uuid.UUID) (requests []uuid.UUID, inLetters bool) {
	for _, r := range c.Requests {
		if !slices.Contains(r.Claims, about) || !r.carried() {
			continue
		}
		inLetters = true
		arrived := slices.ContainsFunc(c.Messages, func(m Message) bool {
			return m.Kind != claim.Reply && !m.Kind.Tells() && m.Delivery == DeliveryAccepted && slices.Contains(m.Requests, r.ID)
		})
		if arrived || slices.Contains(r.Answered, about) {
			requests = append(requests, r.ID)
		}
	}
	return requests, inLetters
}

// notePublished plans the letter in the transaction that publishes. Of what is taken
// back, nothing is asked any more either: the letter says so, in place of a withdrawal.
func (c *Correspondence) notePublished(b finding.NotePublished, now time.Time, around claim.Around) []claim.Fact {
	if c.heardOf(b) {
		return nil
	}
	_, untold := c.Tells(b.Claim, around)
	told := untold == "" && b.Publication.Untold == ""
	var facts []claim.Fact
	if !b.Publication.Kind.Stands() {
		facts = c.noteClaim(claim.NoteClaim{Claim: b.Claim, Over: true}, now)
	}
	facts = append(facts, c.dropTellings(b.Claim, told)...)
	if !told {
		return facts
	}
	facts = slices.DeleteFunc(facts, func(f claim.Fact) bool {
		letter, ok := f.(MessageDispatched)
		return ok && letter.Kind == claim.WithdrawalLetter
	})
	return append(facts, c.queueTelling(b, now, around))
}

func (c *Correspondence) queueTelling(b finding.NotePublished, now time.Time, around claim.Around) TellingQueued {
	news := News(b)
	if waiting := c.WaitingTelling(); waiting != nil {
		return TellingQueued{waiting.ID, waiting.SendAt, news}
	}
	id := claim.DerivedID("telling", c.ID.String(), time.Duration(c.Version).String())
	return TellingQueued{id, claim.Instant(now.Add(around.Settings().UndoWindow())), news}
}

// dropTellings takes what is public no more out of the letters that have not gone out. One
// that waits is written anew with what takes its place, unless there is no letter about that.
func (c *Correspondence) dropTellings(about uuid.UUID, told bool) []claim.Fact {
	var facts []claim.Fact
	for _, t := range c.Tellings {
		m := c.Message(t.ID)
		if m == nil && told || m != nil && m.settled() {
			continue
		}
		if slices.ContainsFunc(t.News, func(n News) bool { return n.Claim == about }) {
			facts = append(facts, TellingDropped{t.ID, about})
		}
	}
	return facts
}

// heardOf reports whether the publication, or a later one of its claim, was noted.
func (c *Correspondence) heardOf(b finding.NotePublished) bool {
	return slices.ContainsFunc(c.Tellings, func(t Telling) bool {
		return slices.ContainsFunc(slices.Concat(t.News, t.Gone), func(n News) bool {
			return n.Claim == b.Claim && n.Publication.Version >= b.Publication.Version
		})
	})
}

// Telling returns the letter with the id, or nil.
func (c *Correspondence) Telling(id uuid.UUID) *Telling {
	if i := slices.IndexFunc(c.Tellings, func(t Telling) bool { return t.ID == id }); i >= 0 {
		return &c.Tellings[i]
	}
	return nil
}

// WaitingTelling is the letter that has not gone out yet, or nil.
func (c *Correspondence) WaitingTelling() *Telling {
	if i := slices.IndexFunc(c.Tellings, func(t Telling) bool { return len(t.News) > 0 && c.Message(t.ID) == nil }); i >= 0 {
		return &c.Tellings[i]
	}
	return nil
}

func (c *Correspondence) tellingQueued(f TellingQueued) {
	c.Tellings = slices.Clone(c.Tellings)
	t := c.Telling(f.Telling)
	if t == nil {
		c.Tellings = append(c.Tellings, Telling{ID: f.Telling, SendAt: f.SendAt, News: []News{f.News}})
		return
	}
	t.News = slices.DeleteFunc(slices.Clone(t.News), func(n News) bool { return n.Claim == f.News.Claim })
	t.News = append(t.News, f.News)
}

func (c *Correspondence) tellingDropped(f TellingDropped) {
	c.Tellings = slices.Clone(c.Tellings)
	t := c.Telling(f.Telling)
	if t == nil {
		return
	}
	of := func(n News) bool { return n.Claim == f.Claim }
	if i := slices.IndexFunc(t.News, of); i >= 0 {
		t.Gone = append(slices.Clone(t.Gone), t.News[i])
	}
	t.News = slices.DeleteFunc(slices.Clone(t.News), of)
}

// dispatchTelling is the letter that is due, if there is one that somebody can be sent.
func (c *Correspondence) dispatchTelling(now time.Time) (letter MessageDispatched, due bool) {
	t := c.WaitingTelling()
	if t == nil || t.SendAt.After(now) {
		return MessageDispatched{}, false
	}
	return MessageDispatched{Message: t.ID, Kind: claim.PublicationLetter, Requests: c.toldOf(*t)}, true
}

// toldOf lists the requests that the letter is about.
func (c *Correspondence) toldOf(t Telling) []uuid.UUID {
	var requests []uuid.UUID
	for _, n := range t.News {
		about, _ := c.reached(n.Claim)
		for _, id := range about {
			if !slices.Contains(requests, id) {
				requests = append(requests, id)
			}
		}
	}
	return requests
}

// AsIfPublished is the correspondence as it would be with a letter about a publication
// in it, and that letter.
func (c *Correspondence) AsIfPublished(about uuid.UUID, p finding.Publication, at time.Time) (*Correspondence, Message) {
	as := *c
	t := Telling{ID: claim.DerivedID("telling", c.ID.String(), "as if"), SendAt: at, News: []News{{about, p}}}
	as.Tellings = append(slices.Clone(c.Tellings), t)
	return &as, Message{ID: t.ID, Kind: claim.PublicationLetter, Requests: c.toldOf(t), At: at}
}
