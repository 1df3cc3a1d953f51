package demo_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/demo"
)

type show struct{ t *testing.T }

func (s show) Entries(day0 time.Time, items []casework.TimelineItem) {
	for _, it := range items {
		d := it.At.Sub(day0.Truncate(24 * time.Hour))
		fmt.Printf("day %d %s  %-16s %s\n", int(d.Hours()/24), it.At.Format("15:04:05"), it.Actor, it.Text)
	}
}
func (s show) Progress(day0, now time.Time) {}

func TestDemo(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r, err := demo.Play(ctx, demo.Options{Log: zap.NewNop(), Show: show{t}})
	require.NoError(t, err)
	fmt.Println(r.Report.StatusLine, r.Took, r.Letters, r.Verified)
}
