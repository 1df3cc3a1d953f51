package page

import (
	"html/template"
	"net/url"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Linked reports whether where the claim was made is an address on the web.
func Linked(where string) bool {
	u, err := url.Parse(where)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(where, " \t")
}

// keysOf are the short names of claims, and claimOptions what they say, to be ticked.
func keysOf(claims []correspondence.ThreadClaim) []string {
	keys := make([]string, len(claims))
	for i, c := range claims {
		keys[i] = c.Key
	}
	return keys
}

func claimOptions(claims []correspondence.ThreadClaim) []Option {
	list := make([]Option, len(claims))
	for i, c := range claims {
		list[i] = Option{Value: c.Key, Label: Short(160, c.Statement), Hint: c.Key}
	}
	return list
}

// involvedOf are the names of the parties with a part, for each part that somebody has.
func involvedOf(c report.ClaimReport) []involvedView {
	var out []involvedView
	for _, part := range sources.Parts {
		var names []string
		for _, i := range c.Involved {
			if i.As == part {
				names = append(names, i.Name)
			}
		}
		if len(names) > 0 {
			out = append(out, involvedView{claim.WordOf(part).Label, names, part == sources.PartClaimant})
		}
	}
	return out
}

// involvedView is those who have one part in a claim.
type involvedView struct {
	Label    string
	Names    []string
	Claimant bool
}

// chain says whose something is, and through whom it came.
func chain(names []string) string {
	switch len(names) {
	case 0:
		return "nobody has said whose"
	case 1:
		return names[0]
	}
	return names[0] + ", " + casework.Through(names[1:])
}

// picture lets a page show a picture that is made here. Anything else that says
// it is one is left out.
func picture(address string) template.URL {
	if !strings.HasPrefix(address, "data:image/png;base64,") {
		return ""
	}
	return template.URL(address) //nolint:gosec // made of base64 alone, see [auth.Enrolment]
}
