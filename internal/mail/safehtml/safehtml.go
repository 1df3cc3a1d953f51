// Package safehtml makes the HTML of a received message fit to be looked at.
//
// What comes out is written anew from a list of what is allowed: elements that only lay out words, and of their attributes
// and styles those that name no address. So nothing in it runs, loads, sends or leads anywhere, whatever came in. Pictures that
// the caller has of the message itself (RFC 2392) stand in it as data. All words are kept, in elements that are not allowed too,
// except those that browsers never show (script, style, title). It is still to be shown in a sandboxed frame under a policy that
// forbids everything but inline styles and pictures as data: two walls, each enough alone.
package safehtml

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/internal/mail/unseen"
)

// Page is a cleaned page.
type Page struct {
	// HTML is a fragment, to be put into a body.
	HTML string
	// Text is every word in it, with nothing between words that stand together.
	Text string
	// Remote counts the pictures from elsewhere, and Own those of the message itself, that were left out; Active, what
	// would have acted: scripts, frames, forms; Sheets, style sheets.
	Remote, Own, Active, Sheets int
	// Hidden counts the stretches of words that the page hides, which are shown.
	Hidden int
}

// Picture is one of the message itself. Media is what it is, by its own bytes: image/png or image/jpeg.
type Picture struct {
	Media string
	Data  []byte
}

// Pictures gives the picture with a Content-ID, or reports that there is none to be shown. It is asked once for each
// place at which one is to stand, and bounds how many and how much that comes to.
type Pictures func(id string) (Picture, bool)

// maxDepth bounds how deep elements stand within each other; deeper ones are left out, and their words kept.
const maxDepth = 100

// Clean makes a page safe. words rewrites every stretch of words; nil leaves them as they are. pictures is nil where none
// are shown. The caller bounds the page; the work is linear in it.
func Clean(page string, words func(string) string, pictures Pictures) Page {
	w := writer{words: words, pictures: pictures}
	if words == nil {
		w.words = func(s string) string { return s }
	}
	tokens := html.NewTokenizer(strings.NewReader(page))
	skip := ""
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			w.popTo(0)
			w.page.HTML, w.page.Text = w.out.String(), w.text.String()
			return w.page
		case html.TextToken:
			switch skip {
			case "":
				w.say(string(tokens.Text()))
			case "style":
				w.looks.Sheet(string(tokens.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := tokens.Token()
			if t.Data == "script" || t.Data == "style" || t.Data == "title" {
				skip = t.Data
			}
			w.looks.Start(t)
			w.start(t)
		case html.EndTagToken:
			name, _ := tokens.TagName()
			if string(name) == skip {
				skip = ""
			}
			w.end(string(name))
			w.looks.End(string(name))
		}
	}
}

type writer struct {
	out, text strings.Builder
	open      []string // elements, the outermost first, by their names in the page
	words     func(string) string
	pictures  Pictures
	page      Page
	looks     unseen.Page
}

// say writes words. Those that their page hides are shown, and marked.
func (w *writer) say(s string) {
	hidden := w.looks.Unseen() && strings.TrimSpace(s) != ""
	if hidden {
		w.page.Hidden++
		w.out.WriteString(`<span class="unseen">`)
	}
	w.out.WriteString(html.EscapeString(w.told(s)))
	if hidden {
		w.out.WriteString("</span>")
	}
}

// told notes words, and gives them as they are to be written.
func (w *writer) told(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = w.words(s)
	w.text.WriteString(s)
	return s
}

// element is what is written for an allowed element.
type element struct {
	as    string // its name; that in the page if it is empty
	void  bool
	block bool
	attrs []string // besides those that every element may have
}

var allowed = elements()

func elements() map[string]element {
	all := map[string]element{}
	for name := range strings.FieldsSeq("abbr b bdi bdo big cite code del dfn em i ins kbd mark q s samp small span strike strong sub sup tt u var") {
		all[name] = element{}
	}
	for name := range strings.FieldsSeq("address blockquote center dd dl dt figcaption figure pre caption tbody thead tfoot") {
		all[name] = element{block: true}
	}
	for name := range strings.FieldsSeq("div p h1 h2 h3 h4 h5 h6 tr") {
		all[name] = element{block: true, attrs: []string{"align", "valign", "bgcolor"}}
	}
	for name := range strings.FieldsSeq("article aside body footer header main nav section") {
		all[name] = element{as: "div", block: true} // a landmark of theirs is none of ours
	}
	for name := range strings.FieldsSeq("td th") {
		all[name] = element{block: true, attrs: []string{"align", "valign", "bgcolor", "colspan", "rowspan", "width", "height"}}
	}
	all["a"] = element{as: "span"}
	all["font"] = element{attrs: []string{"color", "size"}}
	all["br"] = element{void: true, block: true}
	all["hr"] = element{void: true, block: true}
	all["wbr"] = element{void: true}
	all["col"] = element{void: true, attrs: []string{"span", "width"}}
	all["colgroup"] = element{block: true, attrs: []string{"span", "width"}}
	all["table"] = element{block: true, attrs: []string{"align", "bgcolor", "border", "cellpadding", "cellspacing", "width"}}
	all["ol"] = element{block: true, attrs: []string{"start", "type", "reversed"}}
	all["ul"] = element{block: true, attrs: []string{"type"}}
	all["li"] = element{block: true, attrs: []string{"value"}}
	return all
}

// values are the values that an attribute may have: none can hold an address.
var values = map[string]*regexp.Regexp{
	"align": word, "valign": word, "type": word, "reversed": word, "dir": word, "lang": word,
	"bgcolor": colour, "color": colour,
	"colspan": small, "rowspan": small, "span": small, "border": small, "cellpadding": small, "cellspacing": small, "size": small,
	"width": size, "height": size, "start": number, "value": number,
}

var (
	word   = regexp.MustCompile(`^[A-Za-z0-9-]{0,20}$`)
	colour = regexp.MustCompile(`^(#[0-9A-Fa-f]{3,8}|[A-Za-z]{1,30})$`)
	small  = regexp.MustCompile(`^[+-]?[0-9]{1,2}$`)
	size   = regexp.MustCompile(`^[0-9]{1,4}(px|%)?$`)
	number = regexp.MustCompile(`^-?[0-9]{1,6}$`)
)

// start writes a start tag, or counts what was left out in its place.
func (w *writer) start(t html.Token) {
	w.count(t)
	if t.Data == "img" {
		w.picture(t)
		return
	}
	e, ok := allowed[t.Data]
	if !ok {
		return
	}
	if e.block {
		w.text.WriteByte('\n')
		if n := len(w.open); n > 0 && w.open[n-1] == t.Data && ends[t.Data] {
			w.popTo(n - 1)
		}
	}
	if !e.void && len(w.open) == maxDepth {
		return
	}
	w.out.WriteString("<" + e.name(t.Data))
	w.attributes(e, t)
	w.out.WriteByte('>')
	if !e.void {
		w.open = append(w.open, t.Data)
	}
}

// ends are elements whose end tag is often left out before the next of them.
var ends = map[string]bool{"p": true, "li": true, "td": true, "th": true, "tr": true, "dt": true, "dd": true}

func (e element) name(inPage string) string {
	if e.as != "" {
		return e.as
	}
	return inPage
}

func (w *writer) attributes(e element, t html.Token) {
	seen := map[string]bool{}
	for _, a := range t.Attr {
		value := a.Val
		switch {
		case seen[a.Key] || a.Namespace != "" || len(seen) > 20:
			continue
		case a.Key == "style":
			value = styleOf(value)
		case a.Key == "dir" || a.Key == "lang" || contains(e.attrs, a.Key):
			if value = strings.TrimSpace(value); !values[a.Key].MatchString(value) {
				continue
			}
		default:
			continue
		}
		if seen[a.Key] = true; value != "" || a.Key == "reversed" {
			w.out.WriteString(" " + a.Key + `="` + html.EscapeString(value) + `"`)
		}
	}
}

func contains(list []string, s string) bool {
	for _, one := range list {
		if one == s {
			return true
		}
	}
	return false
}

// active are elements that do something.
var active = map[string]bool{"script": true, "iframe": true, "frame": true, "object": true, "embed": true, "applet": true, "form": true,
	"input": true, "button": true, "audio": true, "video": true, "base": true, "meta": true, "svg": true, "math": true}

// count counts what is left out of an element that says more than words.
func (w *writer) count(t html.Token) {
	switch {
	case t.Data == "style", t.Data == "link":
		w.page.Sheets++
	case active[t.Data] && t.Data != "meta":
		w.page.Active++
	}
	for _, a := range t.Attr {
		if a.Key == "background" || a.Key == "style" && strings.Contains(strings.ToLower(a.Val), "url(") {
			w.page.Remote++
		}
	}
}

// picture writes one that belongs to the message, and says of any other that it stood there: none is loaded.
func (w *writer) picture(t html.Token) {
	alt, source := "", ""
	for _, a := range t.Attr {
		switch a.Key {
		case "alt":
			alt = strings.TrimSpace(a.Val)
		case "src":
			source = strings.TrimSpace(a.Val)
		}
	}
	scheme, id, _ := strings.Cut(source, ":")
	scheme = strings.ToLower(scheme)
	if scheme == "cid" && w.own(id, alt, t) {
		return
	}
	switch {
	case scheme == "cid", scheme == "data":
		w.page.Own++
	case source != "":
		w.page.Remote++
	}
	if alt == "" {
		alt = "picture"
	}
	w.out.WriteString(`<span class="gone">`)
	w.say("[" + alt + "]")
	w.out.WriteString("</span>")
}

// shown are the kinds of pictures that are written.
var shown = map[string]bool{"image/png": true, "image/jpeg": true}

// own writes a picture of the message itself, and reports whether it has.
func (w *writer) own(id, alt string, t html.Token) bool {
	if w.pictures == nil {
		return false
	}
	if plain, err := url.PathUnescape(id); err == nil { // RFC 2392 section 2
		id = plain
	}
	picture, ok := w.pictures(id)
	if !ok || !shown[picture.Media] {
		return false
	}
	w.out.WriteString(`<img src="data:` + picture.Media + ";base64," + base64.StdEncoding.EncodeToString(picture.Data) + `" alt="` + html.EscapeString(w.told(alt)) + `"`)
	w.attributes(element{attrs: []string{"width", "height"}}, t)
	w.out.WriteByte('>')
	return true
}

// end closes an element, and what stands open in it. What is in a cell does not close the table around it.
func (w *writer) end(name string) {
	e, ok := allowed[name]
	if !ok || e.void {
		return
	}
	if e.block {
		w.text.WriteByte('\n')
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i] == name {
			w.popTo(i)
			return
		}
		if (w.open[i] == "td" || w.open[i] == "th") && !ofTable[name] {
			return
		}
	}
}

var ofTable = map[string]bool{"table": true, "tbody": true, "thead": true, "tfoot": true, "tr": true, "td": true, "th": true}

func (w *writer) popTo(depth int) {
	for n := len(w.open); n > depth; n-- {
		name := w.open[n-1]
		w.out.WriteString("</" + allowed[name].name(name) + ">")
	}
	w.open = w.open[:depth]
}

// properties are those of CSS that only colour and align.
var properties = map[string]bool{
	"color": true, "background-color": true, "font-weight": true, "font-style": true, "text-decoration": true, "text-align": true,
	"vertical-align": true, "white-space": true, "direction": true, "list-style-type": true,
}

// plainValue has keywords, numbers and colours, and no function but those of colours.
var plainValue = regexp.MustCompile(`^(?:[#A-Za-z0-9.%-]+|(?:rgb|rgba|hsl|hsla)\([0-9., %/]+\))(?: [#A-Za-z0-9.%-]+)*$`)

// styleOf keeps of a style what is allowed.
func styleOf(style string) string {
	var kept []string
	for declaration := range strings.SplitSeq(style[:min(len(style), 4<<10)], ";") {
		name, value, _ := strings.Cut(declaration, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if properties[name] && len(value) < 100 && plainValue.MatchString(value) {
			kept = append(kept, name+":"+value)
		}
	}
	return strings.Join(kept, ";")
}
