package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TestEveryRevision makes the commands that change what is there.
func TestEveryRevision(t *testing.T) {
	_, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	must(client.Call(ctx, c, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})))
	must(client.Call(ctx, c, operation.CaseOpen, operation.Body(writing.CaseInput{Title: "Vault 7"})))
	must(client.Call(ctx, c, operation.CaseRevise, operation.InCase("vault-7", writing.CaseRevision{Seen: 1, Title: "Vault 7", Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan, Notice: "By the way."})))
	access, err := client.Call(ctx, c, operation.AccessShow, operation.CasePath{Case: "vault-7"})
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.AccessChange, operation.InCase("vault-7", writing.AccessInput{Seen: access.Version, Sensitivity: claim.OpenToDesk, Access: []string{"jonas"}})))
	sheet, err := client.Call(ctx, c, operation.SheetAdd, operation.InCase("vault-7", writing.SheetInput{Text: "WikiLeaks contacted Google."}))
	require.NoError(t, err)
	sheet, err = client.Call(ctx, c, operation.SheetShow, operation.SheetQuery{CasePath: operation.CasePath{Case: "vault-7"}, Sheet: sheet.ID})
	require.NoError(t, err)
	require.Equal(t, 1, sheet.Total)

	must(client.Call(ctx, c, operation.ClaimAdd, operation.InCase("vault-7", writing.ClaimInput{Key: "apple", Statement: "WikiLeaks contacted Apple."})))
	must(client.Call(ctx, c, operation.ClaimRevise, operation.OfClaim("vault-7/apple", writing.ClaimRevision{Seen: 1, ClaimInput: writing.ClaimInput{Statement: "WikiLeaks wrote to Apple."}})))
	_, err = client.Call(ctx, c, operation.ClaimRevise, operation.OfClaim("apple", writing.ClaimRevision{}))
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	_, err = client.Call(ctx, c, operation.ClaimRevise, operation.OfClaim("vault-7/apple", writing.ClaimRevision{Seen: 1, ClaimInput: writing.ClaimInput{Statement: "x"}}))
	require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
	made, err := client.Call(ctx, c, operation.EvidenceAdd, operation.OfClaim("vault-7/apple", writing.EvidenceInput{
		Kind: claim.FileEvidence, Bearing: claim.SupportsClaim, File: &writing.FileInput{Name: "a.txt", Data: []byte("Dear Apple")},
	}))
	require.NoError(t, err)
	file, err := client.Call(ctx, c, operation.EvidenceFile, operation.EvidenceOf("vault-7/apple", made.ID))
	require.NoError(t, err)
	require.Equal(t, "Dear Apple", string(file.Data))
	must(client.Call(ctx, c, operation.EvidenceWithdraw, operation.EvidenceWith[operation.Because]{EvidencePath: operation.EvidenceOf("vault-7/apple", made.ID), Body: operation.Reason("Forged.")}))
	evidence, err := client.Call(ctx, c, operation.EvidenceList, operation.ClaimAt("vault-7/apple", nil))
	require.NoError(t, err)
	require.NotNil(t, evidence[0].Withdrawn)
	must(client.Call(ctx, c, operation.ReviewSeen, operation.OfClaim("vault-7/apple", operation.SeenInput{Version: 2})))
	review, err := client.Call(ctx, c, operation.ReviewShow, operation.ReviewQuery{ClaimPath: operation.ClaimNamed("vault-7/apple"), Since: 0})
	require.NoError(t, err)
	require.Equal(t, int64(2), review.Since)
	difference, err := client.Call(ctx, c, operation.ReviewDifference, operation.DifferenceQuery{ClaimPath: operation.ClaimNamed("vault-7/apple"), Subject: "00"})
	require.NoError(t, err)
	require.False(t, difference.Known)
}

// TestEveryLetter makes the commands about parties, requests and what letters say.
func TestEveryLetter(t *testing.T) {
	desk, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	settings, err := client.Call(ctx, c, operation.SettingsShow, operation.None{})
	require.NoError(t, err)
	settings.Publication, settings.UndoSeconds = "The Example Post", 60
	must(client.Call(ctx, c, operation.SettingsRevise, operation.Body(operation.SettingsInput{DeskSettings: settings.DeskSettings})))
	template, err := client.Call(ctx, c, operation.TemplateShow, operation.TemplatePath{Kind: claim.FinalNoticeLetter})
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.TemplatePreview, operation.OfTemplate(operation.TemplatePath{Kind: claim.FinalNoticeLetter}, operation.SampleInput{Source: template.Source})))
	must(client.Call(ctx, c, operation.TemplateRevise, operation.OfTemplate(operation.TemplatePath{Kind: claim.FinalNoticeLetter}, operation.TemplateInput{Source: template.Source + "\n", Version: template.Version})))

	must(client.Call(ctx, c, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})))
	must(client.Call(ctx, c, operation.CaseOpen, operation.Body(writing.CaseInput{Title: "Vault 7"})))
	must(client.Call(ctx, c, operation.ClaimAdd, operation.InCase("vault-7", writing.ClaimInput{Key: "google", Statement: "WikiLeaks contacted Google."})))
	must(client.Call(ctx, c, operation.PartyAdd, operation.Body(casework.PartyInput{Name: "Google", Email: "press@google.example"})))
	must(client.Call(ctx, c, operation.PartyRevise, operation.OfParty("google", casework.RevisePartyInput{Name: "Google LLC", Version: 1})))
	added, err := client.Call(ctx, c, operation.ContactAdd, operation.OfParty("google", contacts.ContactPointInput{Address: "news@google.example"}))
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.ContactVerify, operation.ContactWith[contacts.VerifyInput]{ContactPath: operation.ContactOf("google", added.ID), Body: contacts.VerifyInput{How: "call-back"}}))
	must(client.Call(ctx, c, operation.ContactChoose, operation.ContactOf("google", added.ID)))
	contacts, err := client.Call(ctx, c, operation.ContactList, operation.PartyPath{Party: "google"})
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.ContactRetire, operation.ContactOf("google", contacts[1].ID)))

	ask := requests.AskInput{Party: "google", Claims: []string{"google"}, Questions: "Is it so?", AnswerBy: time.Now().Add(96 * time.Hour)}
	letter, err := client.Call(ctx, c, operation.RequestPreview, operation.InCase("vault-7", ask))
	require.NoError(t, err)
	require.Contains(t, letter.To, "news@google.example")
	asked, err := client.Call(ctx, c, operation.RequestAsk, operation.InCase("vault-7", ask))
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.RequestUndo, operation.RequestPath{Request: asked.ID}))
	asked, err = client.Call(ctx, c, operation.RequestAsk, operation.InCase("vault-7", ask))
	require.NoError(t, err)
	require.NoError(t, desk.Pass(ctx, 2*time.Minute))
	must(client.Call(ctx, c, operation.RequestPause, operation.OfRequest(asked.ID, casework.ReasonInput{Reason: "They are moving."})))
	must(client.Call(ctx, c, operation.RequestResume, operation.RequestPath{Request: asked.ID}))
	must(client.Call(ctx, c, operation.RequestFollowUp, operation.OfRequest(asked.ID, requests.FollowUpInput{Text: "And in which year?"})))
	_, err = client.Call(ctx, c, operation.MessageSeen, operation.MessagePath{Message: asked.ID})
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}

// TestEveryTurn deals with what waits, and finds what there is.
func TestEveryTurn(t *testing.T) {
	desk, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	stray, err := desk.Receive(ctx, "", "", "Hello?")
	require.NoError(t, err)
	page, err := client.Call(ctx, c, operation.TurnList, operation.TurnQuery{Scope: "all", Page: operation.Page{Limit: 5}})
	require.NoError(t, err)
	item := "sort." + stray.String()
	require.Equal(t, item, page.Items[0].Item)
	must(client.Call(ctx, c, operation.TurnAccept, operation.Items(item)))
	must(client.Call(ctx, c, operation.TurnAssign, operation.Body(operation.AssignTurnInput{Person: "", ItemsInput: operation.ItemsInput{Items: []string{item}}})))
	must(client.Call(ctx, c, operation.TurnSnooze, operation.Body(operation.SnoozeInput{Until: time.Now().Add(time.Hour), ItemsInput: operation.ItemsInput{Items: []string{item}}})))
	must(client.Call(ctx, c, operation.TurnSnooze, operation.Body(operation.SnoozeInput{Until: time.Time{}, ItemsInput: operation.ItemsInput{Items: []string{item}}})))
	read, err := client.Call(ctx, c, operation.TurnRead, operation.Items(item))
	require.NoError(t, err)
	require.Zero(t, read.Done, "a message in quarantine is not read, but sorted")

	must(client.Call(ctx, c, operation.PartyAdd, operation.Body(casework.PartyInput{Name: "Google"})))
	found, err := client.Call(ctx, c, operation.Search, operation.SearchQuery{Query: "goog*", Kind: lists.FoundParty})
	require.NoError(t, err)
	require.Equal(t, "google", found.Found[0].Name)
	happened, err := client.Call(ctx, c, operation.Activity, operation.ActivityQuery{Group: "parties", From: time.Now().Add(-time.Hour), Limit: 1})
	require.NoError(t, err)
	require.Len(t, happened.Items, 1)
}
