package signin

import (
	"errors"
	"fmt"
	"strings"
)

const (
	oauthBearer = "OAUTHBEARER" // RFC 7628
	xoauth2     = "XOAUTH2"     // developers.google.com/gmail/imap/xoauth2-protocol
)

// bearerResponse is the one thing that the client says in OAUTHBEARER (RFC 7628 section 3.1). In the name, a comma and an
// equals sign are quoted as in every GS2 header (RFC 5801 section 4).
func bearerResponse(server Server, user, token string) []byte {
	name := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(user)
	return fmt.Appendf(nil, "n,a=%s,\x01host=%s\x01port=%d\x01auth=Bearer %s\x01\x01", name, server.Host, server.Port, token)
}

// tokenClient is the client of a mechanism that shows a token, and is done. A server that does not take it sends a
// challenge with the reason in JSON; only once the client has answered that with anything does it say no (section 3.2.3).
type tokenClient struct {
	mechanism    string
	first, dummy []byte
	asked        bool
}

// Start implements [sasl.Client].
func (c *tokenClient) Start() (mechanism string, response []byte, err error) {
	return c.mechanism, c.first, nil
}

// Next implements [sasl.Client].
func (c *tokenClient) Next([]byte) ([]byte, error) {
	if c.asked {
		return nil, errors.New("signin: the server asks again and again")
	}
	c.asked = true
	return c.dummy, nil
}
