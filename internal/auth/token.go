package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

const (
	// TokenPrefix begins every API token, so that one is known where it leaks.
	TokenPrefix = "onr_"
	// MaxTokens is how many API tokens one person has at the most.
	MaxTokens = 50
	// MaxTokenLife is how far ahead the end of a token may be.
	MaxTokenLife = 5 * 366 * 24 * time.Hour
)

// TokenInput is what a new API token is for.
type TokenInput struct {
	// ID names it, so that asking twice makes one; zero for any.
	ID    uuid.UUID
	Label string
	Scope people.Scope
	// Life is after how long it ends; 0 for never.
	Life time.Duration
}

// MakeToken makes an API token of a person and returns its text, which is shown
// once and kept nowhere. It returns [claim.CodeInvalid] with what is wrong at
// the fields label, scope and life, and [claim.CodeTooLarge] for one too many.
func (s *Service) MakeToken(ctx context.Context, person uuid.UUID, in TokenInput) (string, signin.APIToken, error) {
	label, err := checkLabel(in.Label, "token")
	if err != nil {
		return "", signin.APIToken{}, err
	}
	if !slices.Contains(people.Scopes, in.Scope) {
		return "", signin.APIToken{}, claim.Errorf(claim.CodeInvalid, "scope: it is read, write, admin or calendar").WithField("scope", "choose read, write, admin or calendar")
	}
	if in.Life < 0 || in.Life > MaxTokenLife {
		return "", signin.APIToken{}, claim.Errorf(claim.CodeInvalid, "life: between a minute and five years, or none").
			WithField("life", "between a minute and five years, or none")
	}
	all, err := s.store.APITokens(ctx, person)
	if err != nil {
		return "", signin.APIToken{}, err
	}
	if len(all) >= MaxTokens {
		return "", signin.APIToken{}, claim.Errorf(claim.CodeTooLarge, "you have %d tokens already", MaxTokens).WithHint("revoke one that you do not use")
	}
	if slices.ContainsFunc(all, func(t signin.APIToken) bool { return t.ID == in.ID }) {
		return "", signin.APIToken{}, claim.Errorf(claim.CodeExists, "this token was made already, and shown then").
			WithHint("if nobody noted it down, revoke it and make another")
	}
	if in.ID == uuid.Nil {
		in.ID = uuid.New()
	}
	text := TokenPrefix + newSecret()
	t := signin.APIToken{ID: in.ID, Hash: hashOf(text), Person: person, Label: label, Scope: in.Scope, MadeAt: s.now()}
	if in.Life > 0 {
		t.EndsAt = t.MadeAt.Add(in.Life)
	}
	err = s.door.Note(ctx, person, people.MakeToken{Token: t.ID, Scope: t.Scope, EndsAt: t.EndsAt})
	if err != nil {
		return "", signin.APIToken{}, err
	}
	return text, t, s.store.PutAPIToken(ctx, t)
}

// Tokens lists a person's API tokens, newest first; those that are over are left out.
func (s *Service) Tokens(ctx context.Context, person uuid.UUID) ([]signin.APIToken, error) {
	all, err := s.store.APITokens(ctx, person)
	var good []signin.APIToken
	for _, t := range all {
		if !s.tokenOver(t) {
			good = append(good, t)
		}
	}
	return good, err
}

func (s *Service) tokenOver(t signin.APIToken) bool {
	return !t.EndsAt.IsZero() && !s.now().Before(t.EndsAt)
}

// RevokeToken ends one of a person's API tokens, named by its identifier. It
// returns [claim.CodeNotFound] if it is not theirs.
func (s *Service) RevokeToken(ctx context.Context, person, id uuid.UUID) error {
	if err := s.store.RemoveAPIToken(ctx, person, id); err != nil {
		return err
	}
	return s.door.Note(ctx, person, people.RevokeToken{Token: id})
}

// Bearer finds the API token that a program shows, and notes that it is used. It
// returns [claim.CodeUnauthenticated] for one that is not known, was revoked or
// is over, and for one of a person who is disabled.
func (s *Service) Bearer(ctx context.Context, text string) (signin.APIToken, error) {
	if !strings.HasPrefix(text, TokenPrefix) {
		return signin.APIToken{}, badToken()
	}
	t, err := s.store.APITokenByHash(ctx, hashOf(text))
	if claim.CodeOf(err) == claim.CodeNotFound || err == nil && s.tokenOver(t) {
		return signin.APIToken{}, badToken()
	}
	if err != nil {
		return signin.APIToken{}, err
	}
	if _, err := s.account(ctx, t.Person); err != nil {
		if claim.CodeOf(err) == claim.CodeUnauthenticated {
			err = badToken()
		}
		return signin.APIToken{}, err
	}
	now := s.now()
	if now.Sub(t.UsedAt) < time.Minute {
		return t, nil
	}
	t.UsedAt = now
	if err := s.store.UseAPIToken(ctx, t.Hash, now); err != nil {
		return signin.APIToken{}, fmt.Errorf("auth: note the use of a token: %w", err)
	}
	return t, nil
}

// CalendarToken finds the token that stands in the address of a calendar, and notes that it is
// used. It returns [claim.CodeNotFound], whatever is wrong: that it is not known, was revoked, is
// over, is of another scope or of a person who is disabled. It has 256 random bits, so wrong ones
// are not counted: a calendar that goes on asking in vain would shut out its whole network.
func (s *Service) CalendarToken(ctx context.Context, text string) (signin.APIToken, error) {
	t, err := s.Bearer(ctx, text)
	if err == nil && t.Scope != people.ScopeCalendar {
		err = badToken()
	}
	return t, noCalendar(err)
}

// noCalendar says nothing of why. What is wrong with the desk itself stays that.
func noCalendar(err error) error {
	switch claim.CodeOf(err) {
	case claim.CodeUnauthenticated, claim.CodeForbidden:
		return claim.Errorf(claim.CodeNotFound, "there is no such calendar")
	}
	return err
}

func badToken() error {
	return claim.Errorf(claim.CodeUnauthenticated, "the token is not known, was revoked or has expired").
		WithHint("make a new one on your account page, and: onrecord login URL")
}
