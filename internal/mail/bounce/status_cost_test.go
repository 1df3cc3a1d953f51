package bounce_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/jhillyerd/enmime/v2"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/bounce"
)

func TestADeliveryStatusOfManyGroupsCostsLittle(t *testing.T) {
	for _, status := range []string{
		strings.Repeat("\n", 3900), strings.Repeat("\r\n", 399), strings.Repeat("Action: failed\n\n", 1900), strings.Repeat("Action: failed\r\n\r\n", 195),
	} {
		root, err := enmime.ReadParts(strings.NewReader("Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: text/plain\n\n" +
			"It failed.\n--x\nContent-Type: message/delivery-status\n\n" + status + "\n--x--\n"))
		require.NoError(t, err)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		bounce.FromParts(root, "")
		runtime.ReadMemStats(&after)
		require.Less(t, (after.TotalAlloc-before.TotalAlloc)>>20, uint64(32), "%d lines", strings.Count(status, "\n"))
	}
}
