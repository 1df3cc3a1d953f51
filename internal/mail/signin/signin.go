// Package signin signs the desk in at its mail servers, for sending and for reading alike.
//
// The lesson of RFC 4422 (SASL): a server lists the mechanisms that it knows, and the client takes the best that it knows
// too. With a password, or an app password, that is PLAIN (RFC 4616), and LOGIN where a server knows nothing newer. Google
// and Microsoft take no password from programs any more: there the account's owner allows the desk in at a web page, once
// (OAuth 2, RFC 6749), and the desk gets a token that it can renew by itself. It is shown to the mail server by
// OAUTHBEARER (RFC 7628), or by XOAUTH2, which came before it and which both still ask for.
//
// A token that renews is as good as a password. It is sealed before it is kept, and stands in no log and no error.
package signin

import (
	"context"
	"fmt"
	"slices"

	"github.com/emersion/go-sasl"

	"github.com/onrecord/onrecord/claim"
)

// Server is a mail server, as far as a sign-in has to know it.
type Server struct {
	Host string
	Port int
	// Mechanisms are those that it offers, in capital letters.
	Mechanisms []string
}

func (s Server) offers(mechanism string) bool { return slices.Contains(s.Mechanisms, mechanism) }

// Method is a way of signing in. It may be used by many goroutines.
type Method interface {
	// Client gives the client of the best mechanism that both sides know. It returns [claim.CodeInvalid] if there is none,
	// [claim.CodeForbidden] if somebody has to allow the desk in anew, and [claim.CodeUnavailable] if whoever gives the
	// tokens does not answer. Errors are sentences.
	Client(ctx context.Context, server Server) (sasl.Client, error)
	// Refused is told that the server took no sign-in with what Client gave last, and reports whether there may be
	// something newer: then Client is worth asking again, once.
	Refused() bool
}

// Password signs in with a name and a password, or an app password.
type Password struct {
	User, Password string
}

// Client implements [Method].
func (p Password) Client(_ context.Context, server Server) (sasl.Client, error) {
	switch {
	case server.offers(sasl.Plain):
		return sasl.NewPlainClient("", p.User, p.Password), nil
	case server.offers(sasl.Login):
		return sasl.NewLoginClient(p.User, p.Password), nil
	case server.offers(oauthBearer), server.offers(xoauth2):
		return nil, claim.Errorf(claim.CodeInvalid, "the server %s takes no password from programs", server.Host).
			WithHint("sign in by OAuth: set mail_signin to google, microsoft or oauth")
	}
	return nil, noneOf(server, "PLAIN nor LOGIN")
}

// Refused implements [Method]: the password stays what it is.
func (p Password) Refused() bool { return false }

func noneOf(server Server, known string) error {
	return claim.Errorf(claim.CodeInvalid, "the server %s offers neither %s to sign in with", server.Host, known)
}

// bearer is the client of the better of the two mechanisms that show a token.
func bearer(server Server, user, token string) (sasl.Client, error) {
	switch {
	case server.offers(oauthBearer):
		return &tokenClient{mechanism: oauthBearer, first: bearerResponse(server, user, token), dummy: []byte{1}}, nil
	case server.offers(xoauth2):
		return &tokenClient{mechanism: xoauth2, first: fmt.Appendf(nil, "user=%s\x01auth=Bearer %s\x01\x01", user, token), dummy: []byte{1}}, nil
	}
	return nil, noneOf(server, "OAUTHBEARER nor XOAUTH2")
}
