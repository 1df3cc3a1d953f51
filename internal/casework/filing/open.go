package filing

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// CaseFileInput is a case with its parties, its claims and its requests, opened in
// one act. Names lead from one to the other: a request names a party and claims by
// their short names.
type CaseFileInput struct {
	Case       writing.CaseInput     `json:"case"`
	Parties    []casework.PartyInput `json:"parties,omitempty" doc:"who can answer; a short name that is in the directory already means that party"`
	Claims     []writing.ClaimInput  `json:"claims"`
	Series     []FileSeriesInput     `json:"series,omitempty" doc:"statements with a slot for the party: a claim about each"`
	Relations  []FileRelationInput   `json:"relations,omitempty" doc:"claims that rest on others, contradict or repeat them"`
	Requests   []FileRequestInput    `json:"requests,omitempty" doc:"whom to ask what"`
	Statements []FileStatementInput  `json:"statements,omitempty" doc:"what parties have said without having been asked"`
	Evidence   []FileEvidenceInput   `json:"evidence,omitempty" doc:"what supports the claims, or contradicts them"`
	Answers    []FileAnswerInput     `json:"answers,omitempty" doc:"what parties answered to requests that were put by hand"`
	Proposals  []FileProposalInput   `json:"proposals,omitempty" doc:"outcomes that are proposed, which asks for review"`
	Addresses  AddressChoice         `json:"addresses,omitempty" enum:"keep,change" doc:"where letters go to a party that is in the directory with another address: keep the one of the directory, or change it to the one given here; if left out, it is asked about"`
	Check      bool                  `json:"check,omitempty" doc:"only say what is wrong, and change nothing"`
}

// FileRequestInput puts a request to a party when its case is opened.
type FileRequestInput struct {
	ID        string        `json:"id,omitempty" doc:"a name of your own for the request, unique in the case"`
	Party     string        `json:"party" doc:"whom to ask"`
	Claims    []string      `json:"claims" doc:"keys of the claims that it is about"`
	Questions string        `json:"questions" doc:"what to ask"`
	AnswerBy  Deadline      `json:"answerBy" doc:"when an answer is needed"`
	IntentBy  Deadline      `json:"intentBy,omitzero" doc:"when to say whether there will be an answer"`
	Channel   claim.Channel `json:"channel,omitempty" doc:"how it is put; e-mail if left out, and on any other channel you have put the request yourself"`
	AskedAt   Before        `json:"askedAt,omitzero" doc:"of a request that you put yourself, on whatever channel: when that was. Nothing goes out then, and that its time ran out counts as no right of reply"`

	Kind    claim.RequestKind `json:"kind,omitempty" doc:"what is asked for; a request for comment if left out"`
	Statute string            `json:"statute,omitempty" doc:"of a records request: what it is made under"`
	Cc      []string          `json:"cc,omitempty" doc:"e-mail addresses that get a copy of its letter, which has no link to the answer page then"`
}

// Deadline is an instant, or a time after the opening of the case.
type Deadline struct {
	At      *time.Time `json:"at,omitempty" doc:"an instant"`
	Minutes int        `json:"minutes,omitempty" doc:"or so many minutes after the opening of the case"`
}

// instant is what the deadline means in a case opened at an instant.
func (d Deadline) instant(openedAt time.Time) time.Time {
	switch {
	case d.At != nil:
		return claim.Instant(*d.At)
	case d.Minutes != 0:
		return openedAt.Add(time.Duration(d.Minutes) * time.Minute)
	}
	return time.Time{}
}

// Before is an instant that has passed, or a time before the opening of the case.
type Before struct {
	At      *time.Time `json:"at,omitempty" doc:"an instant"`
	Minutes int        `json:"minutes,omitempty" doc:"or so many minutes before the opening of the case"`
}

// instant is what it means in a case opened at an instant; the zero time if it is not given.
func (b Before) instant(openedAt time.Time) time.Time {
	switch {
	case b.At != nil:
		return claim.Instant(*b.At)
	case b.Minutes > 0:
		return openedAt.Add(-time.Duration(b.Minutes) * time.Minute)
	}
	return time.Time{}
}

// AddressChoice says whose address counts, that of the directory or that of a file.
type AddressChoice string

const (
	// KeepAddresses has letters go where they go now.
	KeepAddresses AddressChoice = "keep"
	// ChangeAddresses has letters go where the file says, in every case.
	ChangeAddresses AddressChoice = "change"
)

// OpenedFile says what a case file holds.
type OpenedFile struct {
	casework.Receipt
	Parties    int      `json:"parties"`
	Claims     int      `json:"claims"`
	Requests   int      `json:"requests"`
	Statements int      `json:"statements,omitempty"`
	Evidence   int      `json:"evidence,omitempty"`
	Answers    int      `json:"answers,omitempty"`
	Proposals  int      `json:"proposals,omitempty"`
	Notes      []string `json:"notes,omitempty" doc:"what stays as it is in the directory, although the file says something else"`
	Checked    bool     `json:"checked,omitempty" doc:"nothing is wrong with it, and nothing was changed"`
}

// Open opens a case with its parties, claims and requests: all of it, or none
// if something is wrong. The error then says everything that is, each with its place
// in the file as a field, such as claims[3]. Opening a file again adds what is new in
// it and doubles nothing, since every part has a key that follows from its words.
func Open(ctx context.Context, d *casework.Door, caller casework.Caller, in CaseFileInput) (OpenedFile, error) {
	for _, right := range in.rights() {
		if err := caller.May(right); err != nil {
			return OpenedFile{}, err
		}
	}
	if err := in.fits(); err != nil {
		return OpenedFile{}, err
	}
	opened, err := open(ctx, d, caller, in)
	if claim.CodeOf(err) == claim.CodeConflict { // it was opened at the same moment, and shows what is there by now
		opened, err = open(ctx, d, caller, in)
	}
	return opened, err
}

// rights are those that it takes to open the file: of each thing in it, what it takes to
// do that by itself.
func (in CaseFileInput) rights() []casework.Right {
	rights := []casework.Right{casework.MayOpenCase, casework.MayWriteParties, casework.MayWriteClaims, casework.MayAsk}
	if len(in.Answers) > 0 {
		rights = append(rights, casework.MayRecordAnswers)
	}
	if len(in.Proposals) > 0 {
		rights = append(rights, casework.MayAssess)
	}
	return rights
}

// fits refuses what is too much for one act.
func (in CaseFileInput) fits() error {
	for _, list := range []struct {
		name    string
		n, most int
	}{
		{"parties", len(in.Parties), cases.MaxFileParties},
		{"claims", in.claims(), cases.MaxFileClaims},
		{"relations", len(in.Relations), cases.MaxFileRelations},
		{"requests", in.requests(), cases.MaxFileRequests},
		{"statements", len(in.Statements), cases.MaxFileSources},
		{"pieces of evidence", len(in.Evidence), cases.MaxFileSources},
		{"answers", len(in.Answers), cases.MaxFileRequests},
		{"proposals", len(in.Proposals), cases.MaxFileClaims},
	} {
		if list.n > list.most {
			return claim.Errorf(claim.CodeTooLarge, "a case is opened with at most %d %s, and there are %d", list.most, list.name, list.n).
				WithHint("split it into several cases")
		}
	}
	return nil
}

func open(ctx context.Context, d *casework.Door, caller casework.Caller, in CaseFileInput) (OpenedFile, error) {
	f, err := newFiling(ctx, d, caller, in)
	if err != nil {
		return OpenedFile{}, err
	}
	for _, plan := range []func() error{f.openCase, f.addParties, f.addClaims, f.addSeries, f.relateClaims, f.checkStatusLine, f.recordStatements, f.addEvidence, f.putRequests, f.askSeries, f.recordAnswers, f.proposeOutcomes} {
		if err := plan(); err != nil {
			return OpenedFile{}, err
		}
	}
	if err := f.carryOut(); err != nil {
		return OpenedFile{}, err
	}
	return OpenedFile{
		Receipt: casework.Receipt{ID: f.c.ID, Name: f.slug}, Parties: len(in.Parties), Claims: in.claims(), Requests: in.requests(), Statements: len(in.Statements), Evidence: len(in.Evidence),
		Answers: len(in.Answers), Proposals: len(in.Proposals),
		Notes: f.notes, Checked: in.Check,
	}, nil
}
