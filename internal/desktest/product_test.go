package desktest_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

// desk is the product as it runs: its pages, its mail, its people. One runs for
// all tests, as an engine takes its time; a test makes cases of its own on it.
type desk struct {
	url     string
	mailAt  string
	data    string
	press   *mailtest.Server // the mail server of every party
	log     string
	app     *app.App // its parts, for tests that take one of them away
	stop    func() error
	setUp   string // the link that the product printed
	cookies map[string][]*network.Cookie
}

// undo is the undo window: long enough to see it and to press undo.
const undo = 4 * time.Second

var shared struct {
	once sync.Once
	desk *desk
	err  error
}

// theDesk is the desk, with its people on it.
func theDesk(t *testing.T) *desk {
	t.Helper()
	chromium(t) // skips before it starts anything
	shared.once.Do(func() { shared.desk, shared.err = startDesk() })
	require.NoError(t, shared.err)
	return shared.desk
}

// stopDesk stops the product, if a test started it.
func stopDesk() error {
	if shared.desk == nil {
		return nil
	}
	return shared.desk.stop()
}

func startDesk() (*desk, error) {
	dir, err := os.MkdirTemp("", "onrecord-desktest-")
	if err != nil {
		return nil, err
	}
	d := &desk{data: filepath.Join(dir, "data"), log: filepath.Join(dir, "log"), cookies: map[string][]*network.Cookie{}}
	if d.press, err = mailtest.Start(mailtest.Options{}); err != nil {
		return nil, err
	}
	cfg, err := d.settings()
	if err != nil {
		return nil, err
	}
	return d, d.serve(cfg, dir)
}

// settings put the desk on an address that is known before it starts: letters
// hold links to it.
func (d *desk) settings() (config.Config, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return config.Config{}, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return config.Config{}, err
	}
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return config.Config{}, err
	}
	d.url = "http://localhost:" + port
	window := undo
	return config.Load(d.data, config.Flags{UndoWindow: &window, Config: config.Config{
		Listen: address, MailListen: "127.0.0.1:0", URL: d.url, DeskName: "The Example desk", Publication: "The Example Post",
		Phone: "+49 30 555 0100", MailDomain: "newsroom.example", SMTPServer: d.press.Addr(), SMTPTLS: "none", LettersPerSecond: 100,
		LogLevel: "warn", MailDNS: config.Off,
	}})
}

func (d *desk) serve(cfg config.Config, dir string) error {
	file, err := os.Create(d.log)
	if err != nil {
		return err
	}
	log, err := app.NewLog(file, cfg, false)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended, link := make(chan struct{}), make(chan error, 1), make(chan string, 1)
	go func() {
		ended <- app.Serve(ctx, app.Serving{
			Config: cfg, Log: log.WithOptions(zap.WithCaller(false)), Version: "test", Person: "mara",
			Running: func(a *app.App) { d.app = a },
			Ready:   func(_, mail string) { d.mailAt = mail; close(ready) },
			SetUp:   func(l string) { link <- l },
		})
	}()
	d.stop = func() error {
		cancel()
		err := <-ended
		return errors.Join(err, d.press.Close(), file.Close(), os.RemoveAll(dir))
	}
	select {
	case <-ready:
		d.setUp = <-link
		return nil
	case err := <-ended:
		cancel()
		return fmt.Errorf("the product does not start: %w", err)
	case <-time.After(2 * time.Minute):
		cancel()
		return errors.New("the product does not get ready")
	}
}

// as is the API in a person's name: for what a test needs to be there before
// somebody sits down before a page.
func (d *desk) as(t *testing.T, handle string) *client.Client {
	t.Helper()
	c, err := client.Discover(d.data, handle)
	require.NoError(t, err)
	return c
}

// letter waits for the latest letter to an address, from the n-th on.
func (d *desk) letter(t *testing.T, to string, n int) crashtest.Letter {
	t.Helper()
	var found *mailtest.Message
	eventually(t, fmt.Sprintf("letter %d to %s", n, to), func() bool {
		count := 0
		for _, m := range d.press.Taken() {
			if m.To[0] == to {
				if count++; count >= n {
					found = &m
				}
			}
		}
		return found != nil
	})
	l, err := crashtest.Read(*found)
	require.NoError(t, err)
	return l
}

// handIn gives mail to the desk, as the mail server of a party would.
func (d *desk) handIn(t *testing.T, l crashtest.Letter, raw []byte) uuid.UUID {
	t.Helper()
	taken, err := crashtest.HandIn(t.Context(), d.mailAt, l.To, l.ReplyTo, raw)
	require.NoError(t, err)
	require.True(t, taken, "the desk does not take mail")
	return crashtest.Intake(raw)
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, met func() bool) {
	t.Helper()
	require.Eventually(t, met, patience, 15*time.Millisecond, what)
}

// get asks for a page as the server sends it, in somebody's name or nobody's.
func (d *desk) get(t *testing.T, path string, cookies []*network.Cookie) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.url+path, nil)
	if err != nil {
		return nil, err
	}
	if len(cookies) > 0 {
		r.Header.Set("Cookie", cookieHeader(cookies))
	}
	return http.DefaultClient.Do(r)
}
