package correspondence

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRowsOfOneInstantAreNotSplit(t *testing.T) {
	at := func(n int) time.Time { return time.Unix(int64(n), 0) }
	for _, test := range []struct {
		room int
		rows []int
		want int
		full bool
	}{
		{3, []int{9, 8, 7, 6}, 3, true},
		{3, []int{9, 8, 7, 7, 7, 6}, 5, true},
		{3, []int{9, 8, 7}, 3, false},
		{3, []int{9, 8, 7, 7}, 4, false},
		{3, nil, 0, false},
	} {
		rows, full := upTo(test.room, test.rows, at)
		require.Equal(t, test.want, len(rows), test.rows)
		require.Equal(t, test.full, full, test.rows)
	}
}
