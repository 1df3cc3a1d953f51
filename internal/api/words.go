package api

import (
	"reflect"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// wordsExtension is where the description of the API states of which vocabulary a value is a word.
const wordsExtension = "x-onrecord-words"

// meansExtension is where it states what each word of the enumeration means, in its order.
const meansExtension = "x-enum-descriptions"

// wordOf describes a field whose type is a word of the domain: huma asks it in
// place of the word. So no struct names the words of an enumeration.
type wordOf[W ~string] struct{}

// Schema implements [huma.SchemaProvider].
func (wordOf[W]) Schema(huma.Registry) *huma.Schema {
	words, _ := claim.VocabularyOf(reflect.TypeFor[W]())
	s := &huma.Schema{Type: huma.TypeString, Description: words.Explained(), Extensions: map[string]any{wordsExtension: words.Name}}
	enumerate(s, words, false)
	return s
}

// enumerate has the schema take the words, or those of them that somebody can choose.
func enumerate(s *huma.Schema, v claim.Vocabulary, chosen bool) {
	var means []string
	s.Enum = nil
	for _, word := range v.Words {
		if word.Chosen || !chosen {
			s.Enum, means = append(s.Enum, word.Word), append(means, word.Doc)
		}
	}
	s.Extensions[meansExtension] = means
	s.PrecomputeMessages()
}

// policyOf describes a policy: a number for each of its conditions.
type policyOf struct{}

// Schema implements [huma.SchemaProvider].
func (policyOf) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, AdditionalProperties: false, Properties: map[string]*huma.Schema{}}
	for _, c := range claim.Conditions() {
		row := c.Row()
		least, most := float64(row.Min), float64(row.Max)
		s.Properties[row.Name] = &huma.Schema{Type: huma.TypeInteger, Format: "int64", Description: row.Doc, Minimum: &least, Maximum: &most}
		if row.Min > 0 {
			s.Required = append(s.Required, row.Name)
		}
		s.Properties[row.Name].PrecomputeMessages()
	}
	s.PrecomputeMessages()
	return s
}

// schemas are the components of the description.
func schemas() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	word[letters.AttemptResult](r)
	word[claim.Authenticity](r)
	word[claim.Bearing](r)
	word[claim.Channel](r)
	word[letters.Delivery](r)
	word[letters.Disposition](r)
	word[comments.Kind](r)
	word[draft.Form](r)
	word[draft.Reader](r)
	word[draft.Sign](r)
	word[draft.Standing](r)
	word[claim.EvidenceKind](r)
	word[claim.GroundRules](r)
	word[letters.Lifecycle](r)
	word[letters.Place](r)
	word[sources.Lack](r)
	word[finding.Lapse](r)
	word[received.MailClass](r)
	word[verification.Mark](r)
	word[received.Match](r)
	word[received.Proven](r)
	word[received.SegmentKind](r)
	word[received.Wrapping](r)
	word[received.SenderSign](r)
	word[sources.Part](r)
	word[claim.MessageKind](r)
	word[claim.RequestKind](r)
	word[finding.Opening](r)
	word[claim.Outcome](r)
	word[letters.OutboxState](r)
	word[people.Nature](r)
	word[people.NoticeChannel](r)
	word[people.HookKind](r)
	word[people.NoticeTime](r)
	word[people.PartyKind](r)
	word[finding.Prominence](r)
	word[finding.PublicationKind](r)
	word[claim.PauseLevel](r)
	word[relation.Relation](r)
	word[claim.Role](r)
	word[claim.Sensitivity](r)
	word[claim.Silence](r)
	word[claim.Stage](r)
	word[claim.Stance](r)
	word[claim.Tier](r)
	word[letters.Timeliness](r)
	word[letters.Untold](r)
	word[people.VerifiedBy](r)
	word[claim.Cause](r)
	word[people.Health](r)
	word[claim.RequestKind](r)
	word[finding.Why](r)
	r.RegisterTypeAlias(reflect.TypeFor[claim.Policy](), reflect.TypeFor[policyOf]())
	return r
}

func word[W ~string](r huma.Registry) {
	r.RegisterTypeAlias(reflect.TypeFor[W](), reflect.TypeFor[wordOf[W]]())
}

// narrow keeps from what can be asked for the words that nobody chooses, such as
// the channel of the answer page. What answers say has all words.
func narrow(api *huma.OpenAPI) {
	n := narrower{api.Components.Schemas, map[string]bool{}}
	for _, item := range api.Paths {
		for _, o := range []*huma.Operation{item.Get, item.Put, item.Post, item.Delete, item.Patch} {
			if o == nil {
				continue
			}
			for _, p := range o.Parameters {
				n.schema(p.Schema)
				if p.In == "path" { // an address that leads nowhere is not found, and not invalid
					p.Schema.Enum = nil
				}
			}
			if o.RequestBody != nil {
				for _, content := range o.RequestBody.Content {
					n.schema(content.Schema)
				}
			}
		}
	}
}

type narrower struct {
	components huma.Registry
	seen       map[string]bool
}

func (n narrower) schema(s *huma.Schema) {
	if s == nil || n.seen[s.Ref] {
		return
	}
	if s.Ref != "" {
		n.seen[s.Ref] = true
		n.schema(n.components.SchemaFromRef(s.Ref))
		return
	}
	if name, ok := s.Extensions[wordsExtension].(string); ok {
		all := claim.Vocabularies()
		enumerate(s, all[slices.IndexFunc(all, func(v claim.Vocabulary) bool { return v.Name == name })], true)
	}
	n.schema(s.Items)
	for _, property := range s.Properties {
		n.schema(property)
	}
}
