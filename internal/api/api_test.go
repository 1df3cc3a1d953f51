package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// TestWholeCase takes one claim from its request to its publication.
func TestWholeCase(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	answerBy := time.Now().Add(48 * time.Hour).Format(time.RFC3339)
	w.post("/cases/vault7/requests", `{"party":"google","claims":["google"],"questions":"Is it so?","answerBy":"`+answerBy+`"}`)
	r := w.report()
	require.Equal(t, claim.StageGathering, r.Claims[0].Stage)
	request := "/requests/" + r.Requests[0].ID.String()
	w.post(request+"/extend", `{"answerBy":"`+time.Now().Add(72*time.Hour).Format(time.RFC3339)+`","reason":"They asked."}`)

	message, err := w.desk.Receive(t.Context(), "vault7", "google", "We will come back to you.")
	require.NoError(t, err)
	var inbox struct{ Items []correspondence.InboxItem }
	w.get("/inbox", &inbox)
	require.Equal(t, "We will come back to you.", inbox.Items[0].Text)
	w.post("/messages/"+message.String()+"/read", `{"disposition":"acknowledgement"}`)
	var again correspondence.InboxItem
	w.get("/messages/"+message.String(), &again)
	require.Equal(t, "We will come back to you.", again.Text)
	require.Equal(t, letters.ReadAcknowledgement, again.Disposition)
	w.get("/inbox?all=true", &inbox)
	require.Equal(t, again, inbox.Items[0])
	w.post("/cases/vault7/answers", `{"party":"google","channel":"phone","stances":[{"claim":"google","stance":"confirms","statement":"Yes."}]}`)

	var shown report.RequestReport
	w.get(request, &shown)
	require.Equal(t, letters.Answered, shown.Lifecycle)
	w.post("/cases/vault7/claims/google/assess", `{"outcome":"confirmed","forReaders":"They say so.","rationale":"They say so."}`)
	var c report.ClaimReport
	w.get("/cases/vault7/claims/google", &c)
	w.post("/cases/vault7/claims/google/sign", `{"subject":"`+c.Subject+`"}`, "Onrecord-As: jonas")
	w.post("/cases/vault7/claims/google/publish", "")
	r = w.report()
	require.Equal(t, claim.StagePublished, r.Claims[0].Stage)
	require.Contains(t, r.StatusLine, "Google has confirmed")

	var outbox struct{ Items []correspondence.OutboxItem }
	w.get("/outbox?all=true", &outbox)
	require.Len(t, outbox.Items, 2) // the request and its extension
	var timeline struct{ Items []timeline.TimelineItem }
	w.get("/cases/vault7/timeline?after=2", &timeline)
	require.NotEmpty(t, timeline.Items)
	require.Greater(t, timeline.Items[0].Position, int64(2))
	var verified lists.VerifyReport
	out := w.send("POST", "/api/v1/record/verify", "")
	decode(t, out, &verified)
	require.Empty(t, verified.Problems)
}

func TestAsOf(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	before := time.Now().UTC()
	w.post("/cases/vault7/claims/google/hold", `{"reason":"The lawyers ask for it."}`)
	var then, now report.ClaimReport
	w.get("/cases/vault7/claims/google?asOf="+before.Format("2006-01-02T15:04:05.000000Z07:00"), &then)
	w.get("/cases/vault7/claims/google", &now)
	require.Equal(t, claim.StageOpen, then.Stage)
	require.Equal(t, claim.StageOnHold, now.Stage)
}

func TestSameKeyActsOnce(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	const key = "Idempotency-Key: 0191d0a0-5a5a-7000-8000-000000000001"
	body := `{"title":"Vault 8"}`
	first, second := w.send("POST", "/api/v1/cases", body, key), w.send("POST", "/api/v1/cases", body, key)
	require.Equal(t, http.StatusCreated, first.Code)
	require.Equal(t, first.Body.String(), second.Body.String())
	require.Equal(t, claim.CodeExists, w.send("POST", "/api/v1/cases", body).problem.Code)
	require.Equal(t, claim.CodeInvalid, w.send("POST", "/api/v1/cases", body, "Idempotency-Key: once").problem.Code)
}

func TestEngine(t *testing.T) {
	w := newWorld(t)
	w.openCase()
	out := w.send("POST", "/api/v1/engine/rebuild", "")
	require.JSONEq(t, `{"running":3}`, out.Body.String())
	require.Contains(t, w.send("GET", "/api/v1/engine", "").Body.String(), `"namespace":"onrecord"`)
	require.Equal(t, claim.CodeForbidden, w.send("GET", "/api/v1/engine", "", "Onrecord-As: jonas").problem.Code)
	require.Equal(t, claim.CodeForbidden, w.send("POST", "/api/v1/record/verify", "", "Onrecord-As: jonas").problem.Code)
}

func TestHealth(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/livez", "/readyz"} {
		require.Equal(t, http.StatusOK, w.send("GET", path, "", "Authorization: none").Code, path)
	}
}
