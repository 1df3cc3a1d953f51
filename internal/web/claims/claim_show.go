package claims

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/discussion"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/web/page"
)

// entriesPerPage is how much of what happened to a claim its page shows.
const entriesPerPage = 25

// claimView is the page of a claim, as of one instant.
type claimView struct {
	reading.ClaimPage
	Base        string // address of the case
	Path        string // address of the claim
	At          *time.Time
	For         []heard
	Against     []heard
	Neither     []heard
	Earlier     []heard              // of words that the claim has no more
	Silent      []report.PartyReport // asked, and no answer stands
	Exhibits    map[string][]report.EvidenceReport
	Moves       []move
	NotNow      []page.NotNow
	Primary     string // the one form that the stage of the claim asks for; empty for none
	Kinds       []page.Option
	Bearings    []page.Option
	Outcomes    []page.Option
	Whys        []page.Option
	Changes     []page.Option // kinds of publication that replace a public finding
	Prominences []page.Option
	Relations   []page.Option
	Told        []findings.Told // who would be told if it were published now
	Sources     sourcesView
	Talk        []discussion.Thread // what colleagues say about it now
}

// heard is an answer with who gave it, and to which request.
type heard struct {
	report.AnswerReport
	Party report.PartyReport
}

// move is something that can be done with a claim at its stage.
type move struct {
	Name    string // last part of the address
	Label   string
	Says    string // what it does
	Reason  bool   // it needs one
	Readers bool   // what is given as the reason stands on the public page
	Untold  bool   // it says why those who were asked are not told
	Danger  bool
}

// Show shows a claim as it stands, or as it stood at an instant.
func Show(v *page.Visit) error {
	view, err := claimPage(v)
	if err != nil {
		return err
	}
	if view.Claim.Absent {
		return v.Render("case_absent", &page.Absent{Report: view.Report, Base: view.Base, Path: view.Path, Claim: view.Claim.Key})
	}
	return v.Render("claim_show", view)
}

// claimName is what operations call the claim in the address.
func claimName(v *page.Visit) string { return v.Path("case") + "/" + v.Path("claim") }

// claimPage gathers the page of a claim.
func claimPage(v *page.Visit) (*claimView, error) {
	at, err := v.AsOf()
	if err != nil {
		return nil, err
	}
	c, err := v.Reads.ClaimPage(v.Context(), v.Who, claimName(v), reading.CaseQuery{AsOf: at, Limit: entriesPerPage})
	if err != nil {
		return nil, err
	}
	view := &claimView{
		ClaimPage: c, Base: page.CasePath(c.Report), At: at, Exhibits: map[string][]report.EvidenceReport{},
		Kinds: page.Options(claim.EvidenceKinds), Bearings: page.Options(claim.Bearings), Outcomes: page.Options(claim.Outcomes),
		Relations: page.Options(relation.Relations),
		Whys:      whysOf(), Changes: page.Options(finding.Changes), Prominences: page.Options(finding.Prominences),
	}
	view.Path = page.ClaimPath(view.Base, c.Claim)
	view.Sources = sourcesOf(c.Claim)
	view.sort()
	for _, e := range c.Claim.Evidence {
		view.Exhibits[string(e.Bearing)] = append(view.Exhibits[string(e.Bearing)], e)
	}
	view.Moves, view.NotNow = movesOf(c.Claim)
	if at == nil {
		view.Primary = primaryOf(c.Claim)
		talk, err := discussion.Of(v.Context(), v.Reads, v.Who, v.Path("case"), discussion.Filter{Claim: c.Claim.Key, Open: true})
		if err != nil {
			return nil, err
		}
		view.Talk = talk.Threads
	}
	if at == nil && (view.Can("claim-publish") || view.Can("claim-schedule")) {
		view.Told, err = findings.WouldTell(v.Context(), v.Operations.Door, v.Who, claimName(v))
	}
	return view, err
}

// commentsOnClaim is how many threads the page of a claim has.
const commentsOnClaim = 10

// Threads are the open threads about the claim that the page has.
func (c *claimView) Threads() []discussion.Thread { return c.Talk[:min(commentsOnClaim, len(c.Talk))] }

// TalkOn is what a thread that is begun on the page is on.
func (c *claimView) TalkOn() map[string]string { return map[string]string{"claim": c.Claim.Key} }

// AllMarks are the marks that a claim can have.
func (c *claimView) AllMarks() []page.Option { return page.Options(verification.Marks) }

// Marked reports whether the claim has a mark.
func (c *claimView) Marked(mark string) bool {
	return slices.Contains(c.Claim.Marks, verification.Mark(mark))
}

// sort puts every answer under what it says for the claim, the newest first, and
// finds those who have not answered.
func (c *claimView) sort() {
	answered := map[string]bool{} // to one request of several
	for _, party := range c.Claim.Parties {
		answered[party.Party] = answered[party.Party] || slices.ContainsFunc(party.Answers, func(a report.AnswerReport) bool { return !a.Earlier })
	}
	for _, party := range c.Claim.Parties {
		for _, a := range party.Answers {
			if a.Earlier {
				c.Earlier = append(c.Earlier, heard{a, party})
				continue
			}
			switch a.Stance.Bearing() {
			case claim.SupportsClaim:
				c.For = append(c.For, heard{a, party})
			case claim.ContradictsClaim:
				c.Against = append(c.Against, heard{a, party})
			default:
				c.Neither = append(c.Neither, heard{a, party})
			}
		}
		if !answered[party.Party] && len(party.Answers) == 0 {
			c.Silent = append(c.Silent, party)
		}
	}
	for _, list := range [][]heard{c.For, c.Against, c.Neither, c.Earlier} {
		slices.SortStableFunc(list, func(a, b heard) int { return b.ReceivedAt.Place().Compare(a.ReceivedAt.Place()) })
	}
}

// Upholdable are the parties whose answers to earlier words somebody may find to hold.
func (c *claimView) Upholdable() []page.Option {
	var list []page.Option
	add := func(key, name string, of report.Wording, superseded bool) {
		if of.Earlier && !superseded && !slices.ContainsFunc(list, func(o page.Option) bool { return o.Value == key }) {
			list = append(list, page.Option{Value: key, Label: name})
		}
	}
	for _, party := range c.Claim.Parties {
		for _, a := range party.Answers {
			add(party.Party, party.Name, a.Wording, a.Superseded)
		}
	}
	for _, s := range c.Claim.Statements {
		add(s.Party, s.Name, s.Wording, s.Superseded || s.Withdrawn != nil)
	}
	return list
}

// movesOf are the steps that the caller can take with the claim now, and those of
// hers that the claim does not take now, with the reason.
func movesOf(c report.ClaimReport) (moves []move, not []page.NotNow) {
	for _, m := range steps() {
		if why := c.Offers.Refusal("claim-" + m.Name); why == nil {
			moves = append(moves, m)
		} else {
			not = append(not, page.NotNow{Label: m.Label, Why: why})
		}
	}
	return moves, page.Hers(not)
}

// primaryForms are the forms in which the work that a stage asks for is done.
var primaryForms = map[claim.Stage]string{
	claim.StageDraft: "open", claim.StageAssessing: "assess", claim.StageCorrecting: "assess", claim.StageSignedOff: "publish", claim.StageOnHold: "resume",
}

// primaryOf is the form that the stage of a claim asks of the caller; empty for none.
func primaryOf(c report.ClaimReport) string {
	form := primaryForms[c.Stage]
	if form == "" || !c.Offers.Can("claim-"+form) || form == "publish" && c.Schedule != nil {
		return ""
	}
	return form
}

// Opens reports whether a form stands open because the stage of the claim asks for it, and
// nobody has come for another one.
func (c *claimView) Opens(p *page.Page) bool {
	return p.Form.Name == c.Primary && p.Do == "" && !p.Form.Sent
}

// SentBack is what a reviewer asked for and nobody has answered with another proposal; nil for nothing.
func (c *claimView) SentBack() *report.ReturnReport {
	if n := len(c.Claim.Returns); n > 0 && (c.Claim.Proposal == nil || c.Claim.Returns[n-1].At.After(c.Claim.Proposal.At)) {
		return &c.Claim.Returns[n-1]
	}
	return nil
}

// whysOf are the whys, each with the outcomes that it can be that of.
func whysOf() []page.Option {
	list := page.Options(finding.Whys)
	for i, w := range finding.Whys {
		var of []string
		for _, o := range claim.Outcomes {
			if slices.Contains(finding.WhysOf(o), w) {
				of = append(of, string(o))
			}
		}
		list[i].Label += " (" + strings.Join(of, " or ") + "): " + claim.WordOf(w).Doc
	}
	return list
}

// steps are all that can be taken with a claim.
func steps() []move {
	return []move{
		{Name: "open", Label: "Open the claim", Says: "It becomes checkable: parties can be asked about it."},
		{Name: "unschedule", Label: "Cancel the scheduled publication", Says: "It is not published on its own. You can publish it at once, or schedule it anew."},
		{Name: "resume", Label: "Resume the claim", Says: "Every clock runs again."},
		{Name: "correct", Label: "Start a correction", Says: "The claim is assessed, signed and published again. The public finding stands until then.", Reason: true},
		{Name: "close", Label: "Close the claim", Says: "The work on it is done. A late answer would reopen it."},
		{Name: "hold", Label: "Put on hold", Says: "Every clock stops; no reminder goes out.", Reason: true},
		{Name: "withdraw", Label: "Withdraw the claim", Says: "It is no longer pursued. Open requests about it alone are withdrawn, and the parties are told.", Reason: true, Danger: true},
		{Name: "decline", Label: "Decline as not checkable", Says: "It turned out that nobody can check it.", Reason: true, Danger: true},
		{Name: "retract", Label: "Retract the finding", Says: "The public finding is taken back, for good. The retraction is public. Open requests about it alone are withdrawn, and whoever was asked is told in a letter.", Reason: true, Readers: true, Untold: true, Danger: true},
		{Name: "take-down", Label: "Remove it for a legal reason", Says: "Its words leave the public pages, for good, and a notice with your reason takes their place. Nothing is removed from the record. Whoever was asked is told in a letter, without the words.", Reason: true, Readers: true, Untold: true, Danger: true},
	}
}

// Behind is what stands behind the question mark to stay at the same instant.
func (c *claimView) Behind() string { return page.AtQuery(c.At) }

// Can reports whether the caller can do something with the claim now.
func (c *claimView) Can(operation string) bool { return c.Claim.Offers.Can(operation) }

// Linked reports whether a text is an address on the web.
func (c *claimView) Linked(text string) bool { return page.Linked(text) }

// Before is the version of the claim before another one.
func (c *claimView) Before(version int64) int64 { return version - 1 }

// name is the claim's short name; its identifier, if that was erased.
func (c *claimView) name() string { return cmp.Or(c.Claim.Key, c.Claim.ID.String()) }

// RemindersPath is the address of the page on which the reminders about the claim are paused.
func (c *claimView) RemindersPath() string {
	return page.RemindersPath(claim.PauseClaim, c.Slug+"/"+c.name())
}

// AskPath is the address of the form to ask a party about the claim.
func (c *claimView) AskPath() string {
	return c.Base + "/ask?claim=" + url.QueryEscape(c.name())
}

// HistoryPath is the address of all that happened to the claim.
func (c *claimView) HistoryPath() string {
	path := c.Base + "/timeline?claim=" + url.QueryEscape(c.name())
	if c.ClaimPage.Older > 0 {
		path += "&before=" + strconv.FormatInt(c.ClaimPage.Older, 10)
	}
	return path
}
