package outside

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// verifyView is the page on which a code is looked up.
type verifyView struct {
	Code    string // as it was typed
	Problem string // what is wrong with it
	Lang    string // as the address asks for it
	Found   *outside.VerifiedRequest
	Unknown bool
}

// maxCode is how much of what was typed is shown again.
const maxCode = 64

// verifyShow shows the form, and what the code in the address leads to.
func (s *Site) verifyShow(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	v := verifyView{Code: query.Get("code")}
	if l, ok := wording.Known(query.Get("lang")); ok {
		v.Lang, r = l.Tag, s.in(r, l.Tag)
	}
	problem := func(name string) string { return s.speech(r).OnPage("problem " + name) }
	if v.Code == "" {
		if query.Has("code") {
			v.Problem = problem("no code")
			s.render(w, r, http.StatusUnprocessableEntity, "verify", v)
			return
		}
		s.render(w, r, http.StatusOK, "verify", v)
		return
	}
	if len(v.Code) > maxCode {
		v.Code = ""
		v.Problem = problem("long code")
		s.render(w, r, http.StatusUnprocessableEntity, "verify", v)
		return
	}
	if !s.lookups.Allow(s.Address(r), s.Clock.Now()) {
		s.tooMany(w, r)
		return
	}
	found, err := s.Porch.VerifyRequest(r.Context(), v.Code)
	switch claim.CodeOf(err) {
	case "":
		v.Found = &found
		if v.Lang == "" {
			r = s.in(r, found.Languages...)
		}
		s.render(w, r, http.StatusOK, "verify", v)
	case claim.CodeNotFound:
		v.Unknown = true
		s.render(w, r, http.StatusNotFound, "verify", v)
	case claim.CodeInvalid:
		v.Problem = problem("code")
		s.render(w, r, http.StatusUnprocessableEntity, "verify", v)
	default:
		s.failed(w, r, err)
	}
}
