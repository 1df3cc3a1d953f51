package record

import "github.com/onrecord/onrecord/internal/record/database"

// fail says what an error means, as [database.Fail].
func (r *Record) fail(operation string, err error) error { return database.Fail(r.db, operation, err) }
