package desk

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/operation"
)

// RecordVerify is the command onrecord record verify.
type RecordVerify struct {
	Database string `placeholder:"SOURCE" env:"ONRECORD_DATABASE" help:"Look at this record directly: a file, or a postgres:// URL."`
}

// Help implements kong.HelpProvider.
func (RecordVerify) Help() string {
	return `
It checks every hash, reference and table. A running onrecord serve does it;
without one, the record in the data directory is opened to read.

Example:

    onrecord record verify
    onrecord record verify --database /backup/record.db`
}

// Run verifies the record. A record that does not verify is an error.
func (c *RecordVerify) Run(p *terminal.Program) error {
	report, err := c.verify(p)
	if err != nil {
		return err
	}
	err = p.Show(report, func(w io.Writer) {
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
	p.Say("the record is whole: %s", report.Record)
	return nil
}

func (c *RecordVerify) verify(p *terminal.Program) (lists.VerifyReport, error) {
	if c.Database == "" {
		desk, err := p.Client()
		if err == nil {
			var report lists.VerifyReport
			if report, err = client.Call(p.Ctx, desk, operation.RecordVerify, operation.None{}); err == nil {
				return report, nil
			}
		}
		if address, _, _ := p.Remote(); address != "" || claim.CodeOf(err) != claim.CodeUnavailable {
			return lists.VerifyReport{}, err
		}
	}
	return c.offline(p)
}

func (c *RecordVerify) offline(p *terminal.Program) (lists.VerifyReport, error) {
	dir, err := p.DataDir()
	if err != nil {
		return lists.VerifyReport{}, err
	}
	cfg, err := config.Read(dir, config.Flags{Config: config.Config{Database: c.Database}})
	if err != nil {
		return lists.VerifyReport{}, err
	}
	bar := newProgress(p, "verifying", 1)
	defer bar.stop()
	return app.VerifyRecord(p.Ctx, cfg, bar.to)
}
