package people

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// HookKind is whose incoming webhook an address is.
type HookKind string

// Every kind. What each means stands in its row.
const (
	HookSlack      HookKind = "slack"
	HookMattermost HookKind = "mattermost"
	HookTeams      HookKind = "teams"
)

var hookKinds = claim.NewWords("kind of webhook", "whose incoming webhook an address is",
	claim.Row[HookKind, claim.None]{Word: HookSlack, Doc: "of a channel in Slack"},
	claim.Row[HookKind, claim.None]{Word: HookMattermost, Doc: "of a channel in Mattermost"},
	claim.Row[HookKind, claim.None]{Word: HookTeams, Doc: "of a workflow in Microsoft Teams"},
)

// HookKinds lists every kind.
var HookKinds = hookKinds.Chosen()

// Webhook is an address at which a chat takes notices, for a person or for the desk.
type Webhook struct {
	Kind      HookKind  `json:"kind"`
	Address   claim.Ref `json:"address"` // content: sealed by the keys of the installation
	SetAt     time.Time `json:"setAt"`
	StoppedAt time.Time `json:"stoppedAt,omitzero"` // since the chat has refused it for good
}

// SetWebhook has notices told to a webhook, in place of the one before.
type SetWebhook struct {
	Kind    HookKind  `json:"kind"`
	Address claim.Ref `json:"address"` // content: sealed
}

// CommandKind implements [claim.Body].
func (SetWebhook) CommandKind() string { return "set webhook" }

// RemoveWebhook has nothing told to a webhook any more.
type RemoveWebhook struct{}

// CommandKind implements [claim.Body].
func (RemoveWebhook) CommandKind() string { return "remove webhook" }

// StopWebhook notes that a chat refuses what is told to a webhook.
type StopWebhook struct {
	Address claim.Ref `json:"address"` // of the one that was refused
}

// CommandKind implements [claim.Body].
func (StopWebhook) CommandKind() string { return "stop webhook" }

// WebhookSet: notices are told to a webhook from now on.
type WebhookSet struct {
	Kind    HookKind  `json:"kind"`
	Address claim.Ref `json:"address"`
}

// FactKind implements [claim.Fact].
func (WebhookSet) FactKind() string { return "webhook.set" }

// WebhookRemoved: nothing is told to a webhook any more.
type WebhookRemoved struct{}

// FactKind implements [claim.Fact].
func (WebhookRemoved) FactKind() string { return "webhook.removed" }

// WebhookStopped: the chat refuses what is told there, so nothing is until it is set anew.
type WebhookStopped struct{}

// FactKind implements [claim.Fact].
func (WebhookStopped) FactKind() string { return "webhook.stopped" }

func init() {
	claim.RegisterBody[SetWebhook](claim.StreamPerson, claim.StreamDesk)
	claim.RegisterBody[RemoveWebhook](claim.StreamPerson, claim.StreamDesk)
	claim.RegisterBody[StopWebhook](claim.StreamPerson, claim.StreamDesk)
	claim.RegisterFact[WebhookSet]()
	claim.RegisterFact[WebhookRemoved]()
	claim.RegisterFact[WebhookStopped]()
}

// hookRule is what decides on a command about a webhook, or nil for another command.
func hookRule(there *Webhook, body claim.Body) func() ([]claim.Fact, error) {
	switch b := body.(type) {
	case SetWebhook:
		return func() ([]claim.Fact, error) {
			if b.Address == "" {
				return nil, claim.Errorf(claim.CodeInvalid, "say where the webhook is").WithField("address", "it must not be empty")
			}
			return ifFits(claim.OneOf("kind", b.Kind, HookKinds), WebhookSet(b))
		}
	case RemoveWebhook:
		return func() ([]claim.Fact, error) { return unless(there == nil, WebhookRemoved{}) }
	case StopWebhook:
		return func() ([]claim.Fact, error) {
			return unless(there == nil || there.Address != b.Address || !there.StoppedAt.IsZero(), WebhookStopped{})
		}
	}
	return nil
}

// hookAfter is the webhook after an entry.
func hookAfter(there *Webhook, e claim.Entry) *Webhook {
	switch f := e.Fact.(type) {
	case WebhookSet:
		return &Webhook{Kind: f.Kind, Address: f.Address, SetAt: e.At}
	case WebhookRemoved:
		return nil
	case WebhookStopped:
		if there != nil {
			stopped := *there
			stopped.StoppedAt = e.At
			return &stopped
		}
	}
	return there
}

// DeskKinds are the kinds that the webhook of the desk can be told of: a mention is a word to one person.
func DeskKinds() []claim.TurnKind {
	return slices.DeleteFunc(slices.Clone(claim.TurnKinds), func(k claim.TurnKind) bool { return k == claim.TurnMention })
}

// ChooseDeskNotices says what is told to the webhook of the desk. It replaces what was
// chosen before.
type ChooseDeskNotices struct {
	NoticeChoice
}

// CommandKind implements [claim.Body].
func (ChooseDeskNotices) CommandKind() string { return "choose desk notices" }

// DeskNoticesChosen: something else is told to the webhook of the desk from now on.
type DeskNoticesChosen struct {
	NoticeChoice
}

// FactKind implements [claim.Fact].
func (DeskNoticesChosen) FactKind() string { return "desk.notices_chosen" }

func init() {
	claim.RegisterBody[ChooseDeskNotices](claim.StreamDesk)
	claim.RegisterFact[DeskNoticesChosen]()
}

func (d *Desk) chooseNotices(b ChooseDeskNotices) ([]claim.Fact, error) {
	if err := b.Validate(); err != nil {
		return nil, err
	}
	return unless(b.equal(d.Choice), DeskNoticesChosen(b))
}
