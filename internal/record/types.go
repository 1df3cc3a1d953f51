package record

import "github.com/onrecord/onrecord/claim"

// What the record takes and gives is part of the domain's language; the names
// here are the same types.
type (
	// Content is something said or written, on its way into the record.
	Content = claim.Content
	// Envelope is what the sending mail server said.
	Envelope = claim.Envelope
	// Spooled is a message that came in and is kept until it has found its place.
	Spooled = claim.Spooled
	// Recorded is an entry at its place in the record.
	Recorded = claim.Recorded
	// CaseRow is a case in the list of all.
	CaseRow = claim.CaseRow
	// ClaimRow is a claim in the list of its case.
	ClaimRow = claim.ClaimRow
	// CorrespondenceFilter chooses correspondences.
	CorrespondenceFilter = claim.CorrespondenceFilter
	// InboxRow is something from outside that a person has to look at.
	InboxRow = claim.InboxRow
	// OutboxRow is a letter and how far it got.
	OutboxRow = claim.OutboxRow
	// VerifyReport is what a verification found.
	VerifyReport = claim.VerifyReport
)
