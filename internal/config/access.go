package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"

	"github.com/onrecord/onrecord/claim"
)

// check is one thing that can be wrong with a setting.
type check struct {
	bad     bool
	setting string
	message string
}

// accessChecks are the checks of how people reach the desk and sign in.
func (c *Config) accessChecks() []check {
	provider := c.OIDCIssuer != ""
	checks := []check{
		{c.URL != "" && !c.isAddress(c.URL, true), "url", "people sign in there: it begins with https, unless it is on this machine"},
		{provider && !c.isAddress(c.OIDCIssuer, false), "oidc_issuer", "it is the address of the identity provider, with https unless it is this machine"},
		{provider && c.OIDCClientID == "", "oidc_client_id", "the identity provider has to know this desk: set what it calls it"},
		{!provider && (c.OIDCClientID != "" || len(c.OIDCRoles) > 0), "oidc_issuer", "what is set about the identity provider needs its address"},
	}
	for group, roles := range c.OIDCRoles {
		for _, role := range roles {
			checks = append(checks, check{
				!slices.Contains(claim.Roles, claim.Role(role)), "oidc_roles",
				fmt.Sprintf("the group %s gives the role %q, which there is not", group, role),
			})
		}
	}
	return slices.Concat(checks, networkChecks("trusted_proxies", c.TrustedProxies), networkChecks("webhook_networks", c.WebhookNetworks))
}

func networkChecks(setting string, networks []string) []check {
	var checks []check
	for _, network := range networks {
		_, errAddress := netip.ParseAddr(network)
		_, errNetwork := netip.ParsePrefix(network)
		checks = append(checks, check{
			errAddress != nil && errNetwork != nil, setting,
			fmt.Sprintf("%q is not an address such as 10.0.0.1 or a network such as 10.0.0.0/8", network),
		})
	}
	return checks
}

// isAddress reports whether a text is an address on the web that a password may
// be sent to. bare asks for one without a path.
func (c *Config) isAddress(text string, bare bool) bool {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || bare && u.Path != "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname())
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// DeskURL is the address under which people open the desk: the setting, or where
// it listens.
func (c Config) DeskURL() string {
	if c.URL != "" {
		return c.URL
	}
	return "http://" + c.Listen
}

// RolesByGroup is the mapping of groups at the identity provider to roles.
func (c Config) RolesByGroup() map[string][]claim.Role {
	mapping := make(map[string][]claim.Role, len(c.OIDCRoles))
	for group, roles := range c.OIDCRoles {
		for _, role := range roles {
			mapping[group] = append(mapping[group], claim.Role(role))
		}
	}
	return mapping
}
