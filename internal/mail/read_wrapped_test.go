package mail_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
)

func TestWhatIsEncryptedPackedOrSignedIsSaid(t *testing.T) {
	const head = "From: a@b.example\r\nMIME-Version: 1.0\r\n"
	enveloped := base64.StdEncoding.EncodeToString([]byte("\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"))
	const armoured = "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0\r\n-----END PGP MESSAGE-----\r\n"
	cases := []struct {
		sentence, rest string
		want           []mail.Wrapped
	}{
		{"plain text is not wrapped", "\r\nNo comment.\r\n", nil},
		{"PGP/MIME", "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=x\r\n\r\n--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n" + armoured + "--x--\r\n", []mail.Wrapped{{Kind: received.EncryptedOpenPGP}}},
		{"PGP/MIME as Exchange leaves it", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n\r\n--x\r\nContent-Type: application/pgp-encrypted; name=\"PGPMIME version identification\"\r\n\r\nVersion: 1\r\n--x\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n" + armoured + "--x--\r\n", []mail.Wrapped{{Kind: received.EncryptedOpenPGP}}},
		{"an armoured block alone", "\r\n" + armoured, []mail.Wrapped{{Kind: received.EncryptedOpenPGP}}},
		{"an armoured block among words", "\r\nHello,\r\n\r\n" + armoured, []mail.Wrapped{{Kind: received.EncryptedOpenPGP, Part: true}}},
		{"an armoured block that is quoted is none of theirs", "\r\nI cannot read that.\r\n\r\n> -----BEGIN PGP MESSAGE-----\r\n> hQEMA0\r\n", nil},
		{"a signed text", "\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nYes.\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ\r\n-----END PGP SIGNATURE-----\r\n", []mail.Wrapped{{Kind: received.SignedOpenPGP, Part: true}}},
		{"S/MIME, signed", "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=x\r\n\r\n--x\r\n\r\nYes.\r\n--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nMII\r\n--x--\r\n", []mail.Wrapped{{Kind: received.SignedSMIME, Part: true}}},
		{"S/MIME, by its content", "Content-Type: application/x-pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" + enveloped + "\r\n", []mail.Wrapped{{Kind: received.EncryptedSMIME}}},
		{"S/MIME, by what it says", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx\r\n", []mail.Wrapped{{Kind: received.EncryptedSMIME}}},
		{"S/MIME around its words", "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nx\r\n", []mail.Wrapped{{Kind: received.EnclosedSMIME}}},
		{"a signed document is a file", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee there.\r\n--x\r\nContent-Type: application/pkcs7-mime; name=contratto.pdf.p7m\r\n\r\nx\r\n--x--\r\n", nil},
		{"winmail.dat", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee there.\r\n--x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx\r\n--x--\r\n", []mail.Wrapped{{Kind: received.PackedOutlook, Part: true}}},
		{"Microsoft's rights management", "Content-Type: application/x-microsoft-rpmsg-message; name=message.rpmsg\r\n\r\nx\r\n", []mail.Wrapped{{Kind: received.EncryptedMicrosoft}}},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			in := read(t, []byte(head+c.rest))
			require.Equal(t, c.want, in.Wrapped)
			require.Equal(t, mail.ClassAnswer, in.Class)
		})
	}
}

func TestWhatNobodyCanReadIsNeverTakenForAMachines(t *testing.T) {
	const marked = "From: a@b.example\r\nAuto-Submitted: auto-replied\r\nX-Autoreply: yes\r\nPrecedence: bulk\r\nSubject: Automatic reply: your request\r\nIn-Reply-To: <m@desk.example>\r\nMIME-Version: 1.0\r\n"
	in := read(t, []byte(marked+"\r\nI am out of the office until 3 May.\r\n"))
	require.Equal(t, mail.ClassAutomatic, in.Class)
	in = read(t, []byte(marked+"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx\r\n"))
	require.Equal(t, mail.ClassAnswer, in.Class)
	require.NotEmpty(t, in.Hint, "it is said to be marked as a machine's")
}
