package post_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/post"
)

// What a message costs from the moment that it is there whole until its text is kept, whoever wrote it: less than 256 MB.
func TestAMessageCostsItsShareInAllSteps(t *testing.T) {
	var parameters strings.Builder
	for i := range 16_000 {
		fmt.Fprintf(&parameters, ";p%d=1", i)
	}
	coded := base64.StdEncoding.EncodeToString(make([]byte, 22<<20))
	var file strings.Builder
	for len(coded) > 76 {
		file.WriteString(coded[:76] + "\r\n")
		coded = coded[76:]
	}
	const from = "From: press@mill.example\r\nTo: desk@desk.example\r\n"
	part := "--x\r\nContent-Type: text/plain" + parameters.String()[:2500] + "\r\n\r\na\r\n"
	for sentence, raw := range map[string]string{
		"sixteen thousand parameters": from + "Content-Type: text/plain" + parameters.String() + "\r\n\r\nWe did not close.\r\n",
		"a thousand parts":            from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat(part, 1000) + "--x--\r\n",
		"a file of 30 MB":             from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee the file.\r\n--x\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + file.String() + "\r\n--x--\r\n",
		"a text of 30 MB":             from + "\r\n" + strings.Repeat("We did not close.\r\n", 30<<20/19),
	} {
		t.Run(sentence, func(t *testing.T) {
			o := open(t, "press@mill.example")
			kept := 0
			o.Keep = func(context.Context, claim.Ref, post.MessageText, [][]byte) error {
				kept++
				return nil
			}
			message := []byte(raw)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			id, err := o.Receive(t.Context(), received.Envelope{From: "press@mill.example", To: []string{"desk@desk.example"}}, message, noon)
			require.NoError(t, err)
			_, err = o.Examine(t.Context(), id)
			require.NoError(t, err)
			runtime.ReadMemStats(&after)
			t.Logf("%d MB", (after.TotalAlloc-before.TotalAlloc)>>20)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(256<<20))
			require.Equal(t, 1, kept, "what pages show is read once")
		})
	}
}
