package cases

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/board"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/deadline"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// boardView is a case before a deadline.
type boardView struct {
	board.Board
	Base   string
	Words  string   // as the hour was chosen; empty for that of the story
	Chosen []string // findings to look at, before they are published; none while all is looked at
	Wrong  string   // why the words were not understood
	Became *casework.Many
}

// Board shows what each claim lacks to run at an hour, and the findings that were chosen as
// they would be published. It does nothing.
func Board(v *page.Visit) error {
	view, err := newBoardView(v)
	if err != nil {
		return err
	}
	return v.Render("case_board", view)
}

func newBoardView(v *page.Visit) (*boardView, error) {
	made, err := page.Do(v, operation.CaseBoard, operation.BoardAt(v.Path("case"), nil))
	if err != nil {
		return nil, err
	}
	view := &boardView{Board: made, Base: "/cases/" + url.PathEscape(made.Case), Words: strings.TrimSpace(v.Query("at"))}
	for _, key := range v.R.URL.Query()["publish"] {
		if slices.ContainsFunc(made.Rows, func(r board.Row) bool { return r.Key == key && r.Publish != nil }) {
			view.Chosen = append(view.Chosen, key)
		}
	}
	if view.Words == "" {
		return view, nil
	}
	at, err := view.hour(v)
	var wrong *claim.Error
	if errors.As(err, &wrong) {
		view.Wrong = wrong.Message + ": " + wrong.Hint
		return view, nil
	}
	if err == nil {
		view.Board, err = page.Do(v, operation.CaseBoard, operation.BoardAt(v.Path("case"), &at))
	}
	return view, err
}

// hour is the one that was chosen in words, in the zone of the desk.
func (b *boardView) hour(v *page.Visit) (time.Time, error) {
	frame := deadline.Frame{Now: b.AsOf.In(v.Zone), Here: v.Zone}
	if b.RunsAt != nil {
		frame.Publication = *b.RunsAt
	}
	return deadline.Parse(b.Words, frame)
}

// Looked are the findings that were chosen.
func (b *boardView) Looked() (rows []board.Row) {
	for _, r := range b.Rows {
		if slices.Contains(b.Chosen, r.Key) {
			rows = append(rows, r)
		}
	}
	return rows
}

// Goes are those of them that can be published.
func (b *boardView) Goes() []board.Row {
	return slices.DeleteFunc(b.Looked(), func(r board.Row) bool { return r.Publish.Refused != nil })
}

// ToPublish are the findings that can be chosen, and those that cannot with why.
func (b *boardView) ToPublish() []board.Row {
	return slices.DeleteFunc(slices.Clone(b.Rows), func(r board.Row) bool { return r.Publish == nil })
}

// Reasoned reports whether readers have to be told why something that they have changes.
func (b *boardView) Reasoned() bool {
	return slices.ContainsFunc(b.Goes(), func(r board.Row) bool { return r.Publish.NeedsReason })
}

// Publishes says on the button what it does.
func (b *boardView) Publishes() string { return "Publish " + page.Plural(len(b.Goes()), "finding") }

// BoardPublish publishes what was looked at, each finding as it stood there: one that has changed
// since is refused.
func BoardPublish(v *page.Visit) error {
	in := findings.PublishInputs{PublishInput: findings.PublishInput{Reason: v.Form("reason")}}
	for _, seen := range v.R.PostForm["seen"] {
		subject, key, _ := strings.Cut(seen, " ")
		in.Claims = append(in.Claims, key)
		in.Seen = append(in.Seen, findings.SeenClaim{Claim: key, Subject: subject})
	}
	many, err := page.Do(v, operation.ClaimPublishMany, operation.InCase(v.Path("case"), in))
	if err == nil && !slices.ContainsFunc(many.Each, func(one casework.One) bool { return one.Refused != nil }) {
		return v.Done("/cases/"+url.PathEscape(v.Path("case"))+"/board", page.Plural(many.Carried, "finding")+": public now. Whoever was asked by letter is told of it.")
	}
	view, failed := newBoardView(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		view.Chosen = in.Claims
		return v.Refuse("case_board", view, err)
	}
	view.Became = &many
	return v.RenderForm("case_board", view, page.Blank())
}

// Refused says of each finding that could not be published why.
func (b *boardView) Refused() (out []string) {
	for _, one := range b.Became.Each {
		if one.Refused != nil {
			out = append(out, fmt.Sprintf("%s: %s", one.Name, one.Refused.Message))
		}
	}
	return out
}
