package page

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/operation"
)

//go:embed templates
var templateFiles embed.FS

// templates are the pages by name. Each defines "title" and "main", and may
// define "scripts"; layout.html and the parts_*.html files are shared.
type templates map[string]*template.Template

func loadTemplates(funcs template.FuncMap) (templates, error) {
	shared, err := template.New("layout.html").Funcs(funcs).ParseFS(templateFiles, "templates/layout.html", "templates/parts_*.html")
	if err != nil {
		return nil, fmt.Errorf("web: shared templates: %w", err)
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	all := templates{}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".html")
		if base == "layout" || strings.HasPrefix(base, "parts_") {
			continue
		}
		t, err := template.Must(shared.Clone()).ParseFS(templateFiles, name)
		if err != nil {
			return nil, fmt.Errorf("web: template %s: %w", base, err)
		}
		if t.Lookup("title") == nil || t.Lookup("main") == nil {
			return nil, fmt.Errorf("web: template %s does not define its title and its main part", base)
		}
		all[base] = t
	}
	return all, nil
}

// Page is what every template gets.
type Page struct {
	View any   // what the page shows: its own type
	Form *Form // the page's form: blank, filled from what is there, or refused

	Who     casework.Caller
	Nav     []navItem
	Counts  Counts
	Flash   string
	Silent  bool // the engine does not answer
	Mail    house.MailHoldView
	Paused  []Paused // pauses of reminders that concern the page
	Unsaid  bool     // what is wrong is said by no form of the page
	Lost    []typed  // what was typed into a form that the page no longer has
	Path    string   // address of the page, with what stands behind the question mark
	Now     time.Time
	Zone    *time.Location
	Desk    string
	Version string
	Leads   operation.Any // whose fields have the hints of the form; may be nil

	Problems []problem // what is wrong with the fields of the form that was refused, in their order
	fields   *[]shown  // those that the page shows, as they are shown; shared by its forms

	Then    string // what waits that the page deals with, for whom comes from Your turn
	Do      string // the form that the address asks for: ?do=assess
	Open    bool   // of one of several forms: it stands open
	focused *bool  // something of the page has the focus already; shared by its forms
}

// Focus gives the focus to a button that is the first control of the form that the
// address asks for.
func (p *Page) Focus() template.HTMLAttr {
	if p.focuses() {
		return " autofocus"
	}
	return ""
}

// FocusFor gives the focus to a control that stands first where a form is asked for.
func (p *Page) FocusFor(do string) template.HTMLAttr {
	if p.Do != do || p.Form == nil || p.Form.Sent || *p.focused {
		return ""
	}
	*p.focused = true
	return " autofocus"
}

// FocusText gives the focus to the text that is to be read before the form that the address asks
// for: where the form has a button alone, a key that is held down or pressed twice must not do what
// nobody has read.
func (p *Page) FocusText() template.HTMLAttr { return onText(p.Focus()) }

// FocusTextFor is [Page.FocusText] for a text outside the form that is asked for.
func (p *Page) FocusTextFor(do string) template.HTMLAttr { return onText(p.FocusFor(do)) }

// onText has a text take the focus that it is given.
func onText(focus template.HTMLAttr) template.HTMLAttr {
	if focus == "" {
		return ""
	}
	return ` tabindex="-1"` + focus
}

// focuses takes the focus, once for each page.
func (p *Page) focuses() bool {
	if p.Do == "" || p.Form == nil || p.Form.Name != p.Do || p.Form.Sent || *p.focused {
		return false
	}
	*p.focused = true
	return true
}

// Render shows a page.
func (v *Visit) Render(name string, view any) error { return v.RenderForm(name, view, Blank()) }

// RenderForm shows a page with a form that is filled in.
func (v *Visit) RenderForm(name string, view any, f *Form) error {
	return v.write(http.StatusOK, name, "layout.html", view, f)
}

// RenderStatus shows a page with another status.
func (v *Visit) RenderStatus(status int, name string, view any) error {
	return v.write(status, name, "layout.html", view, Blank())
}

// RenderPart answers the script with one part of a page: a template that the page defines.
func (v *Visit) RenderPart(name, part string, view any) error {
	return v.write(http.StatusOK, name, part, view, v.formOf())
}

// Refuse shows the form again: what was typed, and what is wrong with it. Whoever
// was signed out meanwhile signs in first.
func (v *Visit) Refuse(name string, view any, err error) error {
	return v.write(StatusOf(err), name, "layout.html", view, v.refused(err))
}

func (v *Visit) formOf() *Form {
	f := Blank()
	if v.R.PostForm != nil {
		f.Values, f.Name, f.Sent = v.R.PostForm, v.Form(formName), true
	}
	return f
}

func (v *Visit) write(status int, name, part string, view any, f *Form) error {
	t, ok := v.site.templates[name]
	if !ok {
		return fmt.Errorf("web: there is no template %q", name)
	}
	var out bytes.Buffer
	p := v.page(view, f)
	if err := t.ExecuteTemplate(&out, part, p); err != nil {
		return fmt.Errorf("web: show %s: %w", name, err)
	}
	if f.Sent && part == "layout.html" && (p.sumUp() || v.missing(p, out.String())) {
		out.Reset()
		if err := t.ExecuteTemplate(&out, part, p); err != nil {
			return fmt.Errorf("web: show %s: %w", name, err)
		}
	}
	v.W.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.W.WriteHeader(status)
	_, _ = v.W.Write(out.Bytes()) // the browser may have gone
	return nil
}

// shown is a field of a page: where it stands, and what it is called.
type shown struct{ name, id, label string }

// problem is what is wrong with one field.
type problem struct{ ID, Label, Says string }

// sumUp gathers what is wrong with the fields of a form that was refused, once the page is known to
// have them. It reports whether there is anything to say that was not said yet.
func (p *Page) sumUp() bool {
	said := map[string]bool{}
	for _, f := range *p.fields {
		if wrong := p.Form.Errors[f.name]; wrong != "" && !said[f.name] {
			said[f.name] = true
			if p.Form.Error == Sentence(f.name+": "+wrong) { // pages call a field by its label
				p.Form.Error = Sentence(f.label + ": " + wrong)
			}
			one := problem{ID: f.id, Label: f.label, Says: Sentence(wrong)}
			if one.Says == p.Form.Error {
				one.Says = ""
			}
			p.Problems = append(p.Problems, one)
		}
	}
	return len(p.Problems) > 0
}

// lines ends lines as pages do, not as forms are sent (CRLF).
func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// missing notes what a page does not show of the form that was refused: the form
// may be gone, because somebody else was quicker. It reports whether there is any.
func (v *Visit) missing(p *Page, markup string) bool {
	// What stands above the content is said on every page, whatever was typed.
	_, content, _ := strings.Cut(markup, `<div id="content">`)
	shown := lines(html.UnescapeString(content))
	p.Unsaid = p.Form.Error != "" && !strings.Contains(shown, p.Form.Error)
	for _, t := range v.typed() {
		if !strings.Contains(shown, lines(t.Value)) {
			p.Lost = append(p.Lost, t)
		}
	}
	return p.Unsaid || len(p.Lost) > 0
}

func (v *Visit) page(view any, f *Form) *Page {
	p := &Page{
		View: view, Form: f, Who: v.Who, Flash: v.takeFlash(), Path: v.R.URL.RequestURI(),
		Now: v.Now, Zone: v.Zone, Desk: v.site.DeskName(), Version: v.site.Version, Leads: v.leads,
		Then: v.then(), Do: v.Query(doQuery), focused: new(bool), fields: new([]shown),
	}
	if v.Known() {
		p.Counts = v.Counts()
		p.Silent = v.site.Reads.EngineSilent(v.Context())
		p.Mail, _ = house.MailHold(v.Context(), v.site.Operations.Door)
		p.Paused = v.paused()
		p.Nav = v.nav(p.Counts)
	}
	return p
}
