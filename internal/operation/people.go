package operation

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/auth/signin"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// People: who is on the desk, and what they may do.
var (
	PersonList = listing("person-list", "GET /people", casework.MayReadPeople, "List the people of the desk",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]staff.PersonView, error) {
			return on.Reads.People(ctx, who)
		})
	PersonAdd = create("person-add", "POST /people", casework.MayWritePeople,
		"Add a person to the desk", withBody(beside(staff.AddPerson)))
	PersonRoles = action("person-roles", "PUT /people/{person}/roles", casework.MayWritePeople,
		"Replace a person's roles", ofPerson(besideNamed(staff.ChangeRoles)))
	PersonShow = action("person-show", "GET /people/{person}", casework.MayReadPeople,
		"Show a person",
		func(ctx context.Context, on Parts, who casework.Caller, in PersonPath) (staff.PersonView, error) {
			return on.Reads.Person(ctx, who, in.Person)
		})
	PersonProfile = action("person-profile", "PUT /people/{person}/profile", casework.MayWritePeople,
		"Give a person another name or address", ofPerson(besideNamed(staff.ChangeProfile)))
	PersonInvite = create("person-invite", "POST /people/{person}/invitation", casework.MayWritePeople,
		"Make a one-time link for a person to join", aPerson(beside(staff.InvitePerson)))
	PersonDisable = action("person-disable", "POST /people/{person}/disable", casework.MayWritePeople,
		"Take the right to do anything from a person", aPerson(beside(staff.DisablePerson)))
	PersonHandOver = action("person-hand-over", "POST /people/{person}/hand-over", ThatPersonOrAnEditor,
		"Give a person's cases, and all that is assigned to that person, to somebody else in one act", ofPerson(besideNamed(staff.HandOver)))
	PersonAway = action("person-away", "PUT /people/{person}/absence", ThatPerson,
		"Say from when to when a person is away, and who stands in", ofPerson(besideNamed(staff.GoAway)))
	PersonBack = action("person-back", "DELETE /people/{person}/absence", ThatPerson,
		"End a person's absence before its time, or call it off", aPerson(beside(staff.ComeBack)))
	PersonEnable = action("person-enable", "POST /people/{person}/enable", casework.MayWritePeople,
		"Give a disabled person back what the roles allow", aPerson(beside(staff.EnablePerson)))
)

// Who asks, and the profile and the API tokens of that person.
var (
	MeShow = action("me", "GET /me", APerson, "Show who is asking",
		func(ctx context.Context, _ Parts, who casework.Caller, _ None) (Me, error) {
			return Me{who.ID, who.Handle, who.Name, append([]claim.Role{}, who.Roles...), scopeOf(ctx)}, nil
		})
	MeProfile = action("me-profile", "PUT /me/profile", OwnAccount, "Give yourself another name or address",
		func(ctx context.Context, on Parts, who casework.Caller, in With[staff.ProfileInput]) (casework.Receipt, error) {
			return staff.ChangeProfile(ctx, on.Door, who, who.ID.String(), in.Body)
		})
	NoticesShow = action("notices-show", "GET /me/notices", OwnAccount, "Show how you are told what waits for you",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (desk.NoticesView, error) {
			return on.Reads.Notices(ctx, who)
		})
	NoticesChoose = action("notices-choose", "PUT /me/notices", OwnAccount, "Choose how you are told what waits for you",
		func(ctx context.Context, on Parts, who casework.Caller, in With[staff.NoticesInput]) (casework.Receipt, error) {
			return staff.ChooseNotices(ctx, on.Door, who, in.Body)
		})
	WebhookSet = action("webhook-set", "PUT /me/webhook", OwnAccount, "Be told by the incoming webhook of a chat",
		func(ctx context.Context, on Parts, who casework.Caller, in With[staff.WebhookInput]) (casework.Receipt, error) {
			return staff.SetWebhook(ctx, on.Door, who, in.Body)
		})
	WebhookRemove = action("webhook-remove", "DELETE /me/webhook", OwnAccount, "Be told by your webhook no more",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return staff.RemoveWebhook(ctx, on.Door, who)
		})
	WebhookTry = action("webhook-try", "POST /me/webhook/try", OwnAccount, "Post a line to your webhook, to see whether it works",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (staff.WebhookTried, error) {
			return staff.TryWebhook(ctx, on.Door, who)
		})
	BrowserAdd  = create("browser-add", "POST /me/browsers", OwnAccount, "Be told by web push in a browser", withBody(beside(staff.SubscribeBrowser)))
	BrowserList = listing("browser-list", "GET /me/browsers", OwnAccount, "List the browsers that you have subscribed",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]staff.BrowserView, error) {
			return staff.Browsers(ctx, on.Door, who)
		})
	BrowserRemove = action("browser-remove", "DELETE /me/browsers/{browser}", OwnAccount, "Be told in a browser no more",
		func(ctx context.Context, on Parts, who casework.Caller, in BrowserPath) (casework.Receipt, error) {
			return staff.RemoveBrowser(ctx, on.Door, who, in.Browser)
		})
	BrowserTry = action("browser-try", "POST /me/browsers/{browser}/try", OwnAccount, "Send a line to a browser, to see whether it shows it",
		func(ctx context.Context, on Parts, who casework.Caller, in BrowserPath) (staff.BrowserTried, error) {
			return staff.TryBrowser(ctx, on.Door, who, in.Browser)
		})
	TokenList = listing("token-list", "GET /me/tokens", OwnAccount, "List your API tokens",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]TokenView, error) {
			tokens, err := on.Accounts.Tokens(ctx, who.ID)
			views := make([]TokenView, len(tokens))
			for i, t := range tokens {
				views[i] = tokenView(t, "")
			}
			return views, err
		})
	TokenMake = create("token-make", "POST /me/tokens", OwnAccount, "Make an API token",
		func(ctx context.Context, on Parts, who casework.Caller, in With[TokenInput]) (TokenView, error) {
			text, token, err := on.Accounts.MakeToken(ctx, who.ID, auth.TokenInput{
				Label: in.Body.Label, Scope: in.Body.Scope, Life: time.Duration(in.Body.Days) * 24 * time.Hour,
				ID: casework.KeyOf(ctx, "token"),
			})
			return tokenView(token, text), err
		})
	TokenRevoke = action("token-revoke", "DELETE /me/tokens/{token}", OwnAccount, "Revoke an API token",
		func(ctx context.Context, on Parts, who casework.Caller, in TokenPath) (casework.Receipt, error) {
			return casework.Receipt{ID: in.Token}, on.Accounts.RevokeToken(ctx, who.ID, in.Token)
		})
)

// Me is who is asking.
type Me struct {
	ID     uuid.UUID    `json:"id"`
	Handle string       `json:"handle"`
	Name   string       `json:"name"`
	Roles  []claim.Role `json:"roles"`
	Scope  people.Scope `json:"scope" doc:"what the token may be used for"`
}

// TokenPath names an API token.
type TokenPath struct {
	Token uuid.UUID `path:"token" format:"uuid" doc:"identifier of the token"`
}

// BrowserPath names a browser that a person has subscribed.
type BrowserPath struct {
	Browser uuid.UUID `path:"browser" format:"uuid" doc:"identifier of the browser, as you have subscribed it"`
}

// TokenInput is what a new API token is for.
type TokenInput struct {
	Label string       `json:"label" doc:"what it is for"`
	Scope people.Scope `json:"scope" enum:"read,write,admin,calendar" doc:"read: look at things; write: all but managing people, desk, engine and tokens; admin: all that the person may; calendar: read the calendars of what stands ahead, and nothing else"`
	Days  int          `json:"days,omitempty" minimum:"0" maximum:"1830" doc:"after how many days it ends; never if left out"`
}

// TokenView is an API token. Its text is there once, when it was made.
type TokenView struct {
	ID     uuid.UUID    `json:"id"`
	Label  string       `json:"label"`
	Scope  people.Scope `json:"scope"`
	MadeAt time.Time    `json:"madeAt"`
	EndsAt time.Time    `json:"endsAt,omitzero"`
	UsedAt time.Time    `json:"usedAt,omitzero"`
	Text   string       `json:"text,omitempty" doc:"what a program shows; it is told this once"`

	Calendars []CalendarAddress `json:"calendars,omitempty" doc:"of a token of the scope calendar: where its calendars are; told this once, as the token stands in them"`
}

// CalendarAddress is where a calendar of what stands ahead is.
type CalendarAddress struct {
	Of   string `json:"of" doc:"whose it is, or of what"`
	Path string `json:"path" doc:"behind the address of the desk; of a case, its short name or identifier stands for CASE"`
}

// Calendars are those that a token of the scope calendar opens.
func Calendars(token string) []CalendarAddress {
	base := "/calendar/" + token
	return []CalendarAddress{{"you", base + "/mine.ics"}, {"the desk", base + "/desk.ics"}, {"a case", base + "/cases/CASE.ics"}}
}

func tokenView(t signin.APIToken, text string) TokenView {
	view := TokenView{ID: t.ID, Label: t.Label, Scope: t.Scope, MadeAt: t.MadeAt, EndsAt: t.EndsAt, UsedAt: t.UsedAt, Text: text}
	if t.Scope == people.ScopeCalendar && text != "" {
		view.Calendars = Calendars(text)
	}
	return view
}
