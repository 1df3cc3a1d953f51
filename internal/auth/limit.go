package auth

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Limits of guessing. Ten tries on an account from one network make guessing
// hopeless, and keep out nobody who is elsewhere. Those from all networks
// together are more, so that it takes many networks at once to lock a person
// out, and still too few to guess; a passkey or the identity provider let in even
// then. That of an address, over all accounts, is higher than that of an account,
// as a newsroom may share one.
const (
	window        = 15 * time.Minute
	perAccount    = 80
	perHere       = 10
	perAddress    = 50
	perSecondStep = 6
	perLink       = 30
)

// accountLimit counts the tries on an account from everywhere. It counts by the
// name as typed, known or not, so that it tells nothing about who has an account.
func accountLimit(handle string) signin.AttemptLimit {
	return signin.AttemptLimit{Key: hashOf("account " + typed(handle)), Max: perAccount, Within: window}
}

// hereLimit counts the tries on an account from one network, as [accountLimit] does.
func hereLimit(handle string, v Visitor) signin.AttemptLimit {
	return signin.AttemptLimit{Key: hashOf("here " + network(v.Address) + " " + typed(handle)), Max: perHere, Within: window}
}

// typed is a handle in one spelling.
func typed(handle string) string {
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(handle)))
}

func addressLimit(v Visitor) signin.AttemptLimit {
	return signin.AttemptLimit{Key: hashOf("address " + network(v.Address)), Max: perAddress, Within: window}
}

func linkLimit(v Visitor) signin.AttemptLimit {
	return signin.AttemptLimit{Key: hashOf("link " + network(v.Address)), Max: perLink, Within: window}
}

func secondStepLimit(person uuid.UUID) signin.AttemptLimit {
	return signin.AttemptLimit{Key: hashOf("second step " + person.String()), Max: perSecondStep, Within: window}
}

func confirmLimit(person uuid.UUID) signin.AttemptLimit {
	return signin.AttemptLimit{Key: hashOf("confirm " + person.String()), Max: perSecondStep, Within: window}
}

// network is what one visitor can change addresses within: an IPv6 host has a
// whole /64 to itself.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return ip.String()
	}
	return prefix.String()
}

// attempt counts an attempt before it is carried out, so that many at once do
// not slip through. It returns [claim.CodeForbidden] and when to come back if
// there were too many.
func (s *Service) attempt(ctx context.Context, limits ...signin.AttemptLimit) error {
	now := s.now()
	again, err := s.store.Attempt(ctx, limits, now)
	if err != nil || again.IsZero() {
		return err
	}
	return tooMany(again.Sub(now))
}

// succeeded forgets the failures of whoever has shown who they are. Of what is
// shared with others, as the address is, it takes this one attempt back and no
// more: otherwise somebody with an account could guess at others for ever.
func (s *Service) succeeded(ctx context.Context, own string, shared ...signin.AttemptLimit) error {
	if own != "" {
		if err := s.store.Forgive(ctx, own); err != nil {
			return err
		}
	}
	for _, l := range shared {
		if err := s.store.Release(ctx, l.Key); err != nil {
			return err
		}
	}
	return nil
}

func tooMany(wait time.Duration) error {
	minutes := int((wait + time.Minute - 1) / time.Minute)
	in := "a minute"
	if minutes > 1 {
		in = fmt.Sprintf("%d minutes", minutes)
	}
	return claim.Errorf(claim.CodeForbidden, "there were too many attempts; try again in %s", in)
}
