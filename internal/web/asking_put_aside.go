package web

import (
	"net/url"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// askingPutAside says that a party is not asked about the words that the claim has now.
func (s *Site) askingPutAside(v *visit) error {
	in, err := read[casework.PutAsideInput](v)
	if err == nil {
		_, err = do(v, operation.AskingPutAside, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "It is not asked about the words of now.", err)
}

// AskAgainPath is the address of the form to ask one party about the claim.
func (c *claimView) AskAgainPath(party string) string {
	return c.AskPath() + "&party=" + url.QueryEscape(party)
}

// ToAsk are the parties that are to be asked again.
func (c *claimView) ToAsk() []option {
	var list []option
	for _, p := range c.Claim.ToAsk {
		list = append(list, option{Value: p.Party, Label: p.Name})
	}
	return list
}
