package outside

import "net/http"

// addresses are where public pages stand. Feeds and structured data need them in
// full, links within a page do not.
type addresses struct {
	prefix string // "" or "/public", for links within
	full   string // the same with scheme and host, without a slash at the end
}

// addresses are those that count: the public host's own, if there is one.
func (s *Site) addresses(r *http.Request) addresses {
	a := addresses{prefix: s.prefix(r)}
	switch {
	case s.PublicURL != nil:
		a.full = s.PublicURL.Scheme + "://" + s.PublicURL.Host
		if !s.onPublicHost(r) && s.URL != nil && s.URL.Host == s.PublicURL.Host {
			a.full += "/public"
		}
	case s.URL != nil:
		a.full = s.URL.Scheme + "://" + s.URL.Host + "/public"
	default:
		a.full = "http://" + r.Host + "/public"
	}
	return a
}

// Index is the list of public cases.
func (a addresses) Index() string { return a.full + "/" }

// Case is the page of a case.
func (a addresses) Case(slug string) string { return a.full + "/" + slug }

// Claim is the page of a claim.
func (a addresses) Claim(slug, key string) string { return a.full + "/" + slug + "/claims/" + key }

// Within is a link within the pages of this host.
func (a addresses) Within(slug string) string { return a.prefix + "/" + slug }
