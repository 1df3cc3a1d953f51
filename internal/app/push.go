package app

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/notices"
	"github.com/onrecord/onrecord/internal/webpush"
)

// pushes sends to the browsers that people have subscribed. It implements
// [casework.Push] and [notices.Carrier].
type pushes struct {
	app    *App
	client *webpush.Client
}

// openPushes makes what sends to browsers. It goes where webhooks may go.
func (a *App) openPushes() (pushes, error) {
	allowed, err := auth.ParseProxies(a.Config.WebhookNetworks)
	return pushes{a, webpush.New(allowed, a.roots)}, err
}

// What is sealed is bound to what it is.
var sealedPushKey, sealedBrowser = []byte("push key"), []byte("browser")

// pushLife is how long a push service keeps a notice for a browser that is off: what is
// older is told better by looking at the desk.
const pushLife = 12 * time.Hour

// key is the key of the desk, which is made when it is needed first.
func (p pushes) key(ctx context.Context) (webpush.Key, error) {
	sealed, err := p.app.Record.PushKey(ctx)
	if err == nil && sealed == nil {
		if err = p.makeKey(ctx); err == nil {
			sealed, err = p.app.Record.PushKey(ctx) // of two that are made at once the first counts
		}
	}
	if err != nil {
		return webpush.Key{}, err
	}
	private, err := p.app.keys.Open(sealed, sealedPushKey)
	if err != nil {
		return webpush.Key{}, err
	}
	return webpush.ParseKey(private)
}

func (p pushes) makeKey(ctx context.Context) error {
	key, err := webpush.NewKey()
	if err != nil {
		return err
	}
	private, err := key.Private()
	if err != nil {
		return err
	}
	sealed, err := p.app.keys.Seal(private, sealedPushKey)
	if err != nil {
		return err
	}
	return p.app.Record.PutPushKey(ctx, sealed)
}

// Key implements [casework.Push].
func (p pushes) Key(ctx context.Context) (string, error) {
	key, err := p.key(ctx)
	return key.Public(), err
}

func subscription(s casework.BrowserSubscription) webpush.Subscription {
	return webpush.Subscription{Endpoint: strings.TrimSpace(s.Endpoint), P256dh: s.P256dh, Auth: s.Auth}
}

// Check implements [casework.Push].
func (pushes) Check(s casework.BrowserSubscription) (field, problem string) {
	return subscription(s).Check()
}

// Subscribe implements [casework.Push].
func (p pushes) Subscribe(ctx context.Context, person, id uuid.UUID, s casework.BrowserSubscription) error {
	text, err := json.Marshal(subscription(s))
	if err != nil {
		return err
	}
	sealed, err := p.app.keys.Seal(text, sealedBrowser)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(subscription(s).Endpoint))
	return p.app.Record.PutBrowser(ctx, lists.Browser{
		ID: id, Hash: hex.EncodeToString(sum[:]), Person: person, Sealed: sealed, Label: s.Label, MadeAt: claim.Instant(p.app.Clock.Now()),
	})
}

// Browsers implements [casework.Push].
func (p pushes) Browsers(ctx context.Context, person uuid.UUID) ([]lists.Browser, error) {
	return p.app.Record.BrowsersOf(ctx, person)
}

// Remove implements [casework.Push].
func (p pushes) Remove(ctx context.Context, person, id uuid.UUID) error {
	return p.app.Record.RemoveBrowser(ctx, person, id)
}

// Try implements [casework.Push].
func (p pushes) Try(ctx context.Context, to lists.Browser) (string, error) {
	head, err := p.app.letterhead(ctx)
	if err != nil {
		return "", err
	}
	key, err := p.key(ctx)
	if err != nil {
		return "", err
	}
	n := notices.Notice{ID: uuid.New(), Subject: fmt.Sprintf("A test of the notices of %s", head.Name), Desk: p.app.Notices.Desk + "/account/notices"}
	r, err := p.send(ctx, key, to, n)
	return r.Failed, err
}

// Reaches implements [notices.Carrier].
func (pushes) Reaches(p notices.Person) bool { return len(p.Browsers) > 0 }

// Carry implements [notices.Carrier]. A notice is told when one browser has taken it: to
// another it is not told later, as by then it has been read.
func (p pushes) Carry(ctx context.Context, to notices.Person, n notices.Notice) notices.Outcome {
	key, err := p.key(ctx)
	if err != nil {
		return notices.Outcome{Failing: "the key under which browsers are subscribed cannot be read"}
	}
	results := make([]webpush.Result, len(to.Browsers))
	var all errgroup.Group // side by side: one that does not answer keeps no other waiting
	for i, b := range to.Browsers {
		all.Go(func() (err error) {
			results[i], err = p.send(ctx, key, b, n)
			return err
		})
	}
	if all.Wait() != nil {
		return notices.Outcome{Failing: "what became of a notice in a browser could not be noted"}
	}
	outcome := notices.Outcome{Failing: "the push service knows of the browser no more"}
	for _, r := range results {
		switch {
		case r.Failed == "":
			return notices.Outcome{}
		case !r.Gone:
			outcome.Failing, outcome.Wait = r.Failed, max(outcome.Wait, r.Wait)
		}
	}
	return outcome
}

// pushed is what the worker of the page reads.
type pushed struct {
	Title string `json:"title"`
	Body  string `json:"body,omitempty"`
	Link  string `json:"link"`
	Tag   string `json:"tag"` // the same if it has to be sent again: it replaces what stands there
}

// maxPushed is how many lines of a notice a browser shows.
const maxPushed = 5

// send sends a notice to a browser, and notes what became of it.
func (p pushes) send(ctx context.Context, key webpush.Key, to lists.Browser, n notices.Notice) (webpush.Result, error) {
	now := claim.Instant(p.app.Clock.Now())
	open, err := p.app.keys.Open(to.Sealed, sealedBrowser)
	var browser webpush.Subscription
	if err == nil {
		err = json.Unmarshal(open, &browser)
	}
	if err != nil {
		return webpush.Result{Failed: "the subscription cannot be read", Gone: true}, p.app.Record.DropBrowser(ctx, to.ID, now)
	}
	text, err := json.Marshal(shownInBrowser(n))
	if err != nil {
		return webpush.Result{}, err
	}
	r := p.client.Send(ctx, key, p.contact(), browser, webpush.Message{Text: text, Topic: base64.RawURLEncoding.EncodeToString(n.ID[:]), Life: pushLife, Now: time.Now()})
	ctx = context.WithoutCancel(ctx) // what was sent is noted
	if r.Gone {
		return r, p.app.Record.DropBrowser(ctx, to.ID, now)
	}
	return r, p.app.Record.NoteBrowser(ctx, to.ID, r.Failed, now)
}

func shownInBrowser(n notices.Notice) pushed {
	shown := pushed{Title: n.Subject, Link: n.Desk, Tag: n.ID.String()}
	if len(n.Lines) == 1 && n.More == 0 {
		shown.Link = n.Lines[0].Link
	}
	if len(n.Lines) == 1 && n.Lines[0].Says == n.Subject {
		return shown
	}
	var lines []string
	for i, l := range n.Lines {
		if i == maxPushed {
			lines = append(lines, "…")
			break
		}
		lines = append(lines, l.Says)
	}
	shown.Body = strings.Join(lines, "\n")
	return shown
}

// contact is whom the operator of a push service can write to.
func (p pushes) contact() string {
	if desk := p.app.Notices.Desk; strings.HasPrefix(desk, "https://") && p.app.Config.MailFrom == "" {
		return desk
	}
	return "mailto:" + p.app.Config.MailFrom
}
