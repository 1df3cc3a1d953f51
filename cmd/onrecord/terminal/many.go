package terminal

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// How says how many things are done at once.
type How struct {
	Try bool `field:"try"`
	All bool `field:"all"`
}

// How is what was said, as the door takes it.
func (h How) How() casework.How { return casework.How{Try: h.Try, All: h.All} }

// Many carries out an act on many things and says what became of each.
func Many[In any](p *Program, op *operation.Operation[In, casework.Many], in In) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	m, err := client.Call(p.Ctx, desk, op, in)
	if err != nil {
		return err
	}
	err = p.Show(m, func(w io.Writer) {
		for _, one := range m.Each {
			fmt.Fprintf(w, "%-10s %s%s\n", fate(one), one.Name, why(one))
			for _, warning := range one.Warnings {
				fmt.Fprintf(w, "%-10s %s\n", "warning", warning)
			}
		}
		fmt.Fprintf(w, "\n%d of %d done\n", m.Carried, len(m.Each))
	})
	if err != nil {
		return err
	}
	return refusals(m)
}

// refusals tell whoever goes by the status that not all of it is done, or can be.
func refusals(m casework.Many) error {
	var first *claim.Error
	n := 0
	for _, one := range m.Each {
		if one.Refused != nil {
			first, n = cmp.Or(first, one.Refused), n+1
		}
	}
	if first == nil {
		return nil
	}
	return claim.Errorf(first.Code, "%d of %d are refused", n, len(m.Each)).WithHint("what each lacks stands beside it")
}

func fate(one casework.One) string {
	switch {
	case one.Refused != nil:
		return "refused"
	case one.Undone:
		return "possible"
	}
	return "done"
}

func why(one casework.One) string {
	if one.Refused == nil {
		return ""
	}
	return ": " + one.Refused.Message
}

// OfOneCase takes the names of claims apart.
func OfOneCase(names []string) (caseName string, claims []string, err error) {
	for i, name := range names {
		prefix, key, ok := strings.Cut(name, "/")
		switch {
		case !ok && i == 0, ok && (prefix == "" || key == ""):
			return "", nil, claim.Errorf(claim.CodeInvalid, "%q is not the name of a claim", name).
				WithHint("name the case and the claim: vault7/google")
		case !ok:
			key = name
		case i > 0 && prefix != caseName:
			return "", nil, claim.Errorf(claim.CodeInvalid, "the claims are of different cases: %s and %s", caseName, prefix).
				WithHint("ask about the claims of one case at a time")
		}
		if i == 0 {
			caseName = prefix
		}
		claims = append(claims, key)
	}
	return caseName, claims, nil
}
