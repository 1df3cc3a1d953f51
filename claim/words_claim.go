package claim

import "slices"

// Outcome is what the verification came to. Every outcome carries an as-of instant.
type Outcome string

// Every outcome. What each means, and what follows from it, stands in its row.
const (
	Unverified      Outcome = "unverified"
	Corroborated    Outcome = "corroborated"
	Confirmed       Outcome = "confirmed"
	PartlyConfirmed Outcome = "partly confirmed"
	Disputed        Outcome = "disputed"
	Refuted         Outcome = "refuted"
	Unverifiable    Outcome = "unverifiable"
)

// outcome is what follows from an outcome.
type outcome struct {
	rests  []Bearing // for each of these it rests on an independent origin that so bears on the claim, or on a part of it
	whole  bool      // it says that all of the claim is so, and meets the policy
	rating string    // as readers are told, on the scale that is in force until the desk sets its own
	value  int       // on that scale from 1 (false) to 5 (true); 0 for what says neither
	tone   Tone
}

var outcomes = NewWords("outcome", "what the verification came to",
	Row[Outcome, outcome]{Word: Unverified, Doc: "nothing has been established", Follows: outcome{rating: "Not verified"}},
	Row[Outcome, outcome]{Word: Corroborated, Doc: "one independent origin supports the claim", Follows: outcome{
		rests: []Bearing{SupportsClaim}, rating: "Supported by one independent source", value: 4, tone: Good}},
	Row[Outcome, outcome]{Word: Confirmed, Doc: "as many independent origins support it as the policy asks for", Follows: outcome{
		rests: []Bearing{SupportsClaim}, whole: true, rating: "Confirmed", value: 5, tone: Good}},
	Row[Outcome, outcome]{Word: PartlyConfirmed, Doc: "a part of it is supported", Follows: outcome{
		rests: []Bearing{SupportsClaim}, rating: "Partly confirmed", value: 3, tone: Warn}},
	Row[Outcome, outcome]{Word: Disputed, Doc: "credible origins conflict", Follows: outcome{
		rests: []Bearing{SupportsClaim, ContradictsClaim}, rating: "Disputed", tone: Warn}},
	Row[Outcome, outcome]{Word: Refuted, Doc: "it is not so", Follows: outcome{
		rests: []Bearing{ContradictsClaim}, rating: "Refuted", value: 1, tone: Bad}},
	Row[Outcome, outcome]{Word: Unverifiable, Doc: "it cannot be established either way", Follows: outcome{rating: "Cannot be verified"}},
)

// Outcomes lists every outcome.
var Outcomes = outcomes.Chosen()

// Rests lists what independent origins have to say of the claim, or of a part of
// it, for the outcome: at least one each. It is empty for an outcome that
// establishes nothing.
func (o Outcome) Rests() []Bearing { return outcomes.Of(o).rests }

// Establishes reports whether the outcome says something about the claim, and so
// rests on what origins say, and needs a reason that readers are given. One that
// does not has its Why (package verification).
func (o Outcome) Establishes() bool { return len(o.Rests()) > 0 }

// Upholds reports whether the outcome says that the claim is so, or a part of it, and
// nothing speaks against that.
func (o Outcome) Upholds() bool {
	return slices.Contains(o.Rests(), SupportsClaim) && !slices.Contains(o.Rests(), ContradictsClaim)
}

// Whole reports whether the outcome says that all of the claim is so.
func (o Outcome) Whole() bool { return outcomes.Of(o).whole }

// Tone is how the outcome looks at a glance.
func (o Outcome) Tone() Tone { return outcomes.Of(o).tone }

// Tier is how much harm a mistake would do.
type Tier string

// Every tier. What each means stands in its row.
const (
	Routine           Tier = "routine"
	Sensitive         Tier = "sensitive"
	SeriousAllegation Tier = "serious allegation"
)

var tiers = NewWords("tier", "how much harm a mistake would do",
	Row[Tier, None]{Word: Routine, Doc: "the ordinary care", Label: "Routine", Hint: "the ordinary care"},
	Row[Tier, None]{Word: Sensitive, Doc: "touches people who could be hurt", Label: "Sensitive", Hint: "touches people who could be hurt"},
	Row[Tier, None]{Word: SeriousAllegation, Doc: "accuses somebody of serious wrong", Label: "Serious allegation", Hint: "accuses somebody of serious wrong"},
)

// Tiers lists every tier.
var Tiers = tiers.Chosen()

// EvidenceKind is what a piece of evidence is.
type EvidenceKind string

// Every kind of evidence. What each means, and what follows from it, stands in its row.
const (
	FileEvidence      EvidenceKind = "file"
	CaptureEvidence   EvidenceKind = "capture"
	DocumentEvidence  EvidenceKind = "document"
	RecordingEvidence EvidenceKind = "recording"
	NoteEvidence      EvidenceKind = "note"
)

// evidenceKind is what follows from a kind of evidence: the field of its form
// that may not be empty, and what to say if it is.
type evidenceKind struct{ needs, lack string }

var evidenceKinds = NewWords("kind of evidence", "what a piece of evidence is",
	Row[EvidenceKind, evidenceKind]{Word: FileEvidence, Doc: "a file", Follows: evidenceKind{"file", "choose the file"}},
	Row[EvidenceKind, evidenceKind]{Word: CaptureEvidence, Doc: "what stood at an address at a time", Follows: evidenceKind{"source", "say at which address it stood"}},
	Row[EvidenceKind, evidenceKind]{Word: DocumentEvidence, Doc: "a document, on paper or as a file"},
	Row[EvidenceKind, evidenceKind]{Word: RecordingEvidence, Doc: "sound or pictures of something that happened"},
	Row[EvidenceKind, evidenceKind]{Word: NoteEvidence, Doc: "what somebody wrote down", Follows: evidenceKind{"text", "write the note"}},
)

// EvidenceKinds lists every kind of evidence.
var EvidenceKinds = evidenceKinds.Chosen()

// Needs is the field without which there is no evidence of the kind, and what to
// say if it is empty; both are empty for a kind that does without.
func (k EvidenceKind) Needs() (field, lack string) {
	return evidenceKinds.Of(k).needs, evidenceKinds.Of(k).lack
}

// Bearing is what a piece of evidence, or a stance, says about a claim.
type Bearing string

// Every bearing. What each means, and what follows from it, stands in its row.
const (
	SupportsClaim    Bearing = "supports"
	ContradictsClaim Bearing = "contradicts"
	NeutralToClaim   Bearing = "neutral"
)

// bearing is what follows from a bearing.
type bearing struct {
	says string // behind what bears on the claim
	tone Tone
}

var bearings = NewWords("bearing", "what it says about the claim",
	Row[Bearing, bearing]{Word: SupportsClaim, Doc: "speaks for the claim", Label: "Supports the claim", Follows: bearing{"supports the claim", Good}},
	Row[Bearing, bearing]{Word: ContradictsClaim, Doc: "speaks against it", Label: "Contradicts the claim", Follows: bearing{"contradicts the claim", Bad}},
	Row[Bearing, bearing]{Word: NeutralToClaim, Doc: "says something about the matter, neither for nor against", Label: "Neutral to the claim", Follows: bearing{"neutral to the claim", ""}},
)

// Bearings lists every bearing.
var Bearings = bearings.Chosen()

// Says puts the bearing behind what bears on the claim.
func (b Bearing) Says() string { return bearings.Of(b).says }

// Tone is how the bearing looks at a glance.
func (b Bearing) Tone() Tone { return bearings.Of(b).tone }

// Stage is where a claim stands on its way to publication.
type Stage string

// Every stage. What each means, and what follows from it, stands in its row.
const (
	StageDraft      Stage = "draft"
	StageOpen       Stage = "open"
	StageGathering  Stage = "gathering"
	StageAssessing  Stage = "assessing"
	StageInReview   Stage = "in review"
	StageSignedOff  Stage = "signed off"
	StagePublished  Stage = "published"
	StageCorrecting Stage = "correcting"
	StageRetracted  Stage = "retracted"
	StageTakenDown  Stage = "taken down"
	StageClosed     Stage = "closed"
	StageOnHold     Stage = "on hold"
	StageWithdrawn  Stage = "withdrawn"
	StageDeclined   Stage = "declined"
)

// stage is what follows from a stage.
type stage struct {
	next string // what can be done with a claim there
	over bool   // it has nothing left to do
}

var stages = NewWords("stage", "where a claim stands on its way to publication",
	Row[Stage, stage]{Word: StageDraft, Doc: "it is being written", Follows: stage{next: "open it first"}},
	Row[Stage, stage]{Word: StageOpen, Doc: "it is checkable and nobody has been asked", Follows: stage{next: "ask a party about it, or assess it"}},
	Row[Stage, stage]{Word: StageGathering, Doc: "it waits for parties who have been asked", Follows: stage{next: "record the answers that came, then assess it"}},
	Row[Stage, stage]{Word: StageAssessing, Doc: "everybody asked was heard, or given up", Follows: stage{next: "assess it: propose an outcome with a rationale"}},
	Row[Stage, stage]{Word: StageInReview, Doc: "a proposed outcome waits for sign-offs", Follows: stage{next: "a reviewer has to sign it or send it back"}},
	Row[Stage, stage]{Word: StageSignedOff, Doc: "it has the sign-offs that its policy asks for", Follows: stage{next: "publish it; a new answer would send it back to assessing"}},
	Row[Stage, stage]{Word: StagePublished, Doc: "its finding is public", Follows: stage{next: "to change the finding, start a correction"}},
	Row[Stage, stage]{Word: StageCorrecting, Doc: "its finding is public, and something newer has put it in doubt", Follows: stage{next: "assess it again, have it signed, and publish the correction"}},
	Row[Stage, stage]{Word: StageRetracted, Doc: "its finding was public and was taken back", Follows: stage{next: "the finding was retracted; write a new claim", over: true}},
	Row[Stage, stage]{Word: StageTakenDown, Doc: "its finding was public, and its words were removed for a legal reason", Follows: stage{next: "the finding was removed from the public pages; write a new claim", over: true}},
	Row[Stage, stage]{Word: StageClosed, Doc: "it is done with; a late answer is still taken", Follows: stage{next: "the work on it is done; a late answer would reopen it", over: true}},
	Row[Stage, stage]{Word: StageOnHold, Doc: "every clock is stopped", Follows: stage{next: "resume it first"}},
	Row[Stage, stage]{Word: StageWithdrawn, Doc: "it is no longer pursued", Follows: stage{next: "it was withdrawn; write a new claim", over: true}},
	Row[Stage, stage]{Word: StageDeclined, Doc: "it turned out not to be checkable", Follows: stage{next: "it was declined as not checkable; write a new claim", over: true}},
)

// Stages lists every stage of a claim, in order; those aside come last.
var Stages = stages.All()

// Over reports whether a claim at this stage has nothing left to do.
func (s Stage) Over() bool { return stages.Of(s).over }

// GivenUp reports whether a claim at this stage is not pursued any more, or what was
// public of it was taken back.
func (s Stage) GivenUp() bool {
	return s == StageWithdrawn || s == StageDeclined || s == StageRetracted || s == StageTakenDown
}

// Askable reports whether parties can be asked about a claim at this stage.
func (s Stage) Askable() bool { return !s.Over() && s != StageDraft && s != StageOnHold }

// Next says what can be done with a claim at this stage.
func (s Stage) Next() string { return stages.Of(s).next }
