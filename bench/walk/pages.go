package walk

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	porch "github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/vault"
	"github.com/onrecord/onrecord/internal/web"
	"github.com/onrecord/onrecord/internal/web/outside"
	"github.com/onrecord/onrecord/internal/web/page"
)

// wallClock is the time of day.
type wallClock struct{}

// Now implements [casework.Clock].
func (wallClock) Now() time.Time { return time.Now() }

// noEngine refuses commands: reading needs no engine.
type noEngine struct{}

// Do implements [casework.Executor].
func (noEngine) Do(context.Context, claim.Stream, claim.Command, claim.Next) error {
	return claim.Errorf(claim.CodeUnavailable, "there is no engine here")
}

// pages are the real handlers over a record, and what makes links to them.
type pages struct {
	http.Handler
	links token.Links
}

// pagesOf are the desk's pages and those for parties and the public. Whoever
// walks says in a header who it is: the limits on guessing count by address.
func pagesOf(dir string, r *record.Record) (*pages, error) {
	keys, err := vault.Open(dir)
	if err != nil {
		return nil, err
	}
	links, err := token.NewLinks(keys.MailKey())
	if err != nil {
		return nil, err
	}
	tokens, err := token.NewTokens(keys.MailKey(), "example.org")
	if err != nil {
		return nil, err
	}
	at := &url.URL{Scheme: "http", Host: "localhost"}
	room := &post.Room{Store: r, Tokens: tokens, Links: links, Domain: "example.org"}
	desk := casework.New(r, noEngine{}, app.ReadText{}, wallClock{}, casework.Settings{Salt: "bench", Composer: app.Drafts{Room: room}})
	room.Desk = func(ctx context.Context) (post.Letterhead, error) {
		settings, err := desk.DeskSettings(ctx)
		return post.Letterhead{DeskSettings: settings, Address: "desk@example.org", URL: at.String()}, err
	}
	accounts, err := auth.New(r, staff.ForAccounts(desk), keys, wallClock{}, auth.Settings{Desk: "Bench", URL: at.String()})
	if err != nil {
		return nil, err
	}
	address := func(r *http.Request) string { return cmp.Or(r.Header.Get("Bench-Address"), "127.0.0.1") }
	reads := reading.New(desk, r, app.ReadText{}, wallClock{}, nil)
	out, err := outside.New(outside.Parts{
		Porch: porch.New(desk, r, wallClock{}, reads), Links: links, URL: at, Address: address, Clock: wallClock{}, Log: zap.NewNop(), Version: "bench",
		Identity: func(context.Context) (outside.Identity, error) { return outside.Identity{Name: "Bench"}, nil },
	})
	if err != nil {
		return nil, err
	}
	site, err := web.New(page.Parts{
		Desk: desk, Operations: operation.Parts{Door: desk, Reads: reads}, Reads: reads, Accounts: accounts, Outside: out.Handler(), URL: at, Clock: wallClock{}, Log: zap.NewNop(), Version: "bench",
		Address: address, Zone: func() *time.Location { return time.UTC }, DeskName: func() string { return "Bench" },
	})
	if err != nil {
		return nil, err
	}
	handler, err := site.Handler()
	return &pages{handler, links}, err
}
