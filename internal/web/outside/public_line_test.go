package outside_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
)

// frozen keeps the line of vault7 as it is, and returns its code.
func (w *world) frozen() uuid.UUID {
	w.t.Helper()
	of, err := w.desk.LineToFreeze(w.ctx(), w.mara, "vault7", nil)
	require.NoError(w.t, err)
	r, err := findings.FreezeLine(w.ctx(), w.desk.Door, w.mara, "vault7", of, findings.LineInput{Reason: "The secret reason."})
	require.NoError(w.t, err)
	return r.ID
}

func TestALineThatWasPrintedIsChecked(t *testing.T) {
	w, _ := asked(t)
	code := w.frozen()
	entry, err := w.desk.Record.FrozenLine(w.ctx(), code)
	require.NoError(t, err)
	page := "/public/lines/" + code.String()
	w.get(page).is(200).says("Google has not", "It still reads so", entry.Hash).
		never("secret reason", "not signed off", "has time to answer", "Mara")

	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	w.said("vault7", "google", "google", claim.Denies, claim.OnTheRecord, "No.")
	w.get(page).is(200).says("Google has not", "It still reads so").never("denies", "Since then")

	w.must(w.desk.ReviseParty(w.ctx(), w.mara, "google", casework.RevisePartyInput{Name: "Alphabet"}))
	w.get(page).is(200).says("Google has not", "it has other words").never("Alphabet")

	require.NoError(t, w.desk.Record.Erase(w.ctx(), entry.Fact.(cases.LineFrozen).Text, w.desk.Clock.Now()))
	w.get(page).is(200).says("The words were erased", entry.Hash).never("Google")
}

func TestALineTellsWhatWasChangedOfItsFindings(t *testing.T) {
	w, _ := asked(t)
	w.said("vault7", "google", "google", claim.Confirms, claim.OnTheRecord, "Yes.")
	w.publish("vault7/google", claim.Corroborated)
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	page := "/public/lines/" + w.frozen().String()
	w.get(page).is(200).says("Google has confirmed", "What we have published of it").never("Since then")
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	w.must(findings.Retract(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.TakeBackInput{Reason: "It was wrong."}))
	w.get(page).is(200).says("Google has confirmed", "Since then", "Retracted")
}

func TestALineOfWhichAFindingWasTakenDownIsShownNoMore(t *testing.T) {
	w, _ := asked(t)
	w.said("vault7", "google", "google", claim.Confirms, claim.OnTheRecord, "Yes.")
	w.publish("vault7/google", claim.Corroborated)
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	page := "/public/lines/" + w.frozen().String()
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	w.must(findings.TakeDown(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.TakeBackInput{Reason: "A court has ordered it."}))
	w.get(page).is(200).says("The words were removed").never("Google")
}

func TestNobodyFindsALineWithoutItsCode(t *testing.T) {
	w, _ := asked(t)
	code := w.frozen()
	for _, path := range []string{
		"/public/lines/" + uuid.NewString(), "/public/lines/vault7", "/public/lines/", "/public/other/" + code.String(),
		"/public/lines/{" + code.String() + "}", "/public/lines/urn:uuid:" + code.String(),
	} {
		w.get(path).is(404).never("Google")
	}
}

// TestALineIsCheckedOnThePublicHost, where a case may be called lines.
func TestALineIsCheckedOnThePublicHost(t *testing.T) {
	w, _ := asked(t)
	code := w.frozen()
	w.handler = w.site("https://findings.example")
	for path, status := range map[string]int{"/lines/" + code.String(): 200, "/lines/embed": 404, "/other/" + code.String(): 404} {
		w.do(httptest.NewRequest("GET", "https://findings.example"+path, nil)).is(status)
	}
}
