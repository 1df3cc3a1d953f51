package unseen

import (
	"strconv"
	"strings"
)

// declarations are what a style says that can hide words; the last of a kind counts.
type declarations struct {
	display, visibility, opacity, size string
	ink, ground                        string
	small, roomy                       bool // a box of no height or width, or one that has some
	clipped                            bool // which hides what is larger
	away                               bool // beyond the edge
	beyond, placed                     bool // beyond the edge or cut off, if it is placed where it says
	office                             bool // mso-hide: all
}

const (
	maxStyle        = 4 << 10 // bytes of a style
	maxDeclarations = 100
)

func declarationsOf(style string) (d declarations) {
	n := 0
	for declaration := range strings.SplitSeq(style[:min(len(style), maxStyle)], ";") {
		name, value, ok := strings.Cut(declaration, ":")
		if n++; !ok || n > maxDeclarations {
			continue
		}
		value = strings.ToLower(strings.TrimSpace(value))
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		d.take(strings.ToLower(strings.TrimSpace(name)), value)
	}
	return d
}

func (d *declarations) take(name, value string) {
	switch name {
	case "display":
		d.display = value
	case "visibility":
		d.visibility = value
	case "opacity":
		d.opacity = value
	case "font-size":
		d.size = value
	case "color":
		d.ink = value
	case "background", "background-color":
		d.ground = value
	case "mso-hide":
		d.office = value == "all"
	default:
		d.box(name, value)
	}
}

// box takes what says how large an element is, and where.
func (d *declarations) box(name, value string) {
	switch name {
	case "height", "max-height", "width", "max-width":
		n, ok := pixels(value)
		d.small, d.roomy = d.small || ok && n <= 1, d.roomy || !ok || n > 1
	case "overflow", "overflow-x", "overflow-y":
		d.clipped = d.clipped || value == "hidden" || value == "clip"
	case "position":
		d.placed = value == "absolute" || value == "fixed"
	case "text-indent", "margin-left", "margin-top":
		d.away = d.away || far(value)
	case "left", "right", "top", "bottom":
		d.beyond = d.beyond || far(value)
	case "clip":
		d.beyond = d.beyond || strings.HasPrefix(value, "rect(0") || strings.HasPrefix(value, "rect(1px")
	case "clip-path":
		d.away = d.away || strings.HasPrefix(value, "inset(50%") || strings.HasPrefix(value, "inset(100%")
	}
}

// far reports whether a length leads beyond the edge of a page.
func far(value string) bool {
	n, ok := pixels(value)
	return ok && n <= -999
}

// then is what counts where another style says more.
func (d declarations) then(o declarations) declarations {
	for _, pair := range []struct {
		mine  *string
		other string
	}{{&d.display, o.display}, {&d.visibility, o.visibility}, {&d.opacity, o.opacity}, {&d.size, o.size}, {&d.ink, o.ink}, {&d.ground, o.ground}} {
		if pair.other != "" {
			*pair.mine = pair.other
		}
	}
	d.small, d.roomy = d.small && !o.roomy || o.small, d.roomy || o.roomy
	d.clipped, d.away, d.office = d.clipped || o.clipped, d.away || o.away, d.office || o.office
	d.beyond, d.placed = d.beyond || o.beyond, d.placed || o.placed
	return d
}

// after is how words look in an element that says so.
func (l look) after(d declarations, hidden bool) look {
	l.gone = l.gone || d.display == "none" || hidden && d.display == "" || d.small && d.clipped || d.away || d.beyond && d.placed || d.office
	if n, err := strconv.ParseFloat(d.opacity, 64); err == nil && n < 0.05 {
		l.gone = true
	}
	switch d.visibility {
	case "hidden", "collapse":
		l.veiled = true
	case "visible", "initial":
		l.veiled = false
	}
	l.tiny = tiny(d.size, l.tiny)
	if d.ink != "" && d.ink != "inherit" {
		l.ink = colourOf(d.ink)
	}
	return l.on(d.ground)
}

// on is how words look on a ground. One of which something is not known is none that words could be told from.
func (l look) on(ground string) look {
	switch ground {
	case "", "none", "inherit", "transparent", "initial":
		return l
	}
	for _, part := range append([]string{ground}, strings.Fields(ground)...) {
		if c := colourOf(part); c.known && !strings.Contains(ground, "url(") && !strings.Contains(ground, "gradient") {
			l.ground = c
			return l
		} else if c.clear {
			return l
		}
	}
	l.ground = colour{}
	return l
}

// tiny reports whether letters of a size cannot be read; of is whether those around are.
func tiny(size string, of bool) bool {
	n, unit := number(size)
	switch {
	case unit == "" && n == 0 && size != "":
		return strings.HasPrefix(size, "0") || of && (size == "inherit" || size == "smaller" || size == "larger")
	case size == "":
		return of
	case unit == "em" || unit == "%" || unit == "ex" || unit == "ch":
		return of || n == 0
	case unit == "rem":
		return n*16 < 1.5
	}
	px, ok := pixels(size)
	return ok && px < 1.5
}

// pixels is a length, where it is absolute.
func pixels(text string) (float64, bool) {
	n, unit := number(text)
	switch unit {
	case "px":
		return n, true
	case "pt":
		return n * 4 / 3, true
	case "em", "rem":
		return n * 16, true
	case "":
		return n, text != "" && (strings.HasPrefix(text, "0") || strings.HasPrefix(text, "-0"))
	case "in":
		return n * 96, true
	case "cm":
		return n * 38, true
	case "mm":
		return n * 3.8, true
	}
	return 0, false
}

// number takes a number and its unit apart.
func number(text string) (n float64, unit string) {
	end := 0
	for end < len(text) && end < 20 && strings.IndexByte("+-.0123456789", text[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseFloat(text[:end], 64)
	if err != nil {
		return 0, ""
	}
	return n, strings.TrimSpace(text[end:])
}
