package claim

import (
	"errors"
	"slices"
	"time"

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
	if shelf, ok := around.State(Stream{StreamDesk, DerivedID("desk")}).(Shelf); ok {
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
	able := signing(staff)
	if lacks := d.EverShort(able); len(lacks) > 0 {
		return tooFew(lacks)
	}
	for _, m := range staff {
		if m.Disabled || !slices.ContainsFunc(m.Roles, func(r Role) bool { return r == Reporter || r == Editor }) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(able), func(s policy.Signed) bool { return s.Person == m.ID.String() })
		if lacks := d.EverShort(others); len(lacks) > 0 && len(others) < len(able) {
			return tooFew(lacks)
		}
	}
	return nil
}

func tooFew(lacks []string) *Error {
	return Errorf(CodePolicy, "the policy needs people besides the authors who can sign, and too few are there: missing is %s", joinAnd(lacks)).
		WithHint("give more people the role, and access if the case is restricted; or ask for less; a person who is not there yet is invited on the page of people (onrecord person invite jonas --roles reviewer)")
}

func joinAnd(parts []string) string {
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

// signing are those of the members who may sign, as a policy sees them: as if
// they had opened all there is.
func signing(staff []Member) []policy.Signed {
	var able []policy.Signed
	for _, m := range staff {
		if m.CanSign() {
			able = append(able, policy.Signed{Person: m.ID.String(), Roles: names(m.Roles), Opened: policy.Openings})
		}
	}
	return able
}

func names[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// Mark is something that a person says of a claim, and that a policy asks about.
type Mark string

// Every mark. What each means stands in its row.
const (
	MarkBreaking           Mark = "breaking"
	MarkPrivatePerson      Mark = "private person"
	MarkConfidentialSource Mark = "confidential source"
)

var marks = NewWords("mark", "what a policy has to know of a claim, and a person has to say",
	Row[Mark, None]{Word: MarkBreaking, Doc: "it is breaking news", Label: "Breaking news"},
	Row[Mark, None]{Word: MarkPrivatePerson, Doc: "a subject of it is a private person", Label: "A subject is a private person"},
	Row[Mark, None]{Word: MarkConfidentialSource, Doc: "it rests on a source that is kept confidential", Label: "A source is confidential"},
)

// Marks lists every mark.
var Marks = marks.Chosen()

// MarkClaim says which marks a claim has.
type MarkClaim struct {
	Marks []Mark `json:"marks"`
}

// CommandKind implements [Body].
func (MarkClaim) CommandKind() string { return "mark claim" }

// ClaimMarked: the claim has these marks from now on.
type ClaimMarked struct {
	Marks []Mark    `json:"marks"`
	By    uuid.UUID `json:"by"`
	Stage Stage     `json:"stage"` // the claim's stage from now on
}

// FactKind implements [Fact].
func (ClaimMarked) FactKind() string { return "claim.marked" }

// StepAsked is a step that the policy asks for of a proposed outcome.
type StepAsked struct {
	Step string    `json:"step"`
	Role Role      `json:"role"`
	Due  time.Time `json:"due,omitzero"`
}

// CompleteStep says that a step which the policy asks for is done. Content: a [StepForm].
type CompleteStep struct {
	Step    string `json:"step"`
	Subject string `json:"subject"` // hash of what it was done on
	Form    Ref    `json:"form,omitempty"`
}

// CommandKind implements [Body].
func (CompleteStep) CommandKind() string { return "complete step" }

// StepCompleted: somebody has done a step. Content: a [StepForm].
type StepCompleted struct {
	Step    string    `json:"step"`
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	Form    Ref       `json:"form,omitempty"`
}

// FactKind implements [Fact].
func (StepCompleted) FactKind() string { return "claim.step_completed" }

// StepForm is content: what somebody filled in who did a step.
type StepForm struct {
	Fields []FormField `json:"fields"`
}

// FormField is one line of a form.
type FormField struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// StepDone is a step that somebody has done.
type StepDone struct {
	Step    string    `json:"step"`
	By      uuid.UUID `json:"by"`
	At      time.Time `json:"at"`
	Subject string    `json:"subject"`
	Form    Ref       `json:"form,omitempty"`
}

func init() {
	RegisterBody[MarkClaim](StreamClaim)
	RegisterBody[CompleteStep](StreamClaim)
	RegisterFact[ClaimMarked]()
	RegisterFact[StepCompleted]()
}
