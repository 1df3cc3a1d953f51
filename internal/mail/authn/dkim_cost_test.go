package authn_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
	"github.com/onrecord/onrecord/internal/worktest"
)

// A message of 30 MB may cost half a second in all; its signatures, however many, leave the larger part of that to the rest.
func TestCheckingTheSignaturesOfALargeMessageCostsItsShare(t *testing.T) {
	const size = 30 << 20
	for name, of := range map[string]string{
		"an encoded file": strings.Repeat("QUJD", 19) + "\r\n", "words": "We were  not contacted before this was published, and the mill was open. \r\n",
		"empty lines": "\r\n", "line feeds": "\n", "spaces": "          \t", "one space each": "a b c d e f g h\r\n",
		"lines of a space": " \n", "lines of a letter": "a\n", "a letter and a space": "a \n", "a letter and empty lines": "a\n\n",
	} {
		for _, form := range []dkim.Canonicalization{dkim.CanonicalizationRelaxed, dkim.CanonicalizationSimple} {
			t.Run(name+" "+string(form), func(t *testing.T) {
				body := strings.Repeat(of, size/len(of)) + "x\r\n"
				once := authntest.SignAs(t, authntest.Mail(press), &dkim.SignOptions{Domain: "microsoft.example", Selector: "s1", Signer: authntest.Key(),
					HeaderCanonicalization: form, BodyCanonicalization: form})
				field := once[:bytes.Index([]byte(once), []byte("From: "))]
				raw := []byte(strings.Repeat(field, 8) + authntest.Mail(press) + body)
				var p received.Proof
				spent := worktest.SpentAlone(t, func() {
					p = authn.Checker{DNS: zone()}.Check(t.Context(), authn.Message{Raw: raw, Shown: []string{press}, At: authntest.Noon})
				})
				t.Log(spent)
				require.Len(t, p.Signatures, 8)
				require.Equal(t, "the body was changed after it was signed", p.Signatures[7].Reason)
				require.Less(t, spent, 400*time.Millisecond)
			})
		}
	}
}
