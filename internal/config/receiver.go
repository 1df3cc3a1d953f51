package config

import (
	"net"
	"path/filepath"
	"slices"
	"strings"
)

// Protocols by which mail is received.
const (
	SMTP = "smtp"
	LMTP = "lmtp"
)

// maxSocketPath is what fits into the address of a socket on every system that we run on.
const maxSocketPath = 103

// MailSocket is the path of the socket on which mail is received; empty if it is received on the network or nowhere.
func (c Config) MailSocket() string {
	path, _ := strings.CutPrefix(c.MailListen, "unix:")
	if path == c.MailListen {
		return ""
	}
	return path
}

// receiverChecks are the checks of how mail is received.
func (c *Config) receiverChecks() []check {
	socket := c.MailSocket()
	_, port, _ := net.SplitHostPort(c.MailListen)
	return []check{
		{strings.HasPrefix(c.MailListen, "unix:") && !filepath.IsAbs(socket), "mail_listen", "a socket has its whole path, such as unix:/run/onrecord/lmtp"},
		{len(socket) > maxSocketPath, "mail_listen", "the path of a socket has no more than 103 bytes"},
		{!slices.Contains([]string{SMTP, LMTP}, c.MailProtocol), "mail_protocol", "it is smtp or lmtp"},
		{c.MailProtocol == LMTP && slices.Contains([]string{"25", "smtp"}, port), "mail_protocol", "LMTP is for your own mail server and never spoken on port 25: choose another port, or smtp"},
		{c.MailTLSCert != "" && c.MailTLSKey == "", "mail_tls_key", "a certificate is of no use without its key: set the file that has it"},
		{c.MailTLSKey != "" && c.MailTLSCert == "", "mail_tls_cert", "a key is of no use without its certificate: set the file that has it"},
	}
}
