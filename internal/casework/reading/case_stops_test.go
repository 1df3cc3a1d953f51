package reading

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim/lists"
)

func TestStopsAreThinned(t *testing.T) {
	began := time.Date(2017, 3, 9, 17, 0, 0, 0, time.UTC)
	for _, n := range []int{0, 1, 2, MaxStops - 1, MaxStops, MaxStops + 1, 5_000, 50_000} {
		rows := make([]lists.Stop, n)
		for i := range rows {
			rows[i] = lists.Stop{Position: int64(i + 1), At: began.Add(time.Duration(i) * time.Second)}
		}
		wanted := n / 3
		stops := thin(rows, wanted)
		require.LessOrEqual(t, len(stops), MaxStops, n)
		if n == 0 {
			continue
		}
		if n < MaxStops-2 {
			require.Len(t, stops, n)
		}
		require.Equal(t, Stop(rows[0]), stops[0])
		require.Equal(t, Stop(rows[n-1]), stops[len(stops)-1])
		require.Contains(t, stops, Stop(rows[wanted]))
	}
}
