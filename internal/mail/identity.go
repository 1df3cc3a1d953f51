package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Identity is what a message has in common with itself, by whatever way it came: a hash over its Message-ID, its
// authors and its body. The fields that servers on the way add do not count, nor do line ends. It is empty for a
// message without a Message-ID or a body: that one is known by its bytes alone.
func Identity(raw []byte, in Inbound) string {
	header := headerOf(raw)
	body := raw[len(header):]
	if in.MessageID == "" || len(bytes.TrimSpace(body)) == 0 {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q", in.MessageID)
	for _, a := range in.From {
		fmt.Fprintf(h, " %q", strings.ToLower(a.Address))
	}
	for line := range bytes.Lines(bytes.TrimSpace(body)) {
		h.Write(bytes.TrimRight(line, " \t\r\n"))
		h.Write([]byte{'\n'})
	}
	return hex.EncodeToString(h.Sum(nil))
}
