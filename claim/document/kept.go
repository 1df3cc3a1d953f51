package document

import (
	"embed"
	"strings"
	"sync"
)

// Presets reads the documents that come with the product, in the folder presets. One that read
// refuses is a defect of the program. The name of a file is given without its ending.
func Presets[P any](files embed.FS, read func(name, text string) (P, error)) []P {
	list, err := files.ReadDir("presets")
	if err != nil {
		panic("document: presets: " + err.Error())
	}
	all := make([]P, len(list))
	for i, f := range list {
		text, err := files.ReadFile("presets/" + f.Name())
		if err == nil {
			all[i], err = read(strings.TrimSuffix(f.Name(), ".yaml"), string(text))
		}
		if err != nil {
			panic("document: preset " + f.Name() + ": " + err.Error())
		}
	}
	return all
}

// maxKept is how many documents are kept read.
const maxKept = 200

// Kept keeps the documents that were read last: what is decided again and again is decided under the same ones.
type Kept[D any] struct {
	Parse      func(text []byte) (*D, error)
	Unreadable func() *D // stands for one that was recorded, and cannot be read any more

	mu sync.Mutex
	of map[string]*D
}

// Of reads a document that was parsed before it was recorded.
func (k *Kept[D]) Of(text string) *D {
	k.mu.Lock()
	defer k.mu.Unlock()
	if d := k.of[text]; d != nil {
		return d
	}
	d, err := k.Parse([]byte(text))
	if err != nil {
		d = k.Unreadable()
	}
	if len(k.of) >= maxKept || k.of == nil {
		k.of = map[string]*D{}
	}
	k.of[text] = d
	return d
}
