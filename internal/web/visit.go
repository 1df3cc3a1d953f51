package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// visit is one request: who asks, for what, when.
type visit struct {
	w       http.ResponseWriter
	r       *http.Request
	site    *Site
	who     casework.Caller // the zero Caller for nobody
	session signin.Session
	now     time.Time
	zone    *time.Location // of the desk: instants are shown, and read, in it
	leads   operation.Any  // the operation that the route leads to; may be nil
}

// MaxForm is how large a form may be, in bytes.
const MaxForm = 1 << 20

// enter admits the visit if the route's need is met.
func (v *visit) enter(need Need) error {
	if err := v.parse(MaxForm); err != nil {
		return err
	}
	known := v.identify()
	switch {
	case need.Open:
		return nil
	case known != nil:
		return known
	case need.SignedIn:
		return nil
	}
	err := v.who.May(need.Right)
	if err != nil {
		v.readTyped()
	}
	return err
}

// readTyped reads a form with files whose route will not: what was typed beside
// the files is shown again.
func (v *visit) readTyped() {
	if v.multipart() && v.r.MultipartForm == nil {
		_, _ = v.upload(maxCarried) // what cannot be read cannot be shown
	}
}

// parse reads the form of a POST. Files are for those routes that take them:
// they read the body themselves, see [visit.upload].
func (v *visit) parse(limit int64) error {
	if v.r.Method != http.MethodPost || strings.HasPrefix(v.r.Header.Get("Content-Type"), "multipart/") {
		return nil
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, limit)
	return formError(v.r.ParseForm(), limit)
}

// identify finds out who asks. It returns [claim.CodeUnauthenticated] for
// nobody, for a session that has ended and for an account that was disabled.
func (v *visit) identify() error {
	cookie, err := v.r.Cookie(SessionCookie)
	if err != nil {
		return notSignedIn()
	}
	session, err := v.site.Accounts.Session(v.ctx(), cookie.Value, v.visitor())
	if err != nil {
		return err
	}
	who, err := v.site.Desk.Authenticate(v.ctx(), session.Person.String())
	if err != nil {
		return err
	}
	v.who, v.session = who, session
	return nil
}

// visitor is the browser at the other end.
func (v *visit) visitor() auth.Visitor {
	return auth.Visitor{Address: v.site.Address(v.r), Agent: v.r.UserAgent()}
}

func notSignedIn() error {
	return claim.Errorf(claim.CodeUnauthenticated, "you are not signed in")
}

// known reports whether somebody with an account asks.
func (v *visit) known() bool { return v.who.ID != uuid.Nil }

func (v *visit) ctx() context.Context { return v.r.Context() }

// path is a part of the address, such as the case of /cases/{case}.
func (v *visit) path(name string) string { return v.r.PathValue(name) }

// query is a value behind the question mark.
func (v *visit) query(name string) string { return v.r.URL.Query().Get(name) }

// id is a part of the address that has to be an identifier.
func (v *visit) id(name string) (uuid.UUID, error) {
	id, err := uuid.Parse(v.path(name))
	if err != nil {
		return uuid.Nil, notThere()
	}
	return id, nil
}

// asOf is the instant behind ?at=, or nil for now. See [visit.instantOf] for its forms.
func (v *visit) asOf() (*time.Time, error) {
	text := v.query("at")
	if text == "" {
		return nil, nil
	}
	at, err := v.instantOf("at", text, v.query("zone"))
	if err != nil {
		return nil, err
	}
	if was, wrong := time.Parse(time.RFC3339Nano, v.query("was")); wrong == nil && secondsOf(was, at.Location()) == text {
		return &was, nil // which nobody touched
	}
	return &at, nil
}

// fragment reports whether the script asks for a part of the page alone.
func (v *visit) fragment() bool { return v.r.Header.Get("HX-Request") == "true" }

// redirect sends the browser elsewhere on this desk.
func (v *visit) redirect(path string) error {
	http.Redirect(v.w, v.r, local(path), http.StatusSeeOther)
	return nil
}

// done ends a form that was carried out: the browser goes on to a page, which
// shows the sentence.
func (v *visit) done(path, sentence string) error {
	v.flash(sentence)
	return v.redirect(v.goesOn(path))
}

// local makes sure that an address is one of this desk.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
