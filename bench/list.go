package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/opening"
)

// runList adds many claims at once: a pasted list, and a case file.
func runList(ctx context.Context, b *bench) error {
	return b.withHost(ctx, "list", func(h *host) error {
		if err := b.listPasted(ctx, h, b.size.Of(1000, 1000, 60)); err != nil {
			return err
		}
		return b.listFile(ctx, h, b.size.Of(5000, 500, 60))
	})
}

// listPasted adds a list as the page does, which shows how far it is.
func (b *bench) listPasted(ctx context.Context, h *host, n int) error {
	s := &story{host: h, slug: "list"}
	if err := s.open(ctx, 0); err != nil {
		return err
	}
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "Party number %d was told before it was printed.\n", i)
	}
	began := time.Now()
	p, err := writing.AddClaims(ctx, h.Desk, h.editor, s.slug, writing.SheetInput{Text: text.String()})
	if err != nil {
		return err
	}
	err = until(ctx, "claims added", n, func() (int, error) {
		p, err = writing.Sheet(ctx, h.Desk, h.editor, s.slug, p.ID)
		return p.Added + len(p.Refused), err
	})
	if err != nil {
		return err
	}
	return b.listed(ctx, h, "list", s.slug, began, n, 2)
}

// listFile opens a case file, from its bytes on.
func (b *bench) listFile(ctx context.Context, h *host, n int) error {
	var text strings.Builder
	text.WriteString("onrecord: case/v1\nid: file\ntitle: A case of many claims\npolicy: {reviewers: 1, origins: 1}\nclaims:\n")
	for i := range n {
		fmt.Fprintf(&text, "  - id: claim-%d\n    statement: Party number %d was told before it was printed.\n", i, i)
	}
	began := time.Now()
	file, err := casefile.Parse("file.yaml", []byte(text.String()))
	if err != nil {
		return err
	}
	if _, err := filing.Open(ctx, h.Desk, h.editor, opening.Input(file)); err != nil {
		return err
	}
	return b.listed(ctx, h, "case file", file.ID, began, n, 15)
}

// listed reports when so many claims are on the page of their case, and when
// the workflows behind them run.
func (b *bench) listed(ctx context.Context, h *host, what, slug string, began time.Time, n int, within float64) error {
	recorded := time.Since(began)
	page, err := h.Reads.CaseView(ctx, h.editor, slug, reading.CaseQuery{})
	if err != nil {
		return err
	}
	shown := time.Since(began)
	running, err := h.allRun(ctx, page.ID, n)
	if err != nil {
		return err
	}
	what = fmt.Sprintf("%s of %d", what, n)
	b.report.Count("list", what+": claims on the page", len(page.Claims), n)
	b.report.Count("list", what+": workflows running", running, n)
	b.report.Add("list", what+": in the record after", recorded.Seconds(), "s")
	b.report.AtMost("list", what+": on the page after", shown.Seconds(), "s", within)
	b.report.Add("list", what+": every workflow runs after", time.Since(began).Seconds(), "s")
	return nil
}

// allRun waits until so many workflows of a case run, and returns how many do.
func (h *host) allRun(ctx context.Context, caseID uuid.UUID, n int) (running int, err error) {
	err = until(ctx, "workflows running", n, func() (int, error) {
		running, err = h.running(ctx, caseID)
		return running, err
	})
	return running, err
}
