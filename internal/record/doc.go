// Package record keeps the permanent truth of a desk: streams of entries, the
// content that they refer to, and the tables that the pages read. It stands in
// one SQLite file or in a PostgreSQL database; both run the same SQL.
//
// # Rooms
//
// This package holds the chain, the content, the mail that came in and the letters
// that went out, and the one writer. What follows from entries is said in its rooms:
// [tables] for lists and pages, [search] for words; [history] reads entries back, and
// [verify] checks all of it; [accounts] keeps the working state of signing in, and
// [stored] says how things stand in rows. A [Record] is all of them: it embeds their
// methods. They know it as a [stored.Database] and no more, so their writes stand in
// its queue and nothing points back.
//
// # What is truth
//
// The table entries is the truth about what happened, the table contents about
// what was said. Entries are only ever added. Each carries a position without
// gaps and the SHA-256 over the hash before it and its own row, so a row that
// was changed, left out, moved or added by hand shows ([Record.Verify]).
// Content is found by a salted hash ([claim.Ref]); it can be erased, and the
// chain still holds.
//
// Everything else is projection: it is written in the transaction of the
// entry, from the state after it, and can be emptied and filled again
// ([Record.Reproject]). Decisions read entries ([Record.Load]); pages read
// tables ([tables.Tables]).
//
// # One writer, many callers
//
// One goroutine writes. It takes all calls that wait, carries them out and
// commits once; the cost of making a commit durable is shared. If something of
// one has to be undone, all are carried out again, each in a savepoint of its
// own, so one caller's conflict does not fail the others. A call returns after
// the commit is on disk.
//
// # Errors
//
// What people can act on is a [*claim.Error]: CodeConflict, CodeExists,
// CodeNotFound, CodeDiskFull, CodeReadOnly, CodeUnavailable, CodeUnknownOutcome,
// CodeRecordNewer, CodeRecordDamaged. Anything else is a defect or the
// context's own error.
//
// Instants are stored as microseconds since 1970, UTC; 0 stands for none.
package record
