package desktest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// page is a page as somebody sits before it. What it does waits until the page
// is done with it.
type page struct {
	t      *testing.T
	ctx    context.Context
	base   string // scheme, host and port
	watch  *watch
	keys   bool   // whoever sits there has no mouse
	region string // the part of the page that is looked at; "" for all of it
	opened string // the address that was opened last
}

// open opens an address of the product.
func (p *page) open(path string) *page {
	p.t.Helper()
	p.opened = path
	if !strings.Contains(path, "://") {
		path = p.base + path
	}
	p.until("the address to open", func() (bool, error) {
		err := chromedp.Do(p.ctx, chromedp.Navigate(path))
		if err != nil && strings.Contains(err.Error(), "ERR_HTTP_RESPONSE_CODE_FAILURE") {
			err = nil // the page says what is wrong
		}
		return err == nil, err // it fails where the page goes elsewhere at this moment
	})
	p.settle()
	return p
}

// settle waits until nothing is under way.
func (p *page) settle() {
	p.t.Helper()
	p.until("the page to come to rest", func() (bool, error) { return p.watch.quiet(), nil })
}

// status is the status with which the page itself was answered.
func (p *page) status() int64 {
	p.watch.mu.Lock()
	defer p.watch.mu.Unlock()
	return p.watch.status
}

// path is where the page is now, with its query.
func (p *page) path() string {
	p.t.Helper()
	return eval[string](p, "location.pathname + location.search")
}

// arrives waits until the page is at an address that contains the words.
func (p *page) arrives(part string) *page {
	p.t.Helper()
	p.until("the address to contain "+part, func() (bool, error) {
		at, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("location.href"))
		return strings.Contains(at, part), err
	})
	p.settle()
	return p
}

// words is the text that can be seen, with single spaces.
func (p *page) words() (string, error) {
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("document.body.innerText"))
	return strings.Join(strings.Fields(text), " "), err
}

// sees waits for words on the page.
func (p *page) sees(words ...string) *page {
	p.t.Helper()
	for _, w := range words {
		w = strings.Join(strings.Fields(w), " ")
		p.until("the words “"+w+"”", func() (bool, error) {
			text, err := p.words()
			return strings.Contains(strings.ToLower(text), strings.ToLower(w)), err
		})
	}
	return p
}

// misses makes sure that words are not on the page.
func (p *page) misses(words ...string) *page {
	p.t.Helper()
	for _, w := range words {
		text, err := p.words()
		require.NoError(p.t, err)
		require.NotContains(p.t, strings.ToLower(text), strings.ToLower(w), p.opened)
	}
	return p
}

// within looks at one part of the page alone: what is named so, or begins with
// it. Parts are regions, groups, forms, rows, items, dialogs and articles.
func (p *page) within(name string) *page {
	part := *p
	part.region = name
	return &part
}

// in is the page for a part of the test that opened it.
func (p *page) in(t *testing.T) *page {
	part := *p
	part.t = t
	return &part
}

// withoutScript switches script off, from the next page on.
func (p *page) withoutScript() *page {
	p.t.Helper()
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return p
}

// withoutMouse does everything with the keyboard from now on.
func (p *page) withoutMouse() *page {
	p.keys = true
	return p
}

// look says how the page is looked at: "light", "dark", "still" (less motion), "print".
func (p *page) look(how string) *page {
	p.t.Helper()
	params := emulation.SetEmulatedMediaParams{}
	switch how {
	case "dark", "light":
		params.Features = []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: how}}
	case "still":
		params.Features = []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	case "print":
		params.Media = "print"
	}
	call(p, emulation.SetEmulatedMedia, params)
	return p
}

// size sets the window. A phone has a viewport of its own.
func (p *page) size(width, height int64, phone bool) *page {
	p.t.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1, Mobile: phone,
	})
	return p
}

// cookies are those that the page would send.
func (p *page) cookies() []*network.Cookie {
	p.t.Helper()
	return call(p, network.GetCookies, network.GetCookiesParams{URLs: []string{p.base}}).Cookies
}

// describe says what is on the page, for a test that failed.
func (p *page) describe() string {
	at, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string]("location.href"))
	text, _ := p.words()
	return "at " + at + "\ncontrols: " + strings.Join(p.controls(), ", ") + "\ntext: " + shorten(text, 3000)
}

// lend gives the page cookies of another one.
func (p *page) lend(cookies []*network.Cookie) *page {
	p.t.Helper()
	for _, c := range cookies {
		call(p, network.SetCookie, network.SetCookieParams{
			Name: c.Name, Value: c.Value, Path: c.Path, Secure: &c.Secure, HTTPOnly: &c.HTTPOnly, SameSite: c.SameSite, URL: p.base,
		})
	}
	return p
}
