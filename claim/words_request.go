package claim

import "cmp"

// RequestKind is what a request asks of a party, and so how its letters speak. The
// empty one is a [RequestForComment].
type RequestKind string

// Every kind of request. What each means, and what follows from it, stands in its row.
const (
	RequestForComment      RequestKind = "comment"
	RightOfReply           RequestKind = "right of reply"
	RequestForConfirmation RequestKind = "confirmation"
	RecordsRequest         RequestKind = "records"
	VendorNotice           RequestKind = "vendor notice"
)

// requestKind is what follows from a kind of request.
type requestKind struct {
	one    string // "a right of reply"
	story  bool   // its letters speak of a story
	claims bool   // its letters put the claims that it is about
}

var requestKinds = NewWords("kind of request", "what a request asks of a party, and how its letters speak",
	Row[RequestKind, requestKind]{Word: RequestForComment, Doc: "what the party says about the claims, for a story", Label: "Request for comment", Follows: requestKind{one: "a request for comment", story: true, claims: true}},
	Row[RequestKind, requestKind]{Word: RightOfReply, Doc: "its reply to allegations against it, before they are published", Label: "Right of reply", Follows: requestKind{one: "a right of reply", story: true, claims: true}},
	Row[RequestKind, requestKind]{Word: RequestForConfirmation, Doc: "whether the claims are right", Label: "Request for confirmation", Follows: requestKind{one: "a request for confirmation", story: true, claims: true}},
	Row[RequestKind, requestKind]{Word: RecordsRequest, Doc: "records, under a statute; its letters speak of no story, and put no claims", Label: "Records request", Follows: requestKind{one: "a records request"}},
	Row[RequestKind, requestKind]{Word: VendorNotice, Doc: "tells a vendor what concerns its products; its letters speak of no story", Label: "Vendor notice", Follows: requestKind{one: "a vendor notice", claims: true}},
)

// RequestKinds lists every kind of request.
var RequestKinds = requestKinds.Chosen()

// OrComment is the kind, a request for comment if none was said.
func (k RequestKind) OrComment() RequestKind { return cmp.Or(k, RequestForComment) }

// One is a request of the kind: a right of reply.
func (k RequestKind) One() string { return requestKinds.Of(k.OrComment()).one }

// SpeaksOfStory reports whether letters of the kind say that a story is published, or is to be.
func (k RequestKind) SpeaksOfStory() bool { return requestKinds.Of(k.OrComment()).story }

// PutsClaims reports whether letters of the kind say what the claims are, and lead to the
// answer page, which says so too.
func (k RequestKind) PutsClaims() bool { return requestKinds.Of(k.OrComment()).claims }
