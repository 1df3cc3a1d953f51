package desktest_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// patience is how long a condition may take to come true. Two busy cores are slow.
const patience = 15 * time.Second

// The browser is started once; every page gets a profile of its own in it.
var browser struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

func startBrowser(program string) {
	dir, err := os.MkdirTemp("", "onrecord-chromium-")
	if err != nil {
		browser.err = err
		return
	}
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(program), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("lang", "en-GB"), chromedp.Env("LANGUAGE=en_GB", "TZ=Europe/Berlin"),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter,AutofillServerCommunication"),
	)
	ctx, stopContext := chromedp.NewContext(allocator)
	browser.ctx = ctx
	browser.stop = func() {
		stopContext()
		stopAllocator()
		_ = os.RemoveAll(dir) // the browser's children may still write there for a moment
	}
	browser.err = chromedp.Do(ctx, chromedp.Navigate("about:blank"))
}

// stopBrowser stops the browser, if a test started it.
func stopBrowser() {
	if browser.stop != nil {
		browser.stop()
	}
}

// newPage opens an empty page in a fresh profile, for addresses below base. It
// is closed with the test, which fails if the page has complained.
func newPage(t *testing.T, base string) *page {
	t.Helper()
	program := chromium(t)
	browser.once.Do(func() { startBrowser(program) })
	require.NoError(t, browser.err, "the browser does not start")
	ctx, cancel := chromedp.NewContext(browser.ctx, chromedp.WithNewBrowserContext())
	ctx, cancelTime := context.WithTimeout(ctx, 5*time.Minute)
	p := &page{t: t, ctx: ctx, base: base, watch: newWatch(base)}
	t.Cleanup(func() {
		if t.Failed() && p.opened != "" {
			p.shootFailure()
		}
		cancelTime()
		cancel()
		for _, problem := range p.watch.problems() {
			t.Errorf("%s: the browser complains: %s", p.opened, problem)
		}
	})
	require.NoError(t, chromedp.Listen(ctx, p.watch.event))
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	call(p, audits.Enable, cdp.Empty{})
	return p
}

// call sends one command of the DevTools protocol.
func call[P, R any](p *page, cmd cdp.Command[P, R], params P) R {
	p.t.Helper()
	result, err := chromedp.Call(p.ctx, cmd, params)
	require.NoError(p.t, err, cmd.Method)
	return result
}

// eval evaluates an expression in the page.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	var result T
	p.until("the page to answer "+shorten(expression, 80), func() (done bool, err error) {
		result, err = chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
		return err == nil, err
	})
	return result
}

// until waits for a condition. An error counts as "not yet": the page may be changing.
func (p *page) until(what string, met func() (bool, error)) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		ok, err := met()
		if ok && err == nil {
			return
		}
		if time.Now().After(deadline) || p.ctx.Err() != nil {
			require.Failf(p.t, "waited in vain for "+what, "%s\nlast error: %v\n%s", p.opened, err, p.describe())
		}
		time.Sleep(15 * time.Millisecond) // between two looks
	}
}
