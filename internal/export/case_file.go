package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// CaseFile writes a case as a case file, in YAML, that opens it again. What it does not say
// stands in comments above it.
func CaseFile(w io.Writer, f reading.CaseFile) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# The case %s, to be opened again: onrecord case open FILE\n", comment(f.File.Case.Slug))
	for _, list := range []struct {
		says  string
		lines []string
	}{{"Not in this file:", f.LeftOut}, {"Not said on the record, and in this file:", f.Leaves}} {
		if len(list.lines) > 0 {
			fmt.Fprintf(&out, "#\n# %s\n", list.says)
		}
		for _, line := range list.lines {
			fmt.Fprintf(&out, "# - %s\n", comment(line))
		}
	}
	if n := len(f.Withheld); n > 0 { // who said what on other terms is nobody's business who has the file
		fmt.Fprintf(&out, "#\n# Nor in this file: %d more, of which it does not say what it is.\n", n)
	}
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(fileOf(f.File)); err != nil {
		return fmt.Errorf("write the case file: %w", err)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// comment keeps a text within its line.
func comment(text string) string { return strings.Join(strings.Fields(text), " ") }

// keyed is a group of keys in the order in which people read them; what is empty is left out.
type keyed []any

// MarshalYAML implements [yaml.Marshaler].
func (k keyed) MarshalYAML() (any, error) {
	node := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i+1 < len(k); i += 2 {
		var value yaml.Node
		if err := value.Encode(k[i+1]); err != nil {
			return nil, err
		}
		empty := value.Kind == yaml.ScalarNode && (value.Value == "" || value.Tag == "!!null") || value.Kind != yaml.ScalarNode && len(value.Content) == 0
		if !empty {
			node.Content = append(node.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: k[i].(string)}, &value)
		}
	}
	return node, nil
}

func fileOf(in filing.CaseFileInput) keyed {
	c := in.Case
	return keyed{
		"onrecord", casefile.Header, "id", c.Slug, "title", c.Title, "notice", c.Notice, "sensitivity", string(c.Sensitivity), "access", c.Access,
		"policy", policyOf(c), "reminders", remindersOf(*c.Plan), "status_line", c.StatusLine, "publish_at", instant(c.PublishAt), "embargo", instant(c.Embargo),
		"parties", each(in.Parties, partyOf),
		"claims", each(in.Claims, func(c writing.ClaimInput) keyed {
			return append(keyed{"id", c.Key, "statement", c.Statement}, claimOf(c)...)
		}),
		"series", each(in.Series, seriesOf),
		"relations", each(in.Relations, func(r filing.FileRelationInput) keyed {
			return keyed{"claim", r.Claim, "as", string(r.As), "to", r.To}
		}),
		"statements", each(in.Statements, statementOf), "evidence", each(in.Evidence, evidenceOf),
		"requests", each(in.Requests, requestOf), "answers", each(in.Answers, answerOf), "proposals", each(in.Proposals, proposalOf),
	}
}

func each[T any](list []T, of func(T) keyed) []keyed {
	out := make([]keyed, len(list))
	for i, one := range list {
		out[i] = of(one)
	}
	return out
}

func policyOf(c writing.CaseInput) keyed {
	out := keyed{"name", c.PolicyName}
	for i, condition := range claim.Conditions() {
		out = append(out, condition.Row().Name, c.Policy[i])
	}
	return out
}

// reminders are written even if there are none: without the key they are those that a case
// has by itself.
type reminders struct {
	At          []string `yaml:"at,omitempty"`
	FinalNotice string   `yaml:"final_notice,omitempty"`
}

func remindersOf(p claim.Plan) any {
	var out reminders
	for _, share := range p.Reminders {
		out.At = append(out.At, percent(share))
	}
	if p.FinalNotice > 0 {
		out.FinalNotice = percent(p.FinalNotice)
	}
	if len(p.Reminders) == 0 && p.FinalNotice == 0 {
		return struct {
			At []string `yaml:"at,flow"`
		}{[]string{}}
	}
	return out
}

func percent(share float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", share*100), "0"), ".") + "%"
}

func partyOf(p casework.PartyInput) keyed {
	return keyed{
		"id", p.Key, "name", p.Name, "kind", string(p.Kind), "nature", string(p.Nature), "email", p.Email, "role", p.Role, "zone", p.Zone,
		"language", p.Language, "office_hours", hoursOf(p.Hours),
	}
}

func hoursOf(h claim.OfficeHours) keyed {
	var days []string
	for _, d := range h.Days {
		days = append(days, strings.ToLower(d.String()[:3]))
	}
	out := keyed{"days", days, "holidays", h.Holidays}
	if h.From != 0 || h.To != 0 {
		to := h.To
		if to == 0 {
			to = 24 * 60
		}
		out = append(out, "from", clock(h.From), "to", clock(to))
	}
	return out
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// claimOf is what a claim and a series have in common.
func claimOf(c writing.ClaimInput) keyed {
	out := keyed{
		"claimant", c.Claimant, "made_at", when(c.MadeAt), "holds", periodOf(c.Holds), "where", c.Where, "subjects", c.Subjects, "witnesses", c.Witnesses,
		"experts", c.Experts, "record_holders", c.RecordHolders, "relays", c.Relays, "language", c.Language, "tier", string(c.Tier),
		"policy", c.PolicyName, "marks", words(c.Marks), "draft", flag(c.Draft),
	}
	if c.NameClaimant != "" {
		out = append(out, "name_claimant", c.NameClaimant == "yes")
	}
	return out
}

func seriesOf(s filing.FileSeriesInput) keyed {
	return append(keyed{"id", s.Key, "statement", s.Statement, "parties", s.Parties}, claimOf(s.ClaimInput)...)
}

func statementOf(s filing.FileStatementInput) keyed {
	out := keyed{"claim", s.Claim, "party", s.Party, "via", s.Way, "stance", string(s.Stance), "said_at", when(s.SaidAt)}
	return append(append(out, saidWords(s.Statement, s.Summary)...), "ground_rules", string(s.GroundRules), "channel", string(s.Channel), "speaker", s.Speaker, "speaker_named", s.SpeakerNamed)
}

// saidWords is what was said, verbatim or as the desk sums it up.
func saidWords(text string, summary bool) keyed {
	if summary {
		return keyed{"summary", text}
	}
	return keyed{"words", text}
}

func evidenceOf(e filing.FileEvidenceInput) keyed {
	return keyed{
		"claim", e.Claim, "kind", string(e.Kind), "bearing", string(e.Bearing), "title", e.Title, "origin", e.Origin, "via", e.Way, "source", e.Source,
		"text", e.Text, "public", flag(e.Public),
	}
}

func requestOf(r filing.FileRequestInput) keyed {
	return keyed{
		"id", r.ID, "party", r.Party, "claims", r.Claims, "kind", string(r.Kind), "statute", r.Statute, "channel", string(r.Channel),
		"asked_at", instant(r.AskedAt.At), "questions", r.Questions, "intent_by", instant(r.IntentBy.At), "answer_by", instant(r.AnswerBy.At),
	}
}

func answerOf(a filing.FileAnswerInput) keyed {
	says := each(a.Stances, func(s answers.StanceInput) keyed {
		return append(keyed{"claim", s.Claim, "stance", string(s.Stance)}, saidWords(s.Statement, s.Summary)...)
	})
	return keyed{
		"request", a.Request, "received_at", instant(a.ReceivedAt.At), "via", a.Way, "speaker", a.Speaker, "speaker_named", a.SpeakerNamed, "ground_rules", string(a.GroundRules),
		"channel", string(a.Channel), "says", says,
	}
}

func proposalOf(p filing.FileProposalInput) keyed {
	return keyed{
		"claim", p.Claim, "outcome", string(p.Outcome), "why", string(p.Why), "rationale", p.Rationale, "for_readers", p.ForReaders, "as_of", instant(p.AsOf),
	}
}

func instant(at *time.Time) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}

func when(at *claim.When) string {
	if at == nil {
		return ""
	}
	return at.String()
}

func periodOf(p *claim.Period) string {
	if p == nil {
		return ""
	}
	return p.String()
}

// flag is written only if it is set.
func flag(set bool) any {
	if !set {
		return nil
	}
	return true
}

func words[T ~string](list []T) []string {
	var out []string
	for _, word := range list {
		out = append(out, string(word))
	}
	return out
}
