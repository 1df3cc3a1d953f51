package outside

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// verifyView is the page on which a code is looked up.
type verifyView struct {
	Code    string // as it was typed
	Problem string // what is wrong with it
	Found   *outside.VerifiedRequest
	Unknown bool
}

// maxCode is how much of what was typed is shown again.
const maxCode = 64

// verifyShow shows the form, and what the code in the address leads to.
func (s *Site) verifyShow(w http.ResponseWriter, r *http.Request) {
	v := verifyView{Code: r.URL.Query().Get("code")}
	if v.Code == "" {
		if r.URL.Query().Has("code") {
			v.Problem = "enter the code from the letter"
			s.render(w, r, http.StatusUnprocessableEntity, "verify", v)
			return
		}
		s.render(w, r, http.StatusOK, "verify", v)
		return
	}
	if len(v.Code) > maxCode {
		v.Code = ""
		v.Problem = "this is too long for a code"
		s.render(w, r, http.StatusUnprocessableEntity, "verify", v)
		return
	}
	if !s.lookups.allow(s.Address(r), s.Clock.Now()) {
		s.tooMany(w, r)
		return
	}
	found, err := s.Porch.VerifyRequest(r.Context(), v.Code)
	switch claim.CodeOf(err) {
	case "":
		v.Found = &found
		s.render(w, r, http.StatusOK, "verify", v)
	case claim.CodeNotFound:
		v.Unknown = true
		s.render(w, r, http.StatusNotFound, "verify", v)
	case claim.CodeInvalid:
		v.Problem = "a code has twelve characters, 0 to 9 and A to F, such as A1B2-C3D4-E5F6"
		s.render(w, r, http.StatusUnprocessableEntity, "verify", v)
	default:
		s.failed(w, r, err)
	}
}
