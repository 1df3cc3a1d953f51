package authn

import (
	"mime"
	"slices"
	"strconv"
	"strings"

	"github.com/emersion/go-msgauth/authres"

	"github.com/onrecord/onrecord/claim/received"
)

// words decodes encoded words in names; a charset that is not known leaves them as they are.
var words = &mime.WordDecoder{}

// Unnamed stands for a mail server that writes Authentication-Results without its name, as Microsoft 365 does.
const Unnamed = "unnamed"

// Bounds on fields that others' servers wrote.
const (
	maxResults = 16 << 10 // bytes of one field
	maxSealed  = 50       // sets of ARC (RFC 8617 section 5.1.1.1.1)
)

// reported is what our own server noted. Only the topmost field counts: a server writes on top, and
// what stands below may be anybody's (RFC 8601 section 5).
func reported(h header, server string) *received.Reported {
	fields := h.all("authentication-results")
	if server == "" || len(fields) == 0 || len(fields[0]) > maxResults {
		return nil
	}
	id, results, err := parseResults(fields[0])
	if err != nil || server != Unnamed && !strings.EqualFold(id, server) || server == Unnamed && id != "" {
		return nil
	}
	return collect(server, results)
}

// parseResults reads a field with the library, which knows neither comments nor quoted strings.
func parseResults(value string) (id string, results []authres.Result, err error) {
	value = plain(value)
	if first, _, _ := strings.Cut(value, ";"); strings.Contains(first, "=") {
		value = ";" + value // no name, as Microsoft writes it
	}
	return authres.Parse(value)
}

// plain leaves out comments (RFC 5322 section 3.2.2), and of quoted strings the quotes and whatever would end a value.
func plain(value string) string {
	var out strings.Builder
	depth, quoted, escaped := 0, false, false
	for _, r := range value {
		switch {
		case escaped:
			escaped = false
			continue
		case r == '\\' && (quoted || depth > 0):
			escaped = true
		case r == '"' && depth == 0:
			quoted = !quoted
		case quoted:
			if strings.ContainsRune("; \t=", r) {
				r = '_'
			}
			out.WriteRune(r)
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
			out.WriteByte(' ')
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func collect(server string, results []authres.Result) *received.Reported {
	r := &received.Reported{Server: server}
	for _, one := range results {
		switch found := one.(type) {
		case *authres.DMARCResult:
			if r.DMARC == "" {
				r.DMARC, r.From = word(found.Value), domainOf(found.From)
			}
		case *authres.SPFResult:
			if r.SPF == "" {
				r.SPF, r.Sender = word(found.Value), domainOf(found.From)
			}
		case *authres.DKIMResult:
			domain := ascii(found.Domain)
			if domain == "" {
				domain = domainOf(found.Identifier)
			}
			if found.Value == authres.ResultPass && domain != "" && len(r.Signed) < maxSignatures && !slices.Contains(r.Signed, domain) {
				r.Signed = append(r.Signed, domain)
			}
		}
	}
	return r
}

func word(v authres.ResultValue) string { return clip(string(v), 20) }

// claimed reads what the sets of ARC say that those who passed the message on have put there (RFC 8617 section 4).
func claimed(h header) *received.Chain {
	c := received.Chain{}
	latest, first := 0, 0
	sealed := map[int]string{}
	for _, seal := range h.all("arc-seal") {
		t, ok := tags(seal)
		i, err := strconv.Atoi(squeeze(t["i"]))
		if !ok || err != nil || i < 1 || i > maxSealed || sealed[i] != "" {
			continue
		}
		sealed[i] = cmpASCII(squeeze(t["d"]))
		if i > latest {
			latest, c.Claims = i, clip(strings.ToLower(squeeze(t["cv"])), 10)
		}
	}
	if latest == 0 {
		return nil
	}
	c.Sets = len(sealed)
	for i := latest; i > 0; i-- {
		if sealed[i] != "" {
			c.Sealed, first = append(c.Sealed, sealed[i]), i
		}
	}
	for _, found := range h.all("arc-authentication-results") {
		instance, rest, _ := strings.Cut(found, ";")
		if squeeze(instance) == "i="+strconv.Itoa(first) && len(rest) <= maxResults {
			c.Found = summary(rest)
		}
	}
	return &c
}

// summary is what an Authentication-Results says, method by method.
func summary(value string) string {
	_, results, _ := parseResults(value)
	r := collect("", results)
	var parts []string
	for _, part := range []struct{ method, value string }{{"dmarc", r.DMARC}, {"spf", r.SPF}} {
		if part.value != "" {
			parts = append(parts, part.method+"="+part.value)
		}
	}
	for _, d := range r.Signed {
		parts = append(parts, "dkim=pass by "+d)
	}
	return strings.Join(parts, ", ")
}
