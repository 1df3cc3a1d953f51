package operation

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// How mail comes in and goes out.
var (
	MailState = action("mail-status", "GET /mail/status", casework.MayReadDesk, "Show how mail comes in and goes out, and whether it does",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (MailStatus, error) {
			return on.Mail.MailStatus(ctx)
		})
	MailTry = action("mail-test", "POST /mail/test", casework.MayWriteDesk, "Try the mail servers, step by step, and say where it ends",
		func(ctx context.Context, on Parts, _ casework.Caller, in With[MailTestInput]) (MailTest, error) {
			return on.Mail.TestMail(ctx, in.Body)
		})
	MailAllow = action("mail-allow", "POST /mail/allow", casework.MayWriteDesk, "Begin to allow the desk into its mailbox",
		func(ctx context.Context, on Parts, _ casework.Caller, in With[MailAllowInput]) (MailAllowing, error) {
			return on.Mail.AllowMail(ctx, in.Body)
		})
	MailAllowed = action("mail-allow-finish", "POST /mail/allow/finish", casework.MayWriteDesk, "Finish to allow the desk into its mailbox",
		func(ctx context.Context, on Parts, _ casework.Caller, in With[MailAllowedInput]) (MailAllowState, error) {
			return on.Mail.FinishAllowMail(ctx, in.Body)
		})
)

// Mail is what can be done with the mail servers. What goes wrong there is a step that failed, and no error.
type Mail interface {
	MailStatus(ctx context.Context) (MailStatus, error)
	TestMail(ctx context.Context, in MailTestInput) (MailTest, error)
	AllowMail(ctx context.Context, in MailAllowInput) (MailAllowing, error)
	FinishAllowMail(ctx context.Context, in MailAllowedInput) (MailAllowState, error)
}

// MailStatus is how mail comes in and goes out.
type MailStatus struct {
	Listens string             `json:"listens,omitempty" doc:"address, or socket, at which mail is received"`
	Sender  string             `json:"sender,omitempty" doc:"mail server that letters are handed to"`
	Sealed  string             `json:"senderEncryption,omitempty" doc:"how the last connection to it was encrypted, in words: TLS, and the server's certificate"`
	Mailbox string             `json:"mailbox,omitempty" doc:"mail server with the desk's mailbox"`
	Folder  string             `json:"folder,omitempty" doc:"folder of the mailbox that is read"`
	SignIn  string             `json:"signIn" doc:"how the desk signs in at both: password, google, microsoft or oauth"`
	Flow    string             `json:"flow,omitempty" doc:"how the desk is allowed in, where it signs in with tokens: code, device or client"`
	Reading desk.MailboxHealth `json:"reading" doc:"how the reading of the mailbox stands"`
	Waits   int                `json:"waits,omitempty" doc:"messages that are kept and not taken in yet"`
	Since   time.Time          `json:"waitsSince,omitzero" doc:"when the oldest of them came"`
}

// MailTestInput says what to try.
type MailTestInput struct {
	Letter bool `json:"letter,omitempty" doc:"also send a letter to the desk's own address"`
}

// MailTest is what was tried, in its order. It ends with the first step that failed, of each server.
type MailTest struct {
	Steps []MailStep `json:"steps"`
	Well  bool       `json:"well" doc:"nothing failed"`
}

// MailStep is one step.
type MailStep struct {
	Of   string `json:"of" doc:"mailbox, or letters"`
	Step string `json:"step" doc:"name, connection, encryption, greeting, sign-in, folder, reading, or letter"`
	Well bool   `json:"well"`
	Says string `json:"says" doc:"what came of it, in words"`
	Hint string `json:"hint,omitempty" doc:"what to do about it"`
}

// MailAllowInput begins to allow the desk in.
type MailAllowInput struct {
	Redirect string `json:"redirect,omitempty" maxLength:"500" doc:"where the person comes back to, in the flow by code: on this desk, or on the person's own machine"`
}

// MailAllowing is what the person has to do.
type MailAllowing struct {
	ID    string    `json:"id,omitempty" doc:"of what was begun; empty if there is no more to do"`
	URL   string    `json:"url,omitempty" doc:"address of the page to open"`
	Code  string    `json:"code,omitempty" doc:"what to type in there, in the flow by device"`
	Every int       `json:"every,omitempty" doc:"seconds to wait between questions whether it is done, in the flow by device"`
	Ends  time.Time `json:"ends,omitzero" doc:"until when it can be done"`
}

// MailAllowedInput finishes it.
type MailAllowedInput struct {
	ID   string `json:"id" maxLength:"200" doc:"of what was begun; in the flow by code it comes back as state"`
	Code string `json:"code,omitempty" maxLength:"4000" doc:"what the person came back with"`
}

// MailAllowState says whether it is done.
type MailAllowState struct {
	Done bool `json:"done" doc:"the desk is allowed in; false while the person has not done it yet"`
}

// All mail of the desk, held or not.
var (
	MailShow = action("mail-show", "GET /mail", casework.MayReadCases, "Say whether all mail is held, since when, by whom and why",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (house.MailHoldView, error) {
			return house.MailHold(ctx, on.Door)
		})
	MailHold = action("mail-hold", "POST /mail/hold", casework.MayHoldMail, "Hold all mail: no letter is handed over until it is released",
		func(ctx context.Context, on Parts, who casework.Caller, in With[casework.ReasonInput]) (casework.Receipt, error) {
			return house.HoldMail(ctx, on.Door, who, in.Body)
		})
	MailRelease = action("mail-release", "POST /mail/release", casework.MayHoldMail, "Let mail go again; each letter that waits is looked at once more",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return house.ReleaseMail(ctx, on.Door, who)
		})
)

// The keys with which letters are signed.
var (
	MailKeyShow = action("mail-key-show", "GET /mail/keys", casework.MayReadDesk, "Show how letters are signed, and what has to stand in the DNS",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (house.SigningView, error) {
			return house.SigningKeys(ctx, on.Door)
		})
	MailKeyMake = action("mail-key-make", "POST /mail/keys", casework.MayWriteDesk, "Make the next key to sign letters with; it is to be published before it is used",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return house.MakeSigningKey(ctx, on.Door, who)
		})
	MailKeyUse = action("mail-key-use", "POST /mail/keys/use", casework.MayWriteDesk, "Sign letters with the next key from now on, if it stands in the DNS",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return house.UseSigningKey(ctx, on.Door, who)
		})
)
