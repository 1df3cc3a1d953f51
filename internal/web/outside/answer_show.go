package outside

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// answerView is the form on which a party answers.
type answerView struct {
	outside.PageView
	Token    string
	Key      uuid.UUID
	Form     []claimField
	In       outside.PageInput
	Files    []letters.PageFile // that came with the form before
	Rules    []claim.GroundRules
	Problems []problem
	Errors   map[string]string // what is wrong, by field
	Lost     []string          // what was typed about statements that are no longer open
	Stale    bool              // there is some, and nothing else says so
}

// claimField is one statement with the fields of its answer.
type claimField struct {
	outside.PageClaim
	Number  int
	Stances []claim.Stance
	Stance  claim.Stance
	Typed   string
	Zone    *time.Location // of the party
}

// problem is a line of the summary of errors, with the field that it leads to.
type problem struct{ Field, Label, Text string }

// MaxName is for the fields of the page.
func (answerView) MaxName() int { return casework.MaxName }

// closedView is a link that takes no answer.
type closedView struct {
	State letters.LinkState
	Page  outside.PageView
	Lost  []string
}

// link reads the token of the address. One that is no link is answered with a
// page; a stranger who tries many waits.
func (s *Site) link(w http.ResponseWriter, r *http.Request) (mailtext.PageLink, bool) {
	request, contact, ok := s.Links.Parse(r.PathValue("token"))
	if ok {
		return mailtext.PageLink{Request: request, Contact: contact}, true
	}
	s.unknownLink(w, r)
	return mailtext.PageLink{}, false
}

// unknownLink answers alike for a link that is mangled and for one that leads to
// nothing, so that nobody learns what there is.
func (s *Site) unknownLink(w http.ResponseWriter, r *http.Request) {
	if !s.guesses.Allow(s.Address(r), s.Clock.Now()) {
		s.tooMany(w, r)
		return
	}
	s.render(w, r, http.StatusNotFound, "answer_closed", closedView{State: letters.LinkUnknown})
}

func (s *Site) tooMany(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "60")
	s.fault(w, r, http.StatusTooManyRequests, fault{Key: "too many"})
}

// answerShow shows the questions. It changes nothing: programs that follow every
// link in a letter do not use it up.
func (s *Site) answerShow(w http.ResponseWriter, r *http.Request) {
	link, ok := s.link(w, r)
	if !ok {
		return
	}
	page, ok := s.openPage(w, r, link, nil)
	if !ok {
		return
	}
	in := outside.PageInput{Key: uuid.New(), GroundRules: claim.OnTheRecord}
	s.render(w, r, http.StatusOK, "answer", newAnswerView(r, page, in))
}

// openPage shows what the link asks, or answers that it takes no answer.
func (s *Site) openPage(w http.ResponseWriter, r *http.Request, link mailtext.PageLink, typed *submitted) (outside.PageView, bool) {
	page, err := s.Porch.AnswerPage(r.Context(), link)
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound:
		s.unknownLink(w, r)
		return page, false
	case err != nil:
		s.failed(w, r, err)
		return page, false
	case page.State == letters.LinkOpen:
		return page, true
	}
	closed := closedView{State: page.State, Page: page}
	if typed != nil {
		closed.Lost = typed.lost(nil)
	}
	s.render(w, r, http.StatusGone, "answer_closed", closed)
	return page, false
}

func newAnswerView(r *http.Request, page outside.PageView, in outside.PageInput) answerView {
	v := answerView{
		PageView: page, Token: r.PathValue("token"), Key: in.Key, In: in, Rules: claim.AllGroundRules, Errors: map[string]string{},
	}
	typed := map[uuid.UUID]outside.PageAnswerInput{}
	for _, a := range in.Answers {
		typed[a.Claim] = a
	}
	for i, c := range page.Claims {
		v.Form = append(v.Form, claimField{c, i + 1, claim.PageStances, typed[c.ID].Stance, typed[c.ID].Statement, page.Zone})
	}
	if v.In.GroundRules == "" {
		v.In.GroundRules = claim.OnTheRecord
	}
	return v
}

// wrong has the view say what is wrong, at the fields and above them in the order
// of the page.
func (v *answerView) wrong(in speech, fields map[string]string) {
	for field, text := range fields {
		v.Errors[field] = text
	}
	order := []problem{{Field: "form"}}
	for _, c := range v.Form {
		n := in.Number(c.Number)
		order = append(order, problem{Field: "stance." + c.ID.String(), Label: in.OnPage("in stance", "n", n)},
			problem{Field: "statement." + c.ID.String(), Label: in.OnPage("in words", "n", n)})
	}
	for _, field := range [][2]string{{"groundRules", "terms"}, {"files", "files"}, {"asks", "needs"}, {"question", "question"}, {"name", "name"}, {"function", "function"}} {
		order = append(order, problem{Field: field[0], Label: in.OnPage("in " + field[1])})
	}
	for _, p := range order {
		if p.Text = v.Errors[p.Field]; p.Text != "" {
			v.Problems = append(v.Problems, p)
		}
	}
}
