package received

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Sender is what is known of who sent a message, without its content: how the author's
// domain was proven, and what the author is to the party. The grade follows from it.
type Sender struct {
	Proof  claim.Ref    `json:"proof,omitempty"`  // content: a [Proof]; empty where nobody has looked
	Proven Proven       `json:"proven,omitempty"` // how far the author's domain is proven
	Open   bool         `json:"open,omitempty"`   // the DNS left something open: it is worth checking again
	Signs  []SenderSign `json:"signs,omitempty"`  // what a reader has to be told
	// Staff is who on the desk sent it from their own mailbox, if that is proven. Whom a message that
	// they pass on is from, it does not prove.
	Staff uuid.UUID `json:"staff,omitzero"`
	// Against the contact points of the party, once it is known:
	Compared bool               `json:"compared,omitempty"`
	Contact  uuid.UUID          `json:"contact,omitzero"`   // the contact point that it wrote from, or at whose domain; the zero id for a stranger
	Exact    bool               `json:"exact,omitempty"`    // it is that very address
	Verified bool               `json:"verified,omitempty"` // somebody had made sure of that contact point
	Like     uuid.UUID          `json:"like,omitzero"`      // the contact point that it looks like and is not
	Grade    claim.Authenticity `json:"grade,omitempty"`
}

// Proven is how far it is proven that a message is from the domain of its author.
type Proven string

// Every way. What each means stands in its row.
const (
	ProvenSigned   Proven = "signed"
	ProvenServer   Proven = "its server"
	ProvenReported Proven = "by our server"
	ProvenPartly   Proven = "partly"
	ProvenNot      Proven = "not"
	ProvenFailed   Proven = "failed"
	ProvenUnknown  Proven = "unknown"
)

// proven is what follows from how far the domain is proven.
type proven struct {
	wholly, partly bool
	against        bool // it speaks against the author
}

var provens = claim.NewWords("proof of the sender", "how far it is proven that a message is from the domain of its author",
	claim.Row[Proven, proven]{Word: ProvenSigned, Doc: "a good signature of the author's own domain (DKIM)", Unchosen: true, Follows: proven{wholly: true}},
	claim.Row[Proven, proven]{Word: ProvenServer, Doc: "the author's domain lets the server send that it came from, and has a policy that it meets (SPF, DMARC)", Unchosen: true, Follows: proven{wholly: true}},
	claim.Row[Proven, proven]{Word: ProvenReported, Doc: "our own mail server has checked it, and says so", Unchosen: true, Follows: proven{wholly: true}},
	claim.Row[Proven, proven]{Word: ProvenPartly, Doc: "its server may send for the domain that has no policy, or the signature is good and another domain's", Unchosen: true, Follows: proven{partly: true}},
	claim.Row[Proven, proven]{Word: ProvenNot, Doc: "nothing proves it, and nothing speaks against it", Unchosen: true},
	claim.Row[Proven, proven]{Word: ProvenFailed, Doc: "it fails what the author's domain asks of mail in its name (DMARC)", Unchosen: true, Follows: proven{against: true}},
	claim.Row[Proven, proven]{Word: ProvenUnknown, Doc: "the DNS did not answer; it can be checked again", Unchosen: true},
)

// SenderSign is something about a sender that a reader has to be told.
type SenderSign string

// Every sign. What each means stands in its row.
const (
	SignStranger  SenderSign = "stranger"
	SignNew       SenderSign = "new"
	SignFreemail  SenderSign = "freemail"
	SignLookAlike SenderSign = "look-alike"
	SignScripts   SenderSign = "mixed scripts"
	SignName      SenderSign = "another address as name"
	SignUnclear   SenderSign = "unclear author"
	SignCopy      SenderSign = "had a copy"
)

// senderSign is what follows from a sign.
type senderSign struct {
	suspicious bool
	toParty    bool // it is about the party, not the message alone
	unproven   bool // whatever proves the domain, it does not show that the party wrote
}

var senderSigns = claim.NewWords("sign of a sender", "something about a sender that a reader has to be told",
	claim.Row[SenderSign, senderSign]{Word: SignStranger, Doc: "the address is none of the party's contact points, nor at the domain of one", Unchosen: true, Follows: senderSign{toParty: true}},
	claim.Row[SenderSign, senderSign]{Word: SignNew, Doc: "nobody has written for the party from that address before", Unchosen: true, Follows: senderSign{toParty: true}},
	claim.Row[SenderSign, senderSign]{Word: SignFreemail, Doc: "the address is at a provider where anybody gets one", Unchosen: true},
	claim.Row[SenderSign, senderSign]{Word: SignLookAlike, Doc: "the domain looks like that of a contact point and is another", Unchosen: true, Follows: senderSign{suspicious: true, toParty: true}},
	claim.Row[SenderSign, senderSign]{Word: SignScripts, Doc: "a word of the domain has letters of several scripts that look alike", Unchosen: true, Follows: senderSign{suspicious: true}},
	claim.Row[SenderSign, senderSign]{Word: SignName, Doc: "the name beside the address is another address", Unchosen: true, Follows: senderSign{suspicious: true}},
	claim.Row[SenderSign, senderSign]{Word: SignCopy, Doc: "the address had a copy of our letter, and is none of the party's contact points", Unchosen: true, Follows: senderSign{toParty: true, unproven: true}},
	claim.Row[SenderSign, senderSign]{Word: SignUnclear, Doc: "the message does not name one author", Unchosen: true, Follows: senderSign{suspicious: true}},
)

// Has reports whether the sender has a sign.
func (s Sender) Has(sign SenderSign) bool { return slices.Contains(s.Signs, sign) }

// Stranger reports whether the sender was compared with the party's contact points and is none of them.
func (s Sender) Stranger() bool { return s.Compared && s.Contact == uuid.Nil }

// Uncompared is the sender as it is known whatever party it may belong to.
func (s Sender) Uncompared() Sender {
	signs := slices.DeleteFunc(slices.Clone(s.Signs), func(sign SenderSign) bool { return senderSigns.Of(sign).toParty })
	if len(signs) == 0 {
		signs = nil
	}
	return Sender{Proof: s.Proof, Proven: s.Proven, Open: s.Open, Signs: signs, Staff: s.Staff}
}

// Graded fills in the grade. A domain that is proven says who sent a message only as far as somebody has made
// sure that it is the party's: so a contact point that nobody has verified makes it probable, and a stranger
// stays unverified, however well proven.
func (s Sender) Graded() Sender {
	row := provens.Of(s.Proven)
	switch {
	case !s.Compared:
		s.Grade = ""
	case row.against, slices.ContainsFunc(s.Signs, func(sign SenderSign) bool { return senderSigns.Of(sign).suspicious }):
		s.Grade = claim.AuthenticitySuspicious
	case slices.ContainsFunc(s.Signs, func(sign SenderSign) bool { return senderSigns.Of(sign).unproven }):
		s.Grade = claim.AuthenticityUnverified
	case s.Contact != uuid.Nil && row.wholly && s.Verified:
		s.Grade = claim.AuthenticityVerified
	case s.Contact != uuid.Nil && row.wholly, s.Exact && row.partly:
		s.Grade = claim.AuthenticityProbable
	default:
		s.Grade = claim.AuthenticityUnverified
	}
	return s
}

// Same reports whether nothing else was found.
func (s Sender) Same(t Sender) bool {
	return slices.Equal(s.Signs, t.Signs) && s.Staff == t.Staff && s.Proof == t.Proof && s.Proven == t.Proven && s.Open == t.Open && s.Compared == t.Compared && s.Contact == t.Contact &&
		s.Exact == t.Exact && s.Verified == t.Verified && s.Like == t.Like && s.Grade == t.Grade
}
