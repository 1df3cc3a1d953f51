package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// claimView is the page of a claim, as of one instant.
type claimView struct {
	reading.ClaimPage
	Base     string // address of the case
	Path     string // address of the claim
	At       *time.Time
	For      []heard
	Against  []heard
	Neither  []heard
	Silent   []reading.PartyReport // asked, and no answer stands
	Exhibits map[string][]reading.EvidenceReport
	Moves    []move
	Kinds    []option
	Bearings []option
	Outcomes []option
	Parties  []string // who can be the origin of evidence
}

// heard is an answer with who gave it, and to which request.
type heard struct {
	reading.AnswerReport
	Party reading.PartyReport
}

// move is something that can be done with a claim at its stage.
type move struct {
	Name    string // last part of the address
	Label   string
	Says    string // what it does
	Reason  bool   // it needs one
	Readers bool   // what is given as the reason stands on the public page
	Danger  bool
	Primary bool
}

// claimShow shows a claim as it stands, or as it stood at an instant.
func (s *Site) claimShow(v *visit) error {
	view, err := s.claimPage(v)
	if err != nil {
		return err
	}
	return v.render("claim_show", view)
}

// claimPage gathers the page of a claim.
func (s *Site) claimPage(v *visit) (*claimView, error) {
	at, err := v.asOf()
	if err != nil {
		return nil, err
	}
	c, err := s.Reads.ClaimPage(v.ctx(), v.who, v.path("case")+"/"+v.path("claim"), reading.CaseQuery{AsOf: at, Limit: entriesPerPage})
	if err != nil {
		return nil, err
	}
	view := &claimView{
		ClaimPage: c, Base: casePath(c.Report), At: at, Exhibits: map[string][]reading.EvidenceReport{},
		Kinds: options(claim.EvidenceKinds), Bearings: options(claim.Bearings), Outcomes: options(claim.Outcomes),
	}
	view.Path = claimPath(view.Base, c.Claim)
	view.sort()
	for _, e := range c.Claim.Evidence {
		view.Exhibits[string(e.Bearing)] = append(view.Exhibits[string(e.Bearing)], e)
	}
	if c.Now {
		view.Moves = movesOf(v.who, c.Claim)
	}
	return view, nil
}

// sort puts every answer under what it says for the claim, the newest first, and
// finds those who have not answered.
func (c *claimView) sort() {
	for _, party := range c.Claim.Parties {
		stands := false
		for _, a := range party.Answers {
			stands = stands || !a.Superseded
			switch a.Stance.Bearing() {
			case claim.SupportsClaim:
				c.For = append(c.For, heard{a, party})
			case claim.ContradictsClaim:
				c.Against = append(c.Against, heard{a, party})
			default:
				c.Neither = append(c.Neither, heard{a, party})
			}
		}
		if !stands {
			c.Silent = append(c.Silent, party)
		}
	}
	for _, list := range [][]heard{c.For, c.Against, c.Neither} {
		slices.SortStableFunc(list, func(a, b heard) int { return b.ReceivedAt.Compare(a.ReceivedAt) })
	}
}

// movesOf are the steps that the claim's stage and the caller's roles allow.
// What a stage allows is decided by the domain; here stands what to offer.
func movesOf(who casework.Caller, c reading.ClaimReport) []move {
	public := len(c.Publications) > 0
	var moves []move
	offer := func(op casework.Right, when bool, m move) {
		if when && who.Can(op) {
			moves = append(moves, m)
		}
	}
	aside := !c.Stage.Over() && c.Stage != claim.StageOnHold
	offer(casework.MayWriteClaims, c.Stage == claim.StageDraft, move{Name: "open", Label: "Open the claim", Says: "It becomes checkable: parties can be asked about it.", Primary: true})
	offer(casework.MayPublish, c.Stage == claim.StageSignedOff, move{Name: "publish", Label: "Publish the finding", Says: "The policy and the sign-offs are checked once more. Then the finding is public.", Readers: public, Primary: true})
	offer(casework.MayWriteClaims, c.Stage == claim.StageOnHold, move{Name: "resume", Label: "Resume the claim", Says: "Every clock runs again.", Primary: true})
	offer(casework.MayPublish, public && (c.Stage == claim.StagePublished || c.Stage == claim.StageClosed), move{Name: "correct", Label: "Start a correction", Says: "The claim is assessed, signed and published again. The public finding stands until then.", Reason: true})
	offer(casework.MayPublish, c.Stage == claim.StagePublished, move{Name: "close", Label: "Close the claim", Says: "The work on it is done. A late answer would reopen it."})
	offer(casework.MayWriteClaims, aside, move{Name: "hold", Label: "Put on hold", Says: "Every clock stops; no reminder goes out.", Reason: true})
	offer(casework.MayWriteClaims, aside && !public, move{Name: "withdraw", Label: "Withdraw the claim", Says: "It is no longer pursued. Open requests about it alone are withdrawn, and the parties are told.", Reason: true, Danger: true})
	offer(casework.MayWriteClaims, aside && !public, move{Name: "decline", Label: "Decline as not checkable", Says: "It turned out that nobody can check it.", Reason: true, Danger: true})
	offer(casework.MayPublish, public && c.Stage != claim.StageOnHold && c.Stage != claim.StageRetracted, move{Name: "retract", Label: "Retract the finding", Says: "The public finding is taken back, for good. The retraction is public.", Reason: true, Readers: true, Danger: true})
	return moves
}

// Behind is what stands behind the question mark to stay at the same instant.
func (c *claimView) Behind() string { return atQuery(c.At) }

// CanAssess reports whether the caller may propose an outcome at this stage.
func (c *claimView) CanAssess(who casework.Caller) bool {
	switch c.Claim.Stage {
	case claim.StageOpen, claim.StageGathering, claim.StageAssessing, claim.StageInReview, claim.StageCorrecting:
		return c.Now && who.Can(casework.MayAssess)
	}
	return false
}

// CanEdit reports whether the caller may change what the claim says.
func (c *claimView) CanEdit(who casework.Caller) bool {
	stage := c.Claim.Stage
	return c.Now && !stage.Over() && stage != claim.StagePublished && who.Can(casework.MayWriteClaims)
}

// CanExhibit reports whether the caller may add and withdraw evidence.
func (c *claimView) CanExhibit(who casework.Caller) bool {
	switch c.Claim.Stage {
	case claim.StageWithdrawn, claim.StageDeclined, claim.StageRetracted:
		return false
	}
	return c.Now && who.Can(casework.MayWriteClaims)
}

// CanAsk reports whether the caller may ask a party about the claim.
func (c *claimView) CanAsk(who casework.Caller) bool {
	stage := c.Claim.Stage
	return c.Now && !stage.Over() && stage != claim.StageDraft && stage != claim.StageOnHold && who.Can(casework.MayAsk)
}

// Linked reports whether where the claim was made is an address on the web.
func Linked(where string) bool {
	u, err := url.Parse(where)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(where, " \t")
}

// Linked reports whether a text is an address on the web.
func (c *claimView) Linked(text string) bool { return Linked(text) }

// Before is the version of the claim before another one.
func (c *claimView) Before(version int64) int64 { return version - 1 }

// name is the claim's short name; its identifier, if that was erased.
func (c *claimView) name() string { return cmp.Or(c.Claim.Key, c.Claim.ID.String()) }

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
