package engine

import (
	"crypto/ecdsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.temporal.io/sdk/contrib/envconfig"
)

// Files of the directory with what an operator's tools need. Whoever can read them is the engine's administrator.
const (
	clientsName   = "clients" // in the engine's directory
	authorityName = "ca.pem"
	authorityKey  = "ca.key"
	clientName    = "client.pem"
	clientKey     = "client.key"
	profileName   = "temporal.toml"
)

// Access says how to reach the embedded engine from outside the process.
type Access struct {
	// Address is where it listens.
	Address string
	// Profile is a file for the temporal command line (--config-file): address, namespace and certificates.
	Profile string
	// Authority, Certificate and Key are the files that the profile names, for other tools.
	Authority, Certificate, Key string
}

// clients are the files in which the client certificate is kept over restarts, so that what an operator has set up
// goes on working. To take back what was handed out, delete the directory.
type clients struct{ files }

func (f files) clients() clients { return clients{files{dir: f.path(clientsName)}} }

// open returns the authority of the client certificate that is there, or makes both.
func (c clients) open() (*authority, error) {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, fmt.Errorf("engine: create directory for client certificates: %w", err)
	}
	ours, err := c.load()
	if errors.Is(err, fs.ErrNotExist) { // or half made, by a start that was cut short
		return c.make()
	}
	if err != nil {
		return nil, fail(CodeConfig, "the client certificate of the engine cannot be used; delete "+c.dir+
			" and start again: a new one is made", err)
	}
	return ours, nil
}

func (c clients) load() (*authority, error) {
	pair, err := tls.LoadX509KeyPair(c.path(authorityName), c.path(authorityKey))
	if err != nil {
		return nil, err
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok {
		return nil, errors.New("engine: the key of the authority is of another kind")
	}
	ours := &authority{pair.Leaf, key}
	client, err := tls.LoadX509KeyPair(c.path(clientName), c.path(clientKey))
	if err != nil {
		return nil, err
	}
	_, err = client.Leaf.Verify(x509.VerifyOptions{Roots: ours.pool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	return ours, err
}

func (c clients) make() (*authority, error) {
	ours, err := newAuthority()
	if err != nil {
		return nil, err
	}
	client, err := ours.issue(x509.ExtKeyUsageClientAuth)
	if err != nil {
		return nil, err
	}
	root := tls.Certificate{Certificate: [][]byte{ours.certificate.Raw}, PrivateKey: ours.key}
	return ours, errors.Join(c.keep(root, authorityName, authorityKey), c.keep(client, clientName, clientKey))
}

func (c clients) keep(pair tls.Certificate, certificate, key string) error {
	der, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		return fmt.Errorf("engine: marshal key: %w", err)
	}
	return errors.Join(
		c.write(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
		c.write(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})))
}

// profile writes how to get to an address, as the temporal command line reads it.
func (c clients) profile(address, namespace string) (Access, error) {
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return Access{}, fmt.Errorf("engine: find directory: %w", err)
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	access := Access{
		Address: address, Profile: in(profileName),
		Authority: in(authorityName), Certificate: in(clientName), Key: in(clientKey),
	}
	config := envconfig.ClientConfig{Profiles: map[string]*envconfig.ClientConfigProfile{"default": {
		Address: address, Namespace: namespace,
		TLS: &envconfig.ClientConfigTLS{
			ServerCACertPath: access.Authority, ClientCertPath: access.Certificate, ClientKeyPath: access.Key,
		},
	}}}
	text, err := config.ToTOML(envconfig.ClientConfigToTOMLOptions{})
	if err != nil {
		return Access{}, fmt.Errorf("engine: write profile: %w", err)
	}
	return access, c.write(profileName, text)
}
