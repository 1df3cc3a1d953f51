package engine

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// TestATimerIsDueUntilItHasFiredOrWasCancelled: time must not be skipped past it, the server would forget it.
func TestATimerIsDueUntilItHasFiredOrWasCancelled(t *testing.T) {
	start := time.Date(2017, 3, 10, 9, 0, 0, 0, time.UTC)
	set := func(id int64, after time.Duration) *historypb.HistoryEvent {
		return &historypb.HistoryEvent{
			EventId: id, EventType: enumspb.EVENT_TYPE_TIMER_STARTED, EventTime: timestamppb.New(start),
			Attributes: &historypb.HistoryEvent_TimerStartedEventAttributes{TimerStartedEventAttributes: &historypb.TimerStartedEventAttributes{
				StartToFireTimeout: durationpb.New(after),
			}},
		}
	}
	fired := func(id int64) *historypb.HistoryEvent {
		return &historypb.HistoryEvent{
			EventType: enumspb.EVENT_TYPE_TIMER_FIRED,
			Attributes: &historypb.HistoryEvent_TimerFiredEventAttributes{TimerFiredEventAttributes: &historypb.TimerFiredEventAttributes{
				StartedEventId: id,
			}},
		}
	}
	cancelled := func(id int64) *historypb.HistoryEvent {
		return &historypb.HistoryEvent{
			EventType: enumspb.EVENT_TYPE_TIMER_CANCELED,
			Attributes: &historypb.HistoryEvent_TimerCanceledEventAttributes{TimerCanceledEventAttributes: &historypb.TimerCanceledEventAttributes{
				StartedEventId: id,
			}},
		}
	}
	cases := []struct {
		sentence string
		events   []*historypb.HistoryEvent
		due      bool
	}{
		{"no timer", nil, false},
		{"one to come", []*historypb.HistoryEvent{set(5, time.Hour+1)}, false},
		{"one that has its time", []*historypb.HistoryEvent{set(5, time.Hour)}, true},
		{"it has fired", []*historypb.HistoryEvent{set(5, time.Hour), fired(5)}, false},
		{"it was cancelled", []*historypb.HistoryEvent{set(5, time.Minute), cancelled(5)}, false},
		{"a second one has not fired", []*historypb.HistoryEvent{set(5, time.Minute), set(6, time.Minute), fired(5)}, true},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			require.Equal(t, c.due, timerIsDue(&historypb.History{Events: c.events}, start.Add(time.Hour)))
		})
	}
}
