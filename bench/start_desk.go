package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/onrecord/onrecord/bench/world"
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
	w := world.New(time.Now().UTC(), max(200, claims))
	bulks := []*record.Bulk{w.Staff(w.Now.Add(-7 * 24 * time.Hour))}
	for i := range cases {
		bulks = append(bulks, w.OpenCase(i, claims))
	}
	for _, bulk := range bulks {
		if err := bulk.Prepare(); err != nil {
			return err
		}
	}
	return r.AddBulk(ctx, bulks...)
}
