package peertest

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// postfix says how a mail server is set up.
type postfix struct {
	name string // that it greets with
	// listens are its addresses, each with what is special there.
	listens map[string]string
	// carries says by what, and where to, mail goes on: for an address, or a domain.
	carries map[string]string
	// knows are the addresses that there are in the domains that it is the last server for; nil if it is of none.
	knows []string
	// certificate is shown to whoever asks for encryption; nil to offer none.
	certificate *tls.Certificate
	// signsIn is where it asks whether to let somebody in; empty to let nobody in.
	signsIn string
}

// services are the parts of a Postfix that sends and receives.
const services = `pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

// start starts the server.
func (p postfix) start(t *testing.T) {
	t.Helper()
	needs(t, "/usr/lib/postfix/sbin/master", "postfix")
	if os.Getuid() != 0 {
		unless(t, "Postfix is started by root alone")
	}
	dir := folder(t)
	for _, name := range []string{"etc", "queue", "data"} {
		require.NoError(t, os.Mkdir(filepath.Join(dir, name), 0o755))
	}
	owner, err := user.Lookup("postfix")
	require.NoError(t, err)
	id, err := strconv.Atoi(owner.Uid)
	require.NoError(t, err)
	require.NoError(t, os.Chown(filepath.Join(dir, "data"), id, 0))
	etc := filepath.Join(dir, "etc")
	write(t, filepath.Join(etc, "transport"), table(p.carries))
	known := map[string]string{}
	for _, address := range p.knows {
		known[address] = "yes"
	}
	write(t, filepath.Join(etc, "recipients"), table(known))
	write(t, filepath.Join(etc, "main.cf"), p.settings(t, dir))
	master, first := services, ""
	for listens, special := range p.listens {
		first = listens
		master += listens + " inet n - n - - smtpd\n" + special
	}
	write(t, filepath.Join(etc, "master.cf"), master)
	said, err := exec.Command("/usr/sbin/postfix", "-c", etc, "check").CombinedOutput()
	require.NoError(t, err, "%s", said)
	t.Cleanup(func() {
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Logf("%s said:\n%s", p.name, log)
		}
	})
	run(t, exec.Command("/usr/lib/postfix/sbin/master", "-s", "-c", etc), first)
}

// settings are those of a server that asks no DNS, and tries again every second.
func (p postfix) settings(t *testing.T, dir string) string {
	settings := fmt.Sprintf(`compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/log
maillog_file_prefixes = %[1]s
myhostname = %[2]s
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
local_recipient_maps =
recipient_delimiter = +
transport_maps = texthash:%[1]s/etc/transport
relay_domains = static:yes
notify_classes =
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
milter_default_action = tempfail
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
delay_warning_time = 1s
`, dir, p.name)
	if p.knows != nil {
		settings += "relay_recipient_maps = texthash:" + dir + "/etc/recipients\n"
	}
	if p.signsIn != "" {
		settings += "smtpd_sasl_type = dovecot\nsmtpd_sasl_path = inet:" + p.signsIn + "\n"
	}
	if p.certificate != nil {
		key, err := x509.MarshalPKCS8PrivateKey(p.certificate.PrivateKey)
		require.NoError(t, err)
		pair := append(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}),
			pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: p.certificate.Certificate[0]})...)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "etc", "pair.pem"), pair, 0o600))
		settings += "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = " + dir + "/etc/pair.pem\nsmtpd_tls_auth_only = yes\n"
	}
	return settings
}

func table(rows map[string]string) string {
	var text strings.Builder
	for key, value := range rows {
		fmt.Fprintf(&text, "%s %s\n", key, value)
	}
	return text.String()
}

// option is a line of what is special where a server listens.
func option(name, value string) string { return "  -o " + name + "=" + value + "\n" }
