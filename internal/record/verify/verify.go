// Package verify checks a record against itself: that the chain of entries is unbroken up to
// its head, that every content gives its reference, that every entry refers to content which
// is or was there, and that the tables say what follows from the entries.
package verify

import (
	"context"
	"database/sql"
	"fmt"
	"hash/maphash"

	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/database"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// maxProblems bounds the report on a record that is damaged all over.
const maxProblems = 1000

// Record checks the whole record as it is at this moment. Each problem is a sentence in the
// report; an error means that the check itself could not be carried out. progress, which may be
// nil, hears how much is done; writers go on meanwhile.
func Record(ctx context.Context, db *database.Database, progress func(done, total int64)) (lists.VerifyReport, error) {
	v := &verifier{
		ctx: ctx, progress: progress, refs: map[claim.Ref]bool{}, rows: map[string]uint64{}, seed: maphash.MakeSeed(),
		report: lists.VerifyReport{Record: db.Where, Problems: []string{}},
	}
	err := snapshot(ctx, db, func(tx *sqlx.Tx) error {
		v.tx = tx
		return v.run()
	})
	if err = database.Fail(db, "verify", err); claim.CodeOf(err) == claim.CodeRecordDamaged {
		v.problem("the record cannot be read to its end: %v", err)
		err = nil
	}
	if more := v.found - maxProblems; more > 0 {
		v.report.Problems = append(v.report.Problems, fmt.Sprintf("there are %d more problems", more))
	}
	return v.report, err
}

// verifier is one run of it, on one unchanging view of the record.
type verifier struct {
	ctx         context.Context
	tx          *sqlx.Tx
	report      lists.VerifyReport
	found       int // problems, also those that the report leaves out
	progress    func(done, total int64)
	done, total int64
	refs        map[claim.Ref]bool // of all contents
	rows        map[string]uint64  // what the tables have to say: key → hash of the row
	seed        maphash.Seed
}

func (v *verifier) run() error {
	if err := stored.Get(v.ctx, v.tx, &v.total, `select (select count(*) from contents) + 2 * (select count(*) from entries)`); err != nil {
		return err
	}
	for _, check := range []func() error{v.chain, v.contents, v.streams, v.tables} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) problem(format string, args ...any) {
	if v.found++; v.found <= maxProblems {
		v.report.Problems = append(v.report.Problems, fmt.Sprintf(format, args...))
	}
}

// progressEvery is how many rows pass between two reports of progress.
const progressEvery = 256

func (v *verifier) step() {
	v.done++
	if v.progress != nil && (v.done%progressEvery == 0 || v.done == v.total) {
		v.progress(v.done, v.total)
	}
}

// snapshot runs fn on one unchanging view of the record.
func snapshot(ctx context.Context, db *database.Database, fn func(tx *sqlx.Tx) error) error {
	tx, err := db.Read.BeginTxx(ctx, &sql.TxOptions{Isolation: db.SnapshotLevel(), ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return fn(tx)
}
