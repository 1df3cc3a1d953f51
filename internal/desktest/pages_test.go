package desktest_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// view is a page as somebody sees it.
type view struct {
	name, path string
	who        string // who sits there; "" for nobody
	public     bool   // for the public: lighter still
}

// views are the pages of the product, by the route that leads to each.
func (d *desk) views(t *testing.T) map[string]view {
	t.Helper()
	f := d.furnish(t)
	of := "/cases/" + f.slug
	points, err := client.Call(t.Context(), d.as(t, "mara"), operation.ContactList, operation.PartyPath{Party: f.slug + "-ministry"})
	require.NoError(t, err)
	line, err := client.Call(t.Context(), d.as(t, "mara"), operation.LineFreeze, operation.InCase(f.slug, findings.LineInput{Reason: "We run at nine."}))
	require.NoError(t, err)
	return map[string]view{
		"/{$}":                              {name: "1-your-turn", path: "/", who: "mara"},
		"/cases":                            {name: "2-cases", path: "/cases", who: "mara"},
		"/search":                           {name: "2-search", path: "/search?q=bridge", who: "mara"},
		"/cases/new":                        {name: "3-case-new", path: "/cases/new", who: "mara"},
		"/cases/{case}":                     {name: "3-case", path: of, who: "mara"},
		"/cases/{case}/edit":                {name: "3-case-edit", path: of + "/edit", who: "mara"},
		"/cases/{case}/access":              {name: "3-case-access", path: of + "/access", who: "mara"},
		"/cases/{case}/chase":               {name: "3-case-chase", path: of + "/chase", who: "mara"},
		"/cases/{case}/board":               {name: "3-case-board", path: of + "/board", who: "mara"},
		"/cases/{case}/rehearsal":           {name: "3-case-rehearsal", path: of + "/rehearsal", who: "mara"},
		"/cases/{case}/print":               {name: "3-case-print", path: of + "/print", who: "mara"},
		"/cases/{case}/story":               {name: "3-story", path: of + "/story", who: "mara"},
		"/cases/{case}/story/copy":          {name: "3-story-copy", path: of + "/story/copy", who: "mara"},
		"/cases/{case}/order":               {name: "3-case-order", path: of + "/order", who: "mara"},
		"/cases/{case}/comments":            {name: "3-comments", path: of + "/comments", who: "jonas"},
		"/cases/{case}/timeline":            {name: "3-case-timeline", path: of + "/timeline", who: "mara"},
		"/cases/{case}/new-claim":           {name: "4-claim-new", path: of + "/new-claim", who: "mara"},
		"/cases/{case}/new-claims":          {name: "4-claims-new", path: of + "/new-claims", who: "mara"},
		"/cases/{case}/new-series":          {name: "4-series-new", path: of + "/new-series", who: "mara"},
		"/cases/{case}/series/{claim}":      {name: "4-series", path: of + "/series/measured", who: "mara"},
		"/cases/{case}/claims/{claim}":      {name: "4-claim", path: of + "/claims/warned", who: "mara"},
		"/cases/{case}/claims/{claim}/edit": {name: "4-claim-edit", path: of + "/claims/paid/edit", who: "mara"},
		"/cases/{case}/ask":                 {name: "5-ask", path: of + "/ask", who: "mara"},
		"/requests/{request}":               {name: "5-request", path: "/requests/" + f.request.String(), who: "mara"},
		"/inbox":                            {name: "6-inbox", path: "/inbox", who: "mara"},
		"/inbox/import":                     {name: "6-inbox-import", path: "/inbox/import", who: "mara"},
		"/messages/{message}":               {name: "6-answer", path: "/messages/" + f.unread.String(), who: "mara"},
		"/messages/{message}/formatted":     {name: "6-answer-formatted", path: "/messages/" + f.read.String() + "/formatted", who: "mara"},
		"/cases/{case}/claims/{claim}/review": {
			name: "7-review", path: of + "/claims/closed/review", who: "jonas",
		},
		"/cases/{case}/review":                 {name: "7-review-many", path: of + "/review", who: "jonas"},
		"/cases/{case}/claims/{claim}/preview": {name: "7-preview", path: of + "/claims/closed/preview", who: "mara"},
		"/settings/plans":                      {name: "9-plans", path: "/settings/plans", who: "mara"},
		"/cases/{case}/plan":                   {name: "5-plan-move", path: of + "/plan", who: "mara"},
		"/settings/policies":                   {name: "9-policies", path: "/settings/policies", who: "mara"},
		"/parties":                             {name: "8-parties", path: "/parties", who: "mara"},
		"/parties/new":                         {name: "8-party-new", path: "/parties/new", who: "mara"},
		"/parties/{party}":                     {name: "8-party", path: "/parties/" + f.slug + "-ministry", who: "mara"},
		"/parties/{party}/edit":                {name: "8-party-edit", path: "/parties/" + f.slug + "-ministry/edit", who: "mara"},
		"/parties/{party}/contacts/{contact}":  {name: "8-contact", path: "/parties/" + f.slug + "-ministry/contacts/" + points[0].ID.String(), who: "mara"},
		"/contacts":                            {name: "8-contacts", path: "/contacts", who: "mara"},
		"/outbox":                              {name: "9-outbox", path: "/outbox", who: "mara"},
		"/activity":                            {name: "9-activity", path: "/activity", who: "mara"},
		"/month":                               {name: "9-month", path: "/month", who: "mara"},
		"/corrections":                         {name: "9-corrections", path: "/corrections", who: "mara"},
		"/engine":                              {name: "9-engine", path: "/engine", who: "mara"},
		"/settings":                            {name: "9-settings", path: "/settings", who: "mara"},
		"/settings/letters/{kind}":             {name: "9-settings-letter", path: "/settings/letters/request", who: "mara"},
		"/mail":                                {name: "9-mail", path: "/mail", who: "mara"},
		"/reminders":                           {name: "9-reminders", path: "/reminders?of=case&name=works", who: "mara"},
		"/settings/mail":                       {name: "9-settings-mail", path: "/settings/mail", who: "mara"},
		"/settings/notices":                    {name: "9-settings-notices", path: "/settings/notices", who: "mara"},
		"/settings/people":                     {name: "9-people", path: "/settings/people", who: "mara"},
		"/settings/people/{person}":            {name: "9-person", path: "/settings/people/jonas", who: "mara"},
		"/account":                             {name: "0-account", path: "/account", who: "nils"},
		"/account/notices":                     {name: "0-account-notices", path: "/account/notices", who: "nils"},
		"/signin":                              {name: "0-signin", path: "/signin"},
		"/answer/{token}":                      {name: "10-answer-page", path: d.answerPath(t, f.letter), public: true},
		"/verify":                              {name: "11-verify", path: "/verify", public: true},
		"/public/{$}":                          {name: "12-public", path: "/public/", public: true},
		"/public/{case}":                       {name: "12-public-case", path: "/public/" + f.slug, public: true},
		"/public/{case}/claims/{claim}":        {name: "12-public-claim", path: "/public/" + f.slug + "/claims/warned", public: true},
		"/public/{lines}/{code}":               {name: "12-public-line", path: "/public/lines/" + line.ID.String(), public: true},
		"/public/{case}/embed":                 {name: "12-public-embed", path: "/public/" + f.slug + "/embed", public: true},
	}
}

// elsewhere are routes that are no page to look at, with why.
var elsewhere = map[string]string{
	"/cases/{case}/report.md": "a file", "/cases/{case}/report.json": "a file", "/cases/{case}/case.yaml": "a file",
	"/cases/{case}/claims/{claim}/evidence/{evidence}/file": "a file", "/messages/{message}/files/{file}": "a file",
	"/messages/{message}/raw": "a file", "/messages/{message}/frame": "stands in the frame of the page above it", "/events": "a stream",
	"/cases/{case}/sheets/{sheet}": "shown when many claims are added: see the task",
	"/setup/{token}":               "good once: see how the desk is set up", "/invitation/{token}": "good once: see how people join",
	"/invitation/{token}/identity": "leads to the identity provider", "/signin/oidc": "leads to the identity provider",
	"/signin/oidc/callback": "leads back from it", "/account/identity": "leads to the identity provider",
	"/turns/{item}":         "leads to where something that waits is done",
	"/settings/mail/return": "leads back from the mail provider",
	"/robots.txt":           "for programs", "/calendar/{token}/mine.ics": "for programs", "/calendar/{token}/desk.ics": "for programs",
	"/calendar/{token}/cases/{file}": "for programs",
}

var answerLink = regexp.MustCompile(`https?://\S+(/answer/\S+)`)

// answerPath is the one-time link of a letter.
func (d *desk) answerPath(t *testing.T, l crashtest.Letter) string {
	t.Helper()
	text := strings.ReplaceAll(strings.ReplaceAll(string(l.Raw), "=\r\n", ""), "=3D", "=")
	found := answerLink.FindStringSubmatch(text)
	require.NotNil(t, found, "the letter has no link to answer by:\n%s", text)
	return strings.TrimRight(found[1], ".>)")
}

func TestEveryPageOfTheDeskHasAView(t *testing.T) {
	views := theDesk(t).views(t)
	for _, r := range webtest.Open(t).Site.Routes() {
		if r.Method != http.MethodGet || elsewhere[r.Path] != "" {
			continue
		}
		require.Contains(t, views, r.Path, "nobody looks at this page: add it to views")
	}
}

// Nobody is shut out of any page: not those who see little, use no mouse, have a
// small window, or a slow line.
func TestEveryPageIsForEverybody(t *testing.T) {
	d := theDesk(t)
	var mu sync.Mutex
	documents := map[string]string{}
	for route, v := range d.views(t) {
		t.Run(v.name, func(t *testing.T) {
			p := d.before(t, v).open(v.path)
			require.Equal(t, int64(http.StatusOK), p.status(), route)
			p.accessible().reflows().walked().shoot(v.name)
			weight := int64(deskWeight)
			if v.public {
				weight = publicWeight
			}
			p.weighs(v.path, weight)
			html := d.source(t, v.path, p.cookies())
			mu.Lock()
			documents[v.name] = html
			mu.Unlock()
		})
	}
	validHTML(t, documents)
}

// before is the page, with who sits before it.
func (d *desk) before(t *testing.T, v view) *page {
	t.Helper()
	if v.who == "" {
		return newPage(t, d.url)
	}
	return d.sit(t, v.who)
}

// source is the page as the server sent it.
func (d *desk) source(t *testing.T, path string, cookies []*network.Cookie) string {
	t.Helper()
	response, err := d.get(t, path, cookies)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}
