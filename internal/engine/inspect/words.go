package inspect

import (
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
)

// momentLayout is how events say when something will be.
const momentLayout = "2 Jan 2006 15:04:05 MST"

// words puts events into words. An event that ends something names that by the number of the event which began it, so
// the names are collected first; one that began before the events at hand stays "activity", "timer" or "update".
type words struct {
	inspector Inspector
	zone      *time.Location
	names     map[int64]string // of activities, timers and updates, by the event that began them
}

func (i Inspector) words(events []*historypb.HistoryEvent, zone *time.Location) words {
	w := words{i, zone, map[int64]string{}}
	for _, event := range events {
		id := event.GetEventId()
		switch event.GetEventType() {
		case enumspb.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
			w.names[id] = event.GetActivityTaskScheduledEventAttributes().GetActivityType().GetName()
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
			w.names[id] = "update " + event.GetWorkflowExecutionUpdateAcceptedEventAttributes().GetAcceptedRequest().GetInput().GetName()
		case enumspb.EVENT_TYPE_TIMER_STARTED:
			if summary := w.summary(event); summary != "" {
				w.names[id] = "timer " + summary
			}
		}
	}
	return w
}

func (w words) name(began int64, otherwise string) string {
	if name := w.names[began]; name != "" {
		return name
	}
	return otherwise
}

// of returns no words for what tells an operator nothing: tasks that went well, and starts of what is named elsewhere.
func (w words) of(event *historypb.HistoryEvent) string {
	switch event.GetEventType() {
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, enumspb.EVENT_TYPE_WORKFLOW_TASK_STARTED,
		enumspb.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, enumspb.EVENT_TYPE_ACTIVITY_TASK_STARTED:
		return ""
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_FAILED:
		a := event.GetWorkflowTaskFailedEventAttributes()
		return "the workflow's own code failed: " + inWords(a.GetCause().String())
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT:
		return "no worker finished the workflow's task in time"
	}
	for _, say := range []func(*historypb.HistoryEvent) string{w.ofExecution, w.ofUpdate, w.ofActivity, w.ofTimer} {
		if what := say(event); what != "" {
			return what
		}
	}
	return inWords(event.GetEventType().String())
}

func (w words) ofExecution(event *historypb.HistoryEvent) string {
	switch event.GetEventType() {
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
		if event.GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId() != "" {
			return "started, to go on for the run before"
		}
		return "started"
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED:
		return "signal " + event.GetWorkflowExecutionSignaledEventAttributes().GetSignalName()
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED:
		return "failed: " + w.inspector.failed(event.GetWorkflowExecutionFailedEventAttributes().GetFailure())
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED:
		a := event.GetWorkflowExecutionTerminatedEventAttributes()
		return because("terminated by "+a.GetIdentity(), a.GetReason())
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED:
		a := event.GetWorkflowExecutionCancelRequestedEventAttributes()
		return because("asked to end by "+a.GetIdentity(), a.GetCause())
	}
	return ""
}

func because(what, reason string) string {
	if reason == "" {
		return what
	}
	return what + ": " + reason
}

func (w words) ofUpdate(event *historypb.HistoryEvent) string {
	switch event.GetEventType() {
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
		return w.name(event.GetEventId(), "update") + " accepted"
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
		a := event.GetWorkflowExecutionUpdateCompletedEventAttributes()
		if failure := a.GetOutcome().GetFailure(); failure != nil {
			return w.name(a.GetAcceptedEventId(), "update") + " refused: " + w.inspector.failed(failure)
		}
		return w.name(a.GetAcceptedEventId(), "update") + " answered"
	}
	return ""
}

func (w words) ofActivity(event *historypb.HistoryEvent) string {
	switch event.GetEventType() {
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
		return w.with(w.name(event.GetEventId(), "activity")+" asked for", event)
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
		return w.name(event.GetActivityTaskCompletedEventAttributes().GetScheduledEventId(), "activity") + " done"
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_FAILED:
		a := event.GetActivityTaskFailedEventAttributes()
		return w.name(a.GetScheduledEventId(), "activity") + " failed: " + w.inspector.failed(a.GetFailure())
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT:
		return w.name(event.GetActivityTaskTimedOutEventAttributes().GetScheduledEventId(), "activity") + " timed out"
	case enumspb.EVENT_TYPE_ACTIVITY_TASK_CANCELED:
		return w.name(event.GetActivityTaskCanceledEventAttributes().GetScheduledEventId(), "activity") + " called off"
	case enumspb.EVENT_TYPE_MARKER_RECORDED:
		return w.ofMarker(event)
	}
	return ""
}

// ofMarker reads what the SDK writes down of an activity that ran inside the workflow's task.
func (w words) ofMarker(event *historypb.HistoryEvent) string {
	a := event.GetMarkerRecordedEventAttributes()
	if a.GetMarkerName() != "LocalActivity" {
		return "marker " + a.GetMarkerName()
	}
	var ran struct{ ActivityType string }
	name := "activity"
	if data := a.GetDetails()["data"].GetPayloads(); len(data) > 0 && w.inspector.data.FromPayload(data[0], &ran) == nil {
		name = ran.ActivityType
	}
	if a.GetFailure() != nil {
		return w.with(name+" failed, in place: "+w.inspector.failed(a.GetFailure()), event)
	}
	return w.with(name+" done, in place", event)
}

func (w words) ofTimer(event *historypb.HistoryEvent) string {
	switch event.GetEventType() {
	case enumspb.EVENT_TYPE_TIMER_STARTED:
		until := event.GetEventTime().AsTime().Add(event.GetTimerStartedEventAttributes().GetStartToFireTimeout().AsDuration())
		return w.with("timer until "+until.In(w.zone).Round(time.Second).Format(momentLayout), event)
	case enumspb.EVENT_TYPE_TIMER_FIRED:
		return w.name(event.GetTimerFiredEventAttributes().GetStartedEventId(), "timer") + " fired"
	case enumspb.EVENT_TYPE_TIMER_CANCELED:
		return w.name(event.GetTimerCanceledEventAttributes().GetStartedEventId(), "timer") + " stopped"
	}
	return ""
}

// with adds the summary that the workflow gave, if it gave one.
func (w words) with(what string, event *historypb.HistoryEvent) string {
	if summary := w.summary(event); summary != "" {
		return what + " (" + summary + ")"
	}
	return what
}

func (w words) summary(event *historypb.HistoryEvent) string {
	return w.inspector.text(event.GetUserMetadata().GetSummary())
}
