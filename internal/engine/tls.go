package engine

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"time"

	"go.temporal.io/server/common/rpc/encryption"
)

// certificateLife outlasts any process: the certificates are made anew at every start and kept in memory only.
const certificateLife = 10 * 365 * 24 * time.Hour

// loopbackTLS is mutual TLS between the parts of one process. Loopback is open to every user of the machine, and the
// server takes whoever connects for its administrator; with this only the holder of the in-memory key gets in.
type loopbackTLS struct {
	server, client *tls.Config
}

var _ encryption.TLSConfigProvider = (*loopbackTLS)(nil)

func newLoopbackTLS() (*loopbackTLS, error) {
	authority, authorityKey, err := makeAuthority()
	if err != nil {
		return nil, fmt.Errorf("engine: make certificate authority: %w", err)
	}
	leaf, err := makeLeaf(authority, authorityKey)
	if err != nil {
		return nil, fmt.Errorf("engine: make certificate: %w", err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(authority)
	certificates := []tls.Certificate{leaf}
	return &loopbackTLS{
		server: &tls.Config{
			MinVersion: tls.VersionTLS13, Certificates: certificates,
			ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool,
		},
		client: &tls.Config{MinVersion: tls.VersionTLS13, Certificates: certificates, RootCAs: pool, ServerName: loopback},
	}, nil
}

func makeAuthority() (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := certificateTemplate(1)
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, nil, err
	}
	authority, err := x509.ParseCertificate(der)
	return authority, key, err
}

func makeLeaf(authority *x509.Certificate, authorityKey *ecdsa.PrivateKey) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := certificateTemplate(2)
	template.IPAddresses = []net.IP{net.ParseIP(loopback)}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	der, err := x509.CreateCertificate(rand.Reader, template, authority, key.Public(), authorityKey)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

func certificateTemplate(serial int64) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		Subject:      pkix.Name{CommonName: "onrecord engine"},
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.Add(certificateLife),
	}
}

// GetInternodeServerConfig serves the history, matching and worker ports.
func (l *loopbackTLS) GetInternodeServerConfig() (*tls.Config, error) { return l.server.Clone(), nil }

// GetInternodeClientConfig dials those ports.
func (l *loopbackTLS) GetInternodeClientConfig() (*tls.Config, error) { return l.client.Clone(), nil }

// GetFrontendServerConfig serves the frontend port.
func (l *loopbackTLS) GetFrontendServerConfig() (*tls.Config, error) { return l.server.Clone(), nil }

// GetFrontendClientConfig dials the frontend port.
func (l *loopbackTLS) GetFrontendClientConfig() (*tls.Config, error) { return l.client.Clone(), nil }

// GetRemoteClusterClientConfig is asked for clusters that replicate; there is only this one.
func (l *loopbackTLS) GetRemoteClusterClientConfig(string) (*tls.Config, error) {
	return l.client.Clone(), nil
}

// GetExpiringCerts returns none: see certificateLife.
func (l *loopbackTLS) GetExpiringCerts(time.Duration) (encryption.CertExpirationMap, encryption.CertExpirationMap, error) {
	return nil, nil, nil
}
