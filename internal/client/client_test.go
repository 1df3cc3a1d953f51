package client_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type noEngine struct{}

func (noEngine) EngineStatus(context.Context) (operation.EngineStatus, error) {
	return operation.EngineStatus{Kind: "embedded"}, nil
}

func (noEngine) Rebuild(context.Context) (int, error) { return 0, errors.New("boom") }

func (noEngine) Seal(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return payloads, nil
}

func (noEngine) Open(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return payloads, nil
}

// serve runs the API of a fresh desk; before may refuse or break a request.
func serve(t *testing.T, before func(http.ResponseWriter, *http.Request) bool) (*apitest.Fixture, *client.Client) {
	t.Helper()
	desk, err := apitest.Open(t.Context(), t.TempDir())
	require.NoError(t, err)
	handler := desk.Handler(noEngine{}, zap.NewNop())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before == nil || before(w, r) {
			handler.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(func() {
		server.Close()
		require.NoError(t, desk.Close())
	})
	return desk, client.New(server.URL, apitest.Token, "")
}

func TestEveryOperation(t *testing.T) {
	desk, c := serve(t, nil)
	ctx := t.Context()
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	must(client.Call(ctx, c, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reporter}})))
	must(client.Call(ctx, c, operation.PersonRoles, operation.OfPerson("jonas", staff.RolesInput{Roles: []claim.Role{claim.Reviewer}})))
	must(client.Call(ctx, c, operation.CaseOpen, operation.Body(writing.CaseInput{Title: "Vault 7"})))
	must(client.Call(ctx, c, operation.ClaimAdd, operation.InCase("vault-7", writing.ClaimInput{Key: "google", Statement: "WikiLeaks contacted Google.", Draft: true})))
	must(client.Call(ctx, c, operation.ClaimOpen, operation.OfClaim("vault-7/google", operation.Reason(""))))
	must(client.Call(ctx, c, operation.PartyAdd, operation.Body(casework.PartyInput{Name: "Google", Email: "press@google.example"})))
	must(client.Call(ctx, c, operation.PartyContact, operation.OfParty("google", casework.ContactInput{Email: "news@google.example"})))
	asked, err := client.Call(ctx, c, operation.RequestAsk, operation.InCase("vault-7", requests.AskInput{
		Party: "google", Claims: []string{"google"}, Questions: "Is it so?", AnswerBy: time.Now().Add(time.Hour),
	}))
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.RequestExtend, operation.OfRequest(asked.ID, requests.ExtendInput{AnswerBy: time.Now().Add(2 * time.Hour), Reason: "They asked."})))
	message, err := desk.Receive(ctx, "vault-7", "google", "Yes.")
	require.NoError(t, err)
	inbox, err := client.Call(ctx, c, operation.Inbox, operation.InboxQuery{})
	require.NoError(t, err)
	require.Equal(t, "google", inbox[0].Party)
	all, err := client.Call(ctx, c, operation.Inbox, operation.InboxQuery{All: true})
	require.NoError(t, err)
	shownMessage, err := client.Call(ctx, c, operation.MessageShow, operation.MessagePath{Message: message})
	require.NoError(t, err)
	require.Equal(t, all, []correspondence.InboxItem{shownMessage})
	must(client.Call(ctx, c, operation.AnswerRecord, operation.InCase("vault-7", answers.AnswerInput{
		Party: "google", Message: message.String(), Stances: []answers.StanceInput{{Claim: "google", Stance: claim.Confirms}},
	})))
	request, err := client.Call(ctx, c, operation.RequestShow, operation.RequestPath{Request: asked.ID})
	require.NoError(t, err)
	require.Equal(t, letters.Answered, request.Lifecycle)
	must(client.Call(ctx, c, operation.ClaimAssess, operation.OfClaim("vault-7/google", findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "They say so."})))
	shown, err := client.Call(ctx, c, operation.ClaimShow, operation.ClaimAt("vault-7/google", nil))
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.ClaimReturn, operation.OfClaim("vault-7/google", findings.ReviewInput{Subject: shown.Subject, Comment: "Who says so?"})))

	stray, err := desk.Receive(ctx, "vault-7", "", "Hello?")
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.MessageAssign, operation.OfMessage(stray, answers.AssignInput{Case: "vault-7", Party: "google"})))
	must(client.Call(ctx, c, operation.MessageRead, operation.OfMessage(stray, answers.ReadInput{Disposition: letters.ReadNoAnswer})))
	stray, err = desk.Receive(ctx, "vault-7", "", "Buy now")
	require.NoError(t, err)
	must(client.Call(ctx, c, operation.MessageDiscard, operation.MessagePath{Message: stray}))

	cases, err := client.Call(ctx, c, operation.CaseList, operation.None{})
	require.NoError(t, err)
	require.Equal(t, map[claim.Stage]int{claim.StageAssessing: 1}, cases[0].Stages)
	report, err := client.Call(ctx, c, operation.CaseShow, operation.CaseAt("vault-7", nil))
	require.NoError(t, err)
	before := report.OpenedAt.Add(-time.Second)
	earlier, err := client.Call(ctx, c, operation.CaseShow, operation.CaseAt("vault-7", &before))
	require.NoError(t, err)
	require.True(t, earlier.Absent, "nothing was on record then")
	items, err := client.Call(ctx, c, operation.CaseTimeline, operation.TimelineOf("vault-7", 0, 0))
	require.NoError(t, err)
	require.NotEmpty(t, items)
	outbox, err := client.Call(ctx, c, operation.Outbox, operation.OutboxQuery{All: true})
	require.NoError(t, err)
	require.Len(t, outbox, 2)
	parties, err := client.Call(ctx, c, operation.PartyList, operation.None{})
	require.NoError(t, err)
	party, err := client.Call(ctx, c, operation.PartyShow, operation.PartyPath{Party: "google"})
	require.NoError(t, err)
	require.Equal(t, parties[0], party)
	people, err := client.Call(ctx, c, operation.PersonList, operation.None{})
	require.NoError(t, err)
	require.Len(t, people, 2)
	status, err := client.Call(ctx, c, operation.EngineShow, operation.None{})
	require.NoError(t, err)
	require.Equal(t, "embedded", status.Kind)
	verified, err := client.Call(ctx, c, operation.RecordVerify, operation.None{})
	require.NoError(t, err)
	require.Empty(t, verified.Problems)
}

func TestErrorsComeBackWhole(t *testing.T) {
	_, c := serve(t, nil)
	_, err := client.Call(t.Context(), c, operation.CaseOpen, operation.Body(writing.CaseInput{Title: "x", Slug: "Not A Slug"}))
	var e *claim.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, claim.CodeInvalid, e.Code)
	require.Contains(t, e.Fields, "slug")
	_, err = client.Call(t.Context(), c, operation.ClaimPublish, operation.OfClaim("google", &findings.PublishInput{Early: "It cannot wait."}))
	require.ErrorAs(t, err, &e)
	require.Equal(t, "name the case and the claim: vault7/google", e.Hint)
	_, err = client.Call(t.Context(), c, operation.EngineRebuild, operation.None{})
	require.ErrorAs(t, err, &e)
	require.Equal(t, claim.CodeInternal, e.Code)
	require.Contains(t, e.Hint, "urn:uuid:")
}

// cut breaks the connection of the first n requests, before or after they are carried out.
func cut(n int32, after http.Handler) func(http.ResponseWriter, *http.Request) bool {
	var seen atomic.Int32
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodGet || seen.Add(1) > n {
			return true
		}
		if after != nil {
			after.ServeHTTP(httptest.NewRecorder(), r)
		}
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
		return false
	}
}

func TestACommandThatWasCutOffIsCarriedOutOnce(t *testing.T) {
	var breaking func(http.ResponseWriter, *http.Request) bool
	desk, c := serve(t, func(w http.ResponseWriter, r *http.Request) bool { return breaking == nil || breaking(w, r) })
	_, err := client.Call(t.Context(), c, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
	require.NoError(t, err)
	breaking = cut(2, desk.Handler(noEngine{}, zap.NewNop()))
	_, err = client.Call(t.Context(), c, operation.CaseOpen, operation.Body(writing.CaseInput{Title: "Vault 7"}))
	require.NoError(t, err)
	items, err := client.Call(t.Context(), c, operation.CaseTimeline, operation.TimelineOf("vault-7", 0, 0))
	require.NoError(t, err)
	require.Len(t, items, 1)
	breaking = cut(9, nil)
	_, err = client.Call(t.Context(), c, operation.CaseOpen, operation.Body(writing.CaseInput{Title: "Vault 8"}))
	require.Equal(t, claim.CodeUnknownOutcome, claim.CodeOf(err))
}

func TestTheSameKeyActsOnce(t *testing.T) {
	_, c := serve(t, nil)
	ctx := client.WithKey(t.Context(), uuid.New())
	for range 2 {
		_, err := client.Call(ctx, c, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}}))
		require.NoError(t, err)
	}
}

func TestNobodyThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	_, err := client.Call(t.Context(), client.New(server.URL, "", ""), operation.CaseList, operation.None{})
	require.ErrorContains(t, err, "is not Onrecord")
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
	})
	_, err = client.Call(t.Context(), client.New(server.URL, "", ""), operation.CaseList, operation.None{})
	require.ErrorContains(t, err, "onrecord serve is still starting")
	server.Close()
	_, err = client.Call(t.Context(), client.New(server.URL, "", ""), operation.CaseList, operation.None{})
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
	require.ErrorContains(t, err, "onrecord serve is not running on "+server.URL)
}

func TestEndpoint(t *testing.T) {
	dir := t.TempDir()
	_, err := client.Discover(dir, "")
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err))
	e := client.Endpoint{Address: "127.0.0.1:7070", Token: "00", PID: os.Getpid()}
	require.NoError(t, e.Write(dir))
	info, err := os.Stat(filepath.Join(dir, "serve.json"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	there, err := client.ReadEndpoint(dir)
	require.NoError(t, err)
	require.Equal(t, e.Address, there.Address)
	require.Equal(t, e.Token, there.Token)

	t.Chdir(dir)
	_, err = client.ReadEndpoint(".")
	require.NoError(t, err, "however the directory is written")
	elsewhere := t.TempDir()
	require.NoError(t, os.CopyFS(elsewhere, os.DirFS(dir)))
	_, err = client.ReadEndpoint(elsewhere)
	require.Equal(t, claim.CodeUnavailable, claim.CodeOf(err), "nothing runs on a copy")

	require.NoError(t, client.Endpoint{Address: e.Address, Token: "01"}.Remove(dir), "another's endpoint stays")
	_, err = client.ReadEndpoint(dir)
	require.NoError(t, err)
	require.NoError(t, e.Remove(dir))
	require.NoError(t, e.Remove(dir))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "serve.json"), []byte("{"), 0o600))
	_, err = client.Discover(dir, "")
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}
