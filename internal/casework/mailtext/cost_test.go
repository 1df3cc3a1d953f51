package mailtext_test

import (
	"encoding/base32"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/worktest"
)

// Anybody can send a letter of many pieces, or with many links that are none of ours: a letter of twice the length
// costs about twice as much to keep.
func TestALetterCostsAsMuchToKeepAsItIsLongInTime(t *testing.T) {
	coding := base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
	for sentence, letter := range map[string]func(n int) (mailtext.MailText, []byte){
		"of many segments": func(n int) (text mailtext.MailText, part []byte) {
			passages := make([]mailtext.Passage, n)
			for i := range passages {
				passages[i] = mailtext.Passage{Kind: received.SegmentKinds[i%2], Text: "> ja, nein\n"}
			}
			text.Put(passages)
			return text, nil
		},
		"with many links": func(n int) (mailtext.MailText, []byte) {
			var all strings.Builder
			for i := range n {
				all.WriteString("answer/" + coding.EncodeToString(fmt.Appendf(nil, "%048d", i)) + "\n")
			}
			return mailtext.MailText{Text: all.String()}, []byte(all.String())
		},
		"with many line breaks": func(n int) (mailtext.MailText, []byte) {
			all := strings.Repeat("a\n> a=\n", n)
			return mailtext.MailText{Text: all}, []byte(all)
		},
		"with many tokens": func(n int) (mailtext.MailText, []byte) {
			return mailtext.MailText{Text: strings.Repeat("reply+", n) + strings.Repeat("a", 20*n)}, nil
		},
	} {
		spent := func(n int) time.Duration {
			least := time.Hour
			for range 3 {
				m := &countedMail{raw: map[claim.Ref][]byte{"raw": []byte("x")}, made: map[string][]byte{}}
				texts := mailtext.NewTexts(m, m)
				least = min(least, worktest.SpentAlone(t, func() {
					text, part := letter(n)
					require.NoError(t, texts.Keep(t.Context(), "raw", text, part))
				}))
			}
			return least
		}
		require.Less(t, spent(60_000), 3*spent(30_000)+20*time.Millisecond, sentence)
	}
}
