package received

import (
	"fmt"
	"strings"
)

// Found puts what was found into words, a sentence each, in the order in which it counts.
func (p Proof) Found() []string {
	var said []string
	add := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	if p.Author.Unclear != "" {
		add("Who wrote it is not clear: %s.", p.Author.Unclear)
	}
	for _, s := range p.Signatures {
		said = append(said, s.says())
	}
	if len(p.Signatures) == 0 {
		add("It has no signature (DKIM).")
	}
	said = append(said, p.spfSays(), p.dmarcSays())
	if r := p.Reported; r != nil {
		add("Our own mail server %s.", r.says())
	}
	if c := p.Chain; c != nil {
		said = append(said, c.says())
	}
	for _, problem := range p.Problems {
		add("%s", problem)
	}
	return said
}

// says tells what a chain comes to.
func (c Chain) says() string {
	passed := strings.Join(c.Sealed, ", ")
	switch c.Result {
	case CheckPass:
		first := c.Sealed[len(c.Sealed)-1]
		found := ""
		if c.Found != "" {
			found = fmt.Sprintf("; %s says that it had found: %s", first, c.Found)
		}
		return fmt.Sprintf("It was passed on by %s, whose seals hold (ARC)%s. That is their word: it proves nobody who wrote.", passed, found)
	case CheckFail:
		return fmt.Sprintf("It was passed on, as %s say, and their chain of seals does not hold (ARC): %s. What they say counts for nothing.", passed, c.Reason)
	case CheckUncounted, CheckUnknown, CheckNone:
		return fmt.Sprintf("It was passed on, as %s say, which is not proven (ARC): %s%s.", passed, c.Reason, parenthesis("they say that they found: ", c.Found))
	}
	return fmt.Sprintf("It was passed on, as %s say, which is not proven (ARC, cv=%s)%s.", passed, c.Claims, parenthesis("and that they found: ", c.Found))
}

func parenthesis(before, text string) string {
	if text == "" {
		return ""
	}
	return " (" + before + text + ")"
}

// says tells of one signature whether it holds, and whose it is.
func (s Signature) says() string {
	key := []string{s.Algorithm}
	if s.KeyBits > 0 {
		key = append(key, fmt.Sprintf("%d bits", s.KeyBits))
	}
	text := fmt.Sprintf("The signature of %s (key %s, %s) ", s.Domain, s.Selector, strings.Join(key, ", "))
	switch s.Result {
	case CheckPass:
		text += "holds"
		if s.Aligned {
			text += ", and is the author’s"
		} else {
			text += ", and is not the author’s"
		}
		if s.Remark != "" {
			text += "; " + s.Remark
		}
	case CheckUncounted:
		text += "does not count: " + s.Reason
	case CheckUnknown:
		text += "could not be checked: " + s.Reason
	default:
		text += "does not hold: " + s.Reason
	}
	return text + "."
}

func (p Proof) spfSays() string {
	s := p.SPF
	switch {
	case s == nil:
		return "Whether its server may send for its domain is not ours to know: the message came by way of another server, or from a mailbox (SPF)."
	case s.Result == CheckPass:
		return fmt.Sprintf("The server %s may send for %s (SPF).", p.Peer, s.Domain)
	case s.Result == CheckUnknown:
		return fmt.Sprintf("Whether the server %s may send for %s is not known: %s (SPF).", p.Peer, s.Domain, p.silence())
	case s.Result == CheckNone:
		return fmt.Sprintf("%s does not say which servers may send for it (SPF).", ofNothing(s.Domain))
	}
	return fmt.Sprintf("%s does not say that the server %s may send for it (SPF: %s).", s.Domain, p.Peer, s.Said)
}

func ofNothing(domain string) string {
	if domain == "" {
		return "The server that sent it names no domain, and"
	}
	return domain
}

func (p Proof) dmarcSays() string {
	d := p.DMARC
	trial := ""
	if d.Testing {
		trial = ", on trial"
	}
	switch d.Result {
	case CheckPass:
		return fmt.Sprintf("It is as %s asks of mail in its name (DMARC, by %s; policy: %s%s).", p.Author.Domain, strings.Join(d.By, " and "), d.Policy, trial)
	case CheckFail:
		return fmt.Sprintf("It is not as %s asks of mail in its name (DMARC; policy: %s%s, at %s).", p.Author.Domain, d.Policy, trial, d.Domain)
	case CheckUnknown:
		return fmt.Sprintf("Whether it is as %s asks of mail in its name is not known: %s (DMARC).", p.Author.Domain, p.silence())
	case CheckUncounted:
		return fmt.Sprintf("No signature makes it what %s asks of mail in its name, and its server is not known (DMARC; policy: %s%s).", p.Author.Domain, d.Policy, trial)
	}
	if p.Author.Domain == "" {
		return "There is no domain whose policy could be asked (DMARC)."
	}
	return fmt.Sprintf("%s asks nothing of mail in its name (DMARC).", p.Author.Domain)
}

// says tells what our own server noted.
func (r Reported) says() string {
	var parts []string
	if r.DMARC != "" {
		parts = append(parts, fmt.Sprintf("found DMARC %s for %s", r.DMARC, r.From))
	}
	if r.SPF != "" {
		parts = append(parts, fmt.Sprintf("found SPF %s for %s", r.SPF, r.Sender))
	}
	if len(r.Signed) > 0 {
		parts = append(parts, "found good signatures of "+strings.Join(r.Signed, ", "))
	}
	if len(parts) == 0 {
		return "noted nothing that counts"
	}
	return strings.Join(parts, ", ")
}

// silence says why the DNS left something open.
func (p Proof) silence() string {
	for _, a := range p.Answers {
		if a.Error == NoDNS {
			return NoDNS + " here"
		}
	}
	return "the DNS did not answer"
}
