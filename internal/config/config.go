// Package config says how an installation runs. Settings come from a TOML file,
// from the environment (ONRECORD_…) and from flags; each overrides the one
// before. Unknown settings are refused, so that a misspelt one is noticed.
//
// The connection to a Temporal cluster is configured as Temporal's own tools
// are: TEMPORAL_ADDRESS, TEMPORAL_PROFILE and so on.
package config

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/onrecord/onrecord/claim"
)

// Config is every setting. To [Load], the zero value of a field means that it was not set.
type Config struct {
	Data     string `toml:"-" kong:"-"` // the data directory; set by whoever loads
	Database string `toml:"database" placeholder:"SOURCE" help:"Where the record is: a file, or a postgres:// URL. Default: record.db in the data directory." env:"ONRECORD_DATABASE"`
	Role     string `toml:"role" placeholder:"ROLE" help:"What this process does: all, or worker (no pages, no API, no mail reception)." env:"ONRECORD_ROLE"`

	Listen     string `toml:"listen" placeholder:"ADDRESS" help:"Where the API listens. Default 127.0.0.1:7070." env:"ONRECORD_LISTEN"`
	MailListen string `toml:"mail_listen" placeholder:"ADDRESS" help:"Where mail is received: HOST:PORT, or unix: and the path of a socket. Default 127.0.0.1:2525; off for none." env:"ONRECORD_MAIL_LISTEN"`

	URL             string   `toml:"url" name:"url" placeholder:"URL" help:"The address under which people, parties and the public open the desk, such as https://desk.example.org. Without one, letters have no links." env:"ONRECORD_URL"`
	PublicURL       string   `toml:"public_url" name:"public-url" placeholder:"URL" help:"A host name of its own for the public pages, such as https://facts.example.org. Default: /public/ of the desk's." env:"ONRECORD_PUBLIC_URL"`
	TrustedProxies  []string `toml:"trusted_proxies" placeholder:"ADDRESS,…" help:"Proxies whose X-Forwarded-For says where a request comes from." env:"ONRECORD_TRUSTED_PROXIES"`
	WebhookNetworks []string `toml:"webhook_networks" placeholder:"NETWORK,…" help:"Private networks that the webhooks and the push services of people may lead to, such as 10.1.2.0/24. Default: none." env:"ONRECORD_WEBHOOK_NETWORKS"`

	OIDCIssuer       string              `toml:"oidc_issuer" name:"oidc-issuer" placeholder:"URL" help:"Identity provider that people may sign in with (OpenID Connect)." env:"ONRECORD_OIDC_ISSUER"`
	OIDCClientID     string              `toml:"oidc_client_id" name:"oidc-client-id" placeholder:"ID" help:"What the identity provider calls this desk." env:"ONRECORD_OIDC_CLIENT_ID"`
	OIDCClientSecret string              `toml:"oidc_client_secret" kong:"-"` // never a flag: others could read it
	OIDCRolesClaim   string              `toml:"oidc_roles_claim" name:"oidc-roles-claim" placeholder:"NAME" help:"Claim that holds a person's groups. Default groups." env:"ONRECORD_OIDC_ROLES_CLAIM"`
	OIDCRoles        map[string][]string `toml:"oidc_roles" kong:"-"` // group → roles on the desk

	DeskName    string        `toml:"desk_name" placeholder:"NAME" help:"What the desk calls itself in letters." env:"ONRECORD_DESK_NAME"`
	Publication string        `toml:"publication" placeholder:"NAME" help:"What the story appears in." env:"ONRECORD_PUBLICATION"`
	Phone       string        `toml:"phone" placeholder:"NUMBER" help:"Where parties can call back." env:"ONRECORD_PHONE"`
	UndoWindow  time.Duration `toml:"undo_window" kong:"-"` // see [Flags]: zero is a setting, too

	MailDomain    string `toml:"mail_domain" placeholder:"DOMAIN" help:"Domain of the desk's addresses. Parties answer to reply+…@DOMAIN." env:"ONRECORD_MAIL_DOMAIN"`
	MailFrom      string `toml:"mail_from" placeholder:"ADDRESS" help:"The desk's own address. Default desk@DOMAIN." env:"ONRECORD_MAIL_FROM"`
	MailReplyUser string `toml:"mail_reply_user" placeholder:"NAME" help:"What stands before the plus sign in the addresses that parties answer to: the name of the desk's mailbox, where there is one. Default reply." env:"ONRECORD_MAIL_REPLY_USER"`
	MailProtocol  string `toml:"mail_protocol" placeholder:"PROTOCOL" help:"By what mail is received: smtp (default), or lmtp from your own mail server." env:"ONRECORD_MAIL_PROTOCOL"`
	MailTLSCert   string `toml:"mail_tls_cert" name:"mail-tls-cert" placeholder:"FILE" help:"Certificate, with those between it and its root, to encrypt what is received (STARTTLS). Read anew when it changes. Default: none, and nothing is encrypted." env:"ONRECORD_MAIL_TLS_CERT"`
	MailTLSKey    string `toml:"mail_tls_key" name:"mail-tls-key" placeholder:"FILE" help:"Key of that certificate." env:"ONRECORD_MAIL_TLS_KEY"`
	MailDNS       string `toml:"mail_dns" name:"mail-dns" placeholder:"SERVER" help:"Which DNS is asked who sent mail: system (default), HOST:PORT of a server, or off." env:"ONRECORD_MAIL_DNS"`
	MailAuthserv  string `toml:"mail_authserv" placeholder:"NAME" help:"Name under which your own mail server writes Authentication-Results, which are then believed; unnamed for Microsoft 365, which writes none." env:"ONRECORD_MAIL_AUTHSERV"`
	SMTPServer    string `toml:"smtp_server" placeholder:"HOST:PORT" help:"Mail server for letters. Without one they wait in the outbox." env:"ONRECORD_SMTP_SERVER"`
	SMTPUser      string `toml:"smtp_user" placeholder:"NAME" help:"Name to sign in with." env:"ONRECORD_SMTP_USER"`
	SMTPPassword  string `toml:"smtp_password" kong:"-"` // never a flag: others could read it
	SMTPTLS       string `toml:"smtp_tls" name:"smtp-tls" placeholder:"MODE" help:"starttls (default), implicit, or none: in the clear, without a password unless on loopback." env:"ONRECORD_SMTP_TLS"`
	IMAPServer    string `toml:"imap_server" name:"imap-server" placeholder:"HOST:PORT" help:"Mail server with the desk's mailbox, to read it by IMAP. Default: none." env:"ONRECORD_IMAP_SERVER"`
	IMAPUser      string `toml:"imap_user" name:"imap-user" placeholder:"NAME" help:"Name of the mailbox, to sign in with. Default: that of the mail server for letters." env:"ONRECORD_IMAP_USER"`
	IMAPPassword  string `toml:"imap_password" kong:"-"` // never a flag: others could read it
	IMAPTLS       string `toml:"imap_tls" name:"imap-tls" placeholder:"MODE" help:"implicit (default), starttls, or none: in the clear, on loopback only." env:"ONRECORD_IMAP_TLS"`
	IMAPFolder    string `toml:"imap_folder" name:"imap-folder" placeholder:"NAME" help:"Folder of the mailbox that is read. Default INBOX." env:"ONRECORD_IMAP_FOLDER"`
	IMAPMoveTo    string `toml:"imap_move_to" name:"imap-move-to" placeholder:"NAME" help:"Folder that messages are moved to once they are taken in. Default: they stay, with the flag $$Onrecord." env:"ONRECORD_IMAP_MOVE_TO"`
	IMAPSince     string `toml:"imap_since" name:"imap-since" placeholder:"DATE" help:"Leave alone what arrived in the mailbox before that day." env:"ONRECORD_IMAP_SINCE"`

	MailSignIn            string   `toml:"mail_sign_in" placeholder:"HOW" help:"How to sign in at the mail servers: password (default), google, microsoft, or oauth." env:"ONRECORD_MAIL_SIGN_IN"`
	MailOAuthFlow         string   `toml:"mail_oauth_flow" name:"mail-oauth-flow" placeholder:"FLOW" help:"How the desk is allowed in: code (default), device, or client." env:"ONRECORD_MAIL_OAUTH_FLOW"`
	MailOAuthTenant       string   `toml:"mail_oauth_tenant" name:"mail-oauth-tenant" placeholder:"NAME" help:"Organisation at Microsoft: its identifier or domain." env:"ONRECORD_MAIL_OAUTH_TENANT"`
	MailOAuthClientID     string   `toml:"mail_oauth_client_id" name:"mail-oauth-client-id" placeholder:"ID" help:"What Google, Microsoft or another provider calls this desk." env:"ONRECORD_MAIL_OAUTH_CLIENT_ID"`
	MailOAuthClientSecret string   `toml:"mail_oauth_client_secret" kong:"-"` // never a flag: others could read it
	MailOAuthAuthorizeURL string   `toml:"mail_oauth_authorize_url" name:"mail-oauth-authorize-url" placeholder:"URL" help:"With oauth: where a person allows the desk in." env:"ONRECORD_MAIL_OAUTH_AUTHORIZE_URL"`
	MailOAuthTokenURL     string   `toml:"mail_oauth_token_url" name:"mail-oauth-token-url" placeholder:"URL" help:"With oauth: where tokens are given." env:"ONRECORD_MAIL_OAUTH_TOKEN_URL"`
	MailOAuthDeviceURL    string   `toml:"mail_oauth_device_url" name:"mail-oauth-device-url" placeholder:"URL" help:"With oauth: where devices begin." env:"ONRECORD_MAIL_OAUTH_DEVICE_URL"`
	MailOAuthScopes       []string `toml:"mail_oauth_scopes" name:"mail-oauth-scopes" placeholder:"SCOPE,…" help:"With oauth: what the desk asks to be allowed to." env:"ONRECORD_MAIL_OAUTH_SCOPES"`

	LettersPerDomain float64 `toml:"letters_per_domain" placeholder:"N" help:"Letters a minute to one domain, after the first twenty. Default 60; 0 for no limit." env:"ONRECORD_LETTERS_PER_DOMAIN"`
	LettersPerSecond float64 `toml:"letters_per_second" placeholder:"N" help:"Pace of letters. Default 5." env:"ONRECORD_LETTERS_PER_SECOND"`

	EngineListen    string `toml:"engine_listen" placeholder:"ADDRESS" help:"Where the embedded engine listens for the temporal command line, with a client certificate; loopback only. Default: nowhere." env:"ONRECORD_ENGINE_LISTEN"`
	TemporalProfile string `toml:"temporal_profile" placeholder:"NAME" help:"Profile of a Temporal cluster to use instead of the embedded engine." env:"ONRECORD_TEMPORAL_PROFILE"`

	LogFormat string `toml:"log_format" placeholder:"FORMAT" help:"json, or console (default on a terminal)." env:"ONRECORD_LOG_FORMAT"`
	LogLevel  string `toml:"log_level" placeholder:"LEVEL" help:"debug, info (default), warn or error." env:"ONRECORD_LOG_LEVEL"`
}

// Flags are the settings as the command line and the environment give them.
type Flags struct {
	Config     `embed:""`
	UndoWindow *time.Duration `placeholder:"DURATION" help:"How long a request waits before it goes out. Default 30s." env:"ONRECORD_UNDO_WINDOW"`
	ConfigFile string         `placeholder:"FILE" help:"Settings file. Default: onrecord.toml in the data directory, if it is there." env:"ONRECORD_CONFIG"`
}

// Off switches a listener off.
const Off = "off"

// Roles.
const (
	RoleAll    = "all"
	RoleWorker = "worker"
)

// Load puts the settings together for a data directory and checks them. It
// returns a [*claim.Error] that says what to mend.
func Load(data string, flags Flags) (Config, error) {
	cfg, err := Read(data, flags)
	if err != nil {
		return cfg, err
	}
	return cfg, cfg.check()
}

// Read is [Load] without the checks, for whoever does not serve.
func Read(data string, flags Flags) (Config, error) {
	cfg := defaults()
	file := flags.ConfigFile
	if file == "" {
		file = filepath.Join(data, "onrecord.toml")
		if _, err := os.Stat(file); os.IsNotExist(err) {
			file = ""
		}
	}
	if file != "" {
		if err := readFile(file, &cfg); err != nil {
			return cfg, err
		}
	}
	overlay(&cfg, flags.Config)
	if flags.UndoWindow != nil {
		cfg.UndoWindow = *flags.UndoWindow
	}
	cfg.secrets()
	cfg.Data = data
	cfg.derive()
	return cfg, nil
}

// secrets come from the environment alone, or from the file: everybody on the machine can read flags.
func (c *Config) secrets() {
	for name, to := range map[string]*string{
		"ONRECORD_SMTP_PASSWORD": &c.SMTPPassword, "ONRECORD_IMAP_PASSWORD": &c.IMAPPassword,
		"ONRECORD_OIDC_CLIENT_SECRET": &c.OIDCClientSecret, "ONRECORD_MAIL_OAUTH_CLIENT_SECRET": &c.MailOAuthClientSecret,
	} {
		if value := os.Getenv(name); value != "" {
			*to = value
		}
	}
}

func defaults() Config {
	return Config{
		Role: RoleAll, Listen: "127.0.0.1:7070", MailListen: "127.0.0.1:2525", MailProtocol: SMTP, DeskName: "the verification desk",
		UndoWindow: 30 * time.Second, MailDNS: SystemDNS, SMTPTLS: "starttls", LettersPerSecond: 5, LettersPerDomain: 60, LogLevel: "info",
	}
}

func readFile(file string, cfg *Config) error {
	meta, err := toml.DecodeFile(file, cfg)
	if err != nil {
		return claim.Errorf(claim.CodeInvalid, "the settings file %s cannot be read: %v", file, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return claim.Errorf(claim.CodeInvalid, "the settings file %s has an unknown setting: %s", file, unknown[0]).
			WithHint("see: onrecord serve --help")
	}
	return nil
}

// overlay copies what was set.
func overlay(cfg *Config, over Config) {
	to, from := reflect.ValueOf(cfg).Elem(), reflect.ValueOf(over)
	for i := range from.NumField() {
		if !from.Field(i).IsZero() {
			to.Field(i).Set(from.Field(i))
		}
	}
}

func (c *Config) derive() {
	if c.Database == "" {
		c.Database = filepath.Join(c.Data, "record.db")
	}
	if c.MailFrom == "" && c.MailDomain != "" {
		c.MailFrom = "desk@" + c.MailDomain
	}
	if c.MailDomain == "" {
		c.MailDomain = "localhost"
	}
	if c.IMAPUser == "" {
		c.IMAPUser = c.SMTPUser
	}
	c.URL, c.PublicURL = strings.TrimSuffix(c.URL, "/"), strings.TrimSuffix(c.PublicURL, "/")
	if c.OIDCRolesClaim == "" {
		c.OIDCRolesClaim = "groups"
	}
}

// Postgres reports whether the record is in PostgreSQL.
func (c Config) Postgres() bool {
	return strings.HasPrefix(c.Database, "postgres://") || strings.HasPrefix(c.Database, "postgresql://")
}

// Cluster reports whether a Temporal cluster is to be used instead of the
// embedded engine.
func (c Config) Cluster() bool {
	return c.TemporalProfile != "" || os.Getenv("TEMPORAL_ADDRESS") != "" || os.Getenv("TEMPORAL_PROFILE") != ""
}

// check checks the settings against each other. It is not called Validate, as
// kong would call that on the flags alone.
func (c Config) check() error {
	checks := []check{
		{!slices.Contains([]string{RoleAll, RoleWorker}, c.Role), "role", "it is all or worker"},
		{c.Role == RoleWorker && !c.Cluster(), "role", "a process that is only a worker needs a Temporal cluster: set TEMPORAL_ADDRESS"},
		{c.Role == RoleWorker && !c.Postgres(), "database", "a process that is only a worker needs the record in PostgreSQL: set --database"},
		{!slices.Contains([]string{"starttls", "implicit", "none"}, c.SMTPTLS), "smtp_tls", "it is starttls, implicit or none"},
		{c.SMTPServer != "" && c.MailDomain == "localhost", "mail_domain", "letters need the domain that answers come back to: set --mail-domain"},
		{c.SMTPServer != "" && c.Publication == "", "publication", "letters say what the story appears in: set --publication"},
		{c.SMTPServer != "" && !strings.Contains(c.SMTPServer, ":"), "smtp_server", "it is host:port, such as smtp.newsroom.example:587"},
		{c.UndoWindow < 0 || c.UndoWindow > time.Hour, "undo_window", "it is between 0s and 1h"},
		{c.LettersPerDomain < 0, "letters_per_domain", "it is 0, for no limit, or more"},
		{c.LettersPerSecond <= 0, "letters_per_second", "it is more than 0"},
		{c.EngineListen != "" && c.Cluster(), "engine_listen", "it is for the embedded engine; a cluster has an address of its own"},
		{c.EngineListen != "" && !onLoopback(c.EngineListen), "engine_listen", "the engine listens on loopback only, such as 127.0.0.1:7233; reach it from elsewhere through a tunnel"},
		{!slices.Contains([]string{"", "json", "console"}, c.LogFormat), "log_format", "it is json or console"},
		{!slices.Contains([]string{"debug", "info", "warn", "error"}, c.LogLevel), "log_level", "it is debug, info, warn or error"},
	}
	for _, check := range slices.Concat(checks, c.accessChecks(), c.publicChecks(), c.senderChecks(), c.mailboxChecks(), c.receiverChecks()) {
		if check.bad {
			return claim.Errorf(claim.CodeInvalid, "the setting %s does not fit: %s", check.setting, check.message).
				WithField(check.setting, check.message)
		}
	}
	return nil
}

// onLoopback reports whether an address, host and port, is this machine's alone.
func onLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// DefaultData is the data directory if none is named: the user's state
// directory (XDG Base Directory Specification).
func DefaultData() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); dir != "" {
		return filepath.Join(dir, "onrecord"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find the home directory: %w", err)
	}
	return filepath.Join(home, ".local", "state", "onrecord"), nil
}
