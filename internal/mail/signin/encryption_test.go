package signin_test

import (
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/signin"
)

func TestHowAConnectionIsEncryptedIsSaidInWords(t *testing.T) {
	state := tls.ConnectionState{Version: tls.VersionTLS13}
	require.Equal(t, "TLS 1.3", signin.Encryption(state))
	shown := &x509.Certificate{Subject: pkix.Name{CommonName: "old.example"}, NotAfter: time.Date(2017, 3, 17, 0, 0, 0, 0, time.UTC)}
	state.PeerCertificates = []*x509.Certificate{shown}
	require.Equal(t, "TLS 1.3, with the certificate of old.example that is good until 17 March 2017", signin.Encryption(state))
	shown.DNSNames = []string{"mx.example", "old.example"}
	require.Contains(t, signin.Encryption(state), "of mx.example that")
}
