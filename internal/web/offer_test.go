package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// stagePaths say how a claim of its own comes to every stage, step by step.
var stagePaths = map[claim.Stage][]string{
	claim.StageDraft:      nil,
	claim.StageOpen:       {"open"},
	claim.StageGathering:  {"open", "ask"},
	claim.StageAssessing:  {"open", "ask", "answer"},
	claim.StageInReview:   {"open", "assess"},
	claim.StageSignedOff:  {"open", "assess", "sign"},
	claim.StagePublished:  {"open", "assess", "sign", "publish"},
	claim.StageClosed:     {"open", "assess", "sign", "publish", "close"},
	claim.StageCorrecting: {"open", "assess", "sign", "publish", "correct"},
	claim.StageRetracted:  {"open", "assess", "sign", "publish", "retract"},
	claim.StageOnHold:     {"open", "hold"},
	claim.StageWithdrawn:  {"open", "withdraw"},
	claim.StageDeclined:   {"open", "decline"},
}

// pageForms are the forms of the page of a claim, by the last part of their address.
var pageForms = []string{"open", "assess", "publish", "resume", "correct", "close", "hold", "withdraw", "decline", "retract"}

// added makes a claim, and brings it to a stage.
func (d *caseDesk) added(key string, stage claim.Stage) {
	d.t.Helper()
	ctx, name := d.t.Context(), "vault7/"+key
	_, err := writing.AddClaim(ctx, d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: key, Statement: "About " + key + ".", Draft: true})
	require.NoError(d.t, err)
	for _, step := range stagePaths[stage] {
		switch step {
		case "ask":
			_, err = requests.Ask(ctx, d.Door, d.as, "vault7", requests.AskInput{Party: "google", Claims: []string{key}, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(7 * 24 * time.Hour)})
		case "answer":
			_, err = answers.Record(ctx, d.Door, d.as, "vault7", answers.AnswerInput{Party: "google", GroundRules: claim.OnTheRecord, Stances: []answers.StanceInput{{Claim: key, Stance: claim.Confirms}}})
		case "sign":
			c, failed := d.Claim(ctx, d.as, name, nil)
			require.NoError(d.t, failed)
			_, err = findings.Sign(ctx, d.Door, d.Caller("jonas"), name, findings.ReviewInput{Subject: c.Subject})
		default:
			require.Equal(d.t, http.StatusSeeOther, d.sent(key, step).Status, step)
		}
		require.NoError(d.t, err, step)
	}
	c, err := d.Claim(ctx, d.as, name, nil)
	require.NoError(d.t, err)
	require.Equal(d.t, stage, c.Stage)
}

// sent sends a form of the page of a claim, whether the page has it or not.
func (d *caseDesk) sent(key, form string) webtest.Answer {
	return d.mara.Post("/cases/vault7/claims/"+key+"/"+form, url.Values{
		"_form": {form}, "reason": {"There is a reason."}, "outcome": {"unverified"}, "rationale": {"Nobody knows."},
	})
}

func TestThePageOfAClaimOffersWhatTheRecordTakesAtEveryStage(t *testing.T) {
	d := newCaseDesk(t)
	for n, stage := range claim.Stages {
		if _, ok := stagePaths[stage]; !ok {
			continue // merged: nothing leads there yet
		}
		key := fmt.Sprintf("claim-%d", n)
		d.added(key, stage)
		page := d.mara.Get("/cases/vault7/claims/" + key)
		fine(t, page, http.StatusOK)
		for i, form := range pageForms {
			of := key // a form that is not there changes nothing
			offered := strings.Contains(page.Body, `action="/cases/vault7/claims/`+key+`/`+form+`"`)
			if offered {
				of = fmt.Sprintf("claim-%d-%d", n, i)
				d.added(of, stage)
			}
			before := d.version(of)
			answer := d.sent(of, form)
			taken := answer.Status == http.StatusSeeOther && d.version(of) > before
			require.Equal(t, taken, offered, "%s, of a claim that is %s: %s", form, stage, answer.Text())
		}
	}
}

func (d *caseDesk) version(key string) int64 {
	d.t.Helper()
	c, err := d.Claim(d.t.Context(), d.as, "vault7/"+key, nil)
	require.NoError(d.t, err)
	return c.Version
}
