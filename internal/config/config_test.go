package config_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/config"
)

// load reads the settings file given, and flags as the command line has them.
func load(t *testing.T, file string, args ...string) (config.Config, error) {
	t.Helper()
	dir := t.TempDir()
	if file != "" {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "onrecord.toml"), []byte(file), 0o600))
	}
	var flags config.Flags
	parser, err := kong.New(&flags, kong.Exit(func(int) { t.Fatal("kong wants to exit") }))
	require.NoError(t, err)
	_, err = parser.Parse(args)
	require.NoError(t, err)
	return config.Load(dir, flags)
}

func TestTheUndoWindow(t *testing.T) {
	for _, test := range []struct {
		name, file, env string
		args            []string
		want            time.Duration
	}{
		{"is 30 seconds", "", "", nil, 30 * time.Second},
		{"may be none, in the file", `undo_window = "0s"`, "", nil, 0},
		{"may be none, in the environment", `undo_window = "5m"`, "0s", nil, 0},
		{"may be none, as a flag", `undo_window = "5m"`, "1m", []string{"--undo-window", "0s"}, 0},
		{"of the environment counts more than that of the file", `undo_window = "5m"`, "1m", nil, time.Minute},
		{"of the file stays if nothing else is given", `undo_window = "5m"`, "", nil, 5 * time.Minute},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.env != "" {
				t.Setenv("ONRECORD_UNDO_WINDOW", test.env)
			}
			cfg, err := load(t, test.file, test.args...)
			require.NoError(t, err)
			require.Equal(t, test.want, cfg.UndoWindow)
		})
	}
}

func TestTheUndoWindowOfAProgram(t *testing.T) {
	cfg, err := config.Load(t.TempDir(), config.Flags{Config: config.Config{UndoWindow: time.Second}})
	require.NoError(t, err)
	require.Equal(t, time.Second, cfg.UndoWindow)
}

func TestSettingsThatDoNotFit(t *testing.T) {
	mail := []string{"--mail-domain", "newsroom.example", "--publication", "The Post", "--smtp-server"}
	for _, test := range []struct {
		name    string
		args    []string
		message string
	}{
		{"letters that would not say where the story appears",
			[]string{"--mail-domain", "newsroom.example", "--smtp-server", "smtp.example:587"},
			"the setting publication does not fit: letters say what the story appears in: set --publication"},
		{"letters that nobody can answer", []string{"--publication", "The Post", "--smtp-server", "smtp.example:587"},
			"the setting mail_domain does not fit: letters need the domain that answers come back to: set --mail-domain"},
		{"a mail server without a port", append(mail, "smtp.example"),
			"the setting smtp_server does not fit: it is host:port, such as smtp.newsroom.example:587"},
		{"a DNS server without a port", []string{"--mail-dns", "127.0.0.1"},
			"the setting mail_dns does not fit: it is system, off, or host:port of a DNS server, such as 127.0.0.1:53"},
		{"more than the name of a mail server", []string{"--mail-authserv", "mx.example; dmarc=pass"},
			"the setting mail_authserv does not fit: it is the first word of your mail server's Authentication-Results, such as mx.newsroom.example"},
		{"an unknown kind of encryption", append(mail, "smtp.example:587", "--smtp-tls", "ssl"),
			"the setting smtp_tls does not fit: it is starttls, implicit or none"},
		{"an undo window that is too long", []string{"--undo-window", "2h"}, "the setting undo_window does not fit: it is between 0s and 1h"},
		{"an engine that is open to others", []string{"--engine-listen", "0.0.0.0:7233"},
			"the setting engine_listen does not fit: the engine listens on loopback only, such as 127.0.0.1:7233; reach it from elsewhere through a tunnel"},
		{"an engine without a port", []string{"--engine-listen", "127.0.0.1"},
			"the setting engine_listen does not fit: the engine listens on loopback only, such as 127.0.0.1:7233; reach it from elsewhere through a tunnel"},
		{"an address for the engine of a cluster", []string{"--engine-listen", "127.0.0.1:7233", "--temporal-profile", "prod"},
			"the setting engine_listen does not fit: it is for the embedded engine; a cluster has an address of its own"},
		{"a role that there is not", []string{"--role", "boss"}, "the setting role does not fit: it is all or worker"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(t, "", test.args...)
			require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
			require.EqualError(t, err, test.message)
		})
	}
	_, err := load(t, "", append(mail, "smtp.example:587")...)
	require.NoError(t, err)
}

func TestASettingThatIsNotKnownIsRefused(t *testing.T) {
	_, err := load(t, `undo_windwo = "5m"`)
	require.ErrorContains(t, err, "has an unknown setting: undo_windwo")
}
