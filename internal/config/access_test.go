package config_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestHowPeopleReachTheDesk(t *testing.T) {
	cfg, err := load(t, "", "--listen", "127.0.0.1:8080")
	require.NoError(t, err)
	require.Equal(t, "http://127.0.0.1:8080", cfg.DeskURL())
	t.Setenv("ONRECORD_OIDC_CLIENT_SECRET", "s3cret")
	cfg, err = load(t, `
url = "https://desk.example.org/"
trusted_proxies = ["10.0.0.1", "fd00::/8"]
oidc_issuer = "https://id.example.org/realms/news"
oidc_client_id = "onrecord"
[oidc_roles]
"/news/editors" = ["editor", "reviewer"]
admins = ["admin"]
`)
	require.NoError(t, err)
	require.Equal(t, "https://desk.example.org", cfg.DeskURL())
	require.Equal(t, "s3cret", cfg.OIDCClientSecret)
	require.Equal(t, "groups", cfg.OIDCRolesClaim)
	require.Equal(t, map[string][]claim.Role{"/news/editors": {claim.Editor, claim.Reviewer}, "admins": {claim.Admin}}, cfg.RolesByGroup())
}

func TestWaysToReachTheDeskThatDoNotFit(t *testing.T) {
	for file, message := range map[string]string{
		`url = "http://desk.example.org"`:                                                  "the setting url does not fit: people sign in there: it begins with https, unless it is on this machine",
		`url = "https://desk.example.org/path"`:                                            "the setting url does not fit: people sign in there: it begins with https, unless it is on this machine",
		`url = "desk.example.org"`:                                                         "the setting url does not fit: people sign in there: it begins with https, unless it is on this machine",
		`oidc_issuer = "http://id.example.org"`:                                            "the setting oidc_issuer does not fit: it is the address of the identity provider, with https unless it is this machine",
		`oidc_issuer = "https://id.example.org"`:                                           "the setting oidc_client_id does not fit: the identity provider has to know this desk: set what it calls it",
		`oidc_client_id = "onrecord"`:                                                      "the setting oidc_issuer does not fit: what is set about the identity provider needs its address",
		"oidc_issuer = \"https://id\"\noidc_client_id = \"x\"\n[oidc_roles]\nx=[\"king\"]": `the setting oidc_roles does not fit: the group x gives the role "king", which there is not`,
		`trusted_proxies = ["proxy.example.org"]`:                                          `the setting trusted_proxies does not fit: "proxy.example.org" is not an address such as 10.0.0.1 or a network such as 10.0.0.0/8`,
	} {
		_, err := load(t, file)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), file)
		require.EqualError(t, err, message)
	}
}
