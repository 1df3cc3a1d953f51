package main

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

type claimAddCmd struct {
	Case      string     `arg:"" help:"Short name of the case."`
	Statement string     `arg:"" help:"One checkable statement; @FILE, or - for what is piped in (@@ for an @)."`
	Key       string     `placeholder:"NAME" help:"Short name in the case; made from the statement if left out."`
	Claimant  string     `placeholder:"WHO" help:"Who says so."`
	MadeAt    string     `placeholder:"TIME" help:"When it was said."`
	Where     string     `placeholder:"TEXT" help:"Where it was said, often an address on the web."`
	Subject   []string   `placeholder:"WHO" sep:"none" help:"Whom or what it is about; may be repeated."`
	Language  string     `placeholder:"TAG" help:"Language of the statement (BCP 47)."`
	Tier      claim.Tier `placeholder:"TIER" help:"How much harm a mistake would do; routine if left out."`
	Draft     bool       `help:"Keep it a draft."`
}

// Help implements kong.HelpProvider.
func (claimAddCmd) Help() string {
	return `
Example:

    onrecord claim add vault7 "WikiLeaks contacted Google about the CIA's hacking tools." --key google --claimant WikiLeaks`
}

// Run adds the claim.
func (c *claimAddCmd) Run(p *program) error {
	statement, err := p.text("the statement", c.Statement)
	if err != nil {
		return err
	}
	madeAt, err := optionalInstant("--made-at", c.MadeAt, p.now(), true)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := desk.AddClaim(p.ctx, c.Case, casework.ClaimInput{
		Key: c.Key, Statement: statement, Claimant: c.Claimant, MadeAt: madeAt, Where: c.Where, Subjects: c.Subject,
		Language: c.Language, Tier: c.Tier, Draft: c.Draft,
	})
	if err != nil {
		return err
	}
	return p.made(r, c.Case+"/"+r.Name, "added the claim %s/%s", c.Case, r.Name)
}
