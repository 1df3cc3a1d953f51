package people

import "github.com/onrecord/onrecord/claim"

// Nature is what sort of party it is, whatever it is asked about.
type Nature string

// Every nature. What each means stands in its row.
const (
	Organisation Nature = "organisation"
	Individual   Nature = "individual"
)

// nature is what follows from a nature.
type nature struct {
	schema string // its type at schema.org
}

var natures = claim.NewWords("nature of a party", "whether it is an organisation or one person",
	claim.Row[Nature, nature]{Word: Organisation, Doc: "a firm, a body, a group", Follows: nature{"Organization"}},
	claim.Row[Nature, nature]{Word: Individual, Doc: "one person", Follows: nature{"Person"}},
)

// Natures lists every nature.
var Natures = natures.Chosen()

// Schema is its type at schema.org; empty for a party of which nobody said.
func (n Nature) Schema() string {
	if n == "" {
		return ""
	}
	return natures.Of(n).schema
}
