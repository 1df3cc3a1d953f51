package page

import (
	"net/http"
	"net/url"
	"time"
)

// Cookies. The prefix binds them to this host, to HTTPS (or loopback) and to the
// whole of it (RFC 6265bis section 4.1.3.2).
const (
	SessionCookie = "__Host-onrecord"
	flashCookie   = "__Host-flash"
)

// SetCookie sets a cookie for this host alone. A zero until lasts as long as the
// browser runs; an empty value takes the cookie back.
func (v *Visit) SetCookie(name, value string, until time.Time) {
	c := &http.Cookie{Name: name, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode, Expires: until}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.W, c)
}

// Flash keeps a sentence for the next page.
func (v *Visit) Flash(sentence string) {
	v.SetCookie(flashCookie, url.QueryEscape(sentence), time.Time{})
}

// takeFlash returns the sentence that the page before left, once.
func (v *Visit) takeFlash() string {
	c, err := v.R.Cookie(flashCookie)
	if err != nil || v.Fragment() {
		return ""
	}
	v.SetCookie(flashCookie, "", time.Time{})
	text, _ := url.QueryUnescape(c.Value)
	return text
}
