package dovecottest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/stretchr/testify/require"
)

// Mailbox is a mailbox that mail arrives in.
type Mailbox struct {
	User string
	// Sieve is what its owner has done with what arrives (RFC 5228); empty for nothing.
	Sieve string
	// Holds is how many messages there is room for; zero for any number.
	Holds int
}

// installed is where the server is; the test ends if any part of it is missing.
func installed(t *testing.T, options Options) string {
	t.Helper()
	path, err := exec.LookPath("dovecot")
	if err != nil {
		path = "/usr/sbin/dovecot"
	}
	needed, packages := []string{path}, "dovecot-imapd"
	if len(options.Mailboxes) > 0 {
		needed = append(needed, "/usr/lib/dovecot/lmtp", "/usr/lib/dovecot/modules/lib90_sieve_plugin.so")
		packages += " dovecot-lmtpd dovecot-sieve"
	}
	for _, file := range needed {
		if _, err := os.Stat(file); err == nil {
			continue
		}
		missing := "Dovecot is not installed; apt-get install " + packages
		if os.Getenv("ONRECORD_TEST_REQUIRE") == "all" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	return path
}

// makeMailboxes writes down which mailboxes there are, and what their owners want.
func (s *Server) makeMailboxes(who *user.User, mailboxes []Mailbox) {
	var users strings.Builder
	for _, m := range append([]Mailbox{{User: User}}, mailboxes...) {
		home := filepath.Join(s.dir, "home", m.User)
		require.NoError(s.t, os.MkdirAll(home, 0o700))
		fmt.Fprintf(&users, "%s::%s:%s::%s::", m.User, who.Uid, who.Gid, home)
		if m.Holds > 0 {
			fmt.Fprintf(&users, "userdb_quota_rule=*:messages=%d", m.Holds)
		}
		users.WriteString("\n")
		if m.Sieve != "" {
			require.NoError(s.t, os.WriteFile(filepath.Join(home, "active.sieve"), []byte(m.Sieve), 0o600))
		}
	}
	require.NoError(s.t, os.WriteFile(filepath.Join(s.dir, "users"), []byte(users.String()), 0o600))
}

// delivery is the part of the settings by which mail arrives; empty where none does.
func delivery(options Options) string {
	if len(options.Mailboxes) == 0 {
		return ""
	}
	return deliveryTemplate
}

const deliveryTemplate = `protocols = imap lmtp
hostname = mail.press.example
postmaster_address = postmaster@press.example
submission_host = SUBMISSION
mail_plugins = quota
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = LMTPPORT
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = AUTHPORT
  }
}
protocol lmtp {
  mail_plugins = quota sieve
}
plugin {
  quota = count:User quota
  quota_vsizes = yes
  sieve = file:~/sieve;active=~/active.sieve
}
`

// Messages are the messages that lie in the inbox of a mailbox, byte for byte, in the order of their arrival.
func (s *Server) Messages(user string) [][]byte {
	s.t.Helper()
	c := s.clientOf(user)
	defer func() { _ = c.Close() }()
	data, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	require.NoError(s.t, err)
	if data.NumMessages == 0 {
		return nil
	}
	var all imap.SeqSet
	all.AddRange(1, data.NumMessages)
	whole := &imap.FetchItemBodySection{Peek: true}
	found, err := c.Fetch(all, &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{whole}}).Collect()
	require.NoError(s.t, err)
	raw := make([][]byte, len(found))
	for i, m := range found {
		raw[i] = m.FindBodySection(whole)
	}
	return raw
}
