package claim

import (
	"errors"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/policy"
)

// Pinned is a policy of the desk as it stood when it was pinned to: a later
// version is for what comes later. It is no content: it says how the desk works.
type Pinned struct {
	Name    string `json:"name"`
	Version int    `json:"version"`
	Text    string `json:"text"` // the document, see claim/policy
}

// Shelf is implemented by the stream of the desk, which keeps its policies.
type Shelf interface {
	// PolicyNamed returns the latest version of the policy of that name.
	PolicyNamed(name string) (Pinned, bool)
}

// ThePolicy finds a policy by its name: of the desk, or else a preset. No name is
// no policy. It returns [CodeNotFound] if there is none of that name.
func ThePolicy(around Around, name string) (Pinned, error) {
	if name == "" {
		return Pinned{}, nil
	}
	if shelf, ok := around.State(DeskStream).(Shelf); ok {
		if p, ok := shelf.PolicyNamed(name); ok {
			return p, nil
		}
	}
	if p, ok := policy.PresetNamed(name); ok {
		return Pinned{p.Name, p.Version, p.Text}, nil
	}
	return Pinned{}, Errorf(CodeNotFound, "the desk has no policy called %q", name).
		WithField("policyName", "choose one of the desk's policies, or a preset")
}

// ParsePolicy reads the text of a policy. It returns [CodeInvalid] with the first
// thing that is wrong, and where.
func ParsePolicy(text string) (*policy.Document, error) {
	d, err := policy.Parse([]byte(text))
	var problems policy.Problems
	if errors.As(err, &problems) {
		refused := Errorf(CodeInvalid, "the policy cannot be taken: %s", problems[0]).WithField("text", problems.Error())
		return nil, refused
	}
	return d, err
}

// CheckStaff refuses a document of which some rule could leave nobody able to
// sign, whoever of these people did the work, with [CodePolicy] and who is missing.
func CheckStaff(d *policy.Document, staff []Member) error {
	able := Signing(staff)
	if lacks := d.EverShort(able); len(lacks) > 0 {
		return TooFew(lacks)
	}
	for _, m := range staff {
		if m.Disabled || !slices.ContainsFunc(m.Roles, func(r Role) bool { return r == Reporter || r == Editor }) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(able), func(s policy.Signed) bool { return s.Person == m.ID.String() })
		if lacks := d.EverShort(others); len(lacks) > 0 && len(others) < len(able) {
			return TooFew(lacks)
		}
	}
	return nil
}

// TooFew refuses what leaves too few people able to sign, and says who is missing.
func TooFew(lacks []string) *Error {
	return Errorf(CodePolicy, "the policy needs people besides the authors who can sign, and too few are there: missing is %s", JoinAnd(lacks)).
		WithHint("give more people the role, and access if the case is restricted; or ask for less; a person who is not there yet is invited on the page of people (onrecord person invite jonas --roles reviewer)")
}

// JoinAnd lists parts as a sentence does: one, two and three.
func JoinAnd(parts []string) string {
	text := ""
	for i, p := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			text += " and "
		default:
			text += ", "
		}
		text += p
	}
	return text
}

// Signing are those of the members who may sign, as a policy sees them: as if
// they had opened all there is.
func Signing(staff []Member) []policy.Signed {
	var able []policy.Signed
	for _, m := range staff {
		if m.CanSign() {
			able = append(able, policy.Signed{Person: m.ID.String(), Roles: Names(m.Roles), Opened: policy.Openings})
		}
	}
	return able
}

// Names are words as texts.
func Names[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// String is the name and the version; empty for none.
func (p Pinned) String() string {
	if p.Name == "" {
		return ""
	}
	return p.Name + ", version " + strconv.Itoa(p.Version)
}

// CheckSigners refuses numbers and a policy of the desk that leave too few of
// these people able to sign, with [CodePolicy]: authors cannot sign their own work.
func CheckSigners(p Policy, under Pinned, able []Member, authors ...uuid.UUID) error {
	left := Signing(Besides(able, authors))
	lacks := p.Document().EverShort(left)
	if under.Text != "" {
		lacks = append(lacks, policy.Of(under.Text).EverShort(left)...)
	}
	if len(lacks) > 0 {
		return TooFew(lacks)
	}
	return nil
}

// Besides are the members who are no authors.
func Besides(members []Member, authors []uuid.UUID) []Member {
	return slices.DeleteFunc(slices.Clone(members), func(m Member) bool { return slices.Contains(authors, m.ID) })
}
