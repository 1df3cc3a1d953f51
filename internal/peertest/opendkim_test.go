package peertest

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// signs starts an OpenDKIM that signs whatever is sent from the domains, under the selector s1, and returns where it is asked.
func signs(t *testing.T, key *rsa.PrivateKey, domains []string) string {
	t.Helper()
	dir := folder(t)
	pair := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	require.NoError(t, os.WriteFile(filepath.Join(dir, "key.pem"), pair, 0o600))
	keys, signing := map[string]string{}, map[string]string{}
	for _, domain := range domains {
		keys[domain] = domain + ":s1:" + dir + "/key.pem"
		signing["*@"+domain] = domain
	}
	write(t, filepath.Join(dir, "keys"), table(keys))
	write(t, filepath.Join(dir, "signing"), table(signing))
	return openDKIM(t, dir, "Mode s\nCanonicalization relaxed/simple\nSignatureAlgorithm rsa-sha256\nOversignHeaders From\nRequireSafeKeys no\n"+
		"KeyTable file:"+dir+"/keys\nSigningTable refile:"+dir+"/signing\n")
}

// verifies starts an OpenDKIM that notes under a name what it found of signatures, with the keys that stand in a file as in
// the DNS. keys is told which file that is.
func verifies(t *testing.T, name string, keys func(file string)) string {
	t.Helper()
	dir := folder(t)
	file := filepath.Join(dir, "keys")
	write(t, file, "")
	keys(file)
	return openDKIM(t, dir, "Mode v\nAuthservID "+name+"\nAlwaysAddARHeader yes\nTestPublicKeys "+file+"\n")
}

func openDKIM(t *testing.T, dir, settings string) string {
	t.Helper()
	program := needs(t, "/usr/sbin/opendkim", "opendkim")
	listens := freePort(t)
	host, port, err := net.SplitHostPort(listens)
	require.NoError(t, err)
	conf := filepath.Join(dir, "opendkim.conf")
	write(t, conf, settings+fmt.Sprintf("Socket inet:%s@%s\nSyslog no\nBackground no\n", port, host))
	server := exec.Command(program, "-f", "-x", conf)
	server.Stderr = os.Stderr
	run(t, server, listens)
	return listens
}
