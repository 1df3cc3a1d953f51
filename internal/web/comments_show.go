package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/operation"
)

// maxThreads is how many threads a page has at most.
const maxThreads = 30

// commentsView is the page with what colleagues say to each other about a case.
type commentsView struct {
	discussion.Discussion
	Base     string
	About    string            // what a new thread is on
	On       map[string]string // likewise, as the form sends it
	Filtered bool              // only what is about one thing is shown
	Resolved bool              // those that are resolved are shown too
}

// Shown are the threads that the page has.
func (v *commentsView) Shown() []discussion.Thread {
	return v.Threads[:min(maxThreads, len(v.Threads))]
}

// More counts the others.
func (v *commentsView) More() int { return len(v.Threads) - len(v.Shown()) }

// commentsShow lists the comments on a case: all that are open, or those on one thing
// (?claim=, ?passage=, ?draft=), on which a new thread is begun then.
func (s *Site) commentsShow(v *visit) error {
	view, err := s.comments(v)
	if err != nil {
		return err
	}
	return v.render("comments_show", view)
}

func (s *Site) comments(v *visit) (*commentsView, error) {
	given := v.query
	if v.r.Method == http.MethodPost {
		given = v.form
	}
	view := &commentsView{Resolved: v.query("resolved") != "", On: map[string]string{}, About: "the case"}
	for _, name := range []string{"claim", "party", "passage", "draft", "words"} {
		view.On[name] = given(name)
	}
	view.Filtered = view.On["claim"] != "" || view.On["passage"] != "" || view.On["draft"] != "" || view.On["words"] != ""
	if view.On["words"] != "" && view.On["claim"] == "" && view.On["passage"] == "" {
		view.On["draft"] = "true"
	}
	found, err := operation.CommentList.Do(v.ctx(), s.Operations, v.who, operation.CommentQuery{
		CasePath: operation.CasePath{Case: v.path("case")}, Claim: view.On["claim"], Open: !view.Filtered && !view.Resolved,
	})
	if err != nil {
		return nil, err
	}
	view.Discussion, view.Base = found, "/cases/"+url.PathEscape(found.Case)
	switch {
	case view.On["passage"] != "":
		view.About = "a passage of the draft"
		view.Threads = slices.DeleteFunc(view.Threads, func(t discussion.Thread) bool { return t.Passage.String() != view.On["passage"] })
	case view.On["claim"] != "" && view.On["party"] != "":
		view.About = "the answer of " + view.On["party"] + " about " + view.On["claim"]
	case view.On["claim"] != "":
		view.About = "the claim " + view.On["claim"]
	case view.On["draft"] != "":
		view.About = "the draft"
		view.Threads = slices.DeleteFunc(view.Threads, func(t discussion.Thread) bool { return t.On != "draft" })
	}
	return view, nil
}

// commentWrite begins a thread, or answers in one.
func (s *Site) commentWrite(v *visit) error {
	in, err := read[casework.CommentInput](v)
	for name, into := range map[string]*uuid.UUID{"thread": &in.Thread, "passage": &in.Passage} {
		if text := v.form(name); text != "" && err == nil {
			if *into, err = uuid.Parse(text); err != nil {
				err = notThere()
			}
		}
	}
	if err == nil {
		_, err = do(v, operation.CommentWrite, operation.InCase(v.path("case"), in))
	}
	return s.afterComment(v, "Your comment is there, for colleagues alone.", err)
}

// commentRevise replaces the words of a comment.
func (s *Site) commentRevise(v *visit) error {
	at, err := v.comment()
	if err != nil {
		return err
	}
	in, err := read[casework.CommentRevision](v)
	if err == nil {
		_, err = do(v, operation.CommentRevise, operation.CommentRevising{CommentPath: at, Body: &in})
	}
	return s.afterComment(v, "The comment is changed.", err)
}

// commentDo does something with a comment that takes no more than its name.
func commentDo(s *Site, o *operation.Operation[operation.CommentPath, casework.Receipt], said string) handler {
	return func(v *visit) error {
		at, err := v.comment()
		if err != nil {
			return err
		}
		_, err = do(v, o, at)
		return s.afterComment(v, said, err)
	}
}

func (v *visit) comment() (operation.CommentPath, error) {
	id, err := v.id("comment")
	return operation.CommentOf(v.path("case"), id), err
}

// afterComment goes back to where the comment stands, or shows the form again.
func (s *Site) afterComment(v *visit, said string, err error) error {
	if err == nil {
		path := "/cases/" + url.PathEscape(v.path("case"))
		switch back := v.form("back"); back {
		case "":
			path += "/comments"
		case "story":
			path += "/story"
		default:
			path += "/claims/" + url.PathEscape(back)
		}
		return v.done(path+"#comments", said)
	}
	view, failed := s.comments(v)
	if failed != nil {
		return failed
	}
	return v.refuse("comments_show", view, err)
}
