package received

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/google/uuid"
)

// SenderNames are the names that the sentences about a sender need, which are content.
type SenderNames struct {
	Party string // the party
	Role  string // of the contact point, such as "press office"; may be empty
	Like  string // the domain that it looks like
	Staff string // who on the desk sent it
}

// Says tells in a sentence who sent a message, as far as it is known: how the domain is proven, and what
// the author is to the party.
func (s Sender) Says(p Proof, names SenderNames) string {
	if s.Proof == "" {
		return "Nobody has looked at who sent it."
	}
	if s.Staff != uuid.Nil {
		return fmt.Sprintf("%s sent it from their own mailbox. %s.", cmp.Or(names.Staff, "Somebody on the desk"), s.proof(p))
	}
	parts := []string{s.proof(p)}
	if s.Compared {
		parts = append(parts, s.relation(p, names))
	}
	for _, sign := range s.Signs {
		if text := sign.says(p, names); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "; ") + "."
}

// proof says how the author's domain is proven.
func (s Sender) proof(p Proof) string {
	domain := cmp.Or(p.Author.Domain, "its author")
	switch s.Proven {
	case ProvenSigned:
		return "Signed by " + p.signer(true)
	case ProvenServer:
		return "Sent by a server of " + domain
	case ProvenReported:
		return fmt.Sprintf("Our mail server has checked that it is from %s", domain)
	case ProvenPartly:
		if signer := p.signer(false); signer != "" {
			return fmt.Sprintf("Signed by %s, and not by %s", signer, domain)
		}
		return fmt.Sprintf("Sent by a server of %s, which has no policy for mail in its name", domain)
	case ProvenFailed:
		return fmt.Sprintf("Not sent as %s asks of mail in its name (DMARC fails; its policy: %s)", domain, cmp.Or(p.DMARC.Policy, "as our mail server found it"))
	case ProvenUnknown:
		return fmt.Sprintf("Whether it is from %s is not known: %s", domain, p.silence())
	}
	return fmt.Sprintf("Nothing proves that it is from %s", domain)
}

// signer is the domain of the first signature that holds, and that is the author's or is not.
func (p Proof) signer(aligned bool) string {
	for _, sig := range p.Signatures {
		if sig.Result == CheckPass && sig.Aligned == aligned {
			return sig.Domain
		}
	}
	return ""
}

// relation says what the author is to the party.
func (s Sender) relation(p Proof, names SenderNames) string {
	point := "contact point"
	if role := strings.TrimSpace(strings.TrimSuffix(names.Role, " contact")); role != "" {
		point = role + " contact"
	}
	not := ", which nobody has verified"
	if s.Verified {
		point, not = "verified "+point, ""
	}
	switch {
	case s.Exact:
		return fmt.Sprintf("the address is %s’s %s%s", names.Party, point, not)
	case s.Contact != uuid.Nil:
		return fmt.Sprintf("the address is not known, and its domain is that of %s’s %s%s", names.Party, point, not)
	}
	return fmt.Sprintf("%s is none of %s’s contact points", cmp.Or(p.Author.Address, "the sender"), names.Party)
}

// says puts a sign into words; it is empty for one that the relation tells already.
func (sign SenderSign) says(p Proof, names SenderNames) string {
	switch sign {
	case SignNew:
		return "nobody has written for " + names.Party + " from there before"
	case SignFreemail:
		return "at " + p.Author.Domain + " anybody gets an address"
	case SignLookAlike:
		return fmt.Sprintf("its domain looks like %s and is not it", cmp.Or(names.Like, "that of a contact point"))
	case SignScripts:
		return "its domain mixes scripts whose letters look alike"
	case SignName:
		return "beside it another address stands as the name"
	case SignCopy:
		return "the address had a copy of our letter, and is none of " + names.Party + "’s contact points"
	case SignUnclear:
		return p.Author.Unclear
	}
	return ""
}
