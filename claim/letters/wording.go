package letters

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

// Put says in which words a request puts a claim. All letters about the request, and its
// answer page, give those words: other ones are put by another request.
type Put struct {
	Claim   uuid.UUID `json:"claim"`
	Wording int64     `json:"wording"` // see [verification.Claim.Wording]
}

// Wording names the words in which the request puts a claim; 0 for the first ones, and
// while it has not gone out.
func (r Request) Wording(about uuid.UUID) int64 {
	if i := slices.IndexFunc(r.Put, func(p Put) bool { return p.Claim == about }); i >= 0 {
		return r.Put[i].Wording
	}
	return 0
}

// WasPut reports whether a letter that puts the request has left us, or may have, or a
// person has put it: then its words are those of [Request.Wording].
func (c *Correspondence) WasPut(request uuid.UUID) bool {
	return slices.ContainsFunc(c.Messages, func(m Message) bool {
		return m.Kind == claim.RequestLetter && reachedServer(m.Delivery) && slices.Contains(m.Requests, request)
	})
}

// puts takes in which words a letter puts its requests: the first that leaves us decides.
func (c *Correspondence) puts(m Message, f MessageSettled) {
	if m.Kind != claim.RequestLetter || !reachedServer(f.Delivery) {
		return
	}
	for _, id := range m.Requests {
		if !c.WasPut(id) {
			c.Request(id).Put = f.Put
		}
	}
}

// putNow are the words that claims have now, without those that have their first ones.
func putNow(claims []uuid.UUID, around claim.Around) []Put {
	var put []Put
	for _, id := range claims {
		if wording := stateOfClaim(id, around).Wording(); wording != 0 {
			put = append(put, Put{id, wording})
		}
	}
	return put
}

// putThen are the words that claims had at an instant, without those that had their first ones.
func putThen(at time.Time, claims []uuid.UUID, around claim.Around) []Put {
	var put []Put
	for _, id := range claims {
		if wording := stateOfClaim(id, around).WordingAt(at); wording != 0 {
			put = append(put, Put{id, wording})
		}
	}
	return put
}

func stateOfClaim(id uuid.UUID, around claim.Around) *verification.Claim {
	return claim.StateOf[*verification.Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: id})
}

// worded are the stances with the words that each is of: those of the claim on the day, of
// what was said in a talk; else those that were put to the party.
func (c *Correspondence) worded(b RecordResponse, to Request, around claim.Around) []Answer {
	stances := slices.Clone(b.Stances)
	for i := range stances {
		s := &stances[i]
		if b.Message == uuid.Nil && b.Channel.Spoken() {
			s.Wording = stateOfClaim(s.Claim, around).WordingAt(b.ReceivedAt)
		} else {
			s.Wording = c.putBy(to, s.Claim, b.ReceivedAt, around)
		}
	}
	return stances
}

// putBy names the words in which a claim had been put when an answer came: by the request
// that it answers or, if that was not out yet, by the latest one before that was. A party
// may answer before the record hears that its letter has left; its words are those of now.
func (c *Correspondence) putBy(to Request, about uuid.UUID, at time.Time, around claim.Around) int64 {
	if !c.WasPut(to.ID) {
		return stateOfClaim(about, around).Wording()
	}
	wording := to.Wording(about)
	for _, r := range c.Requests {
		if r.ID == to.ID || !to.SentAt.After(at) {
			break
		}
		if !r.SentAt.IsZero() && !r.SentAt.After(at) && slices.Contains(r.Claims, about) {
			wording = r.Wording(about)
		}
	}
	return wording
}
