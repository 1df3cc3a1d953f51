// Package dovecottest runs Dovecot, an IMAP server that the world uses, on free ports of the loopback interface: for tests
// of what reads a mailbox, and of what arrives in those of others. Where it is not installed they are skipped, or fail if
// ONRECORD_TEST_REQUIRE is "all".
package dovecottest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

// Of the mailbox that there always is; every other has the same password.
const (
	User     = "desk@newsroom.example"
	Password = "correct-horse"
)

// Options change the server.
type Options struct {
	// Introspect, if not empty, is where the server asks whose a token is (RFC 7662), and whether it is good. The answer
	// has the name of the mailbox under "email" and true under "active".
	Introspect string
	// Mechanisms of signing in; PLAIN and LOGIN, and with Introspect those that show a token, when empty.
	Mechanisms string
	// Mailboxes are those that there are besides. With any, the server takes mail by LMTP.
	Mailboxes []Mailbox
	// Submission is the mail server to which answers go that a mailbox sends by itself.
	Submission string
}

// Server is a running Dovecot.
type Server struct {
	// Plain and Secure are its addresses: the first with STARTTLS, the second with TLS from the first byte.
	Plain, Secure string
	// LMTP is where a mail server hands over what is for a mailbox, and Auth where it asks whether to let somebody in.
	LMTP, Auth string
	// Roots vouch for its certificate.
	Roots *x509.CertPool

	t    *testing.T
	dir  string
	conf string
	cmd  *exec.Cmd
}

// Start starts a server with an empty mailbox. It ends with the test.
func Start(t *testing.T, options Options) *Server {
	t.Helper()
	path := installed(t, options)
	dir, err := os.MkdirTemp("", "onrecord-imap-") // short, for the names of its sockets
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := &Server{t: t, dir: dir, conf: filepath.Join(dir, "dovecot.conf"), Plain: freePort(t), Secure: freePort(t), LMTP: freePort(t), Auth: freePort(t)}
	certificate, roots, err := mailtest.Certificate()
	require.NoError(t, err)
	s.Roots = roots
	s.write("cert.pem", "CERTIFICATE", certificate.Certificate[0])
	key, err := x509.MarshalPKCS8PrivateKey(certificate.PrivateKey)
	require.NoError(t, err)
	s.write("key.pem", "PRIVATE KEY", key)
	who := unprivileged(t)
	require.NoError(t, os.WriteFile(s.conf, []byte(s.settings(who, options)), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "oauth2.conf"), []byte(introspection(options)), 0o600))
	s.makeMailboxes(who, options.Mailboxes)
	s.own(who)
	s.cmd = exec.Command(path, "-F", "-c", s.conf)
	s.cmd.Dir = dir
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	if os.Getuid() == 0 {
		s.cmd.SysProcAttr.Credential = credential(t, who)
	}
	s.Run()
	return s
}

// unprivileged is whom the server runs as: it will not read mail as root.
func unprivileged(t *testing.T) *user.User {
	t.Helper()
	if os.Getuid() != 0 {
		who, err := user.Current()
		require.NoError(t, err)
		return who
	}
	who, err := user.Lookup("nobody")
	require.NoError(t, err)
	return who
}

func credential(t *testing.T, who *user.User) *syscall.Credential {
	t.Helper()
	uid, err := strconv.ParseUint(who.Uid, 10, 32)
	require.NoError(t, err)
	gid, err := strconv.ParseUint(who.Gid, 10, 32)
	require.NoError(t, err)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func (s *Server) own(who *user.User) {
	if os.Getuid() != 0 {
		return
	}
	c := credential(s.t, who)
	require.NoError(s.t, filepath.WalkDir(s.dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(path, int(c.Uid), int(c.Gid))
	}))
}

func (s *Server) write(name, kind string, der []byte) {
	var text bytes.Buffer
	require.NoError(s.t, pem.Encode(&text, &pem.Block{Type: kind, Bytes: der}))
	require.NoError(s.t, os.WriteFile(filepath.Join(s.dir, name), text.Bytes(), 0o600))
}

func introspection(options Options) string {
	return "introspection_url = " + options.Introspect + "\nintrospection_mode = post\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n"
}

// settings are those of a server that needs no rights.
func (s *Server) settings(who *user.User, options Options) string {
	group, err := user.LookupGroupId(who.Gid)
	require.NoError(s.t, err)
	mechanisms := "plain login"
	tokens := ""
	if options.Introspect != "" {
		mechanisms += " xoauth2 oauthbearer"
		tokens = "passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = " + s.dir + "/oauth2.conf\n}\n"
	}
	if options.Mechanisms != "" {
		mechanisms = options.Mechanisms
	}
	return strings.NewReplacer(
		"DIR", s.dir, "USER", who.Username, "GROUP", group.Name, "UID", who.Uid, "GID", who.Gid, "MECHANISMS", mechanisms,
		"PLAINPORT", port(s.Plain), "SECUREPORT", port(s.Secure), "LMTPPORT", port(s.LMTP), "AUTHPORT", port(s.Auth),
		"TOKENS", tokens, "PASSWORD", Password, "SUBMISSION", options.Submission,
	).Replace(template + delivery(options))
}

const template = `base_dir = DIR/run
state_dir = DIR/state
log_path = DIR/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <DIR/cert.pem
ssl_key = <DIR/key.pem
disable_plaintext_auth = yes
auth_failure_delay = 0 secs
login_trusted_networks =
auth_mechanisms = MECHANISMS
default_internal_user = USER
default_internal_group = GROUP
default_login_user = USER
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:DIR/mail/%u
mailbox_idle_check_interval = 1 secs
namespace inbox {
  inbox = yes
  separator = /
}
TOKENSpassdb {
  driver = static
  mechanisms = plain login
  args = password=PASSWORD
}
userdb {
  driver = passwd-file
  args = username_format=%u DIR/users
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = PLAINPORT
  }
  inet_listener imaps {
    port = SECUREPORT
    ssl = yes
  }
}
`

// Run starts the server again after [Server.Stop].
func (s *Server) Run() {
	s.t.Helper()
	again := *s.cmd
	s.cmd = exec.Command(again.Path, again.Args[1:]...)
	s.cmd.Dir, s.cmd.SysProcAttr = again.Dir, again.SysProcAttr
	said, err := os.Create(filepath.Join(s.dir, "said"))
	require.NoError(s.t, err)
	s.cmd.Stdout, s.cmd.Stderr = said, said
	require.NoError(s.t, s.cmd.Start())
	require.NoError(s.t, said.Close())
	s.t.Cleanup(s.Stop)
	require.Eventually(s.t, func() bool {
		conn, err := net.Dial("tcp", s.Secure)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}, 30*time.Second, 20*time.Millisecond, "Dovecot has not come up")
}

// Stop stops the server, and hangs up on everybody.
func (s *Server) Stop() {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait() // it says by a signal that it was told to
	if s.t.Failed() {
		for _, name := range []string{"said", "log"} {
			text, _ := os.ReadFile(filepath.Join(s.dir, name))
			s.t.Log(string(text))
		}
	}
}

// Forget makes the server forget what it knows of a folder, as after a restore: UIDs begin anew, and flags that it kept
// by itself are gone.
func (s *Server) Forget() {
	s.t.Helper()
	for _, pattern := range []string{"mail/*/dovecot*", "mail/*/.*/dovecot*"} {
		found, err := filepath.Glob(filepath.Join(s.dir, pattern))
		require.NoError(s.t, err)
		for _, path := range found {
			require.NoError(s.t, os.RemoveAll(path))
		}
	}
}

// Client is somebody else who has the mailbox open.
func (s *Server) Client() *imapclient.Client {
	s.t.Helper()
	return s.clientOf(User)
}

func (s *Server) clientOf(user string) *imapclient.Client {
	s.t.Helper()
	c, err := imapclient.DialTLS(s.Secure, &imapclient.Options{TLSConfig: &tls.Config{RootCAs: s.Roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}})
	require.NoError(s.t, err)
	s.t.Cleanup(func() { _ = c.Close() })
	require.NoError(s.t, c.Login(user, Password).Wait())
	return c
}

// Add puts a message into a folder.
func (s *Server) Add(folder, raw string, at time.Time) {
	s.t.Helper()
	c := s.Client()
	defer func() { _ = c.Close() }()
	cmd := c.Append(folder, int64(len(raw)), &imap.AppendOptions{Time: at})
	_, err := cmd.Write([]byte(raw))
	require.NoError(s.t, err)
	require.NoError(s.t, cmd.Close())
	_, err = cmd.Wait()
	require.NoError(s.t, err)
}

// Flags are the flags of the messages in a folder, in their order.
func (s *Server) Flags(folder string) [][]string {
	s.t.Helper()
	c := s.Client()
	defer func() { _ = c.Close() }()
	data, err := c.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	require.NoError(s.t, err)
	if data.NumMessages == 0 {
		return nil
	}
	var all imap.SeqSet
	all.AddRange(1, data.NumMessages)
	found, err := c.Fetch(all, &imap.FetchOptions{Flags: true}).Collect()
	require.NoError(s.t, err)
	flags := make([][]string, len(found))
	for i, m := range found {
		for _, f := range m.Flags {
			if f != `\Recent` {
				flags[i] = append(flags[i], string(f))
			}
		}
	}
	return flags
}

// Make makes a folder.
func (s *Server) Make(folder string) {
	s.t.Helper()
	c := s.Client()
	defer func() { _ = c.Close() }()
	require.NoError(s.t, c.Create(folder, nil).Wait())
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

func port(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}
