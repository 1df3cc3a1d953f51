package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap/zaptest"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/config"
)

func TestSmoke(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cfg, err := config.Load(t.TempDir(), config.Flags{})
	require.NoError(t, err)
	a, err := app.Start(ctx, app.Options{Config: cfg, Log: zaptest.NewLogger(t), Rehearsal: true})
	require.NoError(t, err)
	defer a.Close(context.Background())
	require.NoError(t, a.Desk.EnsureAdmin(ctx, "mara", "Mara"))
	mara, err := a.Desk.Authenticate(ctx, "mara")
	require.NoError(t, err)
	_, err = a.Desk.AddPerson(ctx, mara, casework.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	_, err = a.Desk.OpenCase(ctx, mara, casework.CaseInput{Title: "Vault 7"})
	require.NoError(t, err)
	_, err = a.Desk.AddClaim(ctx, mara, "vault-7", casework.ClaimInput{Key: "google", Statement: "WikiLeaks contacted Google."})
	require.NoError(t, err)
	_, err = a.Desk.AddParty(ctx, mara, casework.PartyInput{Key: "google", Name: "Google"})
	require.NoError(t, err)
	_, err = a.Desk.Ask(ctx, mara, "vault-7", casework.AskInput{Party: "google", Claims: []string{"google"}, Questions: "Is it so?", AnswerBy: time.Now().Add(48 * time.Hour), Channel: claim.ByPhone})
	require.NoError(t, err)
	_, err = a.Desk.Answer(ctx, mara, "vault-7", casework.AnswerInput{Party: "google", Channel: claim.ByPhone, Stances: []casework.StanceInput{{Claim: "google", Stance: claim.Confirms, Statement: "Yes."}}})
	require.NoError(t, err)
	_, err = a.Desk.Assess(ctx, mara, "vault-7/google", casework.AssessInput{Outcome: claim.Confirmed, Rationale: "They say so."})
	require.NoError(t, err)
	c, err := a.Desk.Claim(ctx, mara, "vault-7/google", nil)
	require.NoError(t, err)
	jonas, err := a.Desk.Authenticate(ctx, "jonas")
	require.NoError(t, err)
	_, err = a.Desk.Sign(ctx, jonas, "vault-7/google", casework.ReviewInput{Subject: c.Subject})
	require.NoError(t, err)
	_, err = a.Desk.Publish(ctx, mara, "vault-7/google", casework.ReasonInput{})
	require.NoError(t, err)
	items, err := a.Desk.Timeline(ctx, mara, "vault-7", 0, 0)
	require.NoError(t, err)
	for _, it := range items {
		t.Log(it.Position, it.At.Format(time.DateTime), it.Actor, it.Text)
	}
}
