package auth

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// Kinds of flows.
const (
	flowSecondStep = "second step"
	flowTOTP       = "enrol totp"
	flowPasskeyIn  = "passkey sign-in"
	flowPasskeyNew = "passkey registration"
	flowOIDC       = "oidc"
)

func flowOver() error {
	return claim.Errorf(claim.CodeUnauthenticated, "this took too long, or was done already").WithHint("begin again")
}

// putFlow keeps what the second half needs, sealed, and returns the token that
// the browser brings along.
func (s *Service) putFlow(ctx context.Context, kind string, person uuid.UUID, data any) (string, error) {
	plain, err := json.Marshal(data)
	if err != nil {
		return "", fmt.Errorf("auth: encode flow: %w", err)
	}
	token := newSecret()
	flow := signin.Flow{Hash: hashOf(token), Kind: kind, Person: person, EndsAt: s.now().Add(flowLife)}
	if flow.Data, err = s.sealer.Seal(plain, []byte("flow "+flow.Hash)); err != nil {
		return "", err
	}
	return token, s.store.PutFlow(ctx, flow)
}

// flow finds a flow that has begun and leaves it. It returns
// [claim.CodeUnauthenticated] for one that is not there, of another kind or over.
func (s *Service) flow(ctx context.Context, kind, token string) (signin.Flow, error) {
	flow, err := s.store.FlowByHash(ctx, hashOf(token))
	return flow, s.goodFlow(flow, kind, err)
}

// takeFlow is flow, and ends it: it can be taken once. What was kept goes into data.
func (s *Service) takeFlow(ctx context.Context, kind, token string, data any) (signin.Flow, error) {
	if _, err := s.flow(ctx, kind, token); err != nil { // of another kind it stays
		return signin.Flow{}, err
	}
	flow, err := s.store.TakeFlow(ctx, hashOf(token))
	if err := s.goodFlow(flow, kind, err); err != nil {
		return signin.Flow{}, err
	}
	return flow, s.readFlow(flow, data)
}

func (s *Service) goodFlow(flow signin.Flow, kind string, err error) error {
	if claim.CodeOf(err) == claim.CodeNotFound || err == nil && (flow.Kind != kind || !s.now().Before(flow.EndsAt)) {
		return flowOver()
	}
	return err
}

func (s *Service) readFlow(flow signin.Flow, data any) error {
	if data == nil {
		return nil
	}
	plain, err := s.sealer.Open(flow.Data, []byte("flow "+flow.Hash))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(plain, data); err != nil {
		return fmt.Errorf("auth: decode flow: %w", err)
	}
	return nil
}
