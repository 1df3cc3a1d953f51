package policy

import "github.com/onrecord/onrecord/claim/document"

// InWords is a rule as a page shows it.
type InWords struct {
	When    string   `json:"when" doc:"the condition in words; empty for always"`
	Text    string   `json:"text,omitempty" doc:"the condition as it is written (CEL)"`
	Because string   `json:"because,omitempty" doc:"what the source says"`
	Asks    []string `json:"asks" doc:"what the rule then requires"`
}

// Words says the rules of the document.
func (d *Document) Words() []InWords {
	all := make([]InWords, len(d.Rules))
	for i, r := range d.Rules {
		w := InWords{When: r.words, Text: r.When, Because: r.Because, Asks: []string{}}
		if w.When == "always" {
			w.When = ""
		}
		for _, q := range r.asks(Facts{}) {
			text := q.Says
			if q.Step != nil && q.Step.Due > 0 {
				text += "; due within " + document.Time(q.Step.Due)
			}
			w.Asks = append(w.Asks, text)
		}
		all[i] = w
	}
	return all
}
