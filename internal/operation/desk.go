package operation

import (
	"context"
	"encoding/json"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// What there is, and what happened.
var (
	Search = action("search", "GET /search", casework.MayReadCases,
		"Find cases, claims, parties, requests, answers, evidence, findings, reviews and messages by their words",
		func(ctx context.Context, on Parts, who casework.Caller, in SearchQuery) (desk.FoundPage, error) {
			return on.Reads.Search(ctx, who, in.Query, desk.SearchFilter{Kind: in.Kind, Case: in.Case, After: in.After, Limit: in.Limit})
		})
	CorrectionList = action("correction-list", "GET /corrections", casework.MayReadCases,
		"List what was changed of what is public, as readers see it, the latest first",
		func(ctx context.Context, on Parts, who casework.Caller, in Page) (desk.CorrectionsPage, error) {
			return on.Reads.Corrections(ctx, who, in.After, in.Limit)
		})
	DeskMonth = action("desk-month", "GET /month", casework.MayReadActivity,
		"Count what the desk did in a month, day by day, and what waits now, by whose turn it is",
		func(ctx context.Context, on Parts, who casework.Caller, in MonthQuery) (desk.Month, error) {
			return on.Reads.Month(ctx, who, in.Month)
		})
	Activity = action("activity", "GET /activity", casework.MayReadActivity, "List what happened on the desk, the latest first",
		func(ctx context.Context, on Parts, who casework.Caller, in ActivityQuery) (timeline.ActivityPage, error) {
			return on.Reads.Activity(ctx, who, timeline.ActivityFilter{
				Case: in.Case, Person: in.Person, Party: in.Party, Group: in.Group, From: in.From, To: in.To, Before: in.Before, Limit: in.Limit,
			})
		})
)

// SearchQuery is what is searched for.
type SearchQuery struct {
	Query string           `query:"q" required:"true" doc:"words, \"a phrase\", begin* and -without"`
	Kind  lists.SearchKind `query:"kind" enum:"case,claim,party,answer,statement,evidence,request,message" doc:"only this kind"`
	Case  string           `query:"case" doc:"only in this case: short name or identifier"`
	Page
}

// MonthQuery chooses a month.
type MonthQuery struct {
	Month string `query:"month" doc:"such as 2026-11, in the zone of the desk; that of today if left out"`
}

// ActivityQuery picks what happened on the desk.
type ActivityQuery struct {
	Case   string    `query:"case" doc:"short name or identifier"`
	Person string    `query:"person" doc:"handle or identifier of who acted, or me"`
	Party  string    `query:"party" doc:"short name or identifier"`
	Group  string    `query:"group" doc:"kind of things that happen: cases, claims, reviews, publications, requests, answers, turns, parties, people or desk"`
	From   time.Time `query:"from" doc:"at this instant or later"`
	To     time.Time `query:"to" doc:"before this instant"`
	Before int64     `query:"before" minimum:"0" doc:"position: what stood under next on the page before"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" doc:"how many at most"`
}

// The desk's settings: mail, calendar, policies and letters.
var (
	SettingsShow = action("settings-show", "GET /settings", casework.MayReadDesk, "Show the desk's settings",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (house.DeskView, error) {
			return house.Settings(ctx, on.Door, who)
		})
	DeskNoticesShow = action("desk-notices-show", "GET /settings/notices", casework.MayWriteDesk, "Show what the webhook of the desk is told",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (desk.NoticesView, error) {
			return on.Reads.DeskNotices(ctx)
		})
	DeskNoticesChoose = action("desk-notices-choose", "PUT /settings/notices", casework.MayWriteDesk, "Choose what the webhook of the desk is told",
		func(ctx context.Context, on Parts, who casework.Caller, in With[staff.NoticesInput]) (casework.Receipt, error) {
			return staff.ChooseDeskNotices(ctx, on.Door, who, in.Body)
		})
	DeskWebhookSet = action("desk-webhook-set", "PUT /settings/webhook", casework.MayWriteDesk, "Have it told to a chat what waits on the desk",
		func(ctx context.Context, on Parts, who casework.Caller, in With[staff.WebhookInput]) (casework.Receipt, error) {
			return staff.SetDeskWebhook(ctx, on.Door, who, in.Body)
		})
	DeskWebhookRemove = action("desk-webhook-remove", "DELETE /settings/webhook", casework.MayWriteDesk, "Tell the chat of the desk nothing any more",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) (casework.Receipt, error) {
			return staff.RemoveDeskWebhook(ctx, on.Door, who)
		})
	DeskWebhookTry = action("desk-webhook-try", "POST /settings/webhook/try", casework.MayWriteDesk, "Post a line to the webhook of the desk, to see whether it works",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (staff.WebhookTried, error) {
			return staff.TryDeskWebhook(ctx, on.Door)
		})
	SettingsRevise = action("settings-revise", "PUT /settings", casework.MayWriteDesk, "Replace the desk's settings",
		func(ctx context.Context, on Parts, who casework.Caller, in With[SettingsInput]) (casework.Receipt, error) {
			return house.ReviseSettings(ctx, on.Door, who, in.Body.DeskSettings, in.Body.Version)
		})
	TemplateShow = action("template-show", "GET /settings/templates/{kind}", casework.MayReadDesk, "Show the source of the letters of a kind",
		func(ctx context.Context, on Parts, who casework.Caller, in TemplatePath) (house.TemplateView, error) {
			return house.Template(ctx, on.Door, who, in.letter(""))
		})
	TemplateRevise = action("template-revise", "PUT /settings/templates/{kind}", casework.MayWriteDesk, "Replace the source of the letters of a kind",
		func(ctx context.Context, on Parts, who casework.Caller, in TemplateWith[TemplateInput]) (casework.Receipt, error) {
			return house.ReviseTemplate(ctx, on.Door, who, in.letter(in.Body.Source), in.Body.Version)
		})
	TemplatePreview = action("template-preview", "POST /settings/templates/{kind}/preview", casework.MayReadDesk,
		"Show a sample letter from a source that is not in force",
		func(ctx context.Context, on Parts, who casework.Caller, in TemplateWith[SampleInput]) (mailtext.LetterText, error) {
			return house.PreviewTemplate(ctx, on.Door, who, in.letter(in.Body.Source))
		})
)

// SettingsInput replaces the desk's settings, its templates too.
type SettingsInput struct {
	claim.DeskSettings
	Version int64 `json:"version" doc:"of the settings that you had before you; 0 while the desk has set nothing"`
}

// TemplatePath names a kind of letters.
type TemplatePath struct {
	Kind     claim.MessageKind `path:"kind" doc:"request, reminder, final notice, extension, withdrawal, follow-up or publication"`
	Language string            `query:"language" doc:"tag of the language, such as de; the desk's if left out"`
	Asks     claim.RequestKind `query:"asks" doc:"the kind of request; every kind that has no source of its own if left out"`
}

func (p TemplatePath) letter(source string) claim.LetterTemplate {
	return claim.LetterTemplate{Letter: p.Kind, Language: p.Language, Asks: p.Asks, Source: source}
}

// TemplateWith goes into what is done with the letters of a kind.
type TemplateWith[B any] struct {
	TemplatePath
	Body B
}

// OfTemplate is the input of what is done with the letters of a kind.
func OfTemplate[B any](of TemplatePath, body B) TemplateWith[B] {
	return TemplateWith[B]{of, body}
}

// TemplateInput is the source of the letters of one kind.
type TemplateInput struct {
	Source  string `json:"source" doc:"what letters are written from; an empty one is the built-in letter again"`
	Version int64  `json:"version" doc:"of the settings that you had before you; 0 while the desk has set nothing"`
}

// SampleInput is a source that is not in force.
type SampleInput struct {
	Source string `json:"source"`
}

// The engine and the record.
var (
	EngineShow = action("engine-status", "GET /engine", casework.MayEngine, "Show how the engine is",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (EngineStatus, error) {
			return on.Engine.EngineStatus(ctx)
		})
	EngineRebuild = action("engine-rebuild", "POST /engine/rebuild", casework.MayEngine, "Start every open workflow from the record",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (Rebuilt, error) {
			running, err := on.Engine.Rebuild(ctx)
			return Rebuilt{running}, err
		})
	EngineWorkflow = action("engine-workflow", "GET /engine/workflows/{workflow}", casework.MayEngine,
		"Show where a claim or a correspondence stands, and the record beside it",
		func(ctx context.Context, on Parts, who casework.Caller, in WorkflowPath) (casework.WorkflowView, error) {
			return on.Door.EngineWorkflow(ctx, who, in.Workflow)
		})
	EngineDecode = action("engine-decode", "POST /engine/codec/decode", casework.MayEngine,
		"Open what the engine stores, for Temporal's own tools", recode(Engine.Open))
	EngineEncode = action("engine-encode", "POST /engine/codec/encode", casework.MayEngine,
		"Seal what the engine is to store, for Temporal's own tools", recode(Engine.Seal))
	RecordVerify = action("record-verify", "POST /record/verify", casework.MayVerify, "Verify the whole record",
		func(ctx context.Context, on Parts, _ casework.Caller, _ None) (lists.VerifyReport, error) {
			return on.Door.VerifyRecord(ctx, nil)
		})
	OpenAPI = action("openapi", "GET /openapi.json", APerson, "Describe this interface in OpenAPI 3.1",
		func(_ context.Context, on Parts, _ casework.Caller, _ None) (json.RawMessage, error) {
			return on.OpenAPI()
		})
)

// EngineStatus is how the engine is at one moment.
type EngineStatus struct {
	Kind          string           `json:"kind" doc:"embedded or cluster"`
	Ready         bool             `json:"ready"`
	ServerVersion string           `json:"serverVersion,omitempty"`
	Address       string           `json:"address,omitempty"`
	Namespace     string           `json:"namespace"`
	SchemaVersion string           `json:"schemaVersion,omitempty" doc:"of the embedded engine's database"`
	DatabaseBytes int64            `json:"databaseBytes,omitempty" doc:"size of the embedded engine's database"`
	Open          map[string]int64 `json:"open" doc:"running workflows by type"`
	Swept         int              `json:"swept,omitempty" doc:"workflows that should have run, did not, and were started by the latest sweep that found any"`
	SweptAt       time.Time        `json:"sweptAt,omitzero" doc:"when that was"`
	Profile       string           `json:"profile,omitempty" doc:"file on the machine of the desk by which the temporal command line gets to the embedded engine"`
}

// Rebuilt says what a rebuild did.
type Rebuilt struct {
	Running int `json:"running" doc:"workflows of what is open in the record; all of them run now"`
}

// WorkflowPath names a workflow.
type WorkflowPath struct {
	Workflow string `path:"workflow" doc:"CASE/CLAIM, PARTY@CASE or the workflow's identifier; a slash in it is written %2F"`
}

// Payloads are what the engine stores, as Temporal's tools send them to a codec
// server, in the JSON of its protocol.
type Payloads struct {
	_        struct{}  `additionalProperties:"true"`
	Payloads []Payload `json:"payloads,omitempty"` // a query without arguments has none
}

// Payload is one argument or result of a workflow.
type Payload struct {
	_        struct{}          `additionalProperties:"true"`
	Metadata map[string][]byte `json:"metadata,omitempty"`
	Data     []byte            `json:"data,omitempty"`
}

// recode answers Temporal's tools.
func recode(change func(Engine, context.Context, []Payload) ([]Payload, error)) doing[With[Payloads], Payloads] {
	return func(ctx context.Context, on Parts, _ casework.Caller, in With[Payloads]) (Payloads, error) {
		out, err := change(on.Engine, ctx, in.Body.Payloads)
		return Payloads{Payloads: out}, err
	}
}
