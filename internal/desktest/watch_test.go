package desktest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// watch listens to a page: what it complains of, what it loads, and whether it
// is still at it.
type watch struct {
	base string

	mu       sync.Mutex
	found    []string
	loading  map[cdp.FrameID]bool
	pending  map[network.RequestID]network.ResourceType
	urls     map[network.RequestID]string
	frames   map[network.RequestID]cdp.FrameID // that asked
	statuses map[string]int64                  // of documents, by address
	bytes    map[network.RequestID]int64
	last     time.Time // when something last began or ended
	status   int64     // of the latest document
	outage   bool      // a part of the product is down: that it says so is no complaint
}

func newWatch(base string) *watch {
	w := &watch{base: base}
	w.reset()
	w.statuses = map[string]int64{}
	return w
}

// reset forgets what was loaded.
func (w *watch) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.loading, w.pending = map[cdp.FrameID]bool{}, map[network.RequestID]network.ResourceType{}
	w.urls, w.bytes = map[network.RequestID]string{}, map[network.RequestID]int64{}
	w.frames = map[network.RequestID]cdp.FrameID{}
	w.last = time.Now()
}

// advice is what the browser recommends of names of fields, and no fault.
const advice = "FormInputAssignedAutocompleteValueToIdOrNameAttributeError"

// event takes what the browser tells. It must not call the browser.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		w.request(ev)
	case *network.EventResponseReceived:
		w.response(ev)
	case *network.EventLoadingFinished:
		w.bytes[ev.RequestID] += int64(ev.EncodedDataLength)
		w.ended(ev.RequestID)
	case *network.EventLoadingFailed:
		w.failed(ev)
	case *cdppage.EventFrameStartedLoading:
		w.loading[ev.FrameID], w.last = true, time.Now()
	case *cdppage.EventFrameStoppedLoading:
		delete(w.loading, ev.FrameID)
		w.last = time.Now()
	case *cdppage.EventFrameDetached: // a sandboxed frame goes on in a process of its own, which says nothing here
		delete(w.loading, ev.FrameID)
		for id := range w.pending {
			if w.frames[id] == ev.FrameID {
				delete(w.pending, id)
			}
		}
		w.last = time.Now()
	case *runtime.EventExceptionThrown:
		w.found = append(w.found, "script error: "+text(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		switch ev.Type {
		case runtime.ConsoleAPICalledTypeError, runtime.ConsoleAPICalledTypeWarning, runtime.ConsoleAPICalledTypeAssert:
			w.found = append(w.found, "console: "+text(ev.Args))
		}
	case *log.EventEntryAdded:
		w.entry(ev.Entry)
	case *audits.EventIssueAdded:
		if issue := text(ev.Issue); !strings.Contains(issue, advice) {
			w.found = append(w.found, "issue: "+issue)
		}
	}
}

func (w *watch) request(ev *network.EventRequestWillBeSent) {
	w.last = time.Now()
	url := ev.Request.URL
	w.urls[ev.RequestID], w.frames[ev.RequestID] = url, ev.FrameID
	switch ev.Type {
	case network.ResourceTypeDocument:
		w.pending = map[network.RequestID]network.ResourceType{ev.RequestID: ev.Type} // the page before is gone, with what it asked for
	case network.ResourceTypeFetch, network.ResourceTypeXHR:
		w.pending[ev.RequestID] = ev.Type
	}
	if ev.RedirectResponse != nil {
		w.bytes[ev.RequestID] += int64(ev.RedirectResponse.EncodedDataLength)
	}
	if !strings.HasPrefix(url, w.base) && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "about:") {
		w.found = append(w.found, "it asks elsewhere: "+url)
	}
}

func (w *watch) response(ev *network.EventResponseReceived) {
	if ev.Type == network.ResourceTypeDocument {
		w.statuses[ev.Response.URL], w.status = ev.Response.Status, ev.Response.Status
	}
	if ev.Response.Status >= 500 && !(w.outage && ev.Response.Status == http.StatusServiceUnavailable) {
		w.found = append(w.found, fmt.Sprintf("%s answers %d", ev.Response.URL, ev.Response.Status))
	}
}

func (w *watch) ended(id network.RequestID) {
	delete(w.pending, id)
	w.last = time.Now()
}

// failed is no complaint where the page itself went away or gave up.
func (w *watch) failed(ev *network.EventLoadingFailed) {
	w.ended(ev.RequestID)
	if !ev.Canceled && ev.ErrorText != "net::ERR_ABORTED" {
		w.found = append(w.found, fmt.Sprintf("%s does not load: %s %s", w.urls[ev.RequestID], ev.ErrorText, ev.BlockedReason))
	}
}

// entry is one line of the log. That a page itself was refused is for the test to judge.
func (w *watch) entry(e *log.Entry) {
	status := w.statuses[e.URL]
	expected := status >= 400 && status < 500 || w.outage && status == http.StatusServiceUnavailable
	if e.Source == log.EntrySourceNetwork && expected {
		return
	}
	if e.Level == log.EntryLevelError || e.Level == log.EntryLevelWarning {
		w.found = append(w.found, fmt.Sprintf("log: %s: %s %s", e.Source, e.Text, e.URL))
	}
}

// problems are the complaints so far, which are then forgotten.
func (w *watch) problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	slices.Sort(w.found)
	found := slices.Compact(w.found)
	w.found = nil
	return found
}

// expectOutage says that a part of the product may be down.
func (w *watch) expectOutage() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.outage = true
}

// touch notes that somebody has done something, which may take a moment to show.
func (w *watch) touch() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = time.Now()
}

// quiet reports whether nothing has been under way for a moment.
func (w *watch) quiet() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.loading) == 0 && len(w.pending) == 0 && time.Since(w.last) > 80*time.Millisecond
}

// transferred is the bytes that came over the wire since the last reset, and
// from where.
func (w *watch) transferred() (total int64, parts []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, n := range w.bytes {
		total += n
		parts = append(parts, fmt.Sprintf("%7d %s", n, w.urls[id]))
	}
	slices.Sort(parts)
	slices.Reverse(parts)
	return total, parts
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("%+v", v)
	}
	return shorten(string(b), 800)
}
