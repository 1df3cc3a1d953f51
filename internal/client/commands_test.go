package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// TestEveryRevision makes the commands that change what is there.
func TestEveryRevision(t *testing.T) {
	_, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	must(c.AddPerson(ctx, casework.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	must(c.OpenCase(ctx, casework.CaseInput{Title: "Vault 7"}))
	must(c.ReviseCase(ctx, "vault-7", casework.CaseRevision{Seen: 1, Title: "Vault 7", Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan, Notice: "By the way."}))
	access, err := c.Access(ctx, "vault-7")
	require.NoError(t, err)
	must(c.ChangeAccess(ctx, "vault-7", casework.AccessInput{Seen: access.Version, Sensitivity: claim.OpenToDesk, Access: []string{"jonas"}}))
	sheet, err := c.AddClaims(ctx, "vault-7", casework.SheetInput{Text: "WikiLeaks contacted Google."})
	require.NoError(t, err)
	sheet, err = c.Sheet(ctx, "vault-7", sheet.ID)
	require.NoError(t, err)
	require.Equal(t, 1, sheet.Total)

	must(c.AddClaim(ctx, "vault-7", casework.ClaimInput{Key: "apple", Statement: "WikiLeaks contacted Apple."}))
	must(c.ReviseClaim(ctx, "vault-7/apple", casework.ClaimRevision{Seen: 1, ClaimInput: casework.ClaimInput{Statement: "WikiLeaks wrote to Apple."}}))
	_, err = c.ReviseClaim(ctx, "apple", casework.ClaimRevision{})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	_, err = c.ReviseClaim(ctx, "vault-7/apple", casework.ClaimRevision{Seen: 1, ClaimInput: casework.ClaimInput{Statement: "x"}})
	require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
	made, err := c.AddEvidence(ctx, "vault-7/apple", casework.EvidenceInput{
		Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, File: &casework.FileInput{Name: "a.txt", Data: []byte("Dear Apple")},
	})
	require.NoError(t, err)
	file, err := c.EvidenceFile(ctx, "vault-7/apple", made.ID)
	require.NoError(t, err)
	require.Equal(t, "Dear Apple", string(file.Data))
	must(c.WithdrawEvidence(ctx, "vault-7/apple", made.ID, casework.ReasonInput{Reason: "Forged."}))
	evidence, err := c.Evidence(ctx, "vault-7/apple")
	require.NoError(t, err)
	require.NotNil(t, evidence[0].Withdrawn)
	must(c.MarkSeen(ctx, "vault-7/apple", 2))
	review, err := c.Review(ctx, "vault-7/apple", 0)
	require.NoError(t, err)
	require.Equal(t, int64(2), review.Since)
	difference, err := c.Difference(ctx, "vault-7/apple", "00")
	require.NoError(t, err)
	require.False(t, difference.Known)
}

// TestEveryLetter makes the commands about parties, requests and what letters say.
func TestEveryLetter(t *testing.T) {
	desk, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	settings, err := c.Settings(ctx)
	require.NoError(t, err)
	settings.Publication, settings.UndoSeconds = "The Example Post", 60
	must(c.ReviseSettings(ctx, api.SettingsInput{DeskSettings: settings.DeskSettings}))
	template, err := c.Template(ctx, claim.FinalNoticeLetter)
	require.NoError(t, err)
	must(c.PreviewTemplate(ctx, claim.FinalNoticeLetter, template.Source))
	must(c.ReviseTemplate(ctx, claim.FinalNoticeLetter, api.TemplateInput{Source: template.Source + "\n", Version: template.Version}))

	must(c.AddPerson(ctx, casework.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	must(c.OpenCase(ctx, casework.CaseInput{Title: "Vault 7"}))
	must(c.AddClaim(ctx, "vault-7", casework.ClaimInput{Key: "google", Statement: "WikiLeaks contacted Google."}))
	must(c.AddParty(ctx, casework.PartyInput{Name: "Google", Email: "press@google.example"}))
	must(c.ReviseParty(ctx, "google", casework.RevisePartyInput{Name: "Google LLC", Version: 1}))
	added, err := c.AddContact(ctx, "google", casework.ContactPointInput{Address: "news@google.example"})
	require.NoError(t, err)
	must(c.VerifyContact(ctx, "google", added.ID, casework.VerifyInput{How: "call-back"}))
	must(c.ChooseContact(ctx, "google", added.ID))
	contacts, err := c.Contacts(ctx, "google")
	require.NoError(t, err)
	must(c.RetireContact(ctx, "google", contacts[0].ID))

	ask := casework.AskInput{Party: "google", Claims: []string{"google"}, Questions: "Is it so?", AnswerBy: time.Now().Add(96 * time.Hour)}
	letter, err := c.PreviewLetter(ctx, "vault-7", ask)
	require.NoError(t, err)
	require.Contains(t, letter.To, "news@google.example")
	asked, err := c.Ask(ctx, "vault-7", ask)
	require.NoError(t, err)
	must(c.Undo(ctx, asked.ID))
	asked, err = c.Ask(ctx, "vault-7", ask)
	require.NoError(t, err)
	require.NoError(t, desk.Pass(ctx, 2*time.Minute))
	must(c.PauseReminders(ctx, asked.ID, casework.ReasonInput{Reason: "They are moving."}))
	must(c.ResumeReminders(ctx, asked.ID))
	must(c.FollowUp(ctx, asked.ID, "And in which year?"))
	_, err = c.SeeMessage(ctx, asked.ID)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}

// TestEveryTurn deals with what waits, and finds what there is.
func TestEveryTurn(t *testing.T) {
	desk, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	stray, err := desk.Receive(ctx, "", "", "Hello?")
	require.NoError(t, err)
	page, err := c.Turn(ctx, reading.TurnFilter{Scope: "all", Limit: 5})
	require.NoError(t, err)
	item := "sort." + stray.String()
	require.Equal(t, item, page.Items[0].Item)
	must(c.AcceptTurns(ctx, item))
	must(c.AssignTurns(ctx, "", item))
	must(c.SnoozeTurns(ctx, time.Now().Add(time.Hour), item))
	must(c.SnoozeTurns(ctx, time.Time{}, item))
	read, err := c.ReadTurns(ctx, item)
	require.NoError(t, err)
	require.Zero(t, read.Done, "a message in quarantine is not read, but sorted")

	must(c.AddParty(ctx, casework.PartyInput{Name: "Google"}))
	found, err := c.Search(ctx, "goog*", reading.SearchFilter{Kind: claim.FoundParty})
	require.NoError(t, err)
	require.Equal(t, "google", found.Found[0].Name)
	happened, err := c.Activity(ctx, reading.ActivityFilter{Group: "parties", From: time.Now().Add(-time.Hour), Limit: 1})
	require.NoError(t, err)
	require.Len(t, happened.Items, 1)
}
