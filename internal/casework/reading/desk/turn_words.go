package desk

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// turnWords say of each kind of turn why it waits and what to do next. %s in a
// reason is the word more that the turn has.
var turnWords = map[claim.TurnKind]struct{ title, why, next string }{
	claim.TurnMissed:      {"Not published", "its publication was scheduled, and could not be carried out: %s", "Publish it, schedule it anew, or call it off"},
	claim.TurnSort:        {"In quarantine", "it waits for somebody to place it: %s", "Sort it"},
	claim.TurnRead:        {"Needs reading", "a message came that is, or may be, the party's: until it is read nobody reminds it", "Read it"},
	claim.TurnLook:        {"Answers to look at", "the party answered on the answer page", "Look at it"},
	claim.TurnClarify:     {"Waiting for the desk", "the party has %s, and its clock is stopped", "Follow up"},
	claim.TurnDeliver:     {"Letters that did not arrive", "the latest letter: %s", "Find another way"},
	claim.TurnChase:       {"Chased no more", "nothing goes to the party by itself any more: %s", "Decide how it goes on"},
	claim.TurnIntent:      {"Will they answer?", "the party was asked to say by now whether it will answer, and has not", "Call them"},
	claim.TurnDue:         {"Due soon", "no answer yet", "Follow up"},
	claim.TurnReview:      {"To review", "proposed: %s", "Review it"},
	claim.TurnUnclaimed:   {"To review, and nobody has", "proposed: %s", "Review it"},
	claim.TurnStep:        {"Steps of a policy", "the policy asks for a step, of %s", "Do the step"},
	claim.TurnReviewStep:  {"Steps of a policy, for who signs", "the policy asks for a step, of %s", "Do the step"},
	claim.TurnAfterReview: {"Published without sign-offs", "published as %s, and owed a review", "Review it"},
	claim.TurnStalled:     {"Reviews that nobody gives", "proposed: %s; no reviewer has signed in time", "Find a reviewer"},
	claim.TurnReturned:    {"Sent back", "a reviewer asks for changes", "Change it"},
	claim.TurnGround:      {"Ground has fallen", "a claim that it rests on is %s", "Say why it stands"},
	claim.TurnCorrect:     {"To correct", "what was published is being checked again", "Assess it again"},
	claim.TurnPublish:     {"To publish", "signed off as %s", "Publish it"},
	claim.TurnAssess:      {"To assess", "nobody who was asked is waited for any more", "Assess it"},
	claim.TurnAskAgain:    {"To ask again", "what the claim says has changed since the party was asked", "Ask again"},
	claim.TurnEvidence:    {"Evidence to look at again", "what the claim says has changed since it was judged", "Look whether it stands"},
	claim.TurnWeigh:       {"Answers in doubt", "an answer may not be the party's: something speaks against it, nothing ties it to the party, or it says otherwise than a surer one", "Decide whose it is"},
	claim.TurnAsk:         {"To ask", "nobody has been asked yet", "Ask somebody"},
	claim.TurnDraft:       {"Drafts", "it is not open yet", "Finish it"},
	claim.TurnMention:     {"You are mentioned", "a colleague mentions you in a comment on the %s", "Read it, and answer"},
	claim.TurnHeld:        {"On hold", "it was %s, and every clock is stopped", "Resume it"},
}

// TurnTitle is how a group of turns of one kind is headed.
func TurnTitle(kind claim.TurnKind) string { return turnWords[kind].title }

func turnItem(row lists.TurnRow, now time.Time) TurnItem {
	t := TurnItem{
		Item: row.Item(), Kind: row.Kind, What: turnWhat(row), Link: turnLink(row),
		Since: row.Since, Due: row.Due, Overdue: !row.Due.IsZero() && row.Due.Before(now), Case: row.Slug, CaseTitle: row.Title,
	}
	t.Why, t.Next = TurnSays(row.Turn)
	if row.Snoozed.After(now) {
		t.Snoozed = row.Snoozed
	}
	if row.Kind == claim.TurnDue && t.Overdue {
		t.Why = "the answer-by instant has passed"
	}
	return t
}

// TurnSays says why something waits, and what to do next.
func TurnSays(t claim.Turn) (why, next string) {
	words := turnWords[t.Kind]
	if cause := claim.Cause(t.Why); t.Kind == claim.TurnDeliver && cause.NextStep() != "" {
		return fmt.Sprintf("the latest letter came back: %s", claim.WordOf(cause).Doc), cause.NextStep()
	}
	if reason, off := strings.CutPrefix(t.Why, letters.PutOff); t.Kind == claim.TurnDeliver && off {
		return putOff(reason)
	}
	if t.Kind == claim.TurnChase && t.Why == string(claim.HeldTooLate) {
		return "a reminder did not go out: it could not when it was due, and would come too late by now", "Follow up"
	}
	if t.Kind == claim.TurnAskAgain && t.Why == verification.NotItsOwn {
		return "what passed for its answer is not its own, and nobody reminds it", words.next
	}
	if strings.Contains(words.why, "%s") {
		return fmt.Sprintf(words.why, claim.Reason(t.Why).Says()), words.next
	}
	return words.why, words.next
}

// putOff says of a letter that is tried again why it has not been taken, and what to do; why is a reason, or the cause of
// what a server says for good.
func putOff(why string) (says, next string) {
	if cause := claim.Cause(why); cause.NextStep() != "" {
		return "the latest letter is refused for good, and tried again all the same: " + claim.WordOf(cause).Doc, cause.NextStep()
	}
	return "the latest letter has not been taken yet, and is tried again: " + claim.Reason(why).Says(), turnWords[claim.TurnDeliver].next
}

func turnWhat(row lists.TurnRow) string {
	switch row.Stream.Kind {
	case claim.StreamClaim:
		if row.Kind == claim.TurnAskAgain {
			return cmp.Or(row.PartyName, casework.Erased) + ", about " + cmp.Or(row.Claim, casework.Erased)
		}
		return cmp.Or(row.Claim, casework.Erased)
	case claim.StreamCorrespondence:
		return cmp.Or(row.PartyName, casework.Erased)
	}
	if row.Kind == claim.TurnMention {
		return "a comment"
	}
	return "a message that nobody has placed"
}

// turnForms are the forms in which each kind of turn is done, by their names on the page: it
// opens with that one open, and the focus in its first field. Of a review there is none: whoever
// signs reads the page first.
var turnForms = map[claim.TurnKind]string{
	claim.TurnMissed: "schedule", claim.TurnSort: "assign", claim.TurnRead: "answer", claim.TurnLook: "seen",
	claim.TurnClarify: "followup", claim.TurnDeliver: "again", claim.TurnDue: "followup", claim.TurnChase: "withdraw", claim.TurnIntent: "attempt",
	claim.TurnReturned: "assess", claim.TurnGround: "uphold", claim.TurnCorrect: "assess", claim.TurnPublish: "publish",
	claim.TurnAssess: "assess", claim.TurnEvidence: "evidence-uphold", claim.TurnWeigh: "answer-weigh", claim.TurnDraft: "open", claim.TurnHeld: "resume",
}

// turnLink is the place at which it is done.
func turnLink(row lists.TurnRow) string {
	path, form := turnPage(row), turnForms[row.Kind]
	switch _, step, named := strings.Cut(row.Why, ": "); {
	case (row.Kind == claim.TurnStep || row.Kind == claim.TurnReviewStep) && named:
		form = "step-" + step
	case row.Kind == claim.TurnChase && row.Why == string(claim.HeldTooLate):
		form = "followup" // the party can be written to
	case row.Kind == claim.TurnDeliver && claim.Cause(row.Why).NextStep() == "":
		form = "followup" // no server has said that the address is wrong
	}
	if form == "" {
		return path
	}
	return path + "?" + url.Values{"do": {form}}.Encode()
}

// turnPage is the page on which it is done.
func turnPage(row lists.TurnRow) string {
	id := row.Subject.String()
	ofCase := "/cases/" + url.PathEscape(row.Slug)
	ofClaim := ofCase + "/claims/" + url.PathEscape(row.Claim)
	switch row.Kind {
	case claim.TurnMention:
		return ofCase + "/comments#comment-" + id
	case claim.TurnSort, claim.TurnRead, claim.TurnLook:
		return "/messages/" + id
	case claim.TurnClarify, claim.TurnDue, claim.TurnDeliver, claim.TurnChase, claim.TurnIntent:
		return "/requests/" + id
	case claim.TurnAsk:
		return ofCase + "/ask?" + url.Values{"claim": {row.Claim}}.Encode()
	case claim.TurnAskAgain:
		return ofCase + "/ask?" + url.Values{"claim": {row.Claim}, "party": {row.PartyKey}}.Encode()
	case claim.TurnStalled:
		return ofClaim + "/review#signers"
	case claim.TurnReview, claim.TurnUnclaimed, claim.TurnAfterReview, claim.TurnStep, claim.TurnReviewStep:
		return ofClaim + "/review"
	}
	return ofClaim
}
