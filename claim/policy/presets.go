package policy

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/onrecord/onrecord/claim/document"
)

//go:embed presets
var presetFiles embed.FS

// Preset is a policy that comes with the product, to be used as it is or taken
// as a beginning.
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

// PresetNamed returns the preset of that name.
func PresetNamed(name string) (Preset, bool) {
	for _, p := range presets() {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}

// kept are the documents that were read last.
var kept = document.Kept[Document]{Parse: Parse, Unreadable: func() *Document {
	return &Document{Name: "unreadable", Version: 1, Rules: []Rule{{
		Because: "the policy that the claim is pinned to cannot be read by this version of the program",
		Require: Require{Stages: []Stage{{{N: MaxCount, Opened: []string{"a policy that can be read"}}}}},
	}}}
}}

// Of reads a document that was parsed before it was recorded. One that cannot be
// read any more asks for what nobody can meet: in doubt nothing is published.
func Of(text string) *Document { return kept.Of(text) }

// Simple is what the numbers of a case ask for, as a document: sign-offs of every
// finding, and origins of one that says that all of the claim is so.
func Simple(signOffs, origins int) *Document {
	require := Require{Origins: origins}
	if signOffs > 0 {
		require.Stages = []Stage{{{N: signOffs}}}
	}
	return &Document{Version: 1, Rules: []Rule{{Require: require}}}
}
