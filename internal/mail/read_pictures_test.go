package mail_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

// pictured is a message whose HTML shows pictures, by their Content-ID.
func pictured(page string, parts map[string][]byte) []byte {
	var out strings.Builder
	out.WriteString("From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n" + page + "\r\n")
	for id, data := range parts {
		fmt.Fprintf(&out, "--x\r\nContent-Type: image/png; name=a.png\r\nContent-ID: <%s>\r\nContent-Transfer-Encoding: base64\r\n\r\n", id)
		coded := base64.StdEncoding.EncodeToString(data)
		for len(coded) > 76 {
			out.WriteString(coded[:76] + "\r\n")
			coded = coded[76:]
		}
		out.WriteString(coded + "\r\n")
	}
	out.WriteString("--x--\r\n")
	return []byte(out.String())
}

// dot is a PNG of one pixel.
func dot(t *testing.T) []byte {
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, 1, 1))))
	return out.Bytes()
}

// claiming is a PNG whose header claims another size.
func claiming(t *testing.T, width, height uint32) []byte {
	data := dot(t)
	binary.BigEndian.PutUint32(data[16:], width)
	binary.BigEndian.PutUint32(data[20:], height)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestPicturesOfTheMessageItselfAreShownWithinBounds(t *testing.T) {
	in := func(data []byte) string {
		return `src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(data) + `"`
	}
	for name, c := range map[string]struct {
		page  string
		parts map[string][]byte
		shown int
		own   int
	}{
		"one":                             {`<img src="cid:a@b">`, map[string][]byte{"a@b": dot(t)}, 1, 0},
		"one that is not there":           {`<img src="cid:c@b">`, map[string][]byte{"a@b": dot(t)}, 0, 1},
		"one that is no picture":          {`<img src="cid:a">`, map[string][]byte{"a": []byte("<svg onload=x>")}, 0, 1},
		"one that is wide":                {`<img src="cid:a">`, map[string][]byte{"a": claiming(t, 10_001, 1)}, 0, 1},
		"one of a hundred million pixels": {`<img src="cid:a">`, map[string][]byte{"a": claiming(t, 10_000, 10_000)}, 0, 1},
		"one that overflows":              {`<img src="cid:a">`, map[string][]byte{"a": claiming(t, 0x7fffffff, 0x7fffffff)}, 0, 1},
		"many":                            {strings.Repeat(`<img src="cid:a">`, 30), map[string][]byte{"a": dot(t)}, 20, 10},
		"more pixels together":            {strings.Repeat(`<img src="cid:a">`, 3), map[string][]byte{"a": claiming(t, 5000, 2000)}, 2, 1},
		"more bytes together":             {strings.Repeat(`<img src="cid:a">`, 3), map[string][]byte{"a": append(dot(t), make([]byte, 3<<19)...)}, 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			page, _, ok := mail.Formatted(pictured(c.page, c.parts), nil)
			require.True(t, ok)
			require.Equal(t, c.shown, strings.Count(page.HTML, "<img "))
			require.Equal(t, c.own, page.Own)
			if name == "one" {
				require.Contains(t, page.HTML, in(dot(t)), "as it was sent")
			}
			require.NotContains(t, page.HTML, "cid:")
		})
	}
}
