package story

import (
	"cmp"
	"slices"
)

// Part is a stretch of the text in which the same passages stand.
type Part struct {
	Words    string
	Passages []Passage // that the stretch is in, the one that began first first
	Ends     []int     // numbers of those that end with it
}

// Parts cuts the text where passages begin and end. Together they are the text.
func (s Story) Parts() []Part { return parts(s.Text, s.Passages) }

// Parts cuts the text where passages begin and end. Together they are the text.
func (c Copy) Parts() []Part {
	passages := make([]Passage, len(c.Notes))
	for i, n := range c.Notes {
		passages[i] = n.Passage
	}
	return parts(c.Text, passages)
}

func parts(text string, passages []Passage) []Part {
	cuts := []int{0, len(text)}
	for _, p := range passages {
		if p.To <= len(text) && !p.Gone() {
			cuts = append(cuts, p.From, p.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	list := make([]Part, 0, len(cuts))
	for i := range cuts[1:] {
		from, to := cuts[i], cuts[i+1]
		part := Part{Words: text[from:to]}
		for _, p := range passages {
			if p.To > len(text) || p.From > from || p.To < to || p.Gone() {
				continue
			}
			part.Passages = append(part.Passages, p)
			if p.To == to {
				part.Ends = append(part.Ends, p.Number)
			}
		}
		slices.SortStableFunc(part.Passages, func(a, b Passage) int { return cmp.Compare(a.From, b.From) })
		list = append(list, part)
	}
	return list
}
