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
		if depth == 0 || !isMessage(p) {
			d.add(p.Content)
		} else if d.keep(p.Content) {
			d.message(p.Content, depth-1)
		}
		return false
	})
}

func (d *decoder) keep(content []byte) bool {
	if d.bytes += len(content); d.bytes > maxDecoded || len(content) == 0 {
		return false
	}
	d.parts = append(d.parts, content)
	return true
}

// add keeps a content as it is, and with its entities undone.
func (d *decoder) add(content []byte) {
	if d.keep(content) && bytes.IndexByte(content, '&') >= 0 && bytes.IndexByte(content, 0) < 0 { // no picture, and no archive
		d.parts = append(d.parts, unescaped(content))
	}
}

const (
	unescapedAtOnce = 64 << 10 // bytes
	longestEntity   = 40       // bytes
)

// unescaped undoes the entities of HTML. It goes piece by piece, as the library copies what it is given twice; a piece
// ends where no entity does.
func unescaped(content []byte) []byte {
	out := make([]byte, 0, len(content))
	for len(content) > 0 {
		end := min(len(content), unescapedAtOnce)
		if last := bytes.LastIndexByte(content[:end], '&'); end < len(content) && last > 0 && end-last < longestEntity {
			end = last
		}
		out = append(out, html.UnescapeString(string(content[:end]))...)
		content = content[end:]
	}
	return out
}

// isMessage reports whether the part is a message itself, by its type or by its name.
func isMessage(p *enmime.Part) bool {
	return strings.HasPrefix(p.ContentType, "message/") || strings.EqualFold(path.Ext(p.FileName), ".eml")
}
