package claims

import (
	"net/url"

	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// AskingPutAside says that a party is not asked about the words that the claim has now.
func AskingPutAside(v *page.Visit) error {
	in, err := page.Read[writing.PutAsideInput](v)
	if err == nil {
		_, err = page.Do(v, operation.AskingPutAside, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "It is not asked about the words of now.", err)
}

// AskAgainPath is the address of the form to ask one party about the claim.
func (c *claimView) AskAgainPath(party string) string {
	return c.AskPath() + "&party=" + url.QueryEscape(party)
}

// ToAsk are the parties that are to be asked again.
func (c *claimView) ToAsk() []page.Option {
	var list []page.Option
	for _, p := range c.Claim.ToAsk {
		list = append(list, page.Option{Value: p.Party, Label: p.Name})
	}
	return list
}
