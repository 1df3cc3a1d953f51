package draft

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// Form is what a draft was written in.
type Form string

// Every form. What each means stands in its row.
const (
	PlainText Form = "text"
	Markdown  Form = "markdown"
	HTML      Form = "html"
	Word      Form = "docx"
)

var forms = claim.NewWords("form of a draft", "what the draft of a story was written in",
	claim.Row[Form, claim.None]{Word: PlainText, Doc: "plain text", Label: "Plain text"},
	claim.Row[Form, claim.None]{Word: Markdown, Doc: "Markdown", Label: "Markdown"},
	claim.Row[Form, claim.None]{Word: HTML, Doc: "a page of the web, or a part of one", Label: "HTML"},
	claim.Row[Form, claim.None]{Word: Word, Doc: "a file of a word processor (Office Open XML)", Label: "Word file (.docx)"},
)

// Forms lists every form.
var Forms = forms.Chosen()

// Sign is by what a sentence shows that it can be checked.
type Sign string

// Every sign. What each means stands in its row.
const (
	Number      Sign = "number"
	Date        Sign = "date"
	Name        Sign = "name"
	Quotation   Sign = "quotation"
	Superlative Sign = "superlative"
	Accusation  Sign = "accusation"
)

var signs = claim.NewWords("sign of what can be checked", "by what a sentence of a draft shows that it can be checked",
	claim.Row[Sign, claim.None]{Word: Accusation, Doc: "it says that somebody has done wrong", Unchosen: true},
	claim.Row[Sign, claim.None]{Word: Quotation, Doc: "it gives somebody's words", Unchosen: true},
	claim.Row[Sign, claim.None]{Word: Number, Doc: "it counts or measures", Unchosen: true},
	claim.Row[Sign, claim.None]{Word: Date, Doc: "it says when", Unchosen: true},
	claim.Row[Sign, claim.None]{Word: Superlative, Doc: "it says that something is the first, the only or the most", Unchosen: true},
	claim.Row[Sign, claim.None]{Word: Name, Doc: "it says something of somebody by name", Unchosen: true},
)

// Signs lists every sign, the weightiest first.
var Signs = signs.All()

// Standing is how a passage stands, by the state of the claim that is anchored in it.
type Standing string

// Every standing. What each means stands in its row.
const (
	LookAgain Standing = "changed – look again"
	Against   Standing = "cannot run as it stands"
	Unasked   Standing = "nobody is being asked"
	Waiting   Standing = "waits for an answer"
	Assessing Standing = "waits for an assessment"
	Reviewing Standing = "waits for a sign-off"
	Aside     Standing = "on hold"
	Around    Standing = "look at the sentence around it"
	Stands    Standing = "stands"
)

// standing is what follows from a standing.
type standing struct {
	runs bool
	tone claim.Tone
	sign string
}

var standings = claim.NewWords("standing of a passage", "how a passage of a draft stands, by the claim that is anchored in it",
	claim.Row[Standing, standing]{Word: LookAgain, Doc: "its words are other than those that the claim was anchored in, or are gone, or the claim says something else since", Unchosen: true, Follows: standing{tone: claim.Warn, sign: "?"}},
	claim.Row[Standing, standing]{Word: Against, Doc: "its claim was found to be otherwise, could not be established or was given up: the words have to change", Unchosen: true, Follows: standing{tone: claim.Bad, sign: "✕"}},
	claim.Row[Standing, standing]{Word: Around, Doc: "its claim would stand, and the sentence that the passage is a part of turns it over, as *it is not true that* does", Unchosen: true, Follows: standing{tone: claim.Warn, sign: "¿"}},
	claim.Row[Standing, standing]{Word: Unasked, Doc: "no party is being asked about its claim, and nothing came in", Unchosen: true, Follows: standing{tone: "", sign: "○"}},
	claim.Row[Standing, standing]{Word: Waiting, Doc: "a party that was asked has not answered", Unchosen: true, Follows: standing{tone: "", sign: "…"}},
	claim.Row[Standing, standing]{Word: Assessing, Doc: "what came in is to be judged", Unchosen: true, Follows: standing{tone: "", sign: "≈"}},
	claim.Row[Standing, standing]{Word: Reviewing, Doc: "an outcome is proposed, and reviewers are to decide", Unchosen: true, Follows: standing{tone: "", sign: "◔"}},
	claim.Row[Standing, standing]{Word: Aside, Doc: "the clocks of its claim are stopped", Unchosen: true, Follows: standing{tone: claim.Warn, sign: "‖"}},
	claim.Row[Standing, standing]{Word: Stands, Doc: "its claim is signed off or published, and the words are those that were", Unchosen: true, Follows: standing{true, claim.Good, "✓"}},
)

// Standings lists every standing, the most urgent first.
var Standings = standings.All()

// Runs reports whether the story can run with the passage as it is.
func (s Standing) Runs() bool { return standings.Of(s).runs }

// stages are how a passage stands at each stage of its claim before that has come to an end.
var stages = map[claim.Stage]Standing{
	claim.StageDraft: Waiting, claim.StageOpen: Waiting, claim.StageGathering: Waiting, claim.StageAssessing: Assessing,
	claim.StageCorrecting: Assessing, claim.StageInReview: Reviewing, claim.StageOnHold: Aside,
}

// ended are the stages at which the outcome of a claim says whether the passage stands.
var ended = []claim.Stage{claim.StageSignedOff, claim.StagePublished, claim.StageClosed}

// Tone is how the standing looks at a glance.
func (s Standing) Tone() claim.Tone { return standings.Of(s).tone }

// Sign stands before the passage, so that nobody has to tell colours apart.
func (s Standing) Sign() string { return standings.Of(s).sign }

// StandingOf is how a passage stands whose claim stands there.
func (p Passage) StandingOf(c *verification.Claim) Standing {
	if p.Changed > 0 || p.Reworded(c) {
		return LookAgain
	}
	if s, ok := stages[c.Stage]; ok {
		if s == Waiting && !slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return !a.Ended }) {
			return Unasked
		}
		return s
	}
	if slices.Contains(ended, c.Stage) && c.Outcome.Tone() == claim.Good {
		return Stands
	}
	return Against
}

// Amid is how a passage stands amid its sentence, which turns it over or does not.
func (s Standing) Amid(turned bool) Standing {
	if s == Stands && turned {
		return Around
	}
	return s
}

// Reworded reports whether the claim says something else than when somebody last looked.
func (p Passage) Reworded(c *verification.Claim) bool { return p.Said != "" && c.Reworded(p.Said) }

// Reader is for whom a draft is annotated.
type Reader string

// Every reader. What each means, and what follows from it, stands in its row.
const (
	Lawyer     Reader = "lawyer"
	CopyEditor Reader = "copy editor"
)

// reader is what follows from a reader.
type reader struct{ inside bool }

var readers = claim.NewWords("reader of an annotated copy", "for whom the draft of a story is annotated",
	claim.Row[Reader, reader]{Word: Lawyer, Doc: "reads what the desk knows: on which terms something was said, and why an outcome was proposed", Label: "The lawyer", Follows: reader{inside: true}},
	claim.Row[Reader, reader]{Word: CopyEditor, Doc: "reads what was said on the record, what is public of the evidence, and nothing of anybody who is not to be named", Label: "The copy editor"},
)

// Readers lists every reader.
var Readers = readers.Chosen()

// Inside reports whether the reader is told what the desk knows, on whatever terms it was said.
func (r Reader) Inside() bool { return readers.Of(r).inside }
