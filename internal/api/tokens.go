package api

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
)

// Accounts keep the API tokens of people.
type Accounts interface {
	MakeToken(ctx context.Context, person uuid.UUID, in auth.TokenInput) (string, signin.APIToken, error)
	Tokens(ctx context.Context, person uuid.UUID) ([]signin.APIToken, error)
	RevokeToken(ctx context.Context, person, id uuid.UUID) error
}

// Me is who is asking.
type Me struct {
	ID     uuid.UUID    `json:"id"`
	Handle string       `json:"handle"`
	Name   string       `json:"name"`
	Roles  []claim.Role `json:"roles"`
	Scope  claim.Scope  `json:"scope" doc:"what the token may be used for: read, write or admin"`
}

func (s *server) me(ctx context.Context, who casework.Caller, _ *none) (Me, error) {
	scope, _ := ctx.Value(scopeKey{}).(claim.Scope)
	return Me{who.ID, who.Handle, who.Name, append([]claim.Role{}, who.Roles...), scope}, nil
}

// TokenInput is what a new API token is for.
type TokenInput struct {
	Label string      `json:"label" doc:"what it is for"`
	Scope claim.Scope `json:"scope" enum:"read,write,admin" doc:"read: look at things; write: all but managing people, desk, engine and tokens; admin: all that the person may"`
	Days  int         `json:"days,omitempty" minimum:"0" maximum:"1830" doc:"after how many days it ends; never if left out"`
}

// TokenView is an API token. Its text is there once, when it was made.
type TokenView struct {
	ID     uuid.UUID   `json:"id"`
	Label  string      `json:"label"`
	Scope  claim.Scope `json:"scope"`
	MadeAt time.Time   `json:"madeAt"`
	EndsAt time.Time   `json:"endsAt,omitzero"`
	UsedAt time.Time   `json:"usedAt,omitzero"`
	Text   string      `json:"text,omitempty" doc:"what a program shows; it is told this once"`
}

func tokenView(t signin.APIToken, text string) TokenView {
	return TokenView{ID: t.ID, Label: t.Label, Scope: t.Scope, MadeAt: t.MadeAt, EndsAt: t.EndsAt, UsedAt: t.UsedAt, Text: text}
}

func (s *server) tokenList(ctx context.Context, who casework.Caller, _ *none) (list[TokenView], error) {
	tokens, err := s.Accounts.Tokens(ctx, who.ID)
	views := make([]TokenView, len(tokens))
	for i, t := range tokens {
		views[i] = tokenView(t, "")
	}
	return list[TokenView]{views}, err
}

func (s *server) tokenMake(ctx context.Context, who casework.Caller, in *body[TokenInput]) (TokenView, error) {
	text, token, err := s.Accounts.MakeToken(ctx, who.ID, auth.TokenInput{
		Label: in.Body.Label, Scope: in.Body.Scope, Life: time.Duration(in.Body.Days) * 24 * time.Hour,
		ID: casework.KeyOf(ctx, "token"),
	})
	return tokenView(token, text), err
}

func (s *server) tokenRevoke(ctx context.Context, who casework.Caller, in *struct {
	Token uuid.UUID `path:"token" format:"uuid" doc:"identifier of the token"`
}) (casework.Receipt, error) {
	return casework.Receipt{ID: in.Token}, s.Accounts.RevokeToken(ctx, who.ID, in.Token)
}
