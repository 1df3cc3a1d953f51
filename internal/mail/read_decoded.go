package mail

import (
	"html"
	"path"
	"strings"

	"github.com/jhillyerd/enmime/v2"
)

// Bounds of what [Decoded] looks into.
const (
	maxMessages = 4        // messages attached within each other
	maxDecoded  = 64 << 20 // bytes of all parts together
)

// Decoded gives what stands in the parts of a message once their encodings are undone (quoted-printable, base64, the
// entities of HTML), those of attached messages and of files included. It is for searching, not for showing. Compressed
// files are given as they are.
func Decoded(raw []byte) []string {
	var d decoder
	d.message(raw, maxMessages)
	return d.parts
}

type decoder struct {
	parts []string
	bytes int
}

func (d *decoder) message(raw []byte, depth int) {
	var in Inbound
	env := in.parse(raw)
	if env == nil {
		return
	}
	env.Root.DepthMatchAll(func(p *enmime.Part) bool {
		d.part(p, depth)
		return false
	})
}

func (d *decoder) part(p *enmime.Part, depth int) {
	if d.bytes += len(p.Content); d.bytes > maxDecoded {
		return
	}
	if len(p.Content) > 0 {
		d.parts = append(d.parts, html.UnescapeString(string(p.Content)))
	}
	if depth > 0 && isMessage(p) {
		d.message(p.Content, depth-1)
	}
}

// isMessage reports whether the part is a message itself, by its type or by its name.
func isMessage(p *enmime.Part) bool {
	return strings.HasPrefix(p.ContentType, "message/") || strings.EqualFold(path.Ext(p.FileName), ".eml")
}
