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

// The keys with which letters are signed.
var (
	MailKeyShow = action("mail-key-show", "GET /mail/keys", casework.MayReadDesk, "Show how letters are signed, and what has to stand in the DNS",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (casework.SigningView, error) {
			return on.Door.SigningKeys(ctx)
		})
	MailKeyMake = action("mail-key-make", "POST /mail/keys", casework.MayWriteDesk, "Make the next key to sign letters with; it is to be published before it is used",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return on.Door.MakeSigningKey(ctx, who)
		})
	MailKeyUse = action("mail-key-use", "POST /mail/keys/use", casework.MayWriteDesk, "Sign letters with the next key from now on, if it stands in the DNS",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return on.Door.UseSigningKey(ctx, who)
		})
)
