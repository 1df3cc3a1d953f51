package authn

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// Contact is a contact point of the party that a message is for.
type Contact struct {
	ID       uuid.UUID
	Address  string
	Verified bool // somebody has made sure that it is the party's
	Retired  bool
}

// Sender gives the codes for what was found, as far as no party has to be known.
func Sender(ref claim.Ref, p received.Proof) received.Sender {
	s := received.Sender{Proof: ref, Proven: Proven(p), Open: p.Unknown()}
	for _, sign := range []struct {
		code received.SenderSign
		is   bool
	}{
		{received.SignUnclear, p.Author.Unclear != ""},
		{received.SignScripts, mixesScripts(p.Author.Domain)},
		{received.SignName, otherName(p.Author)},
		{received.SignFreemail, freemail(p.Author.Domain)},
	} {
		if sign.is {
			s.Signs = append(s.Signs, sign.code)
		}
	}
	return s
}

// Proven is how far the facts prove the author's domain. A good signature of its own needs nobody's word; what
// our own server has found comes before a check of ours that has failed: it saw the message as it came.
func Proven(p received.Proof) received.Proven {
	switch {
	case p.Author.Domain == "" || p.Author.Unclear != "":
		return received.ProvenNot
	case slices.Contains(p.DMARC.By, "dkim"):
		return received.ProvenSigned
	case p.DMARC.Result == received.CheckPass:
		return received.ProvenServer
	case vouched(p):
		return received.ProvenReported
	case p.DMARC.Result == received.CheckFail, p.Reported != nil && p.Reported.DMARC == "fail" && p.Reported.From == p.Author.Domain:
		return received.ProvenFailed
	case p.DMARC.Result == received.CheckUnknown:
		return received.ProvenUnknown
	case p.DMARC.Result == received.CheckNone && partly(p):
		return received.ProvenPartly
	case p.Unknown():
		return received.ProvenUnknown
	}
	return received.ProvenNot
}

// Authentic reports whether it is proven that the author's domain sent the message, also where the domain has no
// policy: by a signature of its own, by a server that may send for it, or by the word of our own server.
func Authentic(p received.Proof) bool {
	switch Proven(p) {
	case received.ProvenSigned, received.ProvenServer, received.ProvenReported:
		return true
	case received.ProvenPartly:
		return p.SPF != nil && p.SPF.Aligned && p.SPF.Result == received.CheckPass || p.Reported != nil && p.Reported.SPF == "pass" && p.Reported.Sender == p.Author.Domain
	}
	return false
}

// vouched reports whether our own server has found what proves the author's domain: DMARC itself, or what
// DMARC asks for, of a domain that has a policy, or a signature of the author's.
func vouched(p received.Proof) bool {
	r := p.Reported
	switch {
	case r == nil:
		return false
	case r.DMARC == "pass" && r.From == p.Author.Domain:
		return true
	case r.DMARC == "" && r.SPF == "pass" && p.DMARC.Domain != "" && sameOrganisation(p, r.Sender):
		return true
	}
	return slices.ContainsFunc(r.Signed, func(d string) bool { return sameOrganisation(p, d) })
}

// partly reports whether something speaks for a domain that has no policy.
func partly(p received.Proof) bool {
	if p.SPF != nil && p.SPF.Aligned && p.SPF.Result == received.CheckPass {
		return true
	}
	if p.Reported != nil && p.Reported.SPF == "pass" && p.Reported.Sender == p.Author.Domain {
		return true
	}
	return slices.ContainsFunc(p.Signatures, func(s received.Signature) bool { return s.Result == received.CheckPass })
}

// otherName reports whether the name beside an address is an address, and another one.
func otherName(a received.Author) bool {
	for _, at := range address.Loose.In(a.Name, 10) {
		if shown := underTopLevel(a.Name[at[0]:at[1]]); shown != "" && !sameMailbox(shown, a.Address) {
			return true
		}
	}
	return false
}

// underTopLevel is an address as far as its domain ends as those do that people know; empty if it does nowhere.
func underTopLevel(shown string) string {
	for at := strings.IndexByte(shown, '@'); ; {
		dot := strings.LastIndexByte(shown, '.')
		if dot <= at+1 {
			return ""
		}
		if utf8.RuneCountInString(shown[dot+1:]) >= 2 {
			return shown
		}
		shown = shown[:dot]
	}
}

// Compare holds a sender against the contact points of a party. earlier are addresses from which somebody has
// written for it before, copied those that had copies of letters to it.
func Compare(s received.Sender, p received.Proof, contacts []Contact, earlier, copied []string) received.Sender {
	s.Compared, s.Contact, s.Exact, s.Verified, s.Like = true, uuid.Nil, false, false, uuid.Nil
	s.Signs = slices.DeleteFunc(slices.Clone(s.Signs), func(sign received.SenderSign) bool {
		return sign == received.SignStranger || sign == received.SignNew || sign == received.SignLookAlike || sign == received.SignCopy
	})
	if c, exact, found := known(p, contacts); found {
		s.Contact, s.Exact, s.Verified = c.ID, exact, c.Verified
	}
	if s.Exact {
		s.Signs = slices.DeleteFunc(s.Signs, func(sign received.SenderSign) bool { return sign == received.SignScripts })
		return s
	}
	if p.Author.Domain == "" {
		return s // nobody knows who it is
	}
	if slices.ContainsFunc(copied, func(a string) bool { return sameMailbox(a, p.Author.Address) }) {
		s.Signs = append(s.Signs, received.SignCopy)
	}
	if s.Contact == uuid.Nil {
		s.Signs = append(s.Signs, received.SignStranger)
		if i := slices.IndexFunc(contacts, func(c Contact) bool { return likeContact(p, c) }); i >= 0 {
			s.Like, s.Signs = contacts[i].ID, append(s.Signs, received.SignLookAlike)
		}
	}
	if !slices.ContainsFunc(earlier, func(a string) bool { return sameMailbox(a, p.Author.Address) }) {
		s.Signs = append(s.Signs, received.SignNew)
	}
	return s
}

// known finds the contact point that the author wrote from, a verified one first; or else one at the same
// domain, unless anybody gets an address there.
func known(p received.Proof, contacts []Contact) (at Contact, exact, found bool) {
	if p.Author.Domain == "" {
		return Contact{}, false, false
	}
	usable := slices.DeleteFunc(slices.Clone(contacts), func(c Contact) bool { return c.Retired })
	slices.SortStableFunc(usable, func(a, b Contact) int { return rank(b) - rank(a) })
	for _, c := range usable {
		if sameMailbox(c.Address, p.Author.Address) {
			return c, true, true
		}
	}
	for _, c := range usable {
		if domain := domainOf(c.Address); domain != "" && !freemail(domain) && sameOrganisation(p, domain) {
			return c, false, true
		}
	}
	return Contact{}, false, false
}

func rank(c Contact) int {
	if c.Verified {
		return 1
	}
	return 0
}

// sameOrganisation reports whether a domain is the author's, or of the organisation that the tree walk found.
func sameOrganisation(p received.Proof, domain string) bool {
	return domain == p.Author.Domain || p.DMARC.Domain != "" && under(domain, p.DMARC.Organisation)
}

// likeContact reports whether the author's domain passes for that of a contact point.
func likeContact(p received.Proof, c Contact) bool {
	domain := domainOf(c.Address)
	return !freemail(p.Author.Domain) && strings.Contains(c.Address, "@") && looksLike(p.Author.Domain, domain)
}
