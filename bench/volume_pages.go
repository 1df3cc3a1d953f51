package main

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/vault"
	"github.com/onrecord/onrecord/internal/web"
	"github.com/onrecord/onrecord/internal/web/outside"
)

// wallClock is the time of day.
type wallClock struct{}

// Now implements [casework.Clock].
func (wallClock) Now() time.Time { return time.Now() }

// noEngine refuses commands: reading needs no engine.
type noEngine struct{}

// Do implements [casework.Executor].
func (noEngine) Do(context.Context, claim.Stream, claim.Command, int64) error {
	return claim.Errorf(claim.CodeUnavailable, "there is no engine here")
}

// mailReader implements [casework.MailReader] as the product does.
type mailReader struct{}

// Read implements [casework.MailReader].
func (mailReader) Read(raw []byte, envelope claim.Envelope) (casework.MailText, error) {
	text, err := post.ReadText(raw, envelope)
	return casework.MailText{From: text.From, Subject: text.Subject, Text: text.Text, Signs: text.Signs, Problems: text.Problems}, err
}

// Decoded implements [casework.MailReader].
func (mailReader) Decoded(raw []byte) []string { return mail.Decoded(raw) }

// File implements [casework.MailReader].
func (mailReader) File([]byte, int) (casework.MailFile, []byte, error) {
	return casework.MailFile{}, nil, claim.Errorf(claim.CodeNotFound, "there is no such file")
}

// pages are the real handlers over a record, and what makes links to them.
type pages struct {
	http.Handler
	links mail.Links
}

// pagesOf are the desk's pages and those for parties and the public. Whoever
// walks says in a header who it is: the limits on guessing count by address.
func pagesOf(b *bench, r *record.Record) (*pages, error) {
	keys, err := vault.Open(b.dir)
	if err != nil {
		return nil, err
	}
	links, err := mail.NewLinks(keys.MailKey())
	if err != nil {
		return nil, err
	}
	desk := casework.New(r, noEngine{}, mailReader{}, wallClock{}, casework.Settings{Salt: "bench"})
	at := &url.URL{Scheme: "http", Host: "localhost"}
	accounts, err := auth.New(r, desk.ForAccounts(), keys, wallClock{}, auth.Settings{Desk: "Bench", URL: at.String()})
	if err != nil {
		return nil, err
	}
	address := func(r *http.Request) string { return cmp.Or(r.Header.Get("Bench-Address"), "127.0.0.1") }
	out, err := outside.New(outside.Parts{
		Desk: desk, Links: links, URL: at, Address: address, Clock: wallClock{}, Log: zap.NewNop(), Version: "bench",
		Identity: func(context.Context) (outside.Identity, error) { return outside.Identity{Name: "Bench"}, nil },
	})
	if err != nil {
		return nil, err
	}
	site, err := web.New(web.Parts{
		Desk: desk, Accounts: accounts, Outside: out.Handler(), URL: at, Clock: wallClock{}, Log: zap.NewNop(), Version: "bench",
		Address: address, Zone: func() *time.Location { return time.UTC }, DeskName: func() string { return "Bench" },
	})
	if err != nil {
		return nil, err
	}
	handler, err := site.Handler()
	return &pages{handler, links}, err
}
