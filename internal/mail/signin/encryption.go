package signin

import (
	"crypto/tls"
	"crypto/x509"
)

// Encryption says in words how a connection is encrypted on which the desk signs in: the version of TLS, and whose
// certificate the server has shown, and until when it is good.
func Encryption(state tls.ConnectionState) string {
	says := tls.VersionName(state.Version)
	if len(state.PeerCertificates) > 0 {
		shown := state.PeerCertificates[0]
		says += ", with the certificate of " + nameOf(shown) + " that is good until " + shown.NotAfter.UTC().Format("2 January 2006")
	}
	return says
}

func nameOf(c *x509.Certificate) string {
	switch {
	case len(c.DNSNames) > 0:
		return c.DNSNames[0]
	case len(c.IPAddresses) > 0:
		return c.IPAddresses[0].String()
	}
	return c.Subject.CommonName
}
