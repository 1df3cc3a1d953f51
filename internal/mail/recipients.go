package mail

import (
	"bytes"
	"net/textproto"
)

// Recipients gives the addresses of [Inbound.Recipients] without reading the message: its header is enough to keep it by,
// and nothing else of it is looked at before it is safe.
func Recipients(raw []byte) []string {
	header := headerOf(bytes.TrimPrefix(raw, []byte("\uFEFF")))
	in := Inbound{header: textproto.MIMEHeader{}}
	for _, f := range readFields(header[:min(len(header), maxHeader)]) {
		switch f.name {
		case "to", "cc", "delivered-to", "x-original-to", "envelope-to":
			in.header.Add(f.name, f.value)
		}
	}
	in.readRecipients()
	return in.Recipients()
}
