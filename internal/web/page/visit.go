package page

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

// Visit is one request: who asks, for what, when. A handler gets one, reads from it what
// was asked or typed, and answers with it.
type Visit struct {
	*Parts
	W       http.ResponseWriter
	R       *http.Request
	Who     casework.Caller // the zero Caller for nobody
	Session signin.Session
	Now     time.Time
	Zone    *time.Location // of the desk, as it is now: instants are shown, and read, in it
	site    *Site
	leads   operation.Any // the operation that the route leads to; may be nil
}

// MaxForm is how large a form may be, in bytes.
const MaxForm = 1 << 20

// enter admits the visit if the route's need is met.
func (v *Visit) enter(need Need) error {
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
	err := v.Who.May(need.Right)
	if err != nil {
		v.readTyped()
	}
	return err
}

// readTyped reads a form with files whose route will not: what was typed beside
// the files is shown again.
func (v *Visit) readTyped() {
	if v.multipart() && v.R.MultipartForm == nil {
		_, _ = v.Upload(maxCarried) // what cannot be read cannot be shown
	}
}

// parse reads the form of a POST. Files are for those routes that take them:
// they read the body themselves, see [Visit.Upload].
func (v *Visit) parse(limit int64) error {
	if v.R.Method != http.MethodPost || strings.HasPrefix(v.R.Header.Get("Content-Type"), "multipart/") {
		return nil
	}
	v.R.Body = http.MaxBytesReader(v.W, v.R.Body, limit)
	return formError(v.R.ParseForm(), limit)
}

// identify finds out who asks. It returns [claim.CodeUnauthenticated] for
// nobody, for a session that has ended and for an account that was disabled.
func (v *Visit) identify() error {
	cookie, err := v.R.Cookie(SessionCookie)
	if err != nil {
		return notSignedIn()
	}
	session, err := v.site.Accounts.Session(v.Context(), cookie.Value, v.Visitor())
	if err != nil {
		return err
	}
	who, err := v.site.Desk.Authenticate(v.Context(), session.Person.String())
	if err != nil {
		return err
	}
	v.Who, v.Session = who, session
	return nil
}

// Visitor is the browser at the other end.
func (v *Visit) Visitor() auth.Visitor {
	return auth.Visitor{Address: v.site.Address(v.R), Agent: v.R.UserAgent()}
}

func notSignedIn() error {
	return claim.Errorf(claim.CodeUnauthenticated, "you are not signed in")
}

// Known reports whether somebody with an account asks.
func (v *Visit) Known() bool { return v.Who.ID != uuid.Nil }

// Context ends when the browser leaves.
func (v *Visit) Context() context.Context { return v.R.Context() }

// Path is a part of the address, such as the case of /cases/{case}.
func (v *Visit) Path(name string) string { return v.R.PathValue(name) }

// Query is a value behind the question mark.
func (v *Visit) Query(name string) string { return v.R.URL.Query().Get(name) }

// ID is a part of the address that has to be an identifier.
func (v *Visit) ID(name string) (uuid.UUID, error) {
	id, err := uuid.Parse(v.Path(name))
	if err != nil {
		return uuid.Nil, NotThere()
	}
	return id, nil
}

// AsOf is the instant behind ?at=, or nil for now. See [Visit.InstantOf] for its forms.
func (v *Visit) AsOf() (*time.Time, error) {
	text := v.Query("at")
	if text == "" {
		return nil, nil
	}
	at, err := v.InstantOf("at", text, v.Query("zone"))
	if err != nil {
		return nil, err
	}
	if was, wrong := time.Parse(time.RFC3339Nano, v.Query("was")); wrong == nil && SecondsOf(was, at.Location()) == text {
		return &was, nil // which nobody touched
	}
	return &at, nil
}

// Fragment reports whether the script asks for a part of the page alone.
func (v *Visit) Fragment() bool { return v.R.Header.Get("HX-Request") == "true" }

// Redirect sends the browser elsewhere on this desk.
func (v *Visit) Redirect(path string) error {
	http.Redirect(v.W, v.R, Local(path), http.StatusSeeOther)
	return nil
}

// Done ends a form that was carried out: the browser goes on to a page, which
// shows the sentence.
func (v *Visit) Done(path, sentence string) error {
	v.Flash(sentence)
	return v.Redirect(v.goesOn(path))
}

// Local makes sure that an address is one of this desk.
func Local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
