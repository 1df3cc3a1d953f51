package config_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
)

func TestWhereThePublicPagesStand(t *testing.T) {
	cfg, err := load(t, "url = \"https://desk.example.org\"\npublic_url = \"https://facts.example.org/\"")
	require.NoError(t, err)
	require.Equal(t, "https://facts.example.org", cfg.PublicURL)

	for name, file := range map[string]string{
		"without the desk's own address": `public_url = "https://facts.example.org"`,
		"on the desk's host":             "url = \"https://desk.example.org\"\npublic_url = \"https://desk.example.org\"",
		"on another port of it":          "url = \"https://desk.example.org\"\npublic_url = \"https://desk.example.org:8443\"",
		"with a path":                    "url = \"https://desk.example.org\"\npublic_url = \"https://facts.example.org/facts\"",
		"without encryption":             "url = \"https://desk.example.org\"\npublic_url = \"http://facts.example.org\"",
		"nowhere":                        "url = \"https://desk.example.org\"\npublic_url = \"facts\"",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, file)
			require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
		})
	}
}
