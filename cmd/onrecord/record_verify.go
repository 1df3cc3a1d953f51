package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/operation"
)

type recordVerifyCmd struct {
	Database string `placeholder:"SOURCE" env:"ONRECORD_DATABASE" help:"Look at this record directly: a file, or a postgres:// URL."`
}

// Help implements kong.HelpProvider.
func (recordVerifyCmd) Help() string {
	return `
It checks every hash, reference and table. A running onrecord serve does it;
without one, the record in the data directory is opened to read.

Example:

    onrecord record verify
    onrecord record verify --database /backup/record.db`
}

// Run verifies the record. A record that does not verify is an error.
func (c *recordVerifyCmd) Run(p *program) error {
	report, err := c.verify(p)
	if err != nil {
		return err
	}
	err = p.show(report, func(w io.Writer) {
		for _, problem := range report.Problems {
			fmt.Fprintln(w, problem)
		}
		fmt.Fprintf(w, "%d entries, %d contents (%d erased); the last entry is %d, hash %s\n",
			report.Entries, report.Contents, report.Erased, report.Position, report.Head)
	})
	if err != nil {
		return err
	}
	if n := len(report.Problems); n > 0 {
		return claim.Errorf(claim.CodeRecordDamaged, "the record does not verify: %d problems in %s", n, report.Record).
			WithHint("stop onrecord serve, keep a copy of the record, and restore the latest backup that verifies")
	}
	p.say("the record is whole: %s", report.Record)
	return nil
}

func (c *recordVerifyCmd) verify(p *program) (lists.VerifyReport, error) {
	if c.Database == "" {
		desk, err := p.client()
		if err == nil {
			var report lists.VerifyReport
			if report, err = client.Call(p.ctx, desk, operation.RecordVerify, operation.None{}); err == nil {
				return report, nil
			}
		}
		if address, _, _ := p.remote(); address != "" || claim.CodeOf(err) != claim.CodeUnavailable {
			return lists.VerifyReport{}, err
		}
	}
	return c.offline(p)
}

func (c *recordVerifyCmd) offline(p *program) (lists.VerifyReport, error) {
	dir, err := p.data()
	if err != nil {
		return lists.VerifyReport{}, err
	}
	cfg, err := config.Read(dir, config.Flags{Config: config.Config{Database: c.Database}})
	if err != nil {
		return lists.VerifyReport{}, err
	}
	bar := newProgress(p, "verifying", 1)
	defer bar.stop()
	return app.VerifyRecord(p.ctx, cfg, bar.to)
}
