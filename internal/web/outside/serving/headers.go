package serving

import "net/http"

// policy keeps a page to itself: its own stylesheet and nothing else. A block of
// application/ld+json is data and no script, so no source of scripts is named
// (HTML, "prepare the script element", step on data blocks).
const (
	policy      = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	embedPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors https:"
)

// Private sets the headers of a page that is for one reader alone. The address
// may hold a token: it goes to nobody (Referrer-Policy), into no store and into
// no index.
func Private(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
	h.Set("Cache-Control", "no-store")
}

// Public changes them for a page that anybody may read, keep and find. It may be kept
// for a minute, and then no longer without asking whether it still stands: words that
// were erased stay nowhere longer than that, of those who keep to it.
func Public(h http.Header) {
	h.Del("X-Robots-Tag")
	h.Set("Cache-Control", "public, max-age=60, must-revalidate")
}

// Embeddable changes them for a page that may stand in a frame of any site that is
// served over HTTPS: on another, somebody on the way could put other words around it.
func Embeddable(h http.Header) {
	h.Set("Content-Security-Policy", embedPolicy)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("X-Robots-Tag", "noindex")
	h.Del("X-Frame-Options")
	h.Del("Cross-Origin-Opener-Policy")
}
