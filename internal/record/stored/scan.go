package stored

import (
	"context"
	"math"
)

// pageRows is how many entries are read at once.
const pageRows = 2000

// EachStream calls fn with the rows of each stream in order of version, one
// stream at a time, so that the whole record need not fit in memory.
func EachStream(ctx context.Context, q Querier, fn func(stream string, rows []Entry) error) error {
	var stream []Entry
	last := Entry{}
	for {
		var page []Entry
		err := Select(ctx, q, &page, `select `+EntryColumns+` from entries
			where (stream, version) > (?, ?)
			order by stream, version limit ?`, last.Stream, last.Version, pageRows)
		if err != nil {
			return err
		}
		for _, row := range page {
			if len(stream) > 0 && stream[0].Stream != row.Stream {
				if err := fn(stream[0].Stream, stream); err != nil {
					return err
				}
				stream = nil
			}
			stream = append(stream, row)
		}
		if len(page) == 0 {
			break
		}
		last = page[len(page)-1]
	}
	if len(stream) == 0 {
		return nil
	}
	return fn(stream[0].Stream, stream)
}

// EachPosition calls fn with every row in order of position, those that stand
// where no entry can stand included.
func EachPosition(ctx context.Context, q Querier, fn func(Entry)) error {
	after := int64(math.MinInt64)
	for {
		var page []Entry
		err := Select(ctx, q, &page,
			`select `+EntryColumns+` from entries where position > ? order by position limit ?`, after, pageRows)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, row := range page {
			fn(row)
		}
		after = page[len(page)-1].Position
	}
}
