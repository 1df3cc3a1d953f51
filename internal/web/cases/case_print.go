package cases

import (
	"net/url"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// printView is the page that says whether the line of a case can be printed.
type printView struct {
	reading.PrintCheck
	Base   string
	At     *time.Time // nil for now
	public string     // where public pages stand
}

// Print says what speaks against printing the line now, or as of an instant.
func Print(v *page.Visit) error {
	at, err := v.AsOf()
	if err != nil {
		return err
	}
	view, err := newPrintView(v, at)
	if err != nil {
		return err
	}
	return v.Render("print_safe", view)
}

func newPrintView(v *page.Visit, at *time.Time) (*printView, error) {
	check, err := page.Do(v, operation.PrintCheck, operation.CaseAt(v.Path("case"), at))
	if err != nil {
		return nil, err
	}
	return &printView{PrintCheck: check, Base: "/cases/" + url.PathEscape(v.Path("case")), At: at, public: v.Public}, nil
}

// LineFreeze keeps the sentence as it is to be printed.
func LineFreeze(v *page.Visit) error {
	at, err := time.Parse(time.RFC3339Nano, v.Form("at"))
	if err != nil {
		view, failed := newPrintView(v, nil) // whoever may not see the case is told that there is none
		if failed != nil {
			return failed
		}
		return v.Refuse("print_safe", view, claim.Errorf(claim.CodeInvalid, "the page does not say which instant the line is of").WithHint("open it again"))
	}
	_, err = page.Do(v, operation.LineFreeze, operation.InCase(v.Path("case"), findings.LineInput{At: &at, Reason: v.Form("reason"), Seen: v.Form("seen")}))
	if err == nil {
		return v.Done("/cases/"+url.PathEscape(v.Path("case"))+"/print"+page.AtQuery(&at), "The sentence is frozen. Its link stands below, under Frozen before.")
	}
	view, failed := newPrintView(v, &at)
	if failed != nil {
		return failed
	}
	return v.Refuse("print_safe", view, err)
}

// LineWithdraw takes a frozen line back.
func LineWithdraw(v *page.Visit) error {
	line, err := v.ID("line")
	if err != nil {
		return err
	}
	if _, err = page.Do(v, operation.LineWithdraw, operation.OfLine(v.Path("case"), line, v.Form("reason"))); err == nil {
		return v.Done("/cases/"+url.PathEscape(v.Path("case"))+"/print#frozen", "The line is withdrawn. Its page says so.")
	}
	view, failed := newPrintView(v, nil)
	if failed != nil {
		return failed
	}
	return v.Refuse("print_safe", view, err)
}

// AtField is the instant of the line, for a field that knows seconds.
func (c *printView) AtField(p *page.Page) string { return page.SecondsOf(c.AsOf, p.Zone) }

// LinePath is where a frozen line is checked.
func (c *printView) LinePath(code uuid.UUID) string { return findings.LinePage(c.public, code) }

// maxAgainst is how much of what speaks against a line one page lists.
const maxAgainst = 100

// Shown is what speaks against the line, as far as the page lists it.
func (c *printView) Shown() []shownObjection {
	var list []shownObjection
	for _, o := range c.Against[:min(len(c.Against), maxAgainst)] {
		one := shownObjection{Says: o.Says, Mend: o.Mend, Path: o.Path}
		switch {
		case !o.Now:
			one.When = "It was so then, and is not so any more."
		case !o.Then:
			one.When = "It is so since then."
		}
		list = append(list, one)
	}
	return list
}

// More is how much it does not list.
func (c *printView) More() int { return max(0, len(c.Against)-maxAgainst) }

// shownObjection is one thing that speaks against a line. When is empty if it is so now
// as it was then.
type shownObjection struct{ Says, Mend, Path, When string }
