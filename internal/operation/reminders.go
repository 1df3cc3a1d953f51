package operation

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// Reminders of many requests at once: about a claim, of a case, to a party, or of the desk. Who may pause them follows
// from whose they are: [casework.PauseRight].
var (
	RemindersPause = action("reminders-pause", "POST /reminders/pause", casework.MayReadCases,
		"Stop the reminders about a claim, of a case, to a party or of the desk", withBody((*casework.Door).PauseAll))
	RemindersResume = action("reminders-resume", "POST /reminders/resume", casework.MayReadCases,
		"Let the reminders about a claim, of a case, to a party or of the desk go out again", withBody((*casework.Door).ResumeAll))
	RemindersShow = action("reminders-show", "GET /reminders", casework.MayReadCases,
		"Say whether the reminders about a claim, of a case, to a party or of the desk are paused, by whom and why",
		func(ctx context.Context, on Parts, who casework.Caller, in RemindersOf) (casework.PauseView, error) {
			return on.Door.PauseOf(ctx, who, casework.PausedInput{Of: in.Of, Name: in.Name})
		})
)

// RemindersOf names what the reminders concern.
type RemindersOf struct {
	Of   claim.PauseLevel `query:"of" required:"true" doc:"whose reminders"`
	Name string           `query:"name" maxLength:"200" doc:"short name or identifier: of a claim, with its case (vault7/google); left out for the desk"`
}
