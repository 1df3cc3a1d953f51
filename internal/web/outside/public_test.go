package outside_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// published is a world in which some claims are public: Microsoft has confirmed
// on the record, Google was silent, Apple spoke off the record, Mozilla on
// background.
func published(t testing.TB) *world {
	w := newWorld(t)
	publishVault7(w)
	return w
}

func publishVault7(w *world) {
	w.claims("vault7", "microsoft", "google", "internal")
	for _, name := range []string{"Microsoft", "Google", "Apple", "Mozilla"} {
		w.party(strings.ToLower(name), name)
		w.ask("vault7", strings.ToLower(name), "microsoft", "google")
	}
	w.ask("vault7", "mozilla", "internal")
	require.NoError(w.t, w.desk.Pass(w.ctx(), 5*24*time.Hour))
	w.said("vault7", "microsoft", "microsoft", claim.Confirms, claim.OnTheRecord, "We confirm <initial> contact.")
	w.said("vault7", "apple", "microsoft", claim.Denies, claim.OffTheRecord, "the off words")
	w.said("vault7", "mozilla", "microsoft", claim.Confirms, claim.OnBackground, "the background words")
	require.NoError(w.t, w.desk.Pass(w.ctx(), 3*24*time.Hour))
	w.publish("vault7/microsoft", claim.Confirmed)
	w.publish("vault7/google", claim.Unverified)
}

func TestAPublicCaseTellsWhoWasAskedAndWhatTheySaid(t *testing.T) {
	w := published(t)
	page := w.get("/public/vault7").is(200)
	page.says("Vault 7", "As of", "Microsoft has confirmed; Google has not.", "WikiLeaks contacted microsoft.", "Claimed by WikiLeaks",
		"Confirmed as of", "Asked by e-mail on", "reminded twice; given a final notice. 4 letters, the last on", "by phone, on", "Days and times are in UTC.", "We confirm <initial> contact.",
		"Somebody whom we may not name, on background: confirms",
		"Our letters were delivered. No answer had come by", "Not verified as of", "publication.", "Put this on your page")
	page.never("Apple", "Mozilla", "off words", "background words", "internal", "secret", "Mara", "Jonas", "press@", "<initial>")
	h := page.Header()
	require.Equal(t, "public, max-age=60, must-revalidate", h.Get("Cache-Control"))
	require.Empty(t, h.Get("Set-Cookie"))
	require.Empty(t, h.Get("X-Robots-Tag"))
	require.Less(t, page.Body.Len()+w.get("/public/style.css").Body.Len(), 50<<10)

	one := w.get("/public/vault7/claims/google").is(200)
	one.says("WikiLeaks contacted google.", "Not verified").never("Apple", "Mozilla", "Microsoft has confirmed")
	w.get("/public/").is(200).says("Vault 7")
}

// TestWhatSomebodyPutInPersonIsNoLetter has a party that was written to, and then
// asked to its face.
func TestWhatSomebodyPutInPersonIsNoLetter(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "mayor")
	w.party("brandt", "Ilse Brandt")
	w.ask("vault7", "brandt", "mayor")
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	w.must(requests.Ask(w.ctx(), w.desk.Door, w.mara, "vault7", requests.AskInput{
		Party: "brandt", Claims: []string{"mayor"}, Questions: "Who paid?", Channel: claim.InPerson, AnswerBy: w.desk.Clock.Now().Add(time.Hour),
	}))
	w.said("vault7", "brandt", "mayor", claim.Denies, claim.OnTheRecord, "I did.")
	w.publish("vault7/mayor", claim.Unverified)
	page := w.get("/public/vault7").is(200)
	page.says("Asked by e-mail on", " and in person on", "was asked in person")
	page.never("letters, the last on", "Asked in person")
}

// TestWhoseOnlyLetterCameBackWasNotAsked has a finding published while time still ran.
func TestWhoseOnlyLetterCameBackWasNotAsked(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "mayor")
	w.party("brandt", "Ilse Brandt")
	link := w.ask("vault7", "brandt", "mayor")
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	mail := w.letters(link)
	done, err := w.desk.Record.Do(w.ctx(), claim.Doing{Now: w.desk.Clock.Now(), Acts: []claim.Act{{To: mail.Stream(), Command: claim.Command{
		ID: claim.DerivedID("bounce"), Actor: claim.System,
		Body: letters.Receive{Message: claim.DerivedID("report"), Mail: received.Mail{Class: received.MailBounce, About: mail.Messages[0].ID, Failed: true, Hard: true, ReceivedAt: w.desk.Clock.Now()}},
	}}}})
	require.NoError(t, err)
	require.Nil(t, done[0].Refused)
	w.publish("vault7/mayor", claim.Unverified)
	page := w.get("/public/vault7").is(200)
	page.says("Ilse Brandt could not be reached", "Written to by e-mail on", "could not be delivered")
	page.never("no answer yet", "had not answered", "Asked by e-mail", "was asked")
}

func TestADenialReadsAsADenial(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google", "apple")
	for _, name := range []string{"Google", "Mozilla"} {
		w.party(strings.ToLower(name), name)
		w.ask("vault7", strings.ToLower(name), "google", "apple")
	}
	require.NoError(t, w.desk.Pass(w.ctx(), 24*time.Hour))
	w.said("vault7", "google", "google", claim.Denies, claim.OnTheRecord, "Nobody wrote to us.")
	w.said("vault7", "mozilla", "google", claim.Denies, claim.OnBackground, "the background words")
	require.NoError(t, w.desk.Pass(w.ctx(), 24*time.Hour))
	w.said("vault7", "google", "google", claim.DeclinesToAnswer, claim.OnTheRecord, "We will say no more.")
	w.said("vault7", "mozilla", "google", claim.NoComment, claim.OnBackground, "more of them")
	w.publish("vault7/google", claim.Refuted)
	w.publish("vault7/apple", claim.Unverified)
	page := w.get("/public/vault7").is(200)
	page.says("Refuted as of", "Nobody wrote to us.", "We will say no more.", "Somebody whom we may not name, on background: denies").
		never("a later answer took its place", "on background: no comment")
	w.get("/public/vault7/embed").is(200).says("denies").never("declines to answer", "delivered, no answer")
}

func TestWhatIsNotPublicIsNotThere(t *testing.T) {
	w := published(t)
	w.openCase(writing.CaseInput{Slug: "other", Title: "The secret story"})
	w.claims("other", "a")
	nothing := w.get("/public/nothing").is(404)
	id, err := w.desk.Record.Resolve(w.ctx(), claim.StreamCase, [16]byte{}, "vault7")
	require.NoError(t, err)
	for _, path := range []string{
		"/public/other", "/public/other/feed.atom", "/public/other/feed.json", "/public/other/embed", "/public/other/claims/a",
		"/public/vault7/claims/internal", "/public/vault7/claims/", "/public/VAULT7", "/public/" + id.String(), "/public/%2e%2e", "/public/a%00b",
		"/public/vault7/style.css", "/public/vault7/x",
	} {
		require.Equal(t, nothing.text(), w.get(path).is(404).text(), path)
	}
	w.get("/public/").never("secret story")
	w.get("/public/feed.atom").is(200).never("secret story")
}

func TestWhatHappensAfterPublishingShowsWithTheCorrection(t *testing.T) {
	w := published(t)
	before := w.get("/public/vault7").is(200).never("Being checked again")
	w.said("vault7", "google", "google", claim.Confirms, claim.OnTheRecord, "the late words")
	w.must(findings.Assess(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.AssessInput{Outcome: claim.Confirmed, ForReaders: "They told us so.", Rationale: "because"}))
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	now := w.get("/public/vault7").is(200).says("Being checked again since", "What follows is what we have published so far.", "being checked again")
	require.Equal(t, withoutChecking(before.text()), withoutChecking(now.text()), "and nothing else changes")

	report, err := w.desk.Claim(w.ctx(), w.jonas, "vault7/google", nil)
	require.NoError(t, err)
	w.must(findings.Sign(w.ctx(), w.desk.Door, w.jonas, "vault7/google", findings.ReviewInput{Subject: report.Subject}))
	w.must(findings.Publish(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.PublishInput{Early: "It cannot wait.", Reason: "Google wrote to us."}))
	w.get("/public/").is(200).never("no longer stand")
	page := w.get("/public/vault7").is(200)
	page.never("Being checked again")
	page.says("They told us so.", "Corrected on")
	page.says("the late words", "Google wrote to us.", "after the time we had asked for", "correction. Confirmed as of", "Before: Not verified.", "New answers on the record: Google.")

	w.must(findings.Retract(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.TakeBackInput{Reason: "We had the wrong Google."}))
	page = w.get("/public/vault7").is(200)
	page.says("Retracted on", "We had the wrong Google.", "retraction. We have retracted this finding.", "WikiLeaks contacted google.")
	require.Empty(t, jsonLD(t, w.get("/public/vault7/claims/google")), "what was retracted is no review any more")
	require.Len(t, jsonLD(t, w.get("/public/vault7/claims/microsoft")), 1)

	when := claim.Moment(w.desk.Clock.Now(), nil)
	require.Contains(t, page.Body.String(), `class="statusline">A finding was retracted at `+when+`.`, "the status line says so, too")
	page.says("Microsoft has confirmed")
	w.get("/public/vault7/embed").says("A finding was retracted at")
	w.get("/public/").is(200).says("1 of 2 findings no longer stands.")
	w.must(findings.Retract(w.ctx(), w.desk.Door, w.mara, "vault7/microsoft", findings.TakeBackInput{Reason: "And the wrong Microsoft."}))
	w.get("/public/").is(200).says("No finding stands any more.")
	w.get("/public/vault7").is(200).says("2 findings were retracted, the latest at").never("has confirmed;")
}

// checking is what a page says of a finding that is being checked again.
var checking = regexp.MustCompile(`Being checked again since .*? What follows is what we have published so far\. |being checked again ?`)

func withoutChecking(text string) string { return checking.ReplaceAllString(text, "") }

func jsonLD(t testing.TB, page shown) []map[string]any {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page.Body.Bytes()))
	require.NoError(t, err)
	var out []map[string]any
	walk(root, func(n *html.Node) {
		if n.Data == "script" && n.Type == html.ElementNode {
			var data map[string]any
			require.NoError(t, json.Unmarshal([]byte(n.FirstChild.Data), &data), n.FirstChild.Data)
			out = append(out, data)
		}
	})
	return out
}

func TestFeedsDecode(t *testing.T) {
	w := published(t)
	for _, path := range []string{"/public/vault7/feed.atom", "/public/feed.atom"} {
		var atom struct {
			XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
			ID      string   `xml:"id"`
			Title   string   `xml:"title"`
			Updated string   `xml:"updated"`
			Author  string   `xml:"author>name"`
			Links   []struct {
				Rel  string `xml:"rel,attr"`
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Entries []struct {
				ID      string `xml:"id"`
				Title   string `xml:"title"`
				Updated string `xml:"updated"`
				Content string `xml:"content"`
			} `xml:"entry"`
		}
		feed := w.get(path).is(200)
		require.Equal(t, "application/atom+xml; charset=utf-8", feed.Header().Get("Content-Type"))
		require.NoError(t, xml.Unmarshal(feed.Body.Bytes(), &atom))
		require.NotEmpty(t, atom.ID)
		require.Equal(t, "The Example", atom.Author)
		require.Equal(t, "https://desk.example"+path, atom.Links[0].Href)
		require.NotEmpty(t, atom.Entries)
		for _, e := range atom.Entries {
			require.NotEmpty(t, e.ID)
			require.NotEmpty(t, e.Title)
			_, err := time.Parse(time.RFC3339, e.Updated)
			require.NoError(t, err)
		}
	}
	for _, path := range []string{"/public/vault7/feed.json", "/public/feed.json"} {
		var feed struct {
			Version string `json:"version"`
			Title   string `json:"title"`
			Self    string `json:"feed_url"`
			Items   []struct {
				ID   string `json:"id"`
				Text string `json:"content_text"`
			} `json:"items"`
		}
		page := w.get(path).is(200)
		require.Equal(t, "application/feed+json; charset=utf-8", page.Header().Get("Content-Type"))
		require.NoError(t, json.Unmarshal(page.Body.Bytes(), &feed))
		require.Equal(t, "https://jsonfeed.org/version/1.1", feed.Version)
		require.Equal(t, "https://desk.example"+path, feed.Self)
		require.NotEmpty(t, feed.Items)
		require.NotEmpty(t, feed.Items[0].Text)
	}
}

// ids are those of a feed of JSON or Atom and its entries, in their order.
func ids(body string) []string {
	return regexp.MustCompile(`urn:uuid:[0-9a-f-]{36}`).FindAllString(body, -1)
}

func TestANewHostNameMakesNothingNew(t *testing.T) {
	w := published(t)
	w.openCase(writing.CaseInput{Slug: "other", Title: "Another story"})
	w.claims("other", "a")
	w.publish("other/a", claim.Unverified)
	before := map[string][]string{}
	paths := []string{"feed.atom", "feed.json", "vault7/feed.atom", "vault7/feed.json", "other/feed.atom"}
	all := map[string]bool{}
	for _, path := range paths {
		feed := w.get("/public/" + path).is(200)
		before[path] = ids(feed.Body.String())
		require.NotContains(t, feed.Body.String(), "<id>http")
		if strings.HasSuffix(path, ".atom") {
			for _, id := range before[path] {
				require.False(t, all[id], "%s names two things", id)
				all[id] = true
			}
		}
	}
	require.Len(t, before["vault7/feed.atom"], 3, "the feed, and two publications")
	require.Equal(t, before["vault7/feed.atom"][1:], before["vault7/feed.json"], "one entry has one name in both formats")
	w.handler = w.site("https://news.example")
	for _, path := range paths {
		r := httptest.NewRequest("GET", "https://news.example/"+path, nil)
		require.Equal(t, before[path], ids(w.do(r).is(200).Body.String()), path)
	}
}

func TestAnEmptyListIsAFeedToo(t *testing.T) {
	w := newWorld(t)
	_, began, err := w.desk.PublicBeginning(w.ctx())
	require.NoError(t, err)
	require.Contains(t, w.get("/public/feed.atom").is(200).Body.String(), "<updated>"+began.UTC().Format(time.RFC3339)+"</updated>")
}

func TestSamplesAndRestrictedCasesAreNotListed(t *testing.T) {
	w := newWorld(t)
	w.openCase(writing.CaseInput{Slug: "made-up", Title: "A made-up story", Sample: true})
	w.openCase(writing.CaseInput{Slug: "hushed", Title: "A hushed story", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	w.openCase(writing.CaseInput{Slug: "loud", Title: "A loud story"})
	for _, slug := range []string{"made-up", "hushed", "loud"} {
		w.claims(slug, "a")
		w.publish(slug+"/a", claim.Unverified)
	}
	for _, path := range []string{"/public/", "/public/feed.atom", "/public/feed.json"} {
		list := w.get(path).is(200)
		require.Contains(t, list.Body.String(), "A loud story", path)
		list.never("made-up", "hushed")
	}
	for _, slug := range []string{"made-up", "hushed", "loud"} {
		w.must(findings.Retract(w.ctx(), w.desk.Door, w.mara, slug+"/a", findings.TakeBackInput{Reason: "Nobody said so."}))
	}
	for _, path := range []string{"/public/corrections", "/public/corrections.json"} {
		log := w.get(path).is(200)
		require.Contains(t, log.Body.String(), "A loud story", path)
		log.never("made-up", "hushed")
	}
	w.get("/public/hushed").is(200).says("A hushed story")
	for _, path := range []string{"/public/made-up", "/public/made-up/claims/a", "/public/made-up/embed", "/public/made-up/claims/a/embed"} {
		page := w.get(path).is(200).says("This is a sample.")
		require.Empty(t, jsonLD(t, page), "what is made up is no review")
		if !strings.HasSuffix(path, "embed") {
			require.Contains(t, page.Body.String(), `<meta name="robots" content="noindex">`)
		}
	}
	require.NotContains(t, w.get("/public/loud").Body.String(), "noindex")
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	there, err := w.desk.CaseHead(w.ctx(), w.mara, "hushed")
	require.NoError(t, err)
	w.must(writing.ChangeAccess(w.ctx(), w.desk.Door, w.mara, "hushed", writing.AccessInput{Seen: there.Version, Sensitivity: claim.OpenToDesk}))
	w.get("/public/").is(200).says("A hushed story")
}

func TestDaysAndTimesAreInTheZoneOfTheDesk(t *testing.T) {
	w := newWorld(t)
	settings, err := w.desk.DeskSettings(w.ctx())
	require.NoError(t, err)
	settings.Publication, settings.Zone = "The Example", "Pacific/Auckland"
	_, err = house.ReviseSettings(w.ctx(), w.desk.Door, w.mara, settings, 0)
	require.NoError(t, err)
	publishVault7(w)
	now := w.desk.Clock.Now().In(settings.Location())
	when, today := claim.Moment(now, settings.Location()), now.Format("2 January 2006")
	require.Contains(t, when, "NZ")
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/google"} {
		w.get(path).is(200).says("Days and times are in the time zone Pacific/Auckland.", "as of "+when, today+": publication.").never(" UTC ", "UTC.")
	}
	w.get("/public/vault7").says("As of "+when, "First published on "+today, "last changed at "+when)
	w.get("/public/").says("Published on "+today, "Days and times are in the time zone Pacific/Auckland.")
	w.get("/public/vault7/embed").says("Last changed at "+when, "Pacific/Auckland")
	require.Contains(t, w.get("/public/feed.atom").Body.String(), "Last changed at "+when+".")
}

func TestThePictureOfTheTimeLineHasATableBehindIt(t *testing.T) {
	w := published(t)
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/microsoft"} {
		page := w.get(path).is(200).says("What happened when", "The same as a table", "was reminded", "was given a final notice")
		require.Contains(t, page.Body.String(), `<svg role="img" aria-label="Time line from`)
		for _, row := range []string{`<td>Google</td><td dir="auto">was asked`, `<td>Microsoft</td><td dir="auto">confirms`, `<td>The Example</td><td dir="auto">published: Confirmed`} {
			require.Contains(t, page.Body.String(), row, path)
		}
		page.never("Apple", "Mozilla", "style=")
	}
	w.get("/public/vault7").says("confirms, by phone, on “WikiLeaks contacted microsoft”")
}

// A page that would be too heavy gives up the table first: each of its statements says what
// the table would. The picture is the last thing that goes.
func TestTheTableBehindThePictureGoesBeforeThePicture(t *testing.T) {
	w := published(t)
	w.party("kaspersky", "Kaspersky")
	for i := range 40 {
		key := fmt.Sprintf("more-%d", i)
		w.claims("vault7", key)
		w.ask("vault7", "kaspersky", key)
		w.said("vault7", "kaspersky", key, claim.Denies, claim.OnTheRecord, strings.Repeat("We deny it. ", 50))
		w.publish("vault7/"+key, claim.Unverified)
		page := w.get("/public/vault7").is(200).says("We deny it.")
		if strings.Contains(page.text(), "The same as a table") {
			continue
		}
		page.says("What happened when", "The thick line is the time to answer.")
		require.Contains(t, page.Body.String(), "the statements above say them in words")
		return
	}
	t.Fatal("the page never became too heavy for the table")
}

func TestAPublicPageIsLight(t *testing.T) {
	w := published(t)
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/google", "/public/vault7/embed", "/public/"} {
		sent := w.get(path, "Accept-Encoding: gzip").Body.Len() + w.get("/public/style.css", "Accept-Encoding: gzip").Body.Len()
		require.Less(t, sent, 20<<10, path)
	}
}

func TestTheMatrixCanStandInAFrame(t *testing.T) {
	w := published(t)
	frame := w.get("/public/vault7/embed").is(200).says("Vault 7", "Microsoft", "Google", "confirms", "delivered, no answer").never("Apple", "Mozilla")
	require.Equal(t, "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors https:", frame.Header().Get("Content-Security-Policy"))
	require.Empty(t, frame.Header().Get("X-Frame-Options"))
	require.Equal(t, "DENY", w.get("/public/vault7").Header().Get("X-Frame-Options"), "and no other page can")
	w.get("/public/vault7").says(`<iframe src="https://desk.example/public/vault7/embed" title="Vault 7"`)
	frame.says("As of", "Microsoft has confirmed", "Last changed at")
	require.Contains(t, frame.Body.String(), `href="https://desk.example/public/vault7"`)

	one := w.get("/public/vault7/claims/microsoft/embed").is(200).says("WikiLeaks contacted microsoft.", "Confirmed as of", "Microsoft: confirms", "Google: delivered, no answer").never("Apple", "Mozilla", "background words")
	require.Equal(t, frame.Header().Get("Content-Security-Policy"), one.Header().Get("Content-Security-Policy"))
	require.Contains(t, one.Body.String(), `href="https://desk.example/public/vault7/claims/microsoft"`)
	w.get("/public/vault7/claims/microsoft").says(`<iframe src="https://desk.example/public/vault7/claims/microsoft/embed"`)
	w.get("/public/vault7/claims/internal/embed").is(404)
}

func TestPublicPagesAreKept(t *testing.T) {
	w := published(t)
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/google", "/public/vault7/feed.atom", "/public/vault7/feed.json", "/public/vault7/embed", "/public/", "/public/style.css"} {
		first := w.get(path).is(200)
		tag := first.Header().Get("ETag")
		require.Regexp(t, `^"[^"]+"$`, tag, path)
		again := w.get(path, "If-None-Match: "+tag)
		require.Equal(t, 304, again.Code, path)
		require.Empty(t, again.Body.String())
		require.Equal(t, tag, again.Header().Get("ETag"))
		w.get(path, `If-None-Match: "other"`).is(200)
		zipped := w.get(path, "Accept-Encoding: gzip, br")
		if zipped.Header().Get("Content-Encoding") == "gzip" {
			require.NotEqual(t, tag, zipped.Header().Get("ETag"))
			require.Contains(t, zipped.Header().Get("Vary"), "Accept-Encoding")
		}
	}
}

func TestErasedWordsAreGoneAtTheNextRequest(t *testing.T) {
	w := published(t)
	paths := []string{"/public/vault7", "/public/vault7/claims/microsoft", "/public/vault7/embed", "/public/vault7/feed.json", "/public/", "/public/feed.atom"}
	tags := map[string]string{}
	for _, path := range paths {
		tags[path] = w.get(path).is(200).Header().Get("ETag")
	}
	w.get("/public/vault7").says("We confirm <initial> contact.")
	state, err := w.desk.Record.Load(w.ctx(), claim.Stream{Kind: claim.StreamClaim, ID: w.claimID("vault7", "microsoft")})
	require.NoError(t, err)
	for _, a := range state.(*verification.Claim).Answers {
		if a.GroundRules == claim.OnTheRecord {
			require.NoError(t, w.desk.Record.Erase(w.ctx(), a.Statement, w.desk.Clock.Now()))
		}
	}
	for _, path := range paths[:2] {
		w.get(path, "If-None-Match: "+tags[path]).is(200).says("[erased]").never("We confirm")
	}
	require.Equal(t, 304, w.get("/public/", "If-None-Match: "+tags["/public/"]).Code, "what says the same is still the same")
}

func TestWhatChangesThePublicPageShowsAtTheNextRequest(t *testing.T) {
	w := published(t)
	w.get("/public/vault7").is(200).says("Microsoft has confirmed")
	_, err := w.desk.ReviseParty(w.ctx(), w.mara, "microsoft", casework.RevisePartyInput{Name: "Microsoft Corporation"})
	require.NoError(t, err)
	w.get("/public/vault7").is(200).says("Microsoft Corporation has confirmed")
	w.get("/public/").is(200).never("Another story")
	w.openCase(writing.CaseInput{Slug: "other", Title: "Another story"})
	w.claims("other", "a")
	w.publish("other/a", claim.Unverified)
	w.get("/public/").is(200).says("Another story")
}

func TestThePublicHostHasThePublicPagesAlone(t *testing.T) {
	w := newWorldAt(t, "https://facts.example")
	publishVault7(w)
	link := w.ask("vault7", "google", "google")
	on := func(host, path string) shown {
		r := httptest.NewRequest("GET", "https://"+host+path, nil)
		return w.do(r)
	}
	page := on("facts.example", "/vault7").is(200)
	require.Contains(t, page.Body.String(), `<link rel="canonical" href="https://facts.example/vault7">`)
	require.Contains(t, page.Body.String(), `href="/style.css?v=`)
	for _, path := range []string{"/", "/vault7/feed.atom", "/vault7/feed.json", "/vault7/embed", "/vault7/claims/google", "/style.css", "/icon.svg", "/robots.txt", "/feed.json"} {
		on("facts.example", path).is(200)
	}
	on("FACTS.example:443", "/vault7").is(200)
	for _, path := range []string{answerPath(link), "/verify", "/verify?code=" + letters.RequestCode(link.Request), "/public/vault7", "/api/v1/cases", "/cases/vault7", "/signin", "/static/desk.css"} {
		on("facts.example", path).is(404)
	}
	require.Contains(t, on("desk.example", "/public/vault7").is(200).Body.String(), `<link rel="canonical" href="https://facts.example/vault7">`)
	on("desk.example", answerPath(link)).is(200)
	on("desk.example", "/vault7").is(404)
}

func TestARestrictedCaseNamesOnlyWhoSpokeOnTheRecord(t *testing.T) {
	w := newWorld(t)
	w.openCase(writing.CaseInput{Slug: "quiet", Title: "Quiet", Sensitivity: claim.Restricted, Access: []string{"jonas"}})
	w.claims("quiet", "a")
	for _, name := range []string{"Microsoft", "Google"} {
		w.party(strings.ToLower(name), name)
		w.ask("quiet", strings.ToLower(name), "a")
	}
	w.said("quiet", "microsoft", "a", claim.Confirms, claim.OnTheRecord, "Yes.")
	w.publish("quiet/a", claim.Confirmed)
	w.get("/public/quiet").is(200).says("Microsoft has confirmed.", "Others were asked, whom we do not name.").never("Google")
}

func TestALargeCaseStandsInShort(t *testing.T) {
	w := newWorld(t)
	var keys []string
	for i := range 70 {
		keys = append(keys, fmt.Sprintf("c%d", i))
	}
	w.claims("vault7", keys...)
	w.party("google", "Google")
	w.ask("vault7", "google", keys...)
	for _, key := range keys {
		w.said("vault7", "google", key, claim.Denies, claim.OnTheRecord, strings.Repeat("We deny it. ", 100))
		w.publish("vault7/"+key, claim.Unverified)
	}
	page := w.get("/public/vault7").is(200).says("WikiLeaks contacted c0.", "1 asked, all answered", "Page 1 of 2").never("We deny it.")
	require.Less(t, page.Body.Len()+w.get("/public/style.css").Body.Len(), 50<<10)
	w.get("/public/vault7?page=2").is(200).says("WikiLeaks contacted c69.", "Page 2 of 2")
	w.get("/public/vault7?page=99999999999999999999").is(200).says("Page 1 of 2")
	w.get("/public/vault7/claims/c69").is(200).says("We deny it.")
	require.Less(t, w.get("/public/vault7/embed").is(200).Body.Len(), 50<<10)
}

// TestNothingThatMayNotBeToldIsEverShown plays random cases and looks at every
// public page for words that may not be there: of answers that are not on the
// record, of claims that are not published, of what came after the publication.
func TestNothingThatMayNotBeToldIsEverShown(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { playPublic(t, rand.New(rand.NewPCG(seed, 7))) })
	}
}

func playPublic(t *testing.T, r *rand.Rand) {
	w := newWorld(t)
	sensitivity := claim.Sensitivities[r.IntN(2)]
	w.openCase(writing.CaseInput{Slug: "story", Title: "Story", Sensitivity: sensitivity, Access: []string{"jonas"}})
	claims, parties := []string{"alpha", "beta", "gamma"}, []string{"acme", "bolt", "corp", "dyne"}
	w.claims("story", claims...)
	for _, p := range parties {
		w.party(p, "Party-"+p)
		w.ask("story", p, claims...)
	}
	var secret, open []string
	shy := map[string]bool{}         // parties with an answer that is not on the record about a public claim
	spoke := map[string]bool{}       // parties with an answer on the record that was published
	isOut := map[string]bool{}       // claims
	waiting := map[string][]func(){} // what becomes public with the next publication of a claim
	for i := range 25 {
		about, party := claims[r.IntN(len(claims))], parties[r.IntN(len(parties))]
		switch n := r.IntN(10); {
		case n < 6:
			rules := claim.AllGroundRules[r.IntN(len(claim.AllGroundRules))]
			words := fmt.Sprintf("words-%d-%s", i, party)
			w.said("story", party, about, claim.Stances[r.IntN(len(claim.Stances))], rules, words)
			if rules != claim.OnTheRecord {
				secret = append(secret, words)
				waiting[about] = append(waiting[about], func() { shy[party] = true })
			} else {
				waiting[about] = append(waiting[about], func() { open = append(open, words); spoke[party] = true })
				secret = append(secret, words)
			}
		case n < 8 && about != "gamma": // gamma is never published
			w.publish("story/"+about, claim.Unverified)
			isOut[about] = true
			for _, f := range waiting[about] {
				f()
			}
			waiting[about] = nil
		default:
			require.NoError(t, w.desk.Pass(w.ctx(), time.Duration(r.IntN(60))*time.Hour))
		}
	}
	for _, path := range []string{"/public/story", "/public/story/claims/alpha", "/public/story/claims/beta", "/public/story/claims/gamma", "/public/story/embed", "/public/story/claims/alpha/embed", "/public/story/feed.atom", "/public/story/feed.json", "/public/"} {
		page := w.get(path)
		source := page.Body.String()
		require.NotContains(t, source, "gamma")
		require.NotContains(t, source, "secret")
		for _, words := range secret {
			if !contains(open, words) {
				require.NotContains(t, source, words, path)
			}
		}
		for _, p := range parties {
			if !spoke[p] && (shy[p] || sensitivity == claim.Restricted || len(isOut) == 0) {
				require.NotContains(t, source, "Party-"+p, path)
			}
		}
	}
	if len(isOut) > 0 {
		w.get("/public/story").is(200).says(open...)
	}
}

func contains(list []string, word string) bool {
	for _, other := range list {
		if other == word {
			return true
		}
	}
	return false
}

// TestAPartyWhoseMessageNobodyHasReadIsNotCalledSilent: what has come may be its answer.
func TestAPartyWhoseMessageNobodyHasReadIsNotCalledSilent(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google")
	w.party("google", "Google")
	w.ask("vault7", "google", "google")
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	c, err := w.desk.TheCase(w.ctx(), w.mara, "vault7")
	require.NoError(t, err)
	google, err := w.desk.TheParty(w.ctx(), w.mara, "google")
	require.NoError(t, err)
	refs, err := w.desk.Record.Put(w.ctx(), claim.Content{Key: "mail", Media: "message/rfc822", Data: []byte("Subject: Your question\r\n\r\nYes.\r\n")})
	require.NoError(t, err)
	now := w.desk.Clock.Now()
	done, err := w.desk.Record.Do(w.ctx(), claim.Doing{Now: now, Acts: []claim.Act{{
		To: claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(c.ID, google)},
		Command: claim.Command{ID: claim.DerivedID("mail"), Actor: claim.System, Body: letters.Receive{
			Message: claim.DerivedID("message"), By: received.ByToken, Mail: received.Mail{Class: received.MailAnswer, Raw: refs[0], ReceivedAt: now},
		}},
	}}})
	require.NoError(t, err)
	require.Nil(t, done[0].Refused)
	w.publish("vault7/google", claim.Unverified)
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/google"} {
		w.get(path).is(200).says("A message that may be its answer was still to be looked at", "It was given until").never("had not answered", "no answer yet")
	}
	w.get("/public/vault7/embed").is(200).says("a message is still to be looked at").never("no answer yet")
}

func TestAPartyThatHasAnsweredOnOtherTermsIsNotCalledSilent(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google")
	w.party("google", "Google")
	w.party("register", "The Register")
	said := claim.At(w.desk.Clock.Now())
	w.must(writing.RecordStatement(w.ctx(), w.desk.Door, w.mara, "vault7/google", writing.StatementInput{
		Party: "google", Way: []string{"register"}, Stance: claim.Confirms, Statement: "They wrote to us.", SaidAt: &said,
	}))
	w.ask("vault7", "google", "google")
	w.said("vault7", "google", "google", claim.ConfirmsInPart, claim.NotForAttribution, "They wrote, and nothing came of it.")
	w.publish("vault7/google", claim.Unverified)
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/google"} {
		w.get(path).is(200).says("They wrote to us.").never("No answer", "no longer ask", "nothing came of it")
	}
}

func TestAFeedQuotesAStatementAndSaysWhatCameOfIt(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google")
	w.party("google", "Google")
	w.ask("vault7", "google", "google")
	w.said("vault7", "google", "google", claim.Denies, claim.OnTheRecord, "No.")
	w.publish("vault7/google", claim.Refuted)
	require.Contains(t, w.get("/public/vault7/feed.atom").Body.String(), "Publication: “WikiLeaks contacted google.” – Refuted")
}
