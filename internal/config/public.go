package config

import "net/url"

// publicChecks are the checks of where the public pages stand.
func (c *Config) publicChecks() []check {
	if c.PublicURL == "" {
		return nil
	}
	return []check{
		{!c.isAddress(c.PublicURL, true), "public_url", "it is an address such as https://facts.example.org, without a path"},
		{c.URL == "", "url", "a host name of its own for the public pages needs the desk's own beside it"},
		{c.URL != "" && hostOf(c.PublicURL) == hostOf(c.URL), "public_url", "it is another host name than the desk's; leave it out to have the public pages under /public/"},
	}
}

// hostOf is the host name of an address, without its port.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
