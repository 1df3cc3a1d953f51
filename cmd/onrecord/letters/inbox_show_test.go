package letters

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
)

func TestWhatCannotBeReadAndWhatFilesAreIsSaidOnTheCommandLine(t *testing.T) {
	var out strings.Builder
	says := received.EncryptedOpenPGP.Says(false)
	headMessage(&out, correspondence.InboxItem{MailText: mailtext.MailText{Wrapped: []mailtext.MailWrapping{{Kind: received.EncryptedOpenPGP, Says: says}}}}, time.Now())
	require.Contains(t, out.String(), "  It is encrypted with OpenPGP: nobody can read it here yet. It is kept as it came.\n")
	out.Reset()
	showFiles(&out, []mailtext.MailFile{{Name: "a.pdf", Type: "application/pdf", Size: 3, SHA256: "1d39", Content: "text/plain", Warnings: []string{"By its name it is a PDF; by its content, a text."}}})
	require.Equal(t, "  File: a.pdf, 3 bytes, says it is application/pdf; by its content, text/plain\n    By its name it is a PDF; by its content, a text.\n    SHA-256 1d39\n", out.String())
}
