// Package unseen tells which words of a page nobody sees who reads it: those that its styles hide.
//
// A mail program that shows HTML hides what display:none, visibility:hidden or the attribute hidden say, what is set in
// letters of no size, in the colour of its ground, in a box without height, beyond the edge of the page, or wholly
// transparent. Advertisers write previews so. Somebody who wants a program to read other words than a person does
// writes those so.
//
// No browser is asked and no page is laid out: the styles of elements are followed, and of style sheets the rules with
// one simple selector. What is in doubt is seen: a person's words must not be folded away since a rule was misread.
package unseen

import (
	"strings"

	"golang.org/x/net/html"
)

// maxDepth is how deep elements are followed; what stands deeper looks as what it stands in.
const maxDepth = 100

// Page follows a page, tag by tag. Its zero value is a page at its beginning.
type Page struct {
	open  []element
	sheet sheet
}

type element struct {
	name string
	kind kind
	look look
}

// look is how the words of an element are shown.
type look struct {
	gone   bool // with all that stands in it, whatever that says
	veiled bool // unless an element in it says otherwise
	tiny   bool
	ink    colour
	ground colour
}

var page = look{ink: colour{known: true}, ground: colour{known: true, red: 255, green: 255, blue: 255}}

func (p *Page) look() look {
	if n := len(p.open); n > 0 {
		return p.open[n-1].look
	}
	return page
}

// Unseen reports whether words are not seen that stand here.
func (p *Page) Unseen() bool {
	l := p.look()
	return l.gone || l.veiled || l.tiny || l.ink.clear || !p.sheet.colours && l.ink.passesFor(l.ground)
}

// Sheet reads a style sheet of the page. Its rules count for what follows.
func (p *Page) Sheet(css string) { p.sheet.read(css) }

// Start opens an element, and closes those that its start tag ends.
func (p *Page) Start(t html.Token) {
	if by, ok := implied[t.Data]; ok {
		p.close("", by.ends, by.within)
	} else if blocks[t.Data] {
		p.close("", kinds["p"], kinds["td"]|kinds["th"]|kinds["table"]|kinds["button"]|kinds["caption"])
	}
	if void[t.Data] || len(p.open) == maxDepth {
		return
	}
	p.open = append(p.open, element{t.Data, kinds[t.Data], p.styled(t)})
}

// End closes an element, and what stands open in it. What is in a cell does not close the table around it.
func (p *Page) End(name string) {
	within := kinds["td"] | kinds["th"]
	if kinds[name]&ofTable != 0 {
		within = 0
	}
	p.close(name, 0, within)
}

// close closes the innermost element of a name, or of some kinds, unless one of others stands between.
func (p *Page) close(name string, ends, within kind) {
	for i := len(p.open) - 1; i >= 0; i-- {
		switch e := &p.open[i]; {
		case e.kind&ends != 0, e.name == name:
			p.open = p.open[:i]
			return
		case e.kind&within != 0:
			return
		}
	}
}

// kind is a set of the elements that end others, or keep them from it.
type kind uint32

var kinds = func() map[string]kind {
	all := map[string]kind{}
	for name := range strings.FieldsSeq("p td th tr table tbody thead tfoot button caption li ul ol dt dd dl option select") {
		all[name] = 1 << len(all)
	}
	return all
}()

func of(names string) (all kind) {
	for name := range strings.FieldsSeq(names) {
		all |= kinds[name]
	}
	return all
}

// implied are elements whose start tag ends another one, and what has to stand between lest it does.
var implied = map[string]struct{ ends, within kind }{
	"li": {of("li"), of("ul ol table")}, "dt": {of("dt dd"), of("dl table")}, "dd": {of("dt dd"), of("dl table")},
	"td": {of("td th"), of("tr table")}, "th": {of("td th"), of("tr table")}, "tr": {of("tr"), of("table")},
	"tbody": {of("tbody thead tfoot"), of("table")}, "thead": {of("tbody thead tfoot"), of("table")}, "tfoot": {of("tbody thead tfoot"), of("table")},
	"option": {of("option"), of("select")},
}

var ofTable = of("table tbody thead tfoot tr td th")

var (
	blocks = set("address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul")
	void   = set("area base br col embed hr img input link meta param source track wbr")
)

func set(names string) map[string]bool {
	all := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		all[name] = true
	}
	return all
}

// styled is how the words of an element are shown that opens here.
func (p *Page) styled(t html.Token) look {
	l := p.look()
	var own declarations
	var class, id string
	hidden := t.Data == "template"
	if t.Data == "a" {
		l.ink = colour{} // links have one of their own
	}
	for _, a := range t.Attr[:min(len(t.Attr), maxAttributes)] {
		switch a.Key {
		case "class":
			class = a.Val
		case "id":
			id = a.Val
		case "style":
			own = declarationsOf(a.Val)
		case "hidden":
			hidden = true
		case "bgcolor":
			l.ground = colourOf(a.Val)
		case "background":
			l.ground = colour{}
		case "text", "color":
			if t.Data == "body" || t.Data == "font" {
				l.ink = colourOf(a.Val)
			}
		case "size":
			l.tiny = l.tiny && t.Data != "font"
		}
	}
	said, shown := p.sheet.of(t.Data, class, id)
	said = said.then(own)
	if shown { // a rule for some screens shows it
		said.display, said.small, said.away, said.beyond, said.office, said.opacity, said.visibility = "block", false, false, false, false, "", ""
		if tiny(said.size, false) {
			said.size = ""
		}
	}
	if kinds[t.Data]&ofTable != 0 { // it grows with its words
		said.small = false
	}
	return l.after(said, hidden)
}

// maxAttributes is how many attributes of an element are looked at.
const maxAttributes = 50
