package config

import (
	"net"
	"strings"
)

// SystemDNS is the DNS that this machine asks.
const SystemDNS = "system"

// senderChecks are the checks of how it is found out who sent mail.
func (c *Config) senderChecks() []check {
	_, port, err := net.SplitHostPort(c.MailDNS)
	server := err == nil && port != ""
	return []check{
		{!server && c.MailDNS != SystemDNS && c.MailDNS != Off, "mail_dns", "it is system, off, or host:port of a DNS server, such as 127.0.0.1:53"},
		{strings.ContainsAny(c.MailAuthserv, " \t;=\""), "mail_authserv", "it is the first word of your mail server's Authentication-Results, such as mx.newsroom.example"},
	}
}
