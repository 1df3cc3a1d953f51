package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework/findings"
)

const (
	claimPage  = "/cases/vault7/claims/google"
	reviewPage = claimPage + "/review"
)

func TestTheClaimPage(t *testing.T) {
	d := newCaseDesk(t)
	page := d.mara.Get(claimPage)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "No answer Google")
	d.answer(claim.Confirms)
	d.answer(claim.Denies)
	d.propose(claim.Refuted)
	page = d.mara.Get(claimPage)
	fine(t, page, http.StatusOK)
	for _, want := range []string{"For Google confirms", "Against Google denies", "superseded by a later answer", "It is your own work", "They say so.", "Put on hold"} {
		require.Contains(t, page.Text(), want)
	}
	require.Contains(t, page.Body, `<a href="https://example.org/1"`)
	jonas := d.SignIn("jonas").Get(claimPage)
	fine(t, jonas, http.StatusOK)
	require.NotContains(t, jonas.Text(), "Put on hold")
	fine(t, d.mara.Get("/cases/vault7/claims/none"), http.StatusNotFound)
}

func TestAClaimIsChangedAndAConflictShowsBothVersions(t *testing.T) {
	d := newCaseDesk(t)
	const path = claimPage + "/edit"
	edit := d.mara.Get(path)
	fine(t, edit, http.StatusOK)
	his := with(hidden(t, d.mara.Get(path), path), "statement", "His words "+nasty, "tier", "sensitive")
	hers := with(hidden(t, edit, path), "statement", "Her words "+nasty, "claimant", "Her claimant", "tier", "routine")
	fine(t, d.mara.Follow(path, his), http.StatusOK)
	conflict := d.mara.Post(path, hers)
	fine(t, conflict, http.StatusConflict)
	require.Contains(t, conflict.Text(), "What the claim says now")
	require.Contains(t, conflict.Text(), "His words")
	require.Contains(t, conflict.Text(), "Her words")
	require.Contains(t, conflict.Body, `value="Her claimant"`)
	merged := with(hidden(t, conflict, path), "statement", "Both words", "claimant", "Her claimant", "tier", "sensitive")
	page := d.mara.Follow(path, merged)
	require.Contains(t, page.Text(), "Both words")
	since := regexp.MustCompile(`href="([^"]*review\?since=[^"]*)"`).FindAllStringSubmatch(page.Body, -1)
	require.Len(t, since, 2)
	diff := d.mara.Get(since[1][1])
	fine(t, diff, http.StatusOK)
	require.Contains(t, diff.Text(), "Statement His words")
	require.Contains(t, diff.Text(), "New since then")

	empty := with(hidden(t, d.mara.Get(path), path), "statement", "", "claimant", "Kept", "tier", "routine")
	refused := d.mara.Post(path, empty)
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Body, `id="f-statement-error"`)
	require.Contains(t, refused.Body, `value="Kept"`)
	require.Equal(t, empty.Get("seen"), hidden(t, refused, path).Get("seen"), "the version that was seen stays")
}

func TestAClaimGoesToPublicationAndBack(t *testing.T) {
	d := newCaseDesk(t)
	post := func(step string, pairs ...string) {
		t.Helper()
		path := claimPage + "/" + step
		page := d.mara.Get(claimPage)
		fine(t, d.mara.Follow(path, with(hidden(t, page, path), pairs...)), http.StatusOK)
	}
	refused := d.mara.Post(claimPage+"/hold", with(hidden(t, d.mara.Get(claimPage), claimPage+"/hold"), "reason", ""))
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Body, `id="f-hold-reason-error"`)
	require.Contains(t, refused.Body, `<details class="menu" open><summary data-command="Put on hold"`)
	post("hold", "reason", nasty)
	post("resume")
	d.answer(claim.Confirms)
	unmet := d.mara.Post(claimPage+"/assess", with(hidden(t, d.mara.Get(claimPage), claimPage+"/assess"), "outcome", "confirmed", "rationale", "", "asOf", ""))
	fine(t, unmet, http.StatusUnprocessableEntity)
	require.Contains(t, unmet.Body, `<option value="confirmed" selected>`)
	post("assess", "outcome", "confirmed", "forReaders", "They say so.", "rationale", nasty)
	_, err := findings.Sign(t.Context(), d.Door, d.Caller("jonas"), "vault7/google", findings.ReviewInput{Subject: d.claim().Subject})
	require.NoError(t, err)
	require.NotContains(t, d.mara.Get("/cases/vault7").Body, `href="/public/`)
	post("publish")
	require.Contains(t, d.mara.Get(claimPage).Text(), "1. publication confirmed")
	require.Contains(t, d.mara.Get(claimPage).Body, `href="/public/vault7/claims/google"`)
	require.Contains(t, d.mara.Get("/cases/vault7").Body, `href="/public/vault7"`)
	post("close")
	post("correct", "reason", "A new answer.")
	post("retract", "reason", "It was wrong.")
	require.Equal(t, claim.StageRetracted, d.claim().Stage)
	require.Contains(t, d.mara.Get(claimPage).Text(), "Remove it for a legal reason")
	post("take-down", "reason", "By order of a court.")
	require.NotContains(t, d.mara.Get(claimPage).Text(), "Steps")
}

func TestEvidenceIsAddedAndNeverShownInTheDesk(t *testing.T) {
	d := newCaseDesk(t)
	const path = claimPage + "/evidence"
	values := with(hidden(t, d.mara.Get(claimPage), path), "kind", "file", "bearing", "supports", "origin", nasty, "source", "javascript:alert(1)", "text", nasty)
	refused := upload(d.mara, path, values, nil)
	fine(t, refused, http.StatusUnprocessableEntity)
	require.Contains(t, refused.Body, `id="f-file-error"`)
	answer := upload(d.mara, path, values, map[string]string{"file": "<script>alert(1)</script>"})
	require.Equal(t, http.StatusSeeOther, answer.Status, answer.Problem())
	page := d.mara.Get(claimPage)
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "memo.html")
	require.Contains(t, page.Text(), "SHA-256")

	link := regexp.MustCompile(`href="([^"]*/file)"`).FindStringSubmatch(page.Body)
	require.NotNil(t, link)
	file := d.mara.Get(link[1])
	require.Equal(t, "<script>alert(1)</script>", file.Body)
	require.Contains(t, file.Header.Get("Content-Disposition"), "attachment")
	require.Contains(t, file.Header.Get("Content-Security-Policy"), "sandbox")
	require.Equal(t, "nosniff", file.Header.Get("X-Content-Type-Options"))
	require.Equal(t, "application/octet-stream", file.Header.Get("Content-Type"))

	withdraw := strings.TrimSuffix(link[1], "/file") + "/withdraw"
	fine(t, d.mara.Post(withdraw, with(hidden(t, page, withdraw), "reason", "")), http.StatusUnprocessableEntity)
	page = d.mara.Follow(withdraw, with(hidden(t, page, withdraw), "reason", nasty))
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "withdrawn")

	tooLarge := upload(d.mara, path, with(hidden(t, page, path), "kind", "file", "bearing", "supports"), map[string]string{"file": strings.Repeat("x", sources.MaxEvidenceFile+1)})
	fine(t, tooLarge, http.StatusUnprocessableEntity)
	require.Contains(t, tooLarge.Problem(), "25 MB")
	fine(t, d.mara.Get(path+"/not-an-id/file"), http.StatusNotFound)
}

func TestAReviewerDecidesOnWhatStandsOnThePage(t *testing.T) {
	d := newCaseDesk(t)
	d.answer(claim.Confirms)
	d.propose(claim.Confirmed)
	jonas := d.SignIn("jonas")
	page := jonas.Get(reviewPage)
	fine(t, page, http.StatusOK)
	for _, want := range []string{"You have not looked at this claim before", "They say so.", "0 of 1 sign-off", "cannot: wrote this claim", "can sign", d.claim().Subject[:12]} {
		require.Contains(t, page.Text(), want)
	}
	own := d.mara.Get(reviewPage)
	fine(t, own, http.StatusOK)
	require.Contains(t, own.Text(), "Nobody signs off their own work")
	require.NotContains(t, own.Body, `value="sign"`)
	require.Contains(t, own.Body, `value="return"`, "whoever wrote it may take it back from review")

	noComment := jonas.Post(reviewPage, with(hidden(t, page, reviewPage), "decision", "return", "comment", ""))
	fine(t, noComment, http.StatusUnprocessableEntity)
	require.Contains(t, noComment.Body, `id="f-comment-error"`)

	jonas.Follow(claimPage+"/seen", hidden(t, page, claimPage+"/seen"))
	d.answer(claim.Denies)
	stale := jonas.Post(reviewPage, with(hidden(t, page, reviewPage), "decision", "sign", "comment", "Fine with me. "+nasty))
	fine(t, stale, http.StatusConflict)
	require.Contains(t, stale.Text(), "What has changed since the page that you decided on")
	require.Contains(t, stale.Text(), "Answer of Google not there Stance: denies")
	require.Contains(t, stale.Text(), "Fine with me.")
	require.Contains(t, stale.Text(), "New since you last looked")
	fresh := hidden(t, stale, reviewPage)
	require.Equal(t, d.claim().Subject, fresh.Get("subject"))
	signed := jonas.Follow(reviewPage, with(fresh, "decision", "sign", "comment", nasty))
	fine(t, signed, http.StatusOK)
	require.Equal(t, claim.StageSignedOff, d.claim().Stage)
	again := jonas.Get(reviewPage)
	fine(t, again, http.StatusOK)
	require.Contains(t, again.Text(), "Nothing has happened to it since.")

	d.answer(claim.RetractsEarlierAnswer)
	signed = jonas.Get(claimPage)
	fine(t, signed, http.StatusOK)
	link := regexp.MustCompile(`href="([^"]*review\?subject=[^"]*)"`).FindStringSubmatch(signed.Body)
	require.NotNil(t, link, "what the sign-off was about is one click away")
	diff := jonas.Get(link[1])
	fine(t, diff, http.StatusOK)
	require.Contains(t, diff.Text(), "What has changed since that sign-off")
	require.Contains(t, diff.Text(), "retracts earlier answer")
}

func TestAReviewerSendsAClaimBack(t *testing.T) {
	d := newCaseDesk(t)
	d.propose(claim.Unverified)
	jonas := d.SignIn("jonas")
	page := jonas.Follow(reviewPage, with(hidden(t, jonas.Get(reviewPage), reviewPage), "decision", "return", "comment", "Ask Apple. "+nasty))
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "sent back with your comments")
	require.Contains(t, page.Text(), "Ask Apple.")
	require.Equal(t, claim.StageAssessing, d.claim().Stage)
	late := jonas.Post(reviewPage, with(hidden(t, page, "/signout"), "subject", d.claim().Subject, "decision", "sign", "comment", "I take it back, and this is long enough."))
	fine(t, late, http.StatusConflict)
	require.Contains(t, late.Text(), "I take it back")
}

// TestWordsBesideAFileSurviveALostSession: whoever is signed out while she
// writes signs in, and sends it again; the file has to be chosen anew.
func TestWordsBesideAFileSurviveALostSession(t *testing.T) {
	d := newCaseDesk(t)
	values := with(hidden(t, d.mara.Get(claimPage), claimPage+"/evidence"), "kind", "note", "bearing", "supports", "title", "A call", "text", "They hung up.")
	lost := upload(d.Nobody(), claimPage+"/evidence", values, map[string]string{"file": "x"})
	require.Equal(t, http.StatusUnauthorized, lost.Status)
	require.Contains(t, lost.Body, "They&#43;hung&#43;up")
	fine(t, d.mara.Follow(claimPage+"/evidence", values), http.StatusOK)
	require.Len(t, d.claim().Evidence, 1)
}
