package web_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
	"github.com/onrecord/onrecord/internal/worktest"
)

// largeCase is a desk with a case of 150 parties and 40 claims with 300 messages:
// a letter to each party, about five claims, and an answer.
func largeCase(t testing.TB) *webtest.Fixture {
	t.Helper()
	d := webtest.Open(t)
	d.Person("jonas", claim.Reviewer)
	mara := d.Caller(apitest.Admin)
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	must(writing.OpenCase(t.Context(), d.Fixture.Door, mara, writing.CaseInput{Slug: "large", Title: "A large case"}))
	for i := range 40 {
		must(writing.AddClaim(t.Context(), d.Fixture.Door, mara, "large", writing.ClaimInput{
			Key: fmt.Sprintf("c%02d", i), Statement: fmt.Sprintf("Statement %d says that the vendors of a widely used product were told about a flaw in it before it was made public.", i),
		}))
	}
	for i := range 150 {
		party := fmt.Sprintf("vendor-%03d", i)
		must(d.AddParty(t.Context(), mara, casework.PartyInput{Key: party, Name: fmt.Sprintf("Vendor Number %d", i), Email: "press@" + party + ".example"}))
		var about []string
		var stances []answers.StanceInput
		for j := range 5 {
			key := fmt.Sprintf("c%02d", (i*5+j)%40)
			about = append(about, key)
			stances = append(stances, answers.StanceInput{Claim: key, Stance: claim.Stances[(i+j)%len(claim.Stances)], Statement: "We take the safety of our customers seriously."})
		}
		must(requests.Ask(t.Context(), d.Door, mara, "large", requests.AskInput{Party: party, Claims: about, Questions: "Were you told?", AnswerBy: d.Clock.Now().Add(7 * 24 * time.Hour)}))
		message, err := d.Receive(t.Context(), "large", party, "We take the safety of our customers seriously.")
		require.NoError(t, err)
		must(answers.Record(t.Context(), d.Door, mara, "large", answers.AnswerInput{Party: party, Message: message.String(), GroundRules: claim.OnTheRecord, Stances: stances}))
	}
	return d
}

// BenchmarkALargeCase is the server's time for each page of a case of 150
// parties and 40 claims with 300 messages.
//
//	go test ./internal/web -run none -bench LargeCase
func BenchmarkALargeCase(b *testing.B) {
	d := largeCase(b)
	mara := d.SignIn(apitest.Admin)
	for name, path := range map[string]string{
		"case": "/cases/large", "case as of": "/cases/large?at=" + d.Clock.Now().UTC().Format(time.RFC3339),
		"claim": "/cases/large/claims/c07", "review": "/cases/large/claims/c07/review", "timeline": "/cases/large/timeline", "report": "/cases/large/report.md",
	} {
		b.Run(name, func(b *testing.B) {
			var page webtest.Answer
			for b.Loop() {
				page = mara.Get(path)
			}
			require.Equal(b, http.StatusOK, page.Status, page.Problem())
			var zipped bytes.Buffer
			w := gzip.NewWriter(&zipped)
			_, _ = w.Write([]byte(page.Body))
			_ = w.Close()
			b.ReportMetric(float64(zipped.Len())/1024, "KB-zipped")
			b.ReportMetric(float64(len(page.Body))/1024, "KB")
		})
	}
}

// BenchmarkAThousandClaims is the server's time for the page of a case of a
// thousand claims.
func BenchmarkAThousandClaims(b *testing.B) {
	d := webtest.Open(b)
	d.Person("jonas", claim.Reviewer)
	mara := d.Caller(apitest.Admin)
	_, err := writing.OpenCase(b.Context(), d.Fixture.Door, mara, writing.CaseInput{Slug: "many", Title: "A case of many claims"})
	require.NoError(b, err)
	var lines bytes.Buffer
	for i := range 1000 {
		fmt.Fprintf(&lines, "Party number %d was told.\n", i)
	}
	p, err := writing.AddClaims(b.Context(), d.Fixture.Door, mara, "many", writing.SheetInput{Text: lines.String()})
	require.NoError(b, err)
	require.Eventually(b, func() bool {
		p, err = writing.Sheet(b.Context(), d.Fixture.Door, mara, "many", p.ID)
		return err == nil && p.Settled
	}, time.Minute, 10*time.Millisecond)
	browser := d.SignIn(apitest.Admin)
	for b.Loop() {
		require.Equal(b, http.StatusOK, browser.Get("/cases/many").Status)
	}
}

// BenchmarkTheGrid is the server's time for the grid of a case: by the clock on the wall,
// and as the work of its processor, which a busy machine does not lengthen.
//
//	go test ./internal/web -run none -bench TheGrid
func BenchmarkTheGrid(b *testing.B) {
	for _, size := range []struct{ claims, parties, each int }{{30, 10, 15}, {150, 40, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size.claims, size.parties), func(b *testing.B) {
			d := gridCase(b, size.claims, size.parties, size.each)
			mara := d.SignIn(apitest.Admin)
			var took, worked []time.Duration
			var page webtest.Answer
			for b.Loop() {
				began := time.Now()
				worked = append(worked, worktest.SpentAlone(b, func() { page = mara.Get("/cases/grid") }))
				took = append(took, time.Since(began))
			}
			require.Equal(b, http.StatusOK, page.Status, page.Problem())
			for name, times := range map[string][]time.Duration{"p95-ms": took, "p95-work-ms": worked} {
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, name)
			}
			var zipped bytes.Buffer
			w := gzip.NewWriter(&zipped)
			_, _ = w.Write([]byte(page.Body))
			_ = w.Close()
			b.ReportMetric(float64(zipped.Len())/1024, "KB-zipped")
		})
	}
}

// gridCase is a desk with a case in which every party is asked about as many claims, and
// two of three have answered.
func gridCase(t testing.TB, claims, parties, each int) *webtest.Fixture {
	t.Helper()
	d := webtest.Open(t)
	d.Person("jonas", claim.Reviewer)
	mara := d.Caller(apitest.Admin)
	must := func(_ any, err error) { t.Helper(); require.NoError(t, err) }
	must(writing.OpenCase(t.Context(), d.Fixture.Door, mara, writing.CaseInput{Slug: "grid", Title: "A case at a glance"}))
	for i := range claims {
		must(writing.AddClaim(t.Context(), d.Fixture.Door, mara, "grid", writing.ClaimInput{
			Key: fmt.Sprintf("c%03d", i), Statement: fmt.Sprintf("Statement %d says that the vendors of a widely used product were told about a flaw in it before it was made public.", i),
		}))
	}
	for i := range parties {
		party := fmt.Sprintf("vendor-%02d", i)
		must(d.AddParty(t.Context(), mara, casework.PartyInput{Key: party, Name: fmt.Sprintf("Vendor Number %d", i), Email: "press@" + party + ".example"}))
		var about []string
		var stances []answers.StanceInput
		for j := range each {
			key := fmt.Sprintf("c%03d", (i*7+j)%claims)
			about = append(about, key)
			stances = append(stances, answers.StanceInput{Claim: key, Stance: claim.Stances[(i+j)%len(claim.Stances)], Statement: "We take the safety of our customers seriously."})
		}
		must(requests.Ask(t.Context(), d.Door, mara, "grid", requests.AskInput{Party: party, Claims: about, Questions: "Were you told?", AnswerBy: d.Clock.Now().Add(7 * 24 * time.Hour)}))
		if i%3 < 2 {
			must(answers.Record(t.Context(), d.Door, mara, "grid", answers.AnswerInput{Party: party, GroundRules: claim.OnTheRecord, Stances: stances}))
		}
	}
	return d
}
