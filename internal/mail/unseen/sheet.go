package unseen

import "strings"

// Bounds of what is read of style sheets.
const (
	maxSheets = 128 << 10 // bytes of all
	maxRules  = 400       // rules that could hide or show something
)

// sheet is what style sheets say by rules of one simple selector, by that: div, .preview, div.preview, #top.
type sheet struct {
	rules   map[string]declarations
	shown   map[string]bool // by a rule for some screens
	colours bool            // a rule that is not understood says something of colours: nobody knows what is told from what
	size    int
	count   int
}

func (s *sheet) read(css string) {
	room := max(0, maxSheets-s.size)
	s.colours = s.colours || len(css) > room
	css = css[:min(len(css), room)]
	s.size += len(css)
	css = strings.NewReplacer("<!--", "", "-->", "").Replace(uncommented(css))
	s.blocks(css, false)
}

// blocks reads rules; within a rule for some screens, only what shows something.
func (s *sheet) blocks(css string, some bool) {
	for css != "" {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		head := strings.TrimSpace(css[:open])
		if i := strings.LastIndexByte(head, ';'); i >= 0 { // @import and its kin
			head = strings.TrimSpace(head[i+1:])
		}
		body, rest := block(css[open+1:])
		switch {
		case strings.HasPrefix(head, "@media") && !some:
			s.blocks(body, true)
		case strings.HasPrefix(head, "@"):
		default:
			s.rule(head, declarationsOf(body), some)
		}
		css = rest
	}
}

// block is what stands between braces, and what follows.
func block(css string) (body, rest string) {
	depth := 1
	for i := 0; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[:i], css[i+1:]
			}
		}
	}
	return css, ""
}

func uncommented(css string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(css, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		_, css, _ = strings.Cut(after, "*/")
	}
}

func (s *sheet) rule(selectors string, d declarations, some bool) {
	if d == (declarations{}) {
		return
	}
	for selector := range strings.SplitSeq(selectors, ",") {
		selector = strings.ToLower(strings.TrimSpace(selector))
		if strings.HasPrefix(selector, "a:") { // how links look is not looked at
			continue
		}
		if !simple(selector) || s.count == maxRules {
			s.colours = s.colours || d.ink != "" || d.ground != ""
			continue
		}
		s.count++
		if s.rules == nil {
			s.rules, s.shown = map[string]declarations{}, map[string]bool{}
		}
		if some {
			s.colours = s.colours || d.ink != "" || d.ground != ""
			s.shown[selector] = s.shown[selector] || d.display != "" && d.display != "none" || d.size != "" && !tiny(d.size, false) || d.visibility == "visible"
			continue
		}
		s.rules[selector] = s.rules[selector].then(d)
	}
}

// simple reports whether a selector is a name, a class or an identifier, or a name with one of those.
func simple(selector string) bool {
	if selector == "" || len(selector) > 100 {
		return false
	}
	marks := 0
	for _, r := range selector {
		switch {
		case r == '.' || r == '#':
			marks++
		case r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
		default:
			return false
		}
	}
	return marks <= 1
}

// of is what the rules say of an element, the weakest first, and whether one for some screens shows it.
func (s *sheet) of(name, class, id string) (said declarations, shown bool) {
	if len(s.rules) == 0 && len(s.shown) == 0 {
		return said, false
	}
	add := func(selector string) {
		if d, ok := s.rules[selector]; ok {
			said = said.then(d)
		}
		shown = shown || s.shown[selector]
	}
	add(name)
	classes := strings.Fields(strings.ToLower(class[:min(len(class), 500)]))
	for _, c := range classes {
		add("." + c)
	}
	for _, c := range classes {
		add(name + "." + c)
	}
	if id != "" && len(id) < 100 {
		add("#" + strings.ToLower(id))
		add(name + "#" + strings.ToLower(id))
	}
	return said, shown
}
