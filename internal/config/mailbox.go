package config

import (
	"slices"
	"strings"
	"time"
)

// Ways to sign in at the mail servers.
const (
	ByPassword  = "password"
	ByGoogle    = "google"
	ByMicrosoft = "microsoft"
	ByOAuth     = "oauth"
)

// Tokens reports whether the desk signs in at its mail servers with tokens.
func (c Config) Tokens() bool { return c.MailSignIn != "" && c.MailSignIn != ByPassword }

// Since is the day before which what arrived in the mailbox is left alone; zero for none.
func (c Config) Since() time.Time {
	day, _ := time.Parse(time.DateOnly, c.IMAPSince) // checked
	return day
}

// mailboxChecks are the checks of how the mailbox is read and how the desk signs in.
func (c *Config) mailboxChecks() []check {
	_, errSince := time.Parse(time.DateOnly, c.IMAPSince)
	mailbox, tokens := c.IMAPServer != "", c.Tokens()
	own := c.MailSignIn == ByOAuth
	return []check{
		{mailbox && !strings.Contains(c.IMAPServer, ":"), "imap_server", "it is host:port, such as imap.newsroom.example:993"},
		{mailbox && c.MailDomain == "localhost", "mail_domain", "answers in the mailbox are known by the domain that they are sent to: set --mail-domain"},
		{mailbox && c.IMAPUser == "", "imap_user", "the mailbox has a name, its address as a rule"},
		{mailbox && !tokens && c.IMAPPassword == "", "imap_password", "set it in the file or in ONRECORD_IMAP_PASSWORD, or sign in otherwise: see mail_sign_in"},
		{!slices.Contains([]string{"", "implicit", "starttls", "none"}, c.IMAPTLS), "imap_tls", "it is implicit, starttls or none"},
		{c.IMAPTLS == "none" && !onLoopback(c.IMAPServer), "imap_tls", "a mailbox on another machine is not read in the clear"},
		{c.IMAPSince != "" && errSince != nil, "imap_since", "it is a date, such as 2026-12-01"},
		{c.IMAPMoveTo != "" && (c.IMAPMoveTo == c.IMAPFolder || c.IMAPFolder == "" && strings.EqualFold(c.IMAPMoveTo, "INBOX")), "imap_move_to", "messages cannot be moved to the folder that they are in"},
		{!slices.Contains([]string{"", ByPassword, ByGoogle, ByMicrosoft, ByOAuth}, c.MailSignIn), "mail_sign_in", "it is password, google, microsoft or oauth"},
		{!slices.Contains([]string{"", "code", "device", "client"}, c.MailOAuthFlow), "mail_oauth_flow", "it is code, device or client"},
		{tokens && c.IMAPUser == "", "imap_user", "tokens are for a mailbox: set its name, its address as a rule"},
		{tokens && c.MailOAuthClientID == "", "mail_oauth_client_id", "whoever gives the tokens has to know this desk: register it there, and set what it is called"},
		{c.MailSignIn == ByGoogle && c.MailOAuthFlow != "" && c.MailOAuthFlow != "code", "mail_oauth_flow", "Google gives tokens for mail by code alone"},
		{c.MailSignIn == ByMicrosoft && c.MailOAuthFlow == "client" && c.MailOAuthTenant == "", "mail_oauth_tenant", "a desk that signs in as itself has to name its organisation"},
		{own && !c.isAddress(c.MailOAuthTokenURL, false), "mail_oauth_token_url", "it is an address with https, unless it is this machine"},
		{own && c.MailOAuthFlow == "" && !c.isAddress(c.MailOAuthAuthorizeURL, false), "mail_oauth_authorize_url", "it is an address with https, unless it is this machine"},
		{own && c.MailOAuthFlow == "device" && !c.isAddress(c.MailOAuthDeviceURL, false), "mail_oauth_device_url", "it is an address with https, unless it is this machine"},
	}
}
