package received

import "time"

// Proof is what was found about who sent a message, with the answers of the DNS
// that it was found by, so that it can be shown years later, when the keys are gone.
// It is content: it has addresses and domains in it. All of it is bounded, and
// nothing in it is a judgement: that is [Sender].
type Proof struct {
	CheckedAt time.Time `json:"checkedAt"`
	// What was said in SMTP, where the peer is the sender's own server and not one of ours: its
	// IP address, the name by which it greeted, and the reverse path (RFC 5321 section 3.3).
	Peer     string `json:"peer,omitempty"`
	Helo     string `json:"helo,omitempty"`
	MailFrom string `json:"mailFrom,omitempty"`

	Author     Author      `json:"author"`
	Signatures []Signature `json:"signatures,omitempty"` // the first eight, from the top
	SPF        *SPF        `json:"spf,omitempty"`        // nil where the peer is not known
	DMARC      DMARC       `json:"dmarc"`
	Reported   *Reported   `json:"reported,omitempty"` // what our own mail server noted
	Chain      *Chain      `json:"chain,omitempty"`    // what those who passed it on claim
	Answers    []DNSAnswer `json:"answers,omitempty"`
	Problems   []string    `json:"problems,omitempty"` // what was not looked at, a sentence each
}

// Author is who the message says wrote it (RFC 5322 section 3.6.2).
type Author struct {
	Address string `json:"address,omitempty"` // empty if there is none, or not just one
	Name    string `json:"name,omitempty"`
	Domain  string `json:"domain,omitempty"` // in lower case, as the DNS writes it (RFC 5890)
	// Unclear says why it is not one author: several fields, several addresses, or a field that can be read in two ways.
	Unclear string `json:"unclear,omitempty"`
}

// Checked is what came of a check.
type Checked string

// What comes of a check. New values are appended.
const (
	CheckPass      Checked = "pass"      // it holds
	CheckFail      Checked = "fail"      // it does not hold
	CheckUncounted Checked = "uncounted" // it is not looked at: it proves nothing, whether it holds or not
	CheckNone      Checked = "none"      // there is nothing to check
	CheckUnknown   Checked = "unknown"   // the DNS did not answer; it may be checked again
)

// Signature is one DKIM signature (RFC 6376).
type Signature struct {
	Domain    string    `json:"domain"`
	Selector  string    `json:"selector,omitempty"`
	Algorithm string    `json:"algorithm,omitempty"`
	KeyBits   int       `json:"keyBits,omitempty"` // 0 while the key is not known
	Result    Checked   `json:"result"`
	Reason    string    `json:"reason,omitempty"` // why it does not hold or count, as the end of a sentence
	Remark    string    `json:"remark,omitempty"` // what a reader should know of one that holds
	SignedAt  time.Time `json:"signedAt,omitzero"`
	Expires   time.Time `json:"expires,omitzero"`
	Aligned   bool      `json:"aligned,omitempty"` // its domain is the author's, by DMARC's rules
}

// SPF is whether the domain of the reverse path lets the peer send for it (RFC 7208).
type SPF struct {
	Domain  string  `json:"domain"`
	Result  Checked `json:"result"`
	Said    string  `json:"said,omitempty"` // the result by its own name: softfail, neutral, permerror
	Aligned bool    `json:"aligned,omitempty"`
}

// DMARC is what the author's domain asks of mail in its name, and whether this mail
// meets it (RFC 9989).
type DMARC struct {
	Result       Checked  `json:"result"`
	Organisation string   `json:"organisation,omitempty"` // the organisational domain of the author's, by the tree walk
	Domain       string   `json:"domain,omitempty"`       // where the policy stands
	Policy       string   `json:"policy,omitempty"`       // what it asks for this author: none, quarantine or reject
	Testing      bool     `json:"testing,omitempty"`      // the policy is on trial (t=y): Policy is one step milder than it says
	By           []string `json:"by,omitempty"`           // what passed and is aligned: dkim, spf
}

// Reported is what our own mail server wrote of the message in
// Authentication-Results (RFC 8601). Nobody else's is taken.
type Reported struct {
	Server string   `json:"server"`
	DMARC  string   `json:"dmarc,omitempty"`
	SPF    string   `json:"spf,omitempty"`
	Signed []string `json:"signed,omitempty"` // domains whose signature it found good
	From   string   `json:"from,omitempty"`   // the author's domain, as it read it
	Sender string   `json:"sender,omitempty"` // the domain of the reverse path that SPF was about
}

// Chain is what those who passed the message on claim (ARC, RFC 8617). It is advice: where it holds,
// it proves who passed the message on, and not that they tell the truth.
type Chain struct {
	Sets   int      `json:"sets"`
	Claims string   `json:"claims"`           // cv= of the latest seal: none, pass or fail
	Sealed []string `json:"sealed,omitempty"` // domains, the latest first
	Found  string   `json:"found,omitempty"`  // what the first of them says that it had found
	// What came of checking it: of the whole, of the signature of the latest set over the message, and of the seals,
	// the latest first, as far as the check came. Empty where nobody has checked it.
	Result  Checked `json:"result,omitempty"`
	Reason  string  `json:"reason,omitempty"` // why it does not hold or count, as the end of a sentence
	Message Checked `json:"message,omitempty"`
	Seals   []Seal  `json:"seals,omitempty"`
}

// Seal is that of one who passed the message on.
type Seal struct {
	Instance int     `json:"instance"`
	Domain   string  `json:"domain"`
	Result   Checked `json:"result"`
	Reason   string  `json:"reason,omitempty"`
}

// NoDNS is the error of an answer where no DNS is asked at all.
const NoDNS = "no DNS is asked"

// DNSAnswer is one answer that a check went by.
type DNSAnswer struct {
	Type   string   `json:"type"` // TXT, MX, A, PTR
	Name   string   `json:"name"`
	Values []string `json:"values,omitempty"`
	Error  string   `json:"error,omitempty"` // such as "not found"
}

// Unknown reports whether the DNS left something open, so that it is worth checking again.
func (p Proof) Unknown() bool {
	if p.DMARC.Result == CheckUnknown || p.SPF != nil && p.SPF.Result == CheckUnknown {
		return true
	}
	for _, s := range p.Signatures {
		if s.Result == CheckUnknown {
			return true
		}
	}
	return false
}
