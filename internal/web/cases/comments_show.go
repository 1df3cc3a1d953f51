package cases

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
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

// CommentsShow lists the comments on a case: all that are open, or those on one thing
// (?claim=, ?passage=, ?draft=), on which a new thread is begun then.
func CommentsShow(v *page.Visit) error {
	view, err := newCommentsView(v)
	if err != nil {
		return err
	}
	return v.Render("comments_show", view)
}

func newCommentsView(v *page.Visit) (*commentsView, error) {
	given := v.Query
	if v.R.Method == http.MethodPost {
		given = v.Form
	}
	view := &commentsView{Resolved: v.Query("resolved") != "", On: map[string]string{}, About: "the case"}
	for _, name := range []string{"claim", "party", "passage", "draft", "words"} {
		view.On[name] = given(name)
	}
	view.Filtered = view.On["claim"] != "" || view.On["passage"] != "" || view.On["draft"] != "" || view.On["words"] != ""
	if view.On["words"] != "" && view.On["claim"] == "" && view.On["passage"] == "" {
		view.On["draft"] = "true"
	}
	found, err := operation.CommentList.Do(v.Context(), v.Operations, v.Who, operation.CommentQuery{
		CasePath: operation.CasePath{Case: v.Path("case")}, Claim: view.On["claim"], Open: !view.Filtered && !view.Resolved,
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

// CommentWrite begins a thread, or answers in one.
func CommentWrite(v *page.Visit) error {
	in, err := page.Read[discussion.CommentInput](v)
	var made casework.Receipt
	if err == nil {
		made, err = page.Do(v, operation.CommentWrite, operation.InCase(v.Path("case"), in))
	}
	return afterComment(v, warned("Your comment is there, for colleagues alone.", made), err)
}

// CommentRevise replaces the words of a comment.
func CommentRevise(v *page.Visit) error {
	at, err := commentPath(v)
	if err != nil {
		return err
	}
	in, err := page.Read[discussion.CommentRevision](v)
	var made casework.Receipt
	if err == nil {
		made, err = page.Do(v, operation.CommentRevise, operation.CommentRevising{CommentPath: at, Body: &in})
	}
	return afterComment(v, warned("The comment is changed.", made), err)
}

// warned adds what is worth knowing about what was done.
func warned(said string, made casework.Receipt) string {
	for _, warning := range made.Warnings {
		said += " " + page.Sentence(warning)
	}
	return said
}

// CommentDo does something with a comment that takes no more than its name.
func CommentDo(o *operation.Operation[operation.CommentPath, casework.Receipt], said string) page.Handler {
	return func(v *page.Visit) error {
		at, err := commentPath(v)
		if err != nil {
			return err
		}
		_, err = page.Do(v, o, at)
		return afterComment(v, said, err)
	}
}

func commentPath(v *page.Visit) (operation.CommentPath, error) {
	id, err := v.ID("comment")
	return operation.CommentOf(v.Path("case"), id), err
}

// afterComment goes back to where the comment stands, or shows the form again.
func afterComment(v *page.Visit, said string, err error) error {
	if err == nil {
		path := "/cases/" + url.PathEscape(v.Path("case"))
		switch back := v.Form("back"); back {
		case "":
			path += "/comments"
		case "story":
			path += "/story"
		default:
			path += "/claims/" + url.PathEscape(back)
		}
		return v.Done(path+"#comments", said)
	}
	view, failed := newCommentsView(v)
	if failed != nil {
		return failed
	}
	return v.Refuse("comments_show", view, err)
}
