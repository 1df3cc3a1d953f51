package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/record"
)

// writeOpenDesk writes cases of so many open claims and as many parties, each of
// which was asked yesterday and has nine days left to answer.
func writeOpenDesk(ctx context.Context, data, smtp string, cases, claims int) (err error) {
	cfg, err := settings(data, smtp)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	r, err := record.Open(ctx, cfg.Database, record.WithReader(readMail))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	w := newWorld(time.Now().UTC(), max(200, claims))
	bulks := []*record.Bulk{w.staff(w.now.Add(-7 * 24 * time.Hour))}
	for i := range cases {
		bulks = append(bulks, w.tellOpen(i, claims))
	}
	for _, bulk := range bulks {
		if err := bulk.Prepare(); err != nil {
			return err
		}
	}
	return r.AddBulk(ctx, bulks...)
}

// tellOpen writes a case in which everybody was asked and nobody has answered.
func (w *world) tellOpen(n, claims int) *record.Bulk {
	r := rand.New(rand.NewPCG(uint64(n), 6))
	c := &volumeCase{
		writer: newWriter(w, r), shape: shape{claims: claims, parties: claims, requests: 1, messages: 1},
		id: uuid.New(), owner: w.editor(r), opened: w.now.Add(-3 * 24 * time.Hour), span: 40 * 24 * time.Hour,
	}
	c.open(fmt.Sprintf("open-%d", n), false)
	for range claims {
		c.addClaim()
	}
	for i := range claims {
		c.ask(w.parties[i])
	}
	return c.Bulk
}
