package rehearse_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/rehearse"
)

// TestMain lets this binary be the process of its own in which a desk rehearses.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == app.RehearseApart {
		if rehearse.Apart(context.Background(), os.Stdin, os.Stdout) != nil {
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// ear is an address of this machine at which nobody is to knock.
type ear struct {
	addr   string
	knocks atomic.Int64
}

func listen(t *testing.T) *ear {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	e := &ear{addr: l.Addr().String()}
	u, err := net.ListenPacket("udp", e.addr)
	require.NoError(t, err)
	t.Cleanup(func() { _, _ = l.Close(), u.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			e.knocks.Add(1)
			_ = conn.Close()
		}
	}()
	go func() {
		for buf := make([]byte, 512); ; {
			if _, _, err := u.ReadFrom(buf); err != nil {
				return
			}
			e.knocks.Add(1)
		}
	}()
	return e
}

// TestARehearsalReachesNobody: the desk has a mail server, a mailbox, a DNS and an address of its own, all set in its
// environment as well, and its rehearsal, in a process of its own, knocks at none of them.
func TestARehearsalReachesNobody(t *testing.T) {
	smtp, imap, dns := listen(t), listen(t), listen(t)
	for name, value := range map[string]string{
		"ONRECORD_SMTP_SERVER": smtp.addr, "ONRECORD_IMAP_SERVER": imap.addr, "ONRECORD_MAIL_DNS": dns.addr, "ONRECORD_SMTP_PASSWORD": "the secret of the desk",
		"ONRECORD_DATABASE": filepath.Join(t.TempDir(), "another.db"), "TEMPORAL_ADDRESS": smtp.addr,
	} {
		t.Setenv(name, value)
	}
	d := openWith(t, config.Config{MailDNS: dns.addr}, nil)
	d.openCase("story", d.day(20, 0), "contact")
	d.party("mill", "Europe/Riga", office(9, 17))
	d.party("board", "UTC", claim.OfficeHours{})
	d.ask("story", "mill", d.day(8, 3), "contact")
	d.ask("story", "board", d.day(8, 0), "contact")
	require.NoError(t, d.Rehearse(d.ctx, d.day(0, 1), nil))
	sent, before := len(d.smtp.Taken()), dns.knocks.Load()
	result := d.rehearse("story", rehearsal.Input{If: []string{"board=writes@1d"}})
	require.NotEmpty(t, result.Calendar.Letters())
	require.Len(t, d.smtp.Taken(), sent)
	require.Zero(t, smtp.knocks.Load()+imap.knocks.Load())
	require.Equal(t, before, dns.knocks.Load(), "not even who sent the mail of the rehearsal is asked")
	require.NoFileExists(t, os.Getenv("ONRECORD_DATABASE"))
	left, err := os.ReadDir(filepath.Join(d.Config.Data, "rehearsals"))
	require.NoError(t, err)
	require.Empty(t, left, "and leaves nothing behind")
}

func TestARehearsalThatIsCutShortLeavesNothingBehind(t *testing.T) {
	d := openWith(t, config.Config{}, nil)
	d.openCase("story", d.day(90, 0), "contact")
	d.party("mill", "UTC", claim.OfficeHours{})
	d.ask("story", "mill", d.day(80, 0), "contact")
	s, err := d.Rehearsals.Start(d.ctx, d.mara, "story", rehearsal.Input{})
	require.NoError(t, err)
	dir := filepath.Join(d.Config.Data, "rehearsals")
	require.Eventually(t, func() bool {
		files, err := filepath.Glob(filepath.Join(dir, "*", "*", "record.db"))
		return err == nil && len(files) > 0
	}, time.Minute, 5*time.Millisecond)
	d.Rehearsals.Close()
	s, err = d.Rehearsals.Get(d.ctx, d.mara, s.ID)
	require.NoError(t, err)
	require.True(t, s.Done)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)

	require.NoError(t, os.MkdirAll(filepath.Join(dir, "case-left"), 0o700)) // as by a crash of the machine
	require.NoError(t, d.Close(context.Background()))
	cfg := d.Config
	a, err := app.Start(d.ctx, app.Options{Config: cfg, Log: d.log, Rehearsal: true, Begin: d.day(0, 1)})
	require.NoError(t, err)
	require.NoError(t, a.Close(context.Background()))
	require.NoDirExists(t, dir)
}
