package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Report is a case as it stands, or stood, at an instant: per claim the
// outcome, who was asked when and how often, what each said, what silence
// means, and who signed.
type Report struct {
	ID         uuid.UUID         `json:"id"`
	Slug       string            `json:"slug"`
	Title      string            `json:"title"`
	Sensitive  claim.Sensitivity `json:"sensitivity"`
	Owner      string            `json:"owner"`
	OpenedAt   time.Time         `json:"openedAt"`
	AsOf       time.Time         `json:"asOf"`
	StatusLine string            `json:"statusLine" doc:"who has confirmed and who has not, as it would be printed"`
	Policy     claim.Policy      `json:"policy"`
	Claims     []ClaimReport     `json:"claims"`
	Requests   []RequestReport   `json:"requests"`
}

// ClaimReport is one claim of a report.
type ClaimReport struct {
	ID           uuid.UUID           `json:"id"`
	Key          string              `json:"key"`
	Statement    string              `json:"statement"`
	Claimant     string              `json:"claimant,omitempty"`
	Where        string              `json:"where,omitempty"`
	Tier         claim.Tier          `json:"tier"`
	Stage        claim.Stage         `json:"stage"`
	Outcome      claim.Outcome       `json:"outcome"`
	AsOf         *time.Time          `json:"asOf,omitempty" doc:"of the outcome"`
	Proposal     *ProposalReport     `json:"proposal,omitempty"`
	Subject      string              `json:"subject,omitempty" doc:"hash of everything that a sign-off covers"`
	Parties      []PartyReport       `json:"parties"`
	SignOffs     []SignOffReport     `json:"signOffs"`
	Returns      []ReturnReport      `json:"returns" doc:"decisions of reviewers to send it back"`
	Publications []PublicationReport `json:"publications"`
}

// ProposalReport is a proposed outcome.
type ProposalReport struct {
	Outcome   claim.Outcome `json:"outcome"`
	Rationale string        `json:"rationale"`
	AsOf      time.Time     `json:"asOf"`
	By        string        `json:"by"`
}

// PartyReport is what one party was asked about a claim, and what it said.
type PartyReport struct {
	Party      string           `json:"party"`
	Name       string           `json:"name"`
	Request    uuid.UUID        `json:"request"`
	AskedAt    *time.Time       `json:"askedAt,omitempty" doc:"when the request went out"`
	AnswerBy   time.Time        `json:"answerBy"`
	Reminders  int              `json:"reminders" doc:"reminders and final notices that went out"`
	Lifecycle  claim.Lifecycle  `json:"lifecycle"`
	Timeliness claim.Timeliness `json:"timeliness"`
	Silence    claim.Silence    `json:"silence,omitempty" doc:"what it means that there is no answer"`
	Answers    []AnswerReport   `json:"answers"`
}

// AnswerReport is one answer.
type AnswerReport struct {
	Stance       claim.Stance       `json:"stance"`
	Statement    string             `json:"statement,omitempty"`
	GroundRules  claim.GroundRules  `json:"groundRules"`
	Channel      claim.Channel      `json:"channel"`
	Authenticity claim.Authenticity `json:"authenticity"`
	ReceivedAt   time.Time          `json:"receivedAt"`
	Late         bool               `json:"late,omitempty"`
	Superseded   bool               `json:"superseded,omitempty" doc:"a later answer took its place"`
}

// SignOffReport is one sign-off.
type SignOffReport struct {
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Note  string    `json:"note,omitempty"`
	Stale bool      `json:"stale,omitempty" doc:"what was signed has changed"`
}

// ReturnReport is a reviewer's decision to send the claim back.
type ReturnReport struct {
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Comments string    `json:"comments"`
}

// PublicationReport is a finding made public, corrected or taken back.
type PublicationReport struct {
	Version int                   `json:"version" doc:"from 1"`
	Kind    claim.PublicationKind `json:"kind"`
	Outcome claim.Outcome         `json:"outcome"`
	AsOf    time.Time             `json:"asOf"`
	Subject string                `json:"subject" doc:"hash of what was signed"`
	By      string                `json:"by"`
	At      time.Time             `json:"at"`
	Reason  string                `json:"reason,omitempty"`
}

// RequestReport is a request of the case.
type RequestReport struct {
	ID         uuid.UUID        `json:"id"`
	Party      string           `json:"party"`
	Claims     []string         `json:"claims"`
	Channel    claim.Channel    `json:"channel"`
	Questions  string           `json:"questions"`
	SendAt     time.Time        `json:"sendAt"`
	SentAt     *time.Time       `json:"sentAt,omitempty"`
	AnswerBy   time.Time        `json:"answerBy"`
	Lifecycle  claim.Lifecycle  `json:"lifecycle"`
	Timeliness claim.Timeliness `json:"timeliness"`
	Silence    claim.Silence    `json:"silence,omitempty"`
	Reminders  int              `json:"reminders"`
	Planned    []claim.Step     `json:"planned" doc:"reminders still to come"`
	Letters    []LetterReport   `json:"letters"`
}

// LetterReport is one letter of a request.
type LetterReport struct {
	Message   uuid.UUID         `json:"message"`
	Kind      claim.MessageKind `json:"kind"`
	At        time.Time         `json:"at"`
	Delivery  claim.Delivery    `json:"delivery"`
	Reason    string            `json:"reason,omitempty"`
	Uncertain bool              `json:"uncertain,omitempty"`
}

// Report shows a case as of an instant; nil means now.
func (d *Desk) Report(ctx context.Context, caller Caller, caseName string, asOf *time.Time) (Report, error) {
	if err := caller.May(MayReadCases); err != nil {
		return Report{}, err
	}
	c, err := d.theCase(ctx, caller, caseName)
	if err != nil {
		return Report{}, err
	}
	if err := d.passed(asOf); err != nil {
		return Report{}, err
	}
	states, err := d.store.States(ctx, c.ID, instantOr(asOf, time.Time{}))
	if err != nil {
		return Report{}, err
	}
	b := &reporter{asOf: instantOr(asOf, d.now()), parties: map[uuid.UUID]claim.PartyProfile{}, people: map[uuid.UUID]string{}}
	if err := b.gather(ctx, d, states); err != nil {
		return Report{}, err
	}
	if b.theCase == nil || b.theCase.Version == 0 {
		return Report{}, claim.Errorf(claim.CodeNotFound, "the case was not open yet at that instant")
	}
	return b.report(), nil
}

// clockSkew is how far ahead of ours a caller's clock may be.
const clockSkew = time.Minute

// passed refuses an instant that is still to come: what will stand then, nobody knows.
func (d *Desk) passed(asOf *time.Time) error {
	if asOf != nil && asOf.After(d.now().Add(clockSkew)) {
		return invalid("asOf", "it is in the future; choose an instant that has passed")
	}
	return nil
}

// Claim shows one claim.
func (d *Desk) Claim(ctx context.Context, caller Caller, name string, asOf *time.Time) (ClaimReport, error) {
	c, err := d.theClaim(ctx, caller, name)
	if err != nil {
		return ClaimReport{}, err
	}
	report, err := d.Report(ctx, caller, c.Case.String(), asOf)
	if err != nil {
		return ClaimReport{}, err
	}
	i := slices.IndexFunc(report.Claims, func(r ClaimReport) bool { return r.ID == c.ID })
	if i < 0 {
		return ClaimReport{}, claim.Errorf(claim.CodeNotFound, "the claim was not there yet at that instant")
	}
	return report.Claims[i], nil
}

// RequestView shows one request.
func (d *Desk) RequestView(ctx context.Context, caller Caller, id uuid.UUID) (RequestReport, error) {
	letters, err := d.ofRequest(ctx, caller, id)
	if err != nil {
		return RequestReport{}, err
	}
	report, err := d.Report(ctx, caller, letters.Case.String(), nil)
	if err != nil {
		return RequestReport{}, err
	}
	i := slices.IndexFunc(report.Requests, func(r RequestReport) bool { return r.ID == id })
	if i < 0 {
		return RequestReport{}, notFound(aRequest, id.String())
	}
	return report.Requests[i], nil
}

// CaseItem is a case in a list.
type CaseItem struct {
	ID       uuid.UUID           `json:"id"`
	Slug     string              `json:"slug"`
	Title    string              `json:"title"`
	OpenedAt time.Time           `json:"openedAt"`
	Stages   map[claim.Stage]int `json:"stages" doc:"number of claims by stage"`
	NextDue  *time.Time          `json:"nextDue,omitempty" doc:"when something happens next"`
}

// Cases lists the cases that the caller may see, newest first.
func (d *Desk) Cases(ctx context.Context, caller Caller) ([]CaseItem, error) {
	if err := caller.May(MayReadCases); err != nil {
		return nil, err
	}
	rows, err := d.store.Cases(ctx)
	if err != nil {
		return nil, err
	}
	items := []CaseItem{}
	for _, row := range rows {
		if _, err := d.caseByID(ctx, caller, row.ID, row.Slug); err != nil {
			if claim.CodeOf(err) == claim.CodeNotFound {
				continue
			}
			return nil, err
		}
		items = append(items, CaseItem{row.ID, row.Slug, row.Title, row.OpenedAt, row.Stages, pointer(row.NextDue)})
	}
	slices.SortFunc(items, func(a, b CaseItem) int {
		return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(a.Slug, b.Slug))
	})
	return items, nil
}

// pointer is nil for the zero time.
func pointer(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
