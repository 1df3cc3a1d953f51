package walk

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/bench/world"
	"github.com/onrecord/onrecord/claim/letters"
)

// step is a page to ask for, and the name of its kind.
type step struct{ route, path string }

// routesSeen are links that a person follows, by what they lead to.
var routesSeen = []struct {
	route string
	match *regexp.Regexp
}{
	{"review", regexp.MustCompile(`href="(/cases/[^/"?]+/claims/[^/"?]+/review)"`)},
	{"claim", regexp.MustCompile(`href="(/cases/[^/"?]+/claims/[^/"?]+)"`)},
	{"case", regexp.MustCompile(`href="(/cases/[a-z][^/"?]+)"`)},
	{"request", regexp.MustCompile(`href="(/requests/[0-9a-f-]+)"`)},
	{"message", regexp.MustCompile(`href="(/messages/[0-9a-f-]+)"`)},
	{"party", regexp.MustCompile(`href="(/parties/[^/"?]+)"`)},
	{"next page", regexp.MustCompile(`href="([^"]+)" rel="next"`)},
}

// choose picks the next page: of ten, five that a page before has linked, four
// of the navigation, and one that is seldom opened or open to those outside.
func (p *person) choose() step {
	dice := p.r.IntN(10)
	if seen, ok := p.seen(); ok && dice < 5 {
		return seen
	}
	if dice == 9 {
		return p.pick(append(p.seldom(), p.fromOutside()...))
	}
	return p.pick(p.navigation())
}

func (p *person) pick(from []step) step { return from[p.r.IntN(len(from))] }

// seen is a page that was linked on one before.
func (p *person) seen() (step, bool) {
	var routes []string
	for route := range p.links {
		routes = append(routes, route)
	}
	if len(routes) == 0 {
		return step{}, false
	}
	slices.Sort(routes)
	route := routes[p.r.IntN(len(routes))]
	return step{route, p.link(route)}, true
}

// link is the address of a page of a kind that was linked, empty if none was.
func (p *person) link(route string) string {
	links := p.links[route]
	if len(links) == 0 {
		return ""
	}
	return links[p.r.IntN(len(links))]
}

// word is one of the record's, the common ones more often.
func (p *person) word() string {
	return p.w.Words[int(float64(len(p.w.Words))*p.r.Float64()*p.r.Float64())]
}

// caseName is the short name of some case that is open to the desk.
func (p *person) caseName() string {
	n := 1 + p.r.IntN(p.cases)
	if world.Restricted(n) {
		n--
	}
	return fmt.Sprintf("case-%d", n)
}

func (p *person) partyName() string { return fmt.Sprintf("party-%d", p.r.IntN(len(p.w.Parties))) }

// navigation are the pages that people go to all day, searches among them.
func (p *person) navigation() []step {
	return []step{
		{"your turn", "/"}, {"your turn", "/"}, {"your turn, all", "/?scope=all"},
		{"cases", "/cases"}, {"cases", "/cases?order=due"}, {"cases, filtered", "/cases?owner=me&stage=assessing"},
		{"cases, filtered", "/cases?q=" + p.word()}, {"cases, filtered", "/cases?party=" + p.partyName()},
		{"search, one word", "/search?q=" + p.word()}, {"search, common word", "/search?q=" + p.w.Words[p.r.IntN(3)]},
		{"search, several", "/search?q=" + url.QueryEscape(p.word()+" "+p.word()+" -"+p.word())}, {"search, begin*", "/search?q=" + p.word()[:3] + "*"},
		{"search, phrase", "/search?q=" + url.QueryEscape(`"`+p.word()+" "+p.word()+`"`)},
		{"outbox", "/outbox"}, {"outbox, sent", "/outbox?state=sent"}, {"activity", "/activity"},
		{"activity, filtered", "/activity?person=me"}, {"activity, filtered", "/activity?case=" + p.caseName()},
		{"activity, filtered", "/activity?group=publications"}, {"activity, filtered", "/activity?party=" + p.partyName()},
		{"inbox", "/inbox"}, {"parties", "/parties"}, {"large case", "/cases/large"},
		{"case", "/cases/" + p.caseName()}, {"case", fmt.Sprintf("/cases/case-%d", p.cases-1-p.r.IntN(max(1, p.cases/20)))},
	}
}

// seldom are pages that somebody opens now and then; those of an admin are for
// the first person alone.
func (p *person) seldom() []step {
	in := "/cases/" + p.caseName()
	steps := []step{
		{"case, timeline", in + "/timeline"}, {"case, then", in + "?at=" + url.QueryEscape(p.w.Now.AddDate(0, 0, -1).Format("2006-01-02T15:04"))},
		{"story", in + "/story"},
		{"story, copy", in + "/story/copy"},
		{"story, large", "/cases/large/story"},
		{"case, access", in + "/access"},
		{"case, print", in + "/print"},
		{"case, board", in + "/board"},
		{"case, chase", in + "/chase"},
		{"case, report", in + "/report.md"},
		{"case, file", in + "/case.yaml"},
		{"party, edit", "/parties/" + p.partyName() + "/edit"},
		{"account", "/account"},
		{"account, notices", "/account/notices"},
		{"settings", "/settings"},
		{"settings, a letter", "/settings/letters/request"},
		{"settings, people", "/settings/people"},
		{"settings, plans", "/settings/plans"},
		{"case, rehearsal", in + "/rehearsal"},
		{"claim, new", in + "/new-claim"},
		{"ask", in + "/ask"},
		{"case, edit", in + "/edit"},
		{"case, plan", in + "/plan"},
		{"comments", in + "/comments"},
		{"comments, large", "/cases/large/comments"},
		{"case, order", in + "/order"},
	}
	if p.admin {
		steps = append(steps, step{"engine", "/engine"}, step{"settings, notices", "/settings/notices"}, step{"settings, a person", "/settings/people/" + p.w.People[p.r.IntN(len(p.w.People))].String()})
	}
	return steps
}

// fromOutside are the pages for parties and the public.
func (p *person) fromOutside() []step {
	public := "/public/" + p.caseName()
	steps := []step{
		{"public index", "/public/"}, {"public case", public}, {"public case", public}, {"public case, large", "/public/large"},
		{"public frame", public + "/embed"}, {"public feed", public + "/feed.atom"}, {"public feed, all", "/public/feed.json"},
	}
	if id, err := uuid.Parse(strings.TrimPrefix(p.link("request"), "/requests/")); err == nil {
		steps = append(steps,
			step{"answer page", "/answer/" + p.make.Token(id, id)}, // nobody was written to at a contact point: any will do
			step{"verify", "/verify?code=" + url.QueryEscape(letters.RequestCode(id))})
	}
	return steps
}
