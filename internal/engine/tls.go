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

// certificateLife outlasts any process. Those by which the parts of the process know each other are made anew at every
// start and kept in memory only; see [authority] for those that are kept.
const certificateLife = 10 * 365 * 24 * time.Hour

// loopbackTLS is mutual TLS between the parts of one process. Loopback is open to every user of the machine, and the
// server takes whoever connects for its administrator; with this only the holder of the in-memory key gets in.
type loopbackTLS struct {
	server, client *tls.Config
}

var _ encryption.TLSConfigProvider = (*loopbackTLS)(nil)

func newLoopbackTLS() (*loopbackTLS, error) {
	ours, err := newAuthority()
	if err != nil {
		return nil, err
	}
	leaf, err := ours.issue(x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth)
	if err != nil {
		return nil, err
	}
	return &loopbackTLS{
		server: ours.serverConfig(leaf),
		client: &tls.Config{
			MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{leaf}, RootCAs: ours.pool(), ServerName: loopback,
		},
	}, nil
}

// authority issues certificates for this machine to itself.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("engine: make certificate authority: %w", err)
	}
	template := certificateTemplate(1)
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("engine: make certificate authority: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("engine: make certificate authority: %w", err)
	}
	return &authority{certificate, key}, nil
}

// issue makes a certificate with its key.
func (a *authority) issue(usage ...x509.ExtKeyUsage) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("engine: make certificate: %w", err)
	}
	template := certificateTemplate(2)
	template.IPAddresses, template.DNSNames = []net.IP{net.ParseIP(loopback), net.IPv6loopback}, []string{"localhost"}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = usage
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("engine: make certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

func (a *authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// serverConfig lets in those alone who have a certificate of the same authority.
func (a *authority) serverConfig(leaf tls.Certificate) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{leaf},
		ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: a.pool(),
	}
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
