package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/line"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
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
	Zone       string            `json:"zone" doc:"time zone of the desk, which instants in sentences are in"`
	StatusLine string            `json:"statusLine" doc:"who has confirmed and who has not, as it would be printed"`
	LongLine   string            `json:"longLine" doc:"how everybody stands who was asked and may be named, as it would be printed"`
	DeskLine   *line.Forms       `json:"deskLine,omitempty" doc:"the line for the desk alone, if that says more: of sources, without their names"`
	Policy     claim.Policy      `json:"policy"`
	PolicyName string            `json:"policyName,omitempty" doc:"the desk's policy that new claims are pinned to"`
	Claims     []ClaimReport     `json:"claims"`
	Requests   []RequestReport   `json:"requests"`
	Series     []SeriesReport    `json:"series,omitempty" doc:"one statement about several parties each"`
	Version    int64             `json:"version" doc:"of the case: to change it, say which you saw"`
	Plan       claim.Plan        `json:"plan"`
	About      []string          `json:"about,omitempty" doc:"keys of the claims that the status line is about; all if none"`
	Notice     string            `json:"notice,omitempty"`
	PublishAt  *time.Time        `json:"publishAt,omitempty" doc:"when the story is to run"`
	Embargo    *time.Time        `json:"embargo,omitempty" doc:"no finding is made public before"`
	Absent     bool              `json:"absent,omitempty" doc:"nothing was on record at that instant: the case was opened later"`
}

// ClaimReport is one claim of a report.
type ClaimReport struct {
	ID            uuid.UUID            `json:"id"`
	Key           string               `json:"key"`
	Statement     string               `json:"statement"`
	Claimant      string               `json:"claimant,omitempty" doc:"name of who says so"`
	Named         bool                 `json:"claimantNamed" doc:"the claimant's name is shown to those who are asked, and to the public"`
	Involved      []InvolvedReport     `json:"involved" doc:"the parties of the claim, each with its part"`
	Where         string               `json:"where,omitempty"`
	Tier          claim.Tier           `json:"tier"`
	Stage         claim.Stage          `json:"stage"`
	Outcome       claim.Outcome        `json:"outcome"`
	Why           finding.Why          `json:"why,omitempty" doc:"why the outcome establishes nothing"`
	AsOf          *time.Time           `json:"asOf,omitempty" doc:"of the outcome"`
	Proposal      *ProposalReport      `json:"proposal,omitempty"`
	Subject       string               `json:"subject,omitempty" doc:"hash of everything that a sign-off covers"`
	Parties       []PartyReport        `json:"parties"`
	Reminded      []RemindedReport     `json:"reminded" doc:"how often each party was reminded of the claim, whatever request that was about"`
	Statements    []StatementReport    `json:"statements" doc:"what parties have said without having been asked, in the order in which they did"`
	SignOffs      []SignOffReport      `json:"signOffs"`
	Returns       []ReturnReport       `json:"returns" doc:"decisions of reviewers to send it back"`
	Publications  []PublicationReport  `json:"publications"`
	Evidence      []EvidenceReport     `json:"evidence"`
	Independence  []IndependenceReport `json:"independence" doc:"who has it from whom, of what bears on the claim"`
	Contests      []ContestReport      `json:"contests" doc:"which of those who seem independent are held to be one origin"`
	Version       int64                `json:"version" doc:"of the claim: to change it, say which you saw"`
	MadeAt        *claim.When          `json:"madeAt,omitempty" doc:"when it was said: a date, or an instant"`
	Holds         *claim.Period        `json:"holds,omitempty" doc:"at or over what time it holds"`
	Subjects      []string             `json:"subjects,omitempty" doc:"names of those whom it is about"`
	Language      string               `json:"language,omitempty"`
	Policy        claim.Policy         `json:"policy" doc:"of the case when the claim was added"`
	PolicyName    string               `json:"policyName,omitempty" doc:"the desk's policy that it is pinned to"`
	PolicyVersion int                  `json:"policyVersion,omitempty"`
	Marks         []verification.Mark  `json:"marks,omitempty" doc:"what the policy has to know of it"`
	Asks          []AskReport          `json:"asks,omitempty" doc:"what the policy asks, met or missing; of one claim as it stands now"`
	Steps         []StepReport         `json:"steps,omitempty" doc:"steps that were done"`
	Author        string               `json:"author"`
	Revisions     []RevisionReport     `json:"revisions" doc:"who changed what it says, oldest first"`
	HeldFrom      claim.Stage          `json:"heldFrom,omitempty" doc:"while on hold, the stage to come back to"`
	Offers        desk.Offers          `json:"offers,omitempty" doc:"what you can do with it now, and why you cannot do the rest; of one claim as it stands now"`
	Schedule      *ScheduleReport      `json:"schedule,omitempty" doc:"its publication, if that is scheduled"`
	Missed        *ScheduleReport      `json:"missed,omitempty" doc:"its scheduled publication, if that did not come about"`
	Public        string               `json:"public,omitempty" doc:"address of its public page; of one claim as it stands now"`
	Warnings      []string             `json:"warnings,omitempty" doc:"what is worth knowing before it is published; of one claim that can be, as it stands now"`
	TimeRuns      bool                 `json:"timeRuns,omitempty" doc:"whether somebody who was asked still has time to answer: published first, it says why it did not wait; of one claim that can be published, as it stands now"`
	Series        *InSeriesReport      `json:"series,omitempty" doc:"that it is one of"`
	ToAsk         []ToAskReport        `json:"toAsk,omitempty" doc:"parties to ask again: they were asked about earlier words"`
	NotAsked      []NotAskedReport     `json:"notAsked,omitempty" doc:"parties that somebody has decided not to ask about the words of now"`
	Relations     []RelationReport     `json:"relations,omitempty" doc:"what it is to other claims of the case, and they to it"`
	Absent        bool                 `json:"absent,omitempty" doc:"nothing of it was on record at that instant: it was added later"`
}

// RevisionReport is a change of what a claim says.
type RevisionReport struct {
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Version int64     `json:"version" doc:"of the claim"`
}

// ProposalReport is a proposed outcome.
type ProposalReport struct {
	Outcome    claim.Outcome `json:"outcome"`
	Why        finding.Why   `json:"why,omitempty" doc:"why it establishes nothing"`
	Rationale  string        `json:"rationale" doc:"internal"`
	ForReaders string        `json:"forReaders,omitempty" doc:"reason for readers"`
	AsOf       time.Time     `json:"asOf"`
	By         string        `json:"by"`
	At         time.Time     `json:"-"` // when it was proposed
}

// RemindedReport is how often a party was reminded of a claim over all requests about it.
type RemindedReport struct {
	Party     string `json:"party"`
	Reminders int    `json:"reminders" doc:"letters that went out, one about several requests once; without final notices"`
	Notices   int    `json:"notices,omitempty" doc:"final notices, likewise"`
}

// PartyReport is what one party was asked about a claim, and what it said.
type PartyReport struct {
	Party      string             `json:"party"`
	Name       string             `json:"name"`
	Request    uuid.UUID          `json:"request"`
	AskedAt    *time.Time         `json:"askedAt,omitempty" doc:"when the request went out"`
	AnswerBy   time.Time          `json:"answerBy"`
	Plan       string             `json:"plan,omitempty" doc:"name and version of the reminder plan that it is pinned to; left out for the shares of its case"`
	Until      *time.Time         `json:"until,omitempty" doc:"when silence is final, where letters follow the answer-by instant"`
	Reminders  int                `json:"reminders" doc:"that went out about this request, without final notices; one about several requests counts for each"`
	Notices    int                `json:"notices,omitempty" doc:"final notices that went out, likewise"`
	Lifecycle  letters.Lifecycle  `json:"lifecycle" doc:"of the request, as far as it is about this claim"`
	Place      letters.Place      `json:"place" doc:"the same, with how its letters fare"`
	Timeliness letters.Timeliness `json:"timeliness,omitempty" doc:"of the request, as far as it is about this claim"`
	Silence    claim.Silence      `json:"silence,omitempty" doc:"what it means that there is no answer"`
	Tried      string             `json:"tried,omitempty" doc:"how many letters and attempts there were, and how many came back"`
	Tries      []TryReport        `json:"tries,omitempty" doc:"all that was done to reach the party, in order: letters with what became of them, and attempts of people"`
	Answers    []AnswerReport     `json:"answers"`
	Unread     bool               `json:"unread,omitempty" doc:"it has not answered as far as anybody has read: a message that may be its answer waits to be read"`
	Reworded   bool               `json:"reworded,omitempty" doc:"the request puts other words than the claim has now, and nobody has said that it holds for these"`
	OfWords    string             `json:"ofWords,omitempty" doc:"the words that the request puts, if the claim has other ones now"`
}

// AnswerReport is one answer.
type AnswerReport struct {
	Stance       claim.Stance       `json:"stance"`
	Statement    string             `json:"statement,omitempty"`
	Way          []string           `json:"way,omitempty" doc:"through whom it came, the one that it was said to first"`
	GroundRules  claim.GroundRules  `json:"groundRules"`
	Channel      claim.Channel      `json:"channel"`
	Authenticity claim.Authenticity `json:"authenticity"`
	ReceivedAt   claim.When         `json:"receivedAt" doc:"when it came; of what nobody asked for, when it was said: an instant, or a date where the hour is not known"`
	Late         bool               `json:"late,omitempty"`
	Speaker      string             `json:"speaker,omitempty" doc:"who spoke for the party"`
	SpeakerNamed bool               `json:"speakerNamed,omitempty" doc:"readers may be told who spoke: the name was given for print, on the record"`
	Superseded   bool               `json:"superseded,omitempty" doc:"a later answer took its place"`
	OnRecord     bool               `json:"onRecord,omitempty" doc:"it stands on the record, which only an answer on the record changes: readers are told of it"`
	Wording
	Doubt
}

// Unanswered says of a party without an answer what is known: that it has not answered, or that nobody can say so yet.
func (p PartyReport) Unanswered() string {
	if p.Unread {
		return "a message that may be its answer waits to be read"
	}
	return "it has not answered"
}

// SpokenBy says who spoke for the party, and whether readers may be told; empty where nobody noted it.
func (a AnswerReport) SpokenBy() string {
	switch {
	case a.Speaker == "":
		return ""
	case a.SpeakerNamed:
		return "said by " + a.Speaker + ", named in print"
	}
	return "said by " + a.Speaker + ", not named in print"
}

// Replaced says that it does not count: a later answer took its place, and where that is so, or
// it is in doubt whose it is. It is empty of one that stands.
func (a AnswerReport) Replaced() string {
	switch {
	case a.NotItsOwn():
		return "not the party's own"
	case a.InDoubt:
		return "in doubt, counts for nothing yet"
	case !a.Superseded:
		return ""
	case a.OnRecord:
		return "superseded by a later answer on other terms, stands on the record"
	}
	return "superseded by a later answer"
}

// SignOffReport is one sign-off.
type SignOffReport struct {
	By      string          `json:"by"`
	At      time.Time       `json:"at"`
	Note    string          `json:"note,omitempty"`
	Stale   bool            `json:"stale,omitempty" doc:"what was signed has changed"`
	Subject string          `json:"subject" doc:"hash of what was signed"`
	Lapsed  []finding.Lapse `json:"lapsed,omitempty" doc:"why it does not count; of one claim as it stands now"`
}

// Why says in words why the sign-off does not count; nothing if it does.
func (s SignOffReport) Why() string {
	words := make([]string, len(s.Lapsed))
	for i, lapse := range s.Lapsed {
		words[i] = lapse.Says()
	}
	if len(words) == 0 && s.Stale {
		return finding.LapsedChanged.Says()
	}
	return strings.Join(words, "; ")
}

// ReturnReport is a reviewer's decision to send the claim back.
type ReturnReport struct {
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Comments string    `json:"comments"`
}

// PublicationReport is a finding made public, corrected or taken back.
type PublicationReport struct {
	Version int                     `json:"version" doc:"from 1"`
	Kind    finding.PublicationKind `json:"kind"`
	Outcome claim.Outcome           `json:"outcome"`
	Why     finding.Why             `json:"why,omitempty" doc:"why it establishes nothing"`
	AsOf    time.Time               `json:"asOf"`
	Subject string                  `json:"subject" doc:"hash of what was signed"`
	By      string                  `json:"by"`
	At      time.Time               `json:"at"`
	Reason  string                  `json:"reason,omitempty" doc:"of a change, for readers"`

	ForReaders string             `json:"forReaders,omitempty" doc:"reason of the finding, for readers"`
	Prominence finding.Prominence `json:"prominence,omitempty" doc:"of a change"`
	Running    []RunningReport    `json:"running,omitempty" doc:"who still had time to answer then"`
	Early      string             `json:"early,omitempty" doc:"why it did not wait for them"`
	Untold     string             `json:"untold,omitempty" doc:"why those who were asked were not told in letters"`

	Unsigned *UnsignedReport `json:"unsigned,omitempty" doc:"what it lacked when it was published; left out if it had all its sign-offs"`
}

// UnsignedReport is what a publication lacked, and why it was published all the same.
type UnsignedReport struct {
	Why        string     `json:"why" doc:"for the desk alone"`
	Asked      int        `json:"asked" doc:"sign-offs that the policy asks for"`
	Had        int        `json:"had" doc:"that counted"`
	ReviewedAt *time.Time `json:"reviewedAt,omitempty" doc:"when what was missing had been given afterwards; left out while it is owed"`
}

// TryReport is one thing that was done to reach a party.
type TryReport struct {
	At       time.Time             `json:"at"`
	Says     string                `json:"says" doc:"the same in words"`
	Kind     claim.MessageKind     `json:"kind,omitempty" doc:"of a letter, or of a request that a person put"`
	Channel  claim.Channel         `json:"channel"`
	Delivery letters.Delivery      `json:"delivery,omitempty" doc:"of a letter"`
	Result   letters.AttemptResult `json:"result,omitempty" doc:"of an attempt"`
	Arrived  bool                  `json:"arrived" doc:"the party knows of it, as far as anybody can know"`
	By       string                `json:"by,omitempty" doc:"who tried"`
}

// AttemptReport is one try of a person to reach a party.
type AttemptReport struct {
	At      time.Time             `json:"at"`
	Channel claim.Channel         `json:"channel"`
	Result  letters.AttemptResult `json:"result"`
	Number  string                `json:"number,omitempty" doc:"the number or address that was tried"`
	With    string                `json:"with,omitempty" doc:"who was spoken to, or had word left with them"`
	By      string                `json:"by,omitempty" doc:"who tried"`
}

// RequestReport is a request of the case.
type RequestReport struct {
	ID         uuid.UUID                   `json:"id"`
	Party      string                      `json:"party"`
	Claims     []string                    `json:"claims"`
	Channel    claim.Channel               `json:"channel"`
	Kind       claim.RequestKind           `json:"kind,omitempty" doc:"what is asked for; a request for comment if left out"`
	Statute    string                      `json:"statute,omitempty" doc:"what a records request is made under"`
	Questions  string                      `json:"questions"`
	SendAt     time.Time                   `json:"sendAt"`
	SentAt     *time.Time                  `json:"sentAt,omitempty"`
	AnswerBy   time.Time                   `json:"answerBy"`
	Lifecycle  letters.Lifecycle           `json:"lifecycle"`
	Place      letters.Place               `json:"place" doc:"the same, with how its letters fare"`
	Timeliness letters.Timeliness          `json:"timeliness,omitempty"`
	Silence    claim.Silence               `json:"silence,omitempty"`
	Plan       string                      `json:"plan,omitempty" doc:"name and version of the reminder plan that it is pinned to; left out for the shares of its case"`
	Until      *time.Time                  `json:"until,omitempty" doc:"when silence is final, where letters follow the answer-by instant"`
	Reminders  int                         `json:"reminders" doc:"that went out, without final notices"`
	Notices    int                         `json:"notices,omitempty" doc:"final notices that went out"`
	Planned    []claim.Step                `json:"planned" doc:"reminders still to come, each when it goes out if nothing else happens"`
	NoReminder claim.Reason                `json:"noReminder,omitempty" doc:"of an open request without reminders to come: why"`
	Attempts   []AttemptReport             `json:"attempts,omitempty" doc:"of people to reach the party, besides letters"`
	Promised   *time.Time                  `json:"promised,omitempty" doc:"by when the party has said that it will answer"`
	PausedAt   *time.Time                  `json:"pausedAt,omitempty" doc:"since when its reminders are paused"`
	Stops      []string                    `json:"stops,omitempty" doc:"what keeps the planned reminders from going out now, a sentence each; of one request"`
	Letters    []LetterReport              `json:"letters"`
	Put        []PutReport                 `json:"put,omitempty" doc:"claims that it puts in other words than they have now"`
	Came       []correspondence.CameReport `json:"came,omitempty" doc:"messages of the party since it was asked that may be about the request; of one request"`
	Offers     desk.Offers                 `json:"offers,omitempty" doc:"what you can do with it now, and why you cannot do the rest; of one request"`
}

// PutReport is a claim in the words in which a request puts it.
type PutReport struct {
	Claim string `json:"claim" doc:"key of the claim"`
	Words string `json:"words" doc:"what the party was asked about"`
	Now   string `json:"now" doc:"what the claim says now"`
}

// LetterReport is one letter of a request.
type LetterReport struct {
	Message   uuid.UUID         `json:"message"`
	Kind      claim.MessageKind `json:"kind"`
	At        time.Time         `json:"at"`
	Delivery  letters.Delivery  `json:"delivery"`
	Reason    claim.Reason      `json:"reason,omitempty"`
	Uncertain bool              `json:"uncertain,omitempty"`
}

// Report shows a case as of an instant; nil means now.
func (r *Room) Report(ctx context.Context, caller casework.Caller, caseName string, asOf *time.Time) (Report, error) {
	b, err := r.Gather(ctx, caller, caseName, asOf)
	if err != nil {
		return Report{}, err
	}
	return b.Report(), nil
}

// clockSkew is how far ahead of ours a caller's clock may be.
const clockSkew = time.Minute

// passed refuses an instant that is still to come: what will stand then, nobody knows.
func (r *Room) passed(asOf *time.Time) error {
	if asOf != nil && asOf.After(r.now().Add(clockSkew)) {
		return casework.Invalid("asOf", "it is in the future; choose an instant that has passed")
	}
	return nil
}

// Location is the time zone of the desk.
func (r *Report) Location() *time.Location {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Claim shows one claim.
func (r *Room) Claim(ctx context.Context, caller casework.Caller, name string, asOf *time.Time) (ClaimReport, error) {
	c, err := r.door.TheClaim(ctx, caller, name)
	if err != nil {
		return ClaimReport{}, err
	}
	report, err := r.Report(ctx, caller, c.Case.String(), asOf)
	if err != nil {
		return ClaimReport{}, err
	}
	i := slices.IndexFunc(report.Claims, func(r ClaimReport) bool { return r.ID == c.ID })
	if i < 0 {
		return r.AbsentClaim(ctx, c)
	}
	one := report.Claims[i]
	if asOf == nil {
		err = r.OfferOn(ctx, caller, c, &one)
	}
	return one, err
}

// RequestView shows one request.
func (r *Room) RequestView(ctx context.Context, caller casework.Caller, id uuid.UUID) (RequestReport, error) {
	letters, err := r.door.LettersOf(ctx, caller, id)
	if err != nil {
		return RequestReport{}, err
	}
	report, err := r.Report(ctx, caller, letters.Case.String(), nil)
	if err != nil {
		return RequestReport{}, err
	}
	i := slices.IndexFunc(report.Requests, func(r RequestReport) bool { return r.ID == id })
	if i < 0 {
		return RequestReport{}, casework.NotFound(casework.ARequest, id.String())
	}
	one := report.Requests[i]
	if one.Stops, one.Came, err = r.mail.Stands(ctx, letters, id); err != nil {
		return one, err
	}
	one.Offers, err = r.desk.RequestOffers(ctx, caller, letters, id)
	return one, err
}
