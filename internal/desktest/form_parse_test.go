package desktest_test

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// field is a field of a form as it was sent by the server.
type field struct {
	name, kind string // kind: hidden, text, textarea, select, radio, checkbox, datetime-local, …
	value      string // what it holds
	options    []string
	required   bool
}

// form is a form on a page.
type form struct {
	page, action, method, kind string
	buttons                    []field // that send it, with a name
	fields                     []field
}

// formsOn parses the forms of a page.
func formsOn(page, text string) ([]form, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	var forms []form
	byID := map[string]int{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "form" || attr(n, "method") == "dialog" {
			continue
		}
		f := form{page: page, action: attr(n, "action"), method: strings.ToUpper(attr(n, "method")), kind: attr(n, "enctype")}
		if f.action == "" {
			f.action = page
		}
		if f.method == "" {
			f.method = "GET"
		}
		if id := attr(n, "id"); id != "" {
			byID[id] = len(forms)
		}
		forms = append(forms, f)
		f.collect(n)
		forms[len(forms)-1] = f
	}
	for n := range root.Descendants() { // fields that name their form from elsewhere
		if i, ok := byID[attr(n, "form")]; ok && n.Type == html.ElementNode && !inside(n, "form") {
			forms[i].add(n)
		}
	}
	return forms, nil
}

func (f *form) collect(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f.add(n)
		}
	}
}

func (f *form) add(n *html.Node) {
	name := attr(n, "name")
	if name == "" || has(n, "disabled") {
		return
	}
	_, required := attribute(n, "required")
	in := field{name: name, kind: n.Data, value: attr(n, "value"), required: required}
	switch n.Data {
	case "input":
		in.kind = strings.ToLower(attr(n, "type"))
		switch {
		case in.kind == "":
			in.kind = "text"
		case in.kind == "submit":
			f.buttons = append(f.buttons, in)
			return
		case in.kind == "radio" || in.kind == "checkbox":
			f.addChoice(in, has(n, "checked"))
			return
		}
	case "button":
		f.buttons = append(f.buttons, in)
		return
	case "textarea":
		in.value = strings.TrimPrefix(words(n), "\n")
	case "select":
		in.value, in.options = chosen(n)
	default:
		return
	}
	f.fields = append(f.fields, in)
}

// addChoice keeps the choices of one name as one field.
func (f *form) addChoice(in field, checked bool) {
	i := slices.IndexFunc(f.fields, func(o field) bool { return o.name == in.name && o.kind == in.kind })
	if i < 0 {
		f.fields = append(f.fields, field{name: in.name, kind: in.kind, required: in.required})
		i = len(f.fields) - 1
	}
	f.fields[i].options = append(f.fields[i].options, in.value)
	if checked {
		f.fields[i].value = in.value
	}
}

func chosen(n *html.Node) (value string, options []string) {
	for o := range n.Descendants() {
		if o.Type != html.ElementNode || o.Data != "option" {
			continue
		}
		v, ok := attribute(o, "value")
		if !ok {
			v = strings.TrimSpace(words(o))
		}
		options = append(options, v)
		if has(o, "selected") || len(options) == 1 {
			value = v
		}
	}
	return value, options
}

// filled is what a browser would send if nobody touched the form.
func (f form) filled() url.Values {
	values := url.Values{}
	for _, in := range f.fields {
		if in.value != "" || in.kind != "checkbox" && in.kind != "radio" {
			values.Add(in.name, in.value)
		}
	}
	if len(f.buttons) > 0 {
		values.Set(f.buttons[0].name, f.buttons[0].value)
	}
	return values
}

// typed reports whether people type into a field.
func (f field) typed() bool {
	return slices.Contains([]string{"text", "textarea", "search", "email", "tel", "url", "password", "number", "datetime-local", "date", "time"}, f.kind)
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, name string) string { v, _ := attribute(n, name); return v }
func has(n *html.Node, name string) bool    { _, ok := attribute(n, name); return ok }

func inside(n *html.Node, element string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && p.Data == element {
			return true
		}
	}
	return false
}

// words is the text of a part of a page.
func words(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

// shorten cuts a text for a message.
func shorten(s string, n int) string {
	if len(s) > n {
		return s[:n] + "…"
	}
	return s
}
