package plan

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/document"
)

//go:embed presets
var presetFiles embed.FS

// Preset is a plan that comes with the product, to be used as it is or taken as a beginning.
type Preset struct {
	*Document
	Text string
}

// Presets lists every preset by name.
func Presets() []Preset { return slices.Clone(presets()) }

var presets = sync.OnceValue(func() []Preset { return document.Presets(presetFiles, preset) })

func preset(name, text string) (Preset, error) {
	d, err := Parse([]byte(text))
	if err == nil && d.Name != name {
		err = fmt.Errorf("it is called %s", d.Name)
	}
	return Preset{d, text}, err
}

// Shelf is implemented by the stream of the desk, which keeps its plans.
type Shelf interface {
	// PlanNamed returns the latest version of the plan of that name.
	PlanNamed(name string) (claim.Pinned, bool)
	// PlansSet are the plans that the desk has set, in the latest version of each.
	PlansSet() []claim.Pinned
}

// The finds a plan by its name: of the desk, or else a preset. It returns
// [claim.CodeNotFound] if there is none of that name.
func The(around claim.Around, name string) (claim.Pinned, error) {
	if shelf, ok := around.State(claim.DeskStream).(Shelf); ok {
		if p, ok := shelf.PlanNamed(name); ok {
			return p, nil
		}
	}
	for _, p := range presets() {
		if p.Name == name {
			return claim.Pinned{Name: p.Name, Version: p.Version, Text: p.Text}, nil
		}
	}
	return claim.Pinned{}, claim.Errorf(claim.CodeNotFound, "the desk has no plan called %q", name).
		WithField("plan", "choose one of the desk's plans, or a preset").WithHint("see what there is: onrecord plan list")
}

// Wanted is a request that nobody has named a plan for.
type Wanted struct {
	Asks    claim.RequestKind
	Tiers   []claim.Tier
	Parties []string // what kinds of party it goes to
}

// Choose is the desk's plan for a request: of those that are for it, the one that says most
// of what it is for; empty if none is.
func Choose(set []claim.Pinned, w Wanted) string {
	name, most := "", 0
	for _, p := range set {
		if n := Of(p.Text).For.fits(w); n > most || n == most && n > 0 && p.Name < name {
			name, most = p.Name, n
		}
	}
	return name
}

// fits is how many of its lists speak of the request; 0 if one does not fit.
func (f For) fits(w Wanted) int {
	n := 0
	for _, list := range [][2][]string{
		{names(f.Asks), {string(w.Asks.OrComment())}}, {names(f.Tiers), names(w.Tiers)}, {f.Parties, w.Parties},
	} {
		if len(list[0]) == 0 {
			continue
		}
		if !slices.ContainsFunc(list[1], func(is string) bool { return slices.Contains(list[0], is) }) {
			return 0
		}
		n++
	}
	return n
}

// kept are the documents that were read last.
var kept = document.Kept[Document]{Parse: Parse, Unreadable: func() *Document {
	return &Document{Name: "unreadable", Version: 1}
}}

// Of reads a document that was parsed before it was recorded. One that cannot be read any
// more sends nothing by itself: in doubt nobody is reminded.
func Of(text string) *Document { return kept.Of(text) }
