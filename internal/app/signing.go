package app

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail/signing"
)

// signer signs letters with keys that the vault has sealed. It implements
// [casework.Signing] and [post.Signer].
type signer struct {
	*App
	dns signing.Lookup
}

// signingDomain is the domain that signs: that of the desk's own address, which
// receivers compare with it. It is empty if there is none.
func (a *App) signingDomain() string {
	domain := a.Config.MailFrom[strings.LastIndex(a.Config.MailFrom, "@")+1:]
	if domain == "localhost" {
		return ""
	}
	return strings.ToLower(domain)
}

// sealedFor binds a sealed key to its selector.
func sealedFor(selector string) []byte { return []byte("signing key " + selector) }

// Make implements [casework.Signing].
func (s signer) Make(selector string) ([]byte, string, error) {
	private, public, err := signing.New()
	if err != nil {
		return nil, "", err
	}
	sealed, err := s.keys.Seal(private, sealedFor(selector))
	return sealed, public, err
}

// Name implements [casework.Signing].
func (s signer) Name(selector string) string { return signing.Name(selector, s.signingDomain()) }

// Published implements [casework.Signing].
func (s signer) Published(ctx context.Context, selector, public string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err := signing.Published(ctx, s.dns, selector, s.signingDomain(), public)
	var dns *net.DNSError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, signing.ErrDiffers):
		return claim.Errorf(claim.CodeWrongStage, "something else than this key stands under %s in the DNS", s.Name(selector)).
			WithHint("publish the record as it is shown, and wait until it is seen everywhere")
	case errors.As(err, &dns) && dns.IsNotFound:
		return claim.Errorf(claim.CodeWrongStage, "nothing stands under %s in the DNS yet", s.Name(selector)).
			WithHint("publish the record as it is shown; it may take an hour to be seen")
	}
	return claim.Errorf(claim.CodeUnavailable, "the DNS does not answer").WithHint("try again in a moment")
}

// Sign implements [post.Signer].
func (s signer) Sign(ctx context.Context, raw []byte) ([]byte, error) {
	state, err := s.Record.Load(ctx, claim.DeskStream)
	if err != nil {
		return nil, err
	}
	key := state.(*people.Desk).Signs()
	if key == nil || s.signingDomain() == "" {
		return raw, nil
	}
	sealed, err := s.Record.Get(ctx, key.Private)
	if err != nil {
		return nil, err
	}
	private, err := s.keys.Open(sealed, sealedFor(key.Selector))
	if err != nil {
		return nil, err
	}
	return signing.Sign(raw, private, key.Selector, s.signingDomain())
}

// signing is what the door makes keys with; nil if there is no domain to sign for.
func (a *App) signing(s signer) casework.Signing {
	if a.signingDomain() == "" {
		return nil
	}
	return s
}
