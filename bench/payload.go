package main

import (
	"context"

	commonpb "go.temporal.io/api/common/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/proxy"
)

// payloadIn is the size in bytes of the largest payload of an event.
func payloadIn(ctx context.Context, event *historypb.HistoryEvent) (largest int, err error) {
	err = proxy.VisitPayloads(ctx, event, proxy.VisitPayloadsOptions{
		SkipSearchAttributes: true,
		Visitor: func(_ *proxy.VisitPayloadsContext, payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
			for _, p := range payloads {
				largest = max(largest, len(p.GetData()))
			}
			return payloads, nil
		},
	})
	return largest, err
}
