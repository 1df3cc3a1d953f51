package casefile

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/address"
)

var (
	idForm       = regexp.MustCompile(`^[a-z][a-z0-9-]{0,63}$`)
	handleForm   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$`)
	languageForm = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)
	clockForm    = regexp.MustCompile(`^([01][0-9]|2[0-4]):([0-5][0-9])$`)
	percentForm  = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,3})?%$`)
)

// register says which ids there are, each with the line that it first stands on.
type register map[string]int

func (r register) names() []string {
	names := make([]string, 0, len(r))
	for name := range r {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// id reads the object's own id and enters it into the register.
func (o object) id(taken register) string {
	id := o.form("id", MaxID)
	if id == "" {
		return ""
	}
	if !idForm.MatchString(id) {
		o.wrong("id", "%s cannot be an id: use lower-case letters, digits and hyphens, a letter first", clip(id))
	}
	if first, ok := taken[id]; ok {
		o.wrong("id", "the id %s stands here twice, first on line %d: change one of them", id, first)
		return ""
	}
	taken[id] = o.fields["id"].value.Line
	return id
}

// ref reads the id of something that stands elsewhere.
func (o object) ref(key, what string, known register) string {
	f, ok := o.fields[key]
	if !ok {
		return ""
	}
	return o.refOf(f.value, o.at(key), what, known)
}

func (ps *problems) refOf(n *yaml.Node, path, what string, known register) string {
	id := ps.formOf(n, path, MaxID)
	if id == "" {
		return ""
	}
	if _, ok := known[id]; ok {
		return id
	}
	if ps.full() {
		ps.more++
		return ""
	}
	hint := ""
	if near := nearest(id, known.names()); near != "" {
		hint = "; did you mean " + near + "?"
	}
	ps.add(n.Line, n.Column, path, "there is no %s with the id %s%s", what, clip(id), hint)
	return ""
}

// refs reads a list of ids, each of which stands in it once.
func (o object) refs(key, what string, most int, known register) []string {
	var ids []string
	seen := map[string]bool{}
	for i, n := range o.list(key, most) {
		path := element(o.at(key), i)
		id := o.refOf(n, path, what, known)
		switch {
		case seen[id]:
			o.add(n.Line, n.Column, path, "the %s %s stands in the list twice: delete one of them", what, id)
		case id != "":
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

func element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// word reads one of the allowed words; without the key it is fallback.
func word[T ~string](o object, key string, fallback T, allowed []T) T {
	f, ok := o.fields[key]
	if !ok {
		return fallback
	}
	return wordOf(o.problems, f.value, o.at(key), allowed)
}

func wordOf[T ~string](ps *problems, n *yaml.Node, path string, allowed []T) T {
	text := ps.formOf(n, path, MaxName)
	if text == "" || slices.Contains(allowed, T(text)) {
		return T(text)
	}
	ps.add(n.Line, n.Column, path, "cannot be %s: choose one of: %s", clip(text), joined(allowed))
	return ""
}

func joined[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, ", ")
}

// matching reads a text of a form; hint says which.
func (o object) matching(key string, most int, form *regexp.Regexp, hint string) string {
	text := o.form(key, most)
	if text == "" || form.MatchString(text) {
		return text
	}
	o.wrong(key, "%s does not fit: %s", clip(text), hint)
	return ""
}

func (o object) language() string {
	return o.matching("language", MaxLanguage, languageForm, "write a language tag such as en or pt-BR")
}

func (o object) number(key string, fallback int) int {
	text, ok := o.scalar(key, "!!int", "!!float")
	if !ok {
		return fallback
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		o.wrong(key, "%s is not a whole number", clip(text))
		return fallback
	}
	return n
}

func (o object) flag(key string) bool {
	text, ok := o.scalar(key, "!!bool")
	return ok && strings.EqualFold(text, "true")
}

// deadline reads a time after the opening, or an instant.
func (o object) deadline(key string) Deadline {
	text := o.form(key, MaxDeadline)
	if text == "" {
		return Deadline{}
	}
	d, err := parseDeadline(text)
	if err != nil {
		o.wrong(key, "%s", err.Message)
	}
	return d
}

// when reads a date or an instant.
func (o object) when(key string) *claim.When {
	text := o.form(key, MaxDeadline)
	if text == "" {
		return nil
	}
	at, err := claim.ParseWhen(text)
	if err != nil {
		o.wrong(key, "%s is not a time: write %s", clip(text), claim.WhenForms)
		return nil
	}
	return &at
}

// period reads at or over what time something holds.
func (o object) period(key string) *claim.Period {
	text := o.form(key, MaxPeriod)
	if text == "" {
		return nil
	}
	p, err := claim.ParsePeriod(text)
	if err != nil {
		o.wrong(key, "%s: write %s", err.Error(), claim.PeriodForms)
		return nil
	}
	return &p
}

// email reads one plain address (RFC 5321 section 4.1.2).
func (o object) email(key string) string { return o.emailIn(key, o.line(key, MaxEmail)) }

// emails reads a list of them.
func (o object) emails(key string, most int) []string {
	var all []string
	for i, n := range o.list(key, most) {
		if one := o.emailIn(key, o.lineOf(n, element(o.at(key), i), MaxEmail)); one != "" {
			all = append(all, one)
		}
	}
	return all
}

func (o object) emailIn(key, text string) string {
	if text == "" {
		return ""
	}
	to, err := address.Parse(text)
	if err != nil {
		o.wrong(key, "%s: %s", clip(text), err)
		return ""
	}
	return to.String()
}

// zone reads the name of a time zone; without the key it is UTC.
func (o object) zone(known map[string]bool) string {
	if !o.has("zone") {
		return "UTC"
	}
	name := o.line("zone", MaxZone)
	good, looked := known[name]
	if !looked && name != "" {
		_, err := time.LoadLocation(name)
		good = err == nil && name != "Local"
		known[name] = good
	}
	if name != "" && !good {
		o.wrong("zone", "%s is not a time zone: write its IANA name, such as Europe/Riga", clip(name))
	}
	return name
}

// clock reads an hour and minute as minutes of the day.
func (o object) clock(key string) int {
	text := o.matching(key, len("00:00"), clockForm, `write a time of day such as "09:00"`)
	if text == "" {
		return 0
	}
	hours, _ := strconv.Atoi(text[:2])
	minutes, _ := strconv.Atoi(text[3:])
	return hours*60 + minutes
}

// percent reads a share of the window.
func (ps *problems) percent(n *yaml.Node, path string) float64 {
	text := ps.formOf(n, path, MaxID)
	if text == "" {
		return 0
	}
	if !percentForm.MatchString(text) {
		ps.add(n.Line, n.Column, path, "%s is not a share of the window: write a percentage such as 50%%", clip(text))
		return 0
	}
	share, _ := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	return share / 100
}

// valid reports a claim error at a key of the object.
func (o object) valid(key string, err error) {
	if err == nil {
		return
	}
	o.wrong(key, "%s", err.Error())
}
