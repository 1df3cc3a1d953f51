package outside_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

func TestACodeIsVerified(t *testing.T) {
	w, link := asked(t)
	code := letters.RequestCode(link.Request)
	for _, typed := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), " " + strings.ReplaceAll(code, "-", " ") + " "} {
		w.get("/verify?code="+url.QueryEscape(typed)).is(200).
			says("Yes. We sent request "+code, "Mara", "The Example", "Answer asked for by").
			never("Google", "WikiLeaks", "Vault", "contacted", "LA")
	}
	w.get("/verify?code="+code).is(200).never("Asked for before that", "not ours")
	before, err := w.desk.Porch.VerifyRequest(w.ctx(), code)
	require.NoError(t, err)
	w.must(requests.Extend(w.ctx(), w.desk.Door, w.mara, link.Request, requests.ExtendInput{AnswerBy: before.AnswerBy.Add(48 * time.Hour), Reason: "They asked."}))
	w.get("/verify?code="+code).is(200).says("Asked for before that", before.AnswerBy.In(before.Zone).Format("by Monday 2 January 2006, 15:04"))
	after, err := w.desk.Porch.VerifyRequest(w.ctx(), code)
	require.NoError(t, err)
	require.Equal(t, []time.Time{before.AnswerBy}, after.Earlier)
	w.must(requests.Withdraw(w.ctx(), w.desk.Door, w.mara, link.Request, casework.ReasonInput{}))
	w.get("/verify?code=" + code).is(200).says("we no longer ask for an answer")
}

func TestACodeThatIsNotOursIsSaidToBeNone(t *testing.T) {
	w, _ := asked(t)
	w.get("/verify").is(200).says("Code in the letter", "desk@example.org", "+371 1234")
	w.get("/verify?code=A1B2-C3D4-E5F6").is(404).says("No request of ours has this code", "people pretend to be journalists", "+371 1234")
	require.NoError(t, w.desk.Pass(w.ctx(), time.Minute))
	for _, typed := range []string{"", "A1B2", "A1B2-C3D4-E5FG", strings.Repeat("A", 100), "<script>", "🦊", "\x00"} {
		w.get("/verify?code=" + url.QueryEscape(typed)).is(422).never("<script")
		require.NoError(t, w.desk.Pass(w.ctx(), time.Minute))
	}
}

func TestCodesCannotBeTriedInBulk(t *testing.T) {
	w, link := asked(t)
	codes := map[int]int{}
	for range 20 {
		codes[w.get("/verify?code=A1B2-C3D4-E5F6").Code]++
	}
	require.Equal(t, map[int]int{404: 10, 429: 10}, codes)
	require.NoError(t, w.desk.Pass(w.ctx(), time.Minute))
	w.get("/verify?code=" + letters.RequestCode(link.Request)).is(200)
}
