package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// Headers of a request.
const (
	// HeaderAs names the person who acts.
	HeaderAs = "Onrecord-As"
	// HeaderKey holds the id of the command, a UUID.
	HeaderKey = "Idempotency-Key"
	// HeaderZone, of an answer, names the desk's time zone, for programs that show instants
	// to people. What stands in the answer is in UTC.
	HeaderZone = "Onrecord-Zone"
)

// Authenticator says who is asking.
type Authenticator interface {
	// Authenticate takes the bearer token and the name of the person who acts,
	// either of which may be empty. It returns [claim.CodeUnauthenticated] for a
	// wrong token and for anybody unknown.
	Authenticate(ctx context.Context, token, as string) (Visitor, error)
}

// Visitor is who is asking, and within which scope.
type Visitor struct {
	casework.Caller
	Scope people.Scope
}

// Tokens knows the API tokens of people.
type Tokens interface {
	// Bearer finds the token with a text. It returns [claim.CodeUnauthenticated]
	// for one that is not known, was revoked or is over.
	Bearer(ctx context.Context, text string) (signin.APIToken, error)
}

// TokenAuth lets people in by their API tokens, and trusts whoever has the token
// of the installation, which stands in the data directory: who can read it could
// as well read the record.
type TokenAuth struct {
	// Tokens may be nil: then there are none.
	Tokens Tokens
	Token  string
	// Default is the person who acts when the request names nobody.
	Default string
	People  interface {
		Authenticate(ctx context.Context, name string) (casework.Caller, error)
	}
}

// Authenticate implements [Authenticator].
func (a TokenAuth) Authenticate(ctx context.Context, token, as string) (Visitor, error) {
	if a.Tokens != nil && strings.HasPrefix(token, auth.TokenPrefix) {
		return a.byToken(ctx, token, as)
	}
	who, err := a.byInstallation(ctx, token, as)
	return Visitor{who, people.ScopeAdmin}, err
}

// byToken lets in the person whose API token it is. It cannot speak for another.
func (a TokenAuth) byToken(ctx context.Context, text, as string) (Visitor, error) {
	token, err := a.Tokens.Bearer(ctx, text)
	if err != nil {
		return Visitor{}, err
	}
	who, err := a.People.Authenticate(ctx, token.Person.String())
	if err != nil {
		return Visitor{}, err
	}
	if as != "" && as != who.Handle && as != who.ID.String() {
		return Visitor{}, claim.Errorf(claim.CodeForbidden, "this token is of %s, who cannot act as %s", who.Handle, as).
			WithHint("leave out --as, or the header %s", HeaderAs)
	}
	return Visitor{who, token.Scope}, nil
}

func (a TokenAuth) byInstallation(ctx context.Context, token, as string) (casework.Caller, error) {
	want, got := sha256.Sum256([]byte(a.Token)), sha256.Sum256([]byte(token))
	if a.Token == "" || subtle.ConstantTimeCompare(want[:], got[:]) != 1 {
		return casework.Caller{}, claim.Errorf(claim.CodeUnauthenticated, "the token is not that of this installation").
			WithHint("onrecord serve writes it to serve.json in the data directory; send it as a bearer token")
	}
	if as != "" {
		return a.People.Authenticate(ctx, as)
	}
	who, err := a.People.Authenticate(ctx, a.Default)
	if claim.CodeOf(err) == claim.CodeUnauthenticated {
		err = claim.Errorf(claim.CodeUnauthenticated, "it is not said who acts, and %q, who runs onrecord serve, is not on this desk", a.Default).
			WithHint("name the person who acts: --as, or the header %s", HeaderAs)
	}
	return who, err
}

// admit lets a request in if its route's right and scope are met, before its body is read, and notes who is asking
// and the id of the command.
func (s *server) admit(ctx huma.Context, next func(huma.Context)) {
	in, err := s.admitted(ctx)
	if err != nil {
		_, w := humago.Unwrap(ctx)
		s.problem(ctx.Context(), ctx.Operation().OperationID, err).answer(w)
		return
	}
	if settings, err := s.Desk.DeskSettings(in); err == nil {
		ctx.SetHeader(HeaderZone, settings.Location().String())
	}
	next(huma.WithContext(ctx, in))
}

func (s *server) admitted(ctx huma.Context) (context.Context, error) {
	token, _ := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
	who, err := s.Auth.Authenticate(ctx.Context(), token, ctx.Header(HeaderAs))
	if err != nil {
		return nil, err
	}
	if err := s.meet(ctx.Operation(), who); err != nil {
		return nil, err
	}
	in := context.WithValue(ctx.Context(), callerKey{}, who.Caller)
	in = operation.WithScope(in, who.Scope)
	if ctx.Method() == http.MethodGet || ctx.Header(HeaderKey) == "" {
		return in, nil
	}
	key, err := uuid.Parse(ctx.Header(HeaderKey))
	if err != nil || key == uuid.Nil {
		return nil, claim.Errorf(claim.CodeInvalid, "%s: it is not a UUID", HeaderKey).WithField(HeaderKey, "it is not a UUID")
	}
	return casework.WithKey(in, key), nil
}

// meet checks what a route needs: a right that the person has, and a scope that
// the token has. What does not state a right is refused.
func (s *server) meet(route *huma.Operation, who Visitor) error {
	right, _ := route.Metadata[rightKey].(casework.Right)
	if right == "" {
		return claim.Errorf(claim.CodeForbidden, "nobody may use this address")
	}
	if scope := scopeOf(route.Method, right); !who.Scope.Holds(scope) {
		return claim.Errorf(claim.CodeForbidden, "this token may be used to %s; this takes one with the scope %s", scopeText[who.Scope], scope).
			WithHint("make a token with that scope on your account page")
	}
	return operation.Admit(who.Caller, right)
}
