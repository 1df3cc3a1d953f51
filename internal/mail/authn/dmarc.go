package authn

import (
	"context"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim/received"
)

// policy is a DMARC Policy Record (RFC 9989 section 4.7).
type policy struct {
	domain   string // where it stands
	p        string
	sp, np   string // empty for none
	strictly map[string]bool
	psd      string // y, n or u
	testing  bool
}

// policies are what a record can ask for, from the mildest.
var policies = []string{"none", "quarantine", "reject"}

// parsePolicy reads a record. One that does not begin with its version is none at all; unknown tags
// are passed over, and a policy that is missing or unknown asks for nothing.
func parsePolicy(domain, record string) (policy, bool) {
	first, _, _ := strings.Cut(record, ";")
	name, version, _ := strings.Cut(first, "=")
	if strings.TrimSpace(name) != "v" || strings.TrimSpace(version) != "DMARC1" {
		return policy{}, false
	}
	t, _ := tags(record)
	at := func(tag string) string { return strings.ToLower(t[tag]) }
	known := func(tag string) string {
		if slices.Contains(policies, at(tag)) {
			return at(tag)
		}
		return ""
	}
	p := policy{domain: domain, p: known("p"), sp: known("sp"), np: known("np"), psd: "u", testing: at("t") == "y"}
	if p.p == "" {
		p.p = "none"
	}
	if psd := at("psd"); psd == "y" || psd == "n" {
		p.psd = psd
	}
	p.strictly = map[string]bool{"dkim": at("adkim") == "s", "spf": at("aspf") == "s"}
	return p, true
}

// asks is what the record asks of mail from a domain: its own policy, that for what lies below it, or
// that for what does not exist; one step milder while it is on trial (RFC 9989 section 4.7, t=).
func (p policy) asks(domain string, exists bool) string {
	ask := p.p
	if domain != p.domain {
		if p.sp != "" {
			ask = p.sp
		}
		if p.np != "" && !exists {
			ask = p.np
		}
	}
	if i := slices.Index(policies, ask); p.testing && i > 0 {
		return policies[i-1]
	}
	return ask
}

// walked is what a tree walk found, the longest name first.
type walked struct {
	start   string
	found   []policy
	unknown bool // the DNS left something open
}

// maxWalk is how many labels are left after the first step of a walk at most, so that
// there are eight lookups at most (RFC 9989 section 4.10).
const maxWalk = 7

// walk looks for policies at a domain and above it (RFC 9989 section 4.10).
func (c *checking) walk(ctx context.Context, domain string) walked {
	if w, ok := c.walks[domain]; ok {
		return w
	}
	w := walked{start: domain}
	for target := domain; target != ""; {
		p, found, unknown := c.policyAt(ctx, target)
		w.unknown = w.unknown || unknown
		if found {
			w.found = append(w.found, p)
			if p.psd != "u" {
				break
			}
		}
		labels := strings.Split(target, ".")
		labels = labels[max(1, len(labels)-maxWalk):]
		target = strings.Join(labels, ".")
	}
	c.walks[domain] = w
	return w
}

// policyAt is the one record at a domain; of several, none counts.
func (c *checking) policyAt(ctx context.Context, domain string) (p policy, found, unknown bool) {
	records, err := c.LookupTXT(ctx, "_dmarc."+domain)
	if err != nil {
		return policy{}, false, !notFound(err)
	}
	n := 0
	for _, r := range records {
		if parsed, ok := parsePolicy(domain, r); ok {
			p, n = parsed, n+1
		}
	}
	return p, n == 1, false
}

// organisation is the organisational domain of where the walk began (RFC 9989 section 4.10.2).
func (w walked) organisation() string {
	for _, p := range w.found {
		if p.psd == "n" {
			return p.domain
		}
		if p.psd == "y" && p.domain != w.start {
			return below(p.domain, w.start)
		}
	}
	if n := len(w.found); n > 0 {
		return w.found[n-1].domain
	}
	return w.start
}

// below is the domain one label below another, on the way to a third.
func below(domain, to string) string {
	rest := strings.TrimSuffix(to, "."+domain)
	return rest[strings.LastIndexByte(rest, '.')+1:] + "." + domain
}

// policy is the record that applies: at the author's domain, at its organisation's, or at the public
// suffix above that (RFC 9989 section 4.10.1).
func (w walked) policy() (policy, bool) {
	organisation := w.organisation()
	for _, domain := range []string{w.start, organisation} {
		if i := slices.IndexFunc(w.found, func(p policy) bool { return p.domain == domain }); i >= 0 {
			return w.found[i], true
		}
	}
	if i := slices.IndexFunc(w.found, func(p policy) bool { return p.psd == "y" }); i >= 0 {
		return w.found[i], true
	}
	return policy{}, false
}

// aligned reports whether a domain that was proven is the author's: the same, or of the same
// organisation if the policy is content with that (RFC 9989 section 4.4).
func (c *checking) aligned(ctx context.Context, author walked, proven string, strictly bool) bool {
	if proven == "" || proven == author.start {
		return proven != ""
	}
	return !strictly && c.walk(ctx, proven).organisation() == author.organisation()
}

// dmarc holds what was proven against the author's domain. It marks what is aligned, also where
// there is no policy: then it says so.
func (c *checking) dmarc(ctx context.Context, p *received.Proof) {
	d := &p.DMARC
	if d.Result = received.CheckNone; p.Author.Domain == "" {
		return
	}
	author := c.walk(ctx, p.Author.Domain)
	applies, found := author.policy()
	d.Organisation = author.organisation()
	for i := range p.Signatures {
		s := &p.Signatures[i]
		if s.Aligned = c.aligned(ctx, author, s.Domain, applies.strictly["dkim"]); s.Aligned && s.Result == received.CheckPass {
			d.By = append(d.By, "dkim")
		}
	}
	if s := p.SPF; s != nil {
		if s.Aligned = c.aligned(ctx, author, s.Domain, applies.strictly["spf"]); s.Aligned && s.Result == received.CheckPass {
			d.By = append(d.By, "spf")
		}
	}
	d.By = slices.Compact(d.By)
	if found {
		d.Domain, d.Testing = applies.domain, applies.testing
		d.Policy = applies.asks(p.Author.Domain, applies.domain == p.Author.Domain || applies.np == "" || c.exists(ctx, p.Author.Domain))
	}
	d.Result = result(*p, found, author.unknown)
}

// result is what DMARC comes to. It has failed only where everything that could have passed was
// looked at: without the sender's server, SPF might have.
func result(p received.Proof, policy, unknown bool) received.Checked {
	switch {
	case policy && len(p.DMARC.By) > 0:
		return received.CheckPass
	case unknown:
		return received.CheckUnknown
	case !policy:
		return received.CheckNone
	case slices.ContainsFunc(p.Signatures, func(s received.Signature) bool { return s.Aligned && s.Result == received.CheckUnknown }),
		p.SPF != nil && p.SPF.Aligned && p.SPF.Result == received.CheckUnknown:
		return received.CheckUnknown
	case p.SPF == nil:
		return received.CheckUncounted
	}
	return received.CheckFail
}

// exists reports whether a domain is in the DNS: it has addresses or takes mail. Where that is not known, it is taken to.
func (c *checking) exists(ctx context.Context, domain string) bool {
	if _, err := c.LookupMX(ctx, domain); !notFound(err) {
		return true
	}
	_, err := c.LookupIPAddr(ctx, domain)
	return !notFound(err)
}
