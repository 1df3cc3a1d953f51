package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
)

// Mail of the desk, all of it.
var (
	MailShow = action("mail-show", "GET /mail", casework.MayReadCases, "Say whether all mail is held, since when, by whom and why",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (casework.MailHoldView, error) {
			return on.Door.MailHold(ctx)
		})
	MailHold = action("mail-hold", "POST /mail/hold", casework.MayHoldMail, "Hold all mail: no letter is handed over until it is released",
		func(ctx context.Context, on Parts, who casework.Caller, in With[casework.ReasonInput]) (casework.Receipt, error) {
			return on.Door.HoldMail(ctx, who, in.Body)
		})
	MailRelease = action("mail-release", "POST /mail/release", casework.MayHoldMail, "Let mail go again; each letter that waits is looked at once more",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return on.Door.ReleaseMail(ctx, who)
		})
)
