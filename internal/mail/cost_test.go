package mail_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/worktest"
)

// least is the least processor time of a few tries: what else goes on in the process only adds to it.
func least(t *testing.T, do func()) time.Duration {
	spent := worktest.SpentAlone(t, do)
	for range 4 {
		spent = min(spent, worktest.SpentAlone(t, do))
	}
	return spent
}

// What a letter is made of must not make it dear: the same length costs about the same. All that is done with a
// message is compared with what is done with an ordinary one, so that the speed of the machine does not matter.
func TestALetterMadeToBeDearCostsLittleMoreThanAnotherInTime(t *testing.T) {
	const (
		size   = 2 << 20
		from   = "From: a@b.example\r\n\r\n"
		daemon = "From: mailer-daemon@b.example\r\nSubject: failure notice\r\n\r\ncould not be delivered\r\n"
	)
	full := func(text string) string { return strings.Repeat(text, size/len(text)+1)[:size] }
	tokens := replyTokens(t)
	spent := func(message string) time.Duration {
		raw := []byte(message)
		return least(t, func() { require.NoError(t, takeIn(tokens, raw)) })
	}
	ordinary := spent(from + full("We were not contacted before this was published, and the mill was open all day.\r\n"))
	for sentence, message := range map[string]string{
		"one letter":                        from + full("a"),
		"one digit":                         from + full("0"),
		"one letter in lines":               from + full(strings.Repeat("a", 50)+"\r\n"),
		"codes that are none":               from + full("a1b2-c3d4-e5f"),
		"gaps of codes":                     from + full("aaaa------"),
		"one letter in a report":            daemon + full("a"),
		"addresses without an end":          daemon + full("a."),
		"addresses without a domain":        daemon + full("a@"),
		"addresses":                         daemon + full("a@b "),
		"lines of one sign each":            daemon + full("@\r\n"),
		"one letter for the failed":         "X-Failed-Recipients: " + full("a")[:200<<10] + "\r\n" + daemon + full("a"),
		"one letter for an author":          "To: " + full("a")[:200<<10] + "\r\n" + from,
		"tokens that are none":              strings.Repeat("Delivered-To: "+strings.Repeat("a", 1000)+"\r\n", 240) + from,
		"as many segments as lines":         from + full("> a\r\nb\r\n"),
		"items of a list in a deep one":     "Content-Type: text/html\r\n" + from + strings.Repeat("<blockquote><ul>", 20) + full("<li>")[:1<<20],
		"four forms that are long as texts": strings.Replace(inParts(4, "Content-Type: text/html", strings.Repeat("<blockquote><ul>", 20)+full("<li>")[:1<<20-1000]), "/mixed", "/alternative", 1),
	} {
		require.Less(t, spent(message), 8*ordinary, sentence)
	}
}

func TestLookingForCodesAndAddressesCostsAsMuchAsTheTextIsLongInTime(t *testing.T) {
	for sentence, look := range map[string]func(text string){
		"codes":     func(text string) { letters.FindRequestCodes(text) },
		"addresses": func(text string) { address.Loose.In(text, len(text)) },
	} {
		for _, of := range []string{"a", "0-", "a1b2-c3d4-e5f6 ", "aaaa>>", "a@", "@", "a@b "} {
			spent := func(size int) time.Duration {
				text := strings.Repeat(of, size/len(of))
				return least(t, func() {
					for range 20 { // the clock of processor time has coarse ticks
						look(text)
					}
				})
			}
			require.Less(t, spent(512<<10), 3*spent(256<<10)+10*time.Millisecond, "%s in %q", sentence, of)
		}
	}
}
