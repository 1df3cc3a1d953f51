package policy

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
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

var presets = sync.OnceValue(func() []Preset {
	files, err := presetFiles.ReadDir("presets")
	if err != nil {
		panic("policy: presets: " + err.Error())
	}
	all := make([]Preset, len(files))
	for i, f := range files {
		text, err := presetFiles.ReadFile(path.Join("presets", f.Name()))
		if err == nil {
			all[i], err = preset(f.Name(), string(text))
		}
		if err != nil {
			panic("policy: preset " + f.Name() + ": " + err.Error())
		}
	}
	return all
})

func preset(file, text string) (Preset, error) {
	d, err := Parse([]byte(text))
	if err == nil && d.Name != strings.TrimSuffix(file, ".yaml") {
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

// read keeps the documents that were read last: a claim is decided on again and
// again under the same one.
var read struct {
	sync.Mutex
	of map[string]*Document
}

// maxRead is how many documents are kept read.
const maxRead = 200

// Of reads a document that was parsed before it was recorded. One that cannot be
// read any more asks for what nobody can meet: in doubt nothing is published.
func Of(text string) *Document {
	read.Lock()
	defer read.Unlock()
	if d := read.of[text]; d != nil {
		return d
	}
	d, err := Parse([]byte(text))
	if err != nil {
		d = &Document{Name: "unreadable", Version: 1, Rules: []Rule{{
			Because: "the policy that the claim is pinned to cannot be read by this version of the program",
			Require: Require{Stages: []Stage{{{N: MaxCount, Opened: []string{"a policy that can be read"}}}}},
		}}}
	}
	if len(read.of) >= maxRead || read.of == nil {
		read.of = map[string]*Document{}
	}
	read.of[text] = d
	return d
}

// Simple is what the numbers of a case ask for, as a document: sign-offs of every
// finding, and origins of one that says that all of the claim is so.
func Simple(signOffs, origins int) *Document {
	require := Require{Origins: origins}
	if signOffs > 0 {
		require.Stages = []Stage{{{N: signOffs}}}
	}
	return &Document{Version: 1, Rules: []Rule{{Require: require}}}
}
