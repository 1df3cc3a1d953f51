package desktest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Sizes at which pages are looked at.
const (
	deskWidth, deskHeight   = 1280, 900
	phoneWidth, phoneHeight = 390, 844
	tallest                 = 6000 // a longer page is cut
)

// shoot keeps pictures of the whole page as it is: by day, by night and on a phone.
func (p *page) shoot(name string) *page {
	p.t.Helper()
	dir := kept(p.t, "")
	p.size(deskWidth, deskHeight, false)
	for _, how := range []string{"dark", "light"} {
		p.look(how)
		p.picture(filepath.Join(dir, name+"-"+how+".png"))
	}
	p.size(phoneWidth, phoneHeight, true)
	p.picture(filepath.Join(dir, name+"-phone.png"))
	p.size(deskWidth, deskHeight, false)
	return p
}

// picture writes what the page looks like once it stands still.
func (p *page) picture(file string) {
	p.t.Helper()
	p.settle()
	beyond := true
	width, height := eval[float64](p, "innerWidth"), eval[float64](p, "document.documentElement.scrollHeight")
	shot := call(p, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond,
		Clip:                  &cdppage.Viewport{Width: width, Height: min(height, tallest), Scale: 1},
	})
	require.NoError(p.t, os.WriteFile(file, shot.Data, 0o644))
}

var unfit = regexp.MustCompile(`[^A-Za-z0-9]+`)

// failures tells apart the pages that stand open in one test that failed.
var failures atomic.Int32

// shootFailure keeps what somebody saw when a test failed. It must not fail itself.
func (p *page) shootFailure() {
	if p.ctx.Err() != nil {
		return
	}
	shot, err := chromedp.Call(p.ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{})
	if err != nil {
		return
	}
	name := strings.Trim(unfit.ReplaceAllString(p.t.Name(), "-"), "-")
	file := filepath.Join(kept(p.t, "failed"), fmt.Sprintf("%s-%d.png", name, failures.Add(1)))
	if os.WriteFile(file, shot.Data, 0o644) == nil {
		p.t.Logf("what was on the screen: %s", file)
	}
}
