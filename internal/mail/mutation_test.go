package mail_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/worktest"
)

// mutations is how many mutated messages are read; ONRECORD_MUTATIONS asks for more.
func mutations(t *testing.T) int {
	t.Helper()
	text := os.Getenv("ONRECORD_MUTATIONS")
	if text == "" {
		return 500
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}

// mutate changes a message as damage and malice do. other is a message to borrow from.
func mutate(r *rand.Rand, raw, other []byte) []byte {
	raw = bytes.Clone(raw)
	for range 1 + r.IntN(4) {
		if len(raw) < 2 {
			return raw
		}
		at := r.IntN(len(raw))
		end := at + r.IntN(min(len(raw)-at, 400))
		from := r.IntN(len(other))
		borrowed := other[from:min(len(other), from+r.IntN(2000))]
		switch r.IntN(9) {
		case 0:
			raw[at] = byte(r.IntN(256))
		case 1:
			raw = append(raw[:at:at], raw[end:]...)
		case 2:
			raw = append(raw[:at:at], append(bytes.Clone(borrowed), raw[at:]...)...)
		case 3:
			raw = append(raw[:end:end], append(bytes.Repeat(raw[at:end], r.IntN(200)), raw[end:]...)...)
		case 4:
			raw = raw[:at]
		case 5:
			lines := bytes.SplitAfter(raw, []byte("\n"))
			i, j := r.IntN(len(lines)), r.IntN(len(lines))
			lines[i], lines[j] = lines[j], lines[i]
			raw = bytes.Join(lines, nil)
		case 6:
			tokens := []string{"\r\n\r\n", "\r", "\n", "\x00", "\xff\xfe", "--", "; boundary=x\r\n", "=?utf-8?b?", "=\r\n", "<", "\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n", "\r\nContent-Transfer-Encoding: base64\r\n", "charset=utf-7", "\u202e", ";filename*0*=x"}
			raw = append(raw[:at:at], append([]byte(strings.Repeat(tokens[r.IntN(len(tokens))], 1+r.IntN(30))), raw[at:]...)...)
		case 7:
			raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte([]string{"\n", "\r", "\r\r\n"}[r.IntN(3)]))
		case 8:
			raw = bytes.ToUpper(raw)
		}
	}
	return raw
}

func TestNoMutatedMessageDoesHarm(t *testing.T) {
	all := corpus(t)
	r := rand.New(rand.NewPCG(10, uint64(mutations(t))))
	var most time.Duration
	for i := range mutations(t) {
		raw := mutate(r, all[i%len(all)].raw, all[r.IntN(len(all))].raw)
		kept := bytes.Clone(raw)
		var in mail.Inbound
		var memory int
		spent := worktest.Spent(t, func() {
			memory = allocated(func() {
				var err error
				if in, err = mail.Read(raw); err != nil {
					return
				}
				mail.Classify(&in, mail.Envelope{})
				in.Decoded()
				mail.Recipients(raw)
			})
		})
		most = max(most, spent)
		if memory > 96<<20 || spent > 5*time.Second || !utf8.ValidString(in.Text) || !bytes.Equal(kept, raw) {
			require.NoError(t, os.WriteFile("testdata/mutated.eml", kept, 0o600))
			t.Fatalf("message %d of %s took %s and %d bytes; it is in testdata/mutated.eml", i, all[i%len(all)].name, spent, memory)
		}
	}
	t.Logf("%s of processor time at most for one message", most)
}
