package outside_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	porch "github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/mail/wording"
	"github.com/onrecord/onrecord/internal/mail/wording/wordingtest"
)

// askedIn is a world in which a party that speaks a language was asked about two claims.
func askedIn(t *testing.T, language string) (*world, mailtext.PageLink) {
	w := newWorld(t)
	w.claims("vault7", "google", "apple")
	w.party("google", "Google")
	w.speaks(language)
	return w, w.ask("vault7", "google", "google", "apple")
}

// speaks changes the language of the party.
func (w *world) speaks(language string) {
	w.t.Helper()
	w.must(w.desk.ReviseParty(w.ctx(), w.mara, "google", casework.RevisePartyInput{Name: "Google", Zone: "Europe/Berlin", Language: language}))
}

func (s shown) in(language string) shown {
	s.w.t.Helper()
	require.Contains(s.w.t, s.Body.String(), `<html lang="`+language+`" dir="ltr">`, s.path)
	return s
}

func TestTheAnswerPageSpeaksTheLanguageOfItsLetter(t *testing.T) {
	w, link := askedIn(t, "de-AT")
	w.get(answerPath(link)).is(200).in("de").says("Eine Anfrage von Mara (The Example), gerichtet an: Google.", "Antwort erbeten bis", "Dezember 2026", "Uhr MEZ",
		"Ja, das stimmt", "Behauptet von WikiLeaks: https://wikileaks.example/google", "höchstens 10.000 Zeichen", "je 10 MB und zusammen 25 MB", "Mit Namen zitierbar", "Aussage 1 von 2").
		never("Your ", "Statement", "Please", "the verification", "Yes,", "We ")
	w.speaks("fr")
	w.get(answerPath(link)).is(200).in("de")
	w.get("/verify?code="+letters.RequestCode(link.Request)).is(200).in("de").says("Ja. Die Anfrage", "Antwort erbeten bis")

	fields := w.answering(link, map[string]claim.Stance{"google": claim.ConfirmsInPart}, "")
	fields.Set("name", "")
	w.post(answerPath(link), fields, file{"leer.txt", nil}).is(422).in("de").says("Bitte prüfen: Ihre Antwort", "Aussage 1, Ihr Wortlaut: schreiben Sie, was daran stimmt und was nicht",
		"Schreiben Sie, was daran stimmt und was nicht.", "Ihr Name: dieses Feld darf nicht leer sein", "leer.txt: die Datei ist leer").never("it must", "say which")

	fields = w.answering(link, map[string]claim.Stance{"google": claim.Denies, "apple": claim.Denies}, "Nein. {name}")
	review := w.post(answerPath(link), fields, file{"b.pdf", []byte(strings.Repeat("x", 3<<19))}).is(200).in("de").says("Es wurde noch nichts gesendet", "1,5 MB")
	confirm := review.fields()
	confirm.Set("do", "send")
	to := w.post(answerPath(link), confirm).is(303).Header().Get("Location")
	w.get(to).is(200).in("de").says("Vielen Dank. Ihre Nachricht ist bei uns eingegangen.", "Nein, das ist falsch", "Nein. {name}").never("Your ", "Thank")
	text := w.get(to + "/text").is(200).Body.String()
	require.Contains(t, text, "Antwort: Nein, das ist falsch")
	require.Contains(t, text, "Anfrage "+letters.RequestCode(link.Request)+", verification desk")
	w.get(answerPath(link)).is(410).in("de").says("Eine Antwort ist eingegangen", "Uhr MEZ")
}

func TestALetterThatDoesNotSayItsLanguageHasItsPageInThatOfTheParty(t *testing.T) {
	w, link := asked(t)
	link.Contact = uuid.New() // a letter went there of which the record does not say the language
	w.speaks("fr")
	w.get(answerPath(link)).is(200).in("fr").says("Réponse souhaitée au plus tard le", "Oui, c’est exact", "10 000 caractères").never("Your ", "Yes,")
	w.speaks("fi")
	w.get(answerPath(link)).is(200).in("en")
	w.identify(func(s *claim.DeskSettings) { s.Language = "de" })
	w.get(answerPath(link)).is(200).in("de")
}

// identify changes the desk's settings.
func (w *world) identify(change func(*claim.DeskSettings)) {
	w.t.Helper()
	settings, err := w.desk.DeskSettings(w.ctx())
	require.NoError(w.t, err)
	settings.Publication = "The Example"
	change(&settings)
	view, err := house.Settings(w.ctx(), w.desk.Door, w.mara)
	require.NoError(w.t, err)
	w.must(house.ReviseSettings(w.ctx(), w.desk.Door, w.mara, settings, view.Version))
}

func TestAPageThatNoLetterLedToSpeaksAsTheBrowserAsks(t *testing.T) {
	w, _ := asked(t)
	w.get("/verify", "Accept-Language: fr-CH, fr;q=0.9, de;q=0.8").is(200).in("fr").says("Code qui figure dans la lettre")
	w.get("/verify", "Accept-Language: fi, de;q=0.3").is(200).in("de")
	w.get("/verify?lang=de&code=nonsense", "Accept-Language: fr").is(422).in("de").says("Ein Code hat zwölf Zeichen")
	w.get("/verify?lang=xx", "Accept-Language: "+strings.Repeat("fr,", 200)).is(200).in("en")
	w.get("/answer/nothing", "Accept-Language: de").is(404).in("de").says("Dieser Link führt nirgendwohin", "prüfen Sie seinen Code")
	w.get("/verify").is(200).in("en")
	w.get("/public/", "Accept-Language: de").is(200).in("en")
	w.get("/public/none", "Accept-Language: de").is(404).in("en")
}

func TestClosedPagesSpeakTheLanguageOfTheLetter(t *testing.T) {
	for tag, want := range map[string][2]string{"de": {"Wir fragen nicht mehr", "Dieser Link ist abgelaufen"}, "fr": {"Nous ne demandons plus de réponse", "Ce lien a expiré"}} {
		w, link := askedIn(t, tag)
		require.NoError(t, w.desk.Pass(w.ctx(), 38*24*time.Hour))
		w.get(answerPath(link)).is(410).in(tag).says(want[1])
		w, link = askedIn(t, tag)
		w.must(requests.Withdraw(w.ctx(), w.desk.Door, w.mara, link.Request, casework.ReasonInput{}))
		w.get(answerPath(link)).is(410).in(tag).says(want[0])
	}
}

// TestEveryProblemHasItsWords walks what can be wrong with a form.
func TestEveryProblemHasItsWords(t *testing.T) {
	problems := []porch.Problem{
		porch.ProblemEmpty, porch.ProblemOneLine, porch.ProblemControl, porch.ProblemLong, porch.ProblemNothing, porch.ProblemOver, porch.ProblemNoStance,
		porch.ProblemStance, porch.ProblemTerms, porch.ProblemNeeds, porch.ProblemNoNeeds, porch.ProblemTooManyFiles, porch.ProblemFileEmpty,
		porch.ProblemFileLarge, porch.ProblemFilesLarge, porch.ProblemFilesWaiting, porch.ProblemFileGone, "changed",
	}
	for _, p := range problems {
		require.NotEmpty(t, wording.Choose("en").OnPage("problem "+string(p)), p)
	}
	for _, s := range claim.PageStances {
		if s.Needs() != "" {
			require.Equal(t, s.Needs(), wording.Choose("en").OnPage(string(porch.NeedsWords(s))))
		}
	}
}

func TestTheAnswerPageIsWrittenFromRightToLeft(t *testing.T) {
	w, link := asked(t)
	require.NoError(t, w.pages.SpeakOnly(wordingtest.FromRightToLeft(t)))
	page := w.get(answerPath(link)).is(200)
	html := page.Body.String()
	require.Contains(t, html, `<html lang="ar" dir="rtl">`)
	require.Contains(t, html, `<b dir="auto">Google</b>`)
	require.Contains(t, html, `<a href="mailto:desk@example.org" dir="ltr">desk@example.org</a>`)
	require.NotRegexp(t, `>[^<]*(Your|Please|Statement)\b`, html)
	fields := page.fields()
	fields.Set("name", "Ada")
	w.post(answerPath(link), fields).is(422)
	fields.Set("stance."+w.claimID("vault7", "google").String(), string(claim.Denies))
	review := w.post(answerPath(link), fields).is(200)
	require.Contains(t, review.Body.String(), `dir="rtl"`)
	confirm := review.fields()
	confirm.Set("do", "send")
	to := w.post(answerPath(link), confirm).is(303).Header().Get("Location")
	w.get(to).is(200)
	w.get(to + "/text").is(200)
	w.get("/verify?code=" + url.QueryEscape(letters.RequestCode(link.Request))).is(200)
	w.get("/verify?code=A1B2-C3D4-E5F6").is(404)
	w.get("/answer/nothing").is(404)
}
