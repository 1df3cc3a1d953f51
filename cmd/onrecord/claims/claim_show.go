package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimShow is the command onrecord claim show.
type ClaimShow struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	AsOf  string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (ClaimShow) Help() string {
	return `
Example:

    onrecord claim show vault7/google`
}

// Run shows the claim.
func (c *ClaimShow) Run(p *terminal.Program) error {
	at, err := terminal.OptionalInstant("--as-of", c.AsOf, p.Now(), true)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimShow, operation.ClaimAt(c.Claim, at))
	if err != nil {
		return err
	}
	p.Offer(r.Offers)
	p.Warn(r.Warnings)
	return p.Show(r, func(w io.Writer) { showClaim(w, r, p.Now()) })
}

func showClaim(w io.Writer, c report.ClaimReport, now time.Time) {
	if c.Absent {
		fmt.Fprintf(w, "nothing of the claim %s was on record then\n", c.Key)
		return
	}
	fmt.Fprintf(w, "%s\n\n", c.Statement)
	showInvolved(w, c)
	if c.Where != "" {
		fmt.Fprintf(w, "where     %s\n", c.Where)
	}
	if c.MadeAt != nil {
		fmt.Fprintf(w, "when      %s\n", c.MadeAt.OnOrAt(now.Location()))
	}
	if c.Holds != nil {
		fmt.Fprintf(w, "holds     %s\n", c.Holds.Words(now.Location()))
	}
	fmt.Fprintf(w, "tier      %s\nstage     %s\noutcome   %s%s", c.Tier, c.Stage, c.Outcome, terminal.Aside(string(c.Why)))
	if c.AsOf != nil {
		fmt.Fprintf(w, ", as of %s", terminal.When(*c.AsOf, now))
	}
	fmt.Fprintf(w, "\nversion   %d\n", c.Version)
	showRelations(w, c, now)
	if q := c.Proposal; q != nil {
		fmt.Fprintf(w, "\n%s proposes: %s%s, as of %s\n", q.By, q.Outcome, terminal.Aside(string(q.Why)), terminal.When(q.AsOf, now))
		terminal.Quote(w, q.Rationale)
		terminal.Quoted(w, "for readers", q.ForReaders)
	}
	showAsks(w, c, now)
	for _, party := range c.Parties {
		showAsked(w, party, now)
	}
	showToAsk(w, c, now)
	showDecisions(w, c, now)
}

// showDecisions prints who signed, who sent it back, and what was published.
func showDecisions(w io.Writer, c report.ClaimReport, now time.Time) {
	showSources(w, c, now)
	for _, s := range c.SignOffs {
		fmt.Fprintf(w, "\nsigned by %s, %s%s\n", s.By, terminal.When(s.At, now), standing(s))
		terminal.Quote(w, s.Note)
	}
	for _, r := range c.Returns {
		fmt.Fprintf(w, "\nsent back by %s, %s\n", r.By, terminal.When(r.At, now))
		terminal.Quote(w, r.Comments)
	}
	showFinding(w, c, now)
}

// showUnsigned says what a finding was published without.
func showUnsigned(w io.Writer, u *report.UnsignedReport, now time.Time) {
	if u == nil {
		return
	}
	owed := "they are owed"
	if u.ReviewedAt != nil {
		owed = "they were given " + terminal.When(*u.ReviewedAt, now)
	}
	fmt.Fprintf(w, "  published without its sign-offs: it had %d of %d, and %s\n", u.Had, u.Asked, owed)
	terminal.Quote(w, u.Why)
}

// showAsked prints what one party was asked, and what it said.
func showAsked(w io.Writer, a report.PartyReport, now time.Time) {
	asked := "not asked yet"
	if a.AskedAt != nil {
		asked = "asked " + terminal.When(*a.AskedAt, now)
	}
	fmt.Fprintf(w, "\n%s: %s, to answer by %s; %s; %s%s\n",
		a.Name, asked, terminal.When(a.AnswerBy, now), letters.Reminded(a.Reminders, a.Notices), a.Place, terminal.Aside(string(a.Timeliness)))
	if a.Unread {
		fmt.Fprintf(w, "  %s\n", a.Unanswered())
	}
	if a.Silence != "" {
		fmt.Fprintf(w, "  silence: %s\n", a.Silence)
	}
	if len(a.Answers) == 0 && len(a.Tries) > 0 {
		fmt.Fprintf(w, "  tried: %s\n", a.Tried)
		for _, t := range a.Tries {
			fmt.Fprintf(w, "    %s  %s%s\n", terminal.When(t.At, now), t.Says, terminal.Mark(t.By != "", ", by "+t.By))
		}
	}
	terminal.Quoted(w, "asked about earlier words", a.OfWords)
	for _, s := range a.Answers {
		fmt.Fprintf(w, "  %s%s — %s, %s, %s, %s%s%s\n", s.Stance, terminal.Mark(len(s.Way) > 0, " "+casework.Through(s.Way)), s.GroundRules, s.Channel, s.Authenticity,
			whenSaid(s.ReceivedAt, now), terminal.Mark(s.Late, ", late"), terminal.After(s.SpokenBy())+terminal.After(s.Replaced()))
		terminal.Quote(w, s.Statement)
		showDoubt(w, s.Doubt, now)
		showWording(w, s.Wording, now)
	}
}

// showDoubt says whether an answer is the party's, as far as that is in question.
func showDoubt(w io.Writer, d report.Doubt, now time.Time) {
	if d.Doubtful {
		fmt.Fprintf(w, "  it may not be the party's own (%s)\n", d.Response)
	}
	if f := d.Weighed; f != nil {
		terminal.Quoted(w, fmt.Sprintf("%s found%s, %s", f.By, terminal.Mark(!f.ItsOwn, " that it is not the party's own")+terminal.Mark(f.ItsOwn, " that it is"), terminal.When(f.At, now)), f.Reason)
	}
}

// showWording says of what words of the claim something was said, if those of now are others.
func showWording(w io.Writer, o report.Wording, now time.Time) {
	terminal.Quoted(w, "said of earlier words"+terminal.Mark(o.Earlier, ", and counts for nothing for these"), o.OfWords)
	if u := o.Upheld; u != nil {
		terminal.Quoted(w, fmt.Sprintf("it holds, %s found, %s", u.By, terminal.When(u.At, now)), u.Reason)
	}
}

// showToAsk says who was asked about earlier words, and not about those of now.
func showToAsk(w io.Writer, c report.ClaimReport, now time.Time) {
	for _, a := range c.ToAsk {
		why := "the claim has other words since"
		if a.Disowned {
			why = "what passed for its answer is not its own, as is known since"
		}
		fmt.Fprintf(w, "\n%s is to be asked again: %s %s\n", a.Name, why, terminal.When(a.Since, now))
	}
	for _, a := range c.NotAsked {
		fmt.Fprintf(w, "\n%s is not asked again, says %s, %s\n", a.Name, a.By, terminal.When(a.At, now))
		terminal.Quote(w, a.Reason)
	}
}

// showRelations prints what the claim is to others, and where those stand.
func showRelations(w io.Writer, c report.ClaimReport, now time.Time) {
	for _, r := range c.Relations {
		fallen := ""
		switch {
		case r.Fallen != "" && r.Looked:
			fallen = ": it has fallen, and somebody has said why this one stands"
		case r.Fallen != "":
			fallen = ": it has fallen, and nobody has said why this one stands"
		}
		fmt.Fprintf(w, "%s %s (%s, %s)%s\n", r.Says, r.Claim, r.Stage, r.Outcome, fallen)
		if u := r.Upheld; u != nil {
			terminal.Quoted(w, "it stands, says "+u.By+", "+terminal.When(u.At, now), u.Reason)
		}
	}
}

// standing says why a sign-off does not count; nothing if it does.
func standing(s report.SignOffReport) string {
	if why := s.Why(); why != "" {
		return " (does not count: " + why + ")"
	}
	return ""
}
