package mail

import (
	"bytes"
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
// entities of HTML), those of attached messages and of files included. It is for searching, not for showing or changing.
// Compressed files are given as they are.
func Decoded(raw []byte) [][]byte {
	var d decoder
	d.message(raw, maxMessages)
	return d.parts
}

// Decoded is the function of that name for a message that was read already.
func (in Inbound) Decoded() [][]byte {
	var d decoder
	d.all(in.root, in.lost, maxMessages)
	return d.parts
}

type decoder struct {
	parts [][]byte
	bytes int
}

func (d *decoder) message(raw []byte, depth int) {
	var in Inbound
	if env, lost := in.parse(raw, false); env != nil {
		d.all(env.Root, lost, depth)
	}
}

func (d *decoder) all(root *enmime.Part, lost [][]byte, depth int) {
	for _, text := range lost {
		d.add(text)
	}
	if root == nil {
		return
	}
	root.DepthMatchAll(func(p *enmime.Part) bool {
		if d.add(p.Content) && depth > 0 && isMessage(p) {
			d.message(p.Content, depth-1)
		}
		return false
	})
}

func (d *decoder) add(content []byte) bool {
	if d.bytes += len(content); d.bytes > maxDecoded || len(content) == 0 {
		return false
	}
	d.parts = append(d.parts, content)
	if bytes.IndexByte(content, '&') >= 0 && bytes.IndexByte(content, 0) < 0 { // no picture, and no archive
		d.parts = append(d.parts, []byte(html.UnescapeString(string(content))))
	}
	return true
}

// isMessage reports whether the part is a message itself, by its type or by its name.
func isMessage(p *enmime.Part) bool {
	return strings.HasPrefix(p.ContentType, "message/") || strings.EqualFold(path.Ext(p.FileName), ".eml")
}
