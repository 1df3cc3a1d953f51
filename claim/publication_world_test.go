package claim_test

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// somePublish is any way to publish.
func (w *world) somePublish(t *rapid.T, reason claim.Ref) finding.Publish {
	return finding.Publish{
		Kind: draw(t, []finding.PublicationKind{"", "", finding.Correction, finding.Update, finding.Retraction}), Reason: reason,
		Prominence: draw(t, []finding.Prominence{"", finding.AtTheTop, finding.InHistory}), Early: draw(t, []claim.Ref{"cannot wait", ""}),
	}
}

// publicCommand is any command about when a finding is public, and what of it.
func (w *world) publicCommand(t *rapid.T, c *verification.Claim, reason claim.Ref) claim.Body {
	switch below(t, 8) {
	case 0, 1, 2:
		return finding.SchedulePublication{At: w.now.Add(draw(t, windows)), Zone: draw(t, []string{"UTC", "Europe/Riga", "nowhere"}), Publish: w.somePublish(t, reason)}
	case 3:
		return finding.CancelSchedule{}
	case 4:
		if oneIn(t, 4) {
			return finding.TakeDown{Reason: reason}
		}
	case 5, 6:
		return sources.DiscloseEvidence{Evidence: some(t, "evidence", 4), Public: below(t, 2) == 0}
	}
	return claim.Tick{}
}

// checkPublished checks, on its own, what a publication says of itself.
func (w *world) checkPublished(c *verification.Claim, p finding.Publication) {
	w.t.Helper()
	last := finding.Publication{}
	if n := len(c.Publications); n > 0 {
		last = c.Publications[n-1]
	}
	still := slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return !a.Ended && a.AnswerBy.After(w.now) })
	switch {
	case p.Outcome.Establishes() && p.ForReaders == "":
		w.t.Fatalf("published as %q without a reason for readers", p.Outcome)
	case p.Outcome.Establishes() == (p.Why != ""):
		w.t.Fatalf("published as %q, because %q", p.Outcome, p.Why)
	case p.Why == finding.NotAnswered && !slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Silence.Unanswered() }):
		w.t.Fatalf("said to be silent, and nobody was")
	case p.Why == finding.WillNotSay && !slices.ContainsFunc(c.CurrentAnswers(), func(s sources.Said) bool { return s.Stance.Withholds() }) &&
		!slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Silence == claim.Declined }):
		w.t.Fatalf("said to refuse, and nobody did")
	case p.Kind == finding.FirstPublication && still && (len(p.Running) == 0 || p.Early == "") && w.neverExtended(c):
		w.t.Fatalf("published before a right of reply was over, and does not say so")
	case p.Kind != finding.FirstPublication && (p.Reason == "" || p.Prominence == ""):
		w.t.Fatalf("a %s without a reason, or without prominence", p.Kind)
	case p.Kind == finding.Update && last.Outcome.Establishes() && last.Outcome != p.Outcome:
		w.t.Fatalf("an update from %q to %q", last.Outcome, p.Outcome)
	}
}

// neverExtended reports whether the answer-by instants are still those of the requests.
func (w *world) neverExtended(c *verification.Claim) bool {
	return !slices.ContainsFunc(c.Asked, func(a sources.Asked) bool {
		granted := w.State(claim.Stream{Kind: claim.StreamCorrespondence, ID: a.Correspondence}).(verification.Granting).GrantedUntil(a.Request)
		return !granted.IsZero() && !granted.Equal(a.AnswerBy)
	})
}

// checkScheduled checks that a schedule is never past and forgotten: when its instant
// comes, the finding is public, or it is somebody's turn.
func (w *world) checkScheduled(c *verification.Claim, cmd claim.Command) {
	w.t.Helper()
	if _, tick := cmd.Body.(claim.Tick); tick && c.Schedule != nil && !c.Schedule.At.After(w.now) && !c.Stage.Over() {
		w.t.Fatalf("the clock has run, and the publication of %s is still to come", c.Schedule.At)
	}
	if c.Missed != nil && !c.Stage.Over() && !slices.ContainsFunc(c.Turns(), func(t claim.Turn) bool { return t.Kind == claim.TurnMissed }) {
		w.t.Fatalf("a publication did not come about, and it is nobody's turn")
	}
}

// someNews is anything that was made public of a claim.
func (w *world) someNews(t *rapid.T) finding.NotePublished {
	return finding.NotePublished{Claim: id(draw(t, claimNames)), Publication: finding.Publication{
		Version: 1 + below(t, 3), Kind: draw(t, []finding.PublicationKind{finding.FirstPublication, finding.Correction, finding.Retraction}),
		Untold: draw(t, []claim.Ref{"", "", "no need"}), At: w.now,
	}}
}
