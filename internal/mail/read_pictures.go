package mail

import (
	"bytes"
	"image"
	_ "image/jpeg" // by its header
	_ "image/png"  // by its header
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/internal/mail/safehtml"
)

// Bounds of the pictures that are shown of one message, each place at which one stands counted.
const (
	maxPictures      = 20
	maxPictureBytes  = 4 << 20
	maxPicturePixels = 24_000_000 // a program that shows one takes four bytes for each
	maxPictureSide   = 10_000
)

// pictures are those that are parts of a message. It is read for them when the first is asked for.
type pictures struct {
	raw    []byte
	parts  map[string]*enmime.Part // by Content-ID
	shown  int
	bytes  int
	pixels int
}

// show gives the picture with the Content-ID as long as it is within bounds. How large it is its header says, which is all
// that is read of it here; what kind it is, too, and not what the message says of it.
func (p *pictures) show(id string) (safehtml.Picture, bool) {
	if p.parts == nil {
		p.read()
	}
	part := p.parts[id]
	if part == nil || p.shown == maxPictures || p.bytes+len(part.Content) > maxPictureBytes {
		return safehtml.Picture{}, false
	}
	header, kind, err := image.DecodeConfig(bytes.NewReader(part.Content))
	if err != nil || header.Width > maxPictureSide || header.Height > maxPictureSide || p.pixels+header.Width*header.Height > maxPicturePixels {
		return safehtml.Picture{}, false
	}
	p.shown, p.bytes, p.pixels = p.shown+1, p.bytes+len(part.Content), p.pixels+header.Width*header.Height
	return safehtml.Picture{Media: "image/" + kind, Data: part.Content}, true
}

func (p *pictures) read() {
	p.parts = map[string]*enmime.Part{}
	var in Inbound
	env, _ := in.parse(p.raw, true)
	if env == nil {
		return
	}
	env.Root.DepthMatchAll(func(part *enmime.Part) bool {
		if id := strings.Trim(strings.TrimSpace(part.ContentID), "<>"); id != "" && part.FirstChild == nil && p.parts[id] == nil {
			p.parts[id] = part
		}
		return false
	})
}
