package casefile

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/relation"
)

// The keys of a series, of what its parties are asked, and of a relation.
var (
	seriesKeys   = append(append([]string{"id", "statement", "parties"}, claimKeys[2:]...), "ask")
	askKeys      = []string{"questions", "answer_by", "intent_by"}
	relationKeys = []string{"claim", "as", "to"}
)

// series reads one statement about several parties.
func (r *reading) series(n *yaml.Node, path string) Series {
	o := r.object(n, path, seriesKeys)
	o.needs(seriesKeys[:3]...)
	s := Series{Claim: r.claimOf(o), Parties: o.refs("parties", "party", cases.MaxSeries, r.parties), Ask: r.ask(o)}
	if s.Statement != "" && !strings.Contains(s.Statement, cases.SeriesSlot) {
		o.wrong("statement", "has no place for the party: write %s where its name goes", cases.SeriesSlot)
	}
	if f, ok := o.fields["parties"]; ok && f.value.Kind == yaml.SequenceNode && len(f.value.Content) == 0 {
		o.wrong("parties", "is empty: a series is about at least one party")
	}
	if s.ID == "" {
		return s
	}
	for _, id := range s.ClaimIDs() {
		if first, taken := r.claims[id]; taken {
			o.wrong("id", "the series has a claim %s, and that id stands here already, on line %d: change one of them", id, first)
			continue
		}
		r.claims[id] = n.Line
	}
	if s.Ask != nil {
		for _, party := range s.Parties {
			r.countRequest(o, party)
		}
	}
	return s
}

func (r *reading) ask(of object) *Ask {
	f, ok := of.fields["ask"]
	if !ok {
		return nil
	}
	o := r.object(f.value, of.at("ask"), askKeys)
	o.needs(askKeys[:2]...)
	q := Request{Questions: o.prose("questions", MaxQuestions), AnswerBy: o.deadline("answer_by"), IntentBy: o.deadline("intent_by")}
	o.checkRequest(q)
	return &Ask{q.Questions, q.AnswerBy, q.IntentBy}
}

// relation reads what a claim is to another one.
func (r *reading) relation(n *yaml.Node, path string) Relation {
	o := r.object(n, path, relationKeys)
	o.needs(relationKeys...)
	rel := Relation{
		Claim: o.ref("claim", "claim", r.claims), To: o.ref("to", "claim", r.claims), As: word(o, "as", "", relation.Relations),
	}
	if rel.Claim != "" && rel.Claim == rel.To {
		o.wrong("to", "a claim is not related to itself: name another claim")
	}
	return rel
}

// unfolded puts the claims of a series in place of its id, once each.
func unfolded(series []Series, ids []string) []string {
	var all []string
	for _, id := range ids {
		one := []string{id}
		if i := slices.IndexFunc(series, func(s Series) bool { return s.ID == id }); i >= 0 {
			one = series[i].ClaimIDs()
		}
		for _, id := range one {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all
}

// asks reports which claims the file asks a party about.
func (f *File) asks() map[string]map[string]bool {
	asked := map[string]map[string]bool{}
	for _, p := range f.Parties {
		asked[p.ID] = map[string]bool{}
	}
	for _, q := range f.Requests {
		for _, id := range unfolded(f.Series, q.Claims) {
			asked[q.Party][id] = true
		}
	}
	for _, s := range f.Series {
		if s.Ask == nil {
			continue
		}
		for i, id := range s.ClaimIDs() {
			asked[s.Parties[i]][id] = true
		}
	}
	return asked
}
