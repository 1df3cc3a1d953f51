package outside

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/httpcode"
)

// reviewView shows what was written before it is sent.
type reviewView struct {
	outside.PageView
	Token    string
	In       outside.PageInput
	Sent     letters.PageSubmission
	NotTaken bool // it could not be sent just now
}

// answerTake takes the form: to look it over, to change it, or to send it.
func (s *Site) answerTake(w http.ResponseWriter, r *http.Request) {
	link, ok := s.link(w, r)
	if !ok {
		return
	}
	if done := s.enterUpload(w, r, link); done != nil {
		defer done()
	} else {
		return
	}
	form, err := readForm(w, r)
	if err != nil {
		s.unreadable(w, r, err)
		return
	}
	if form.Get("do") == "send" && s.sent(w, r, link, form) {
		return
	}
	page, ok := s.openPage(w, r, link, &form)
	if !ok {
		return
	}
	t := taking{s, w, r, link, page, form, form.input(page.Claims)}
	switch form.Get("do") {
	case "send":
		t.send()
	case "change":
		t.change()
	default:
		t.review()
	}
}

// uploadWait is how long a submission waits for its turn to be read, and
// uploadTime how long it may take to arrive.
const (
	uploadWait = 20 * time.Second
	uploadTime = 10 * time.Minute
)

// enterUpload waits until the submission may be read: few at a time, so that
// files fill no memory, and one of each link. It returns nil after it has answered
// that it may not.
func (s *Site) enterUpload(w http.ResponseWriter, r *http.Request, link mailtext.PageLink) func() {
	ctx, cancel := context.WithTimeout(r.Context(), uploadWait)
	defer cancel()
	if leave := s.queue.Take(ctx, link); leave != nil {
		select {
		case s.uploads <- struct{}{}:
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(uploadTime)) // a test's writer has none
			return func() {
				<-s.uploads
				leave()
			}
		case <-ctx.Done():
			leave()
		}
	}
	w.Header().Set("Retry-After", "60")
	s.fault(w, r, http.StatusServiceUnavailable, fault{Key: "busy"})
	return nil
}

func (s *Site) unreadable(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errTooLarge) {
		w.Header().Set("Connection", "close")
		s.fault(w, r, http.StatusRequestEntityTooLarge, fault{Key: "too large", Advice: true})
		return
	}
	s.fault(w, r, http.StatusBadRequest, fault{Key: "not whole"})
}

// taking is one form on its way.
type taking struct {
	*Site
	w    http.ResponseWriter
	r    *http.Request
	link mailtext.PageLink
	page outside.PageView
	form submitted
	in   outside.PageInput
}

// again shows the form with everything typed, and what is wrong with it.
func (t *taking) again(status int, fields map[string]string) {
	v := newAnswerView(t.r, t.page, t.in)
	var err error
	if v.Files, err = t.Porch.KeptPageFiles(t.r.Context(), t.link, t.in); err != nil {
		t.failed(t.w, t.r, err)
		return
	}
	v.Lost = t.form.lost(t.page.Claims)
	v.Stale = len(v.Lost) > 0 && fields["form"] == ""
	v.wrong(t.speech(t.r), fields)
	t.render(t.w, t.r, status, "answer", v)
}

// refuse shows the form again with the fields of an error, or a page for any
// other error.
func (t *taking) refuse(err error) {
	var known *claim.Error
	if errors.As(err, &known) && len(known.Fields) > 0 {
		t.again(http.StatusUnprocessableEntity, t.problems(known.Fields))
		return
	}
	if claim.CodeOf(err) == claim.CodeWrongStage {
		if page, ok := t.openPage(t.w, t.r, t.link, &t.form); ok {
			t.page = page
			t.again(http.StatusConflict, t.problems(map[string]string{"form": "changed"}))
		}
		return
	}
	t.failed(t.w, t.r, err)
}

// problems puts what is wrong into words, by field.
func (t *taking) problems(fields map[string]string) map[string]string {
	in, said := t.speech(t.r), map[string]string{}
	for field, problem := range fields {
		said[field] = in.problem(field, problem)
	}
	return said
}

// labelled says what is wrong with a file.
func (t *taking) labelled(file, problem string) string {
	in := t.speech(t.r)
	return in.OnPage("labelled", "label", file, "text", in.problem("files", problem))
}

// change goes back from looking it over.
func (t *taking) change() { t.again(http.StatusOK, nil) }

// review keeps the files and shows what was written.
func (t *taking) review() {
	fields := map[string]string{}
	for _, u := range t.form.uploads {
		if len(t.in.Files) >= letters.MaxPageFiles {
			fields["files"] = t.speech(t.r).problem("files", string(outside.ProblemTooManyFiles))
			break
		}
		kept, err := t.Porch.KeepPageFile(t.r.Context(), t.link, t.in.Key, u.name, u.data)
		var known *claim.Error
		if errors.As(err, &known) && known.Fields["files"] != "" {
			fields["files"] = t.labelled(u.name, known.Fields["files"])
			continue
		}
		if err != nil {
			t.refuse(err)
			return
		}
		t.in.Files = append(t.in.Files, outside.PageFileInput{Ref: kept.Ref, Name: kept.Name})
	}
	sent, err := t.Porch.CheckPage(t.r.Context(), t.link, t.in)
	var known *claim.Error
	if errors.As(err, &known) && len(known.Fields) > 0 {
		maps.Copy(fields, t.problems(known.Fields))
	} else if err != nil {
		t.refuse(err)
		return
	}
	if len(fields) > 0 {
		t.again(http.StatusUnprocessableEntity, fields)
		return
	}
	t.render(t.w, t.r, http.StatusOK, "answer_review", reviewView{PageView: t.page, Token: t.r.PathValue("token"), In: t.in, Sent: sent})
}

// patience is how long a party waits for the engine.
const patience = 8 * time.Second

// send takes what was confirmed. If it cannot be taken now, it stands there to be
// sent again.
func (t *taking) send() {
	_, err := t.Porch.AnswerOnPage(casework.WithPatience(t.r.Context(), patience), t.link, t.in)
	switch {
	case err == nil:
		http.Redirect(t.w, t.r, receiptPath(t.r, t.in.Key.String()), http.StatusSeeOther)
	case httpcode.Later(claim.CodeOf(err)):
		t.later(err)
	default:
		t.refuse(err)
	}
}

func (t *taking) later(err error) {
	sent, check := t.Porch.CheckPage(t.r.Context(), t.link, t.in)
	if check != nil {
		t.failed(t.w, t.r, err)
		return
	}
	t.w.Header().Set("Retry-After", "60")
	t.render(t.w, t.r, httpcode.Of(claim.CodeOf(err)), "answer_review", reviewView{
		PageView: t.page, Token: t.r.PathValue("token"), In: t.in, Sent: sent, NotTaken: true,
	})
}

// sent answers a form that is sent a second time: the receipt is there.
func (s *Site) sent(w http.ResponseWriter, r *http.Request, link mailtext.PageLink, form submitted) bool {
	key := formKey(form.Get("key"))
	if _, err := s.Porch.PageReceipt(r.Context(), link, key); err != nil {
		return false
	}
	http.Redirect(w, r, receiptPath(r, key.String()), http.StatusSeeOther)
	return true
}

func receiptPath(r *http.Request, key string) string {
	return "/answer/" + r.PathValue("token") + "/receipt/" + key
}
