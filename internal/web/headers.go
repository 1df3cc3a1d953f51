package web

import "net/http"

// policy keeps a page to this desk: scripts, styles and pictures of its own
// host, nothing inline, nothing framed, and no text becomes markup but through
// the script's one policy (CSP Level 3, Trusted Types).
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types onrecord"

// headers sets what every answer of the desk carries.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		if _, err := r.Cookie(SessionCookie); err != nil {
			h.Set("X-Robots-Tag", "noindex") // a crawler never has a session
		}
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
		h.Set("Cache-Control", "private, no-cache")
		if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// attachment sets the headers of a file from outside: it is saved, and never
// shown within the desk.
func attachment(h http.Header, filename string) {
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", disposition(filename))
	h.Set("Cache-Control", "private, no-store")
}
