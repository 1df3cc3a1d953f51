package claim_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

func (w *world) scheduling(at time.Time) finding.SchedulePublication {
	return finding.SchedulePublication{At: at, Zone: "Europe/Riga"}
}

// clock has the clock of a claim do what is due at an instant.
func (w *world) clock(name string, at time.Time) {
	w.t.Helper()
	w.now = at
	w.must(uuid.Nil, claimStream(name), claim.Tick{})
}

func (w *world) waits(name string, kind claim.TurnKind) bool {
	return slices.ContainsFunc(w.claim(name).Turns(), func(t claim.Turn) bool { return t.Kind == kind })
}

// public is what the claim has made public, in order.
func (w *world) public(name string) []finding.PublicationKind {
	var kinds []finding.PublicationKind
	for _, p := range w.claim(name).Publications {
		kinds = append(kinds, p.Kind)
	}
	return kinds
}

func TestPublication(t *testing.T) {
	c := claimStream("c")
	hour := monday.Add(time.Hour)
	again := func(w *world, o claim.Outcome) {
		w.must(editor, c, verification.Correct{Reason: "doubt"})
		w.signOff("c", o)
	}
	for _, test := range []struct {
		sentence string
		play     func(w *world)
	}{
		{"what is scheduled is published by the clock, in the name of who scheduled it, and is nobody's turn before", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(hour))
			w.same(w.claim("c").Next().Due, hour)
			w.same(w.claim("c").Next().Waits, claim.WaitsForClock)
			w.same(w.waits("c", claim.TurnPublish), false)
			w.clock("c", hour.Add(-time.Second))
			w.same(len(w.claim("c").Publications), 0)
			w.clock("c", hour)
			w.same(w.public("c"), []finding.PublicationKind{finding.FirstPublication})
			w.same(w.claim("c").Publications[0].By, editor)
			w.same(w.claim("c").Next().Due, time.Time{})
		}},
		{"it can be taken back, and scheduled for another instant", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(hour))
			w.must(editor, c, w.scheduling(hour.Add(time.Hour)))
			w.clock("c", hour)
			w.same(len(w.claim("c").Publications), 0)
			w.must(editor, c, finding.CancelSchedule{})
			w.clock("c", hour.Add(2*time.Hour))
			w.same(len(w.claim("c").Publications), 0)
			w.same(w.waits("c", claim.TurnPublish), true)
		}},
		{"an instant that has passed, one beyond a year, and a zone that there is not are refused", func(w *world) {
			w.refused(claim.CodeWrongStage, editor, c, w.scheduling(hour))
			w.signOff("c", claim.Unverified)
			w.refused(claim.CodeInvalid, editor, c, w.scheduling(monday))
			w.refused(claim.CodeInvalid, editor, c, w.scheduling(monday.Add(finding.MaxSchedule+time.Second)))
			w.refused(claim.CodeInvalid, editor, c, finding.SchedulePublication{At: hour, Zone: "nowhere"})
		}},
		{"an embargo that lasts longer is said when it is scheduled", func(w *world) {
			w.signOff("c", claim.Unverified)
			of := w.lane(claim.Stream{Kind: claim.StreamCase, ID: story}).state.(*cases.Case)
			of.Embargo = hour.Add(time.Hour)
			w.refused(claim.CodePolicy, editor, c, w.scheduling(hour))
			w.must(editor, c, w.scheduling(hour.Add(time.Hour)))
		}},
		{"an embargo that was moved meanwhile stops it, and that is somebody's turn, with the reason", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(hour))
			w.lane(claim.Stream{Kind: claim.StreamCase, ID: story}).state.(*cases.Case).Embargo = hour.Add(time.Hour)
			w.clock("c", hour)
			w.same(len(w.claim("c").Publications), 0)
			w.same(w.claim("c").Missed.Refused.Code, claim.CodePolicy)
			w.same(w.waits("c", claim.TurnMissed), true)
			w.same(w.waits("c", claim.TurnPublish), true)
			w.same(w.claim("c").Next().Due, time.Time{})
			w.must(editor, c, finding.CancelSchedule{})
			w.same(w.waits("c", claim.TurnMissed), false)
		}},
		{"it stays somebody's turn while the finding is reviewed again, until it is scheduled anew", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(hour))
			w.must(author, c, exhibiting("memo", claim.NeutralToClaim))
			w.clock("c", hour)
			w.must(editor, c, w.assessing(claim.Unverified))
			w.stage("c", claim.StageInReview)
			missed := func() string {
				for _, t := range w.claim("c").Turns() {
					if t.Kind == claim.TurnMissed {
						return t.Why
					}
				}
				return ""
			}
			w.same(missed(), w.claim("c").Missed.Refused.Message)
			w.sign(lawyer, "c")
			w.same(missed(), w.claim("c").Missed.Refused.Message)
			w.must(editor, c, w.scheduling(w.now.Add(time.Hour)))
			w.same(missed(), "")
		}},
		{"whoever is refused is told the instant in the desk's zone", func(w *world) {
			w.zone = "Europe/Riga"
			w.signOff("c", claim.Unverified)
			w.lane(claim.Stream{Kind: claim.StreamCase, ID: story}).state.(*cases.Case).Embargo = hour
			_, err := w.as(editor, c, finding.Publish{})
			if want := claim.Moment(hour, time.FixedZone("EET", 2*60*60)); err == nil || !strings.Contains(err.Error(), want) {
				w.t.Fatalf("got %v, want %s in it", err, want)
			}
		}},
		{"what has changed since does not go out, not even when it is signed again", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(hour))
			w.must(author, c, exhibiting("memo", claim.NeutralToClaim))
			w.signOff("c", claim.Unverified)
			w.clock("c", hour)
			w.same(w.claim("c").Missed.Refused.Code, claim.CodeStale)
		}},
		{"nor what is on hold, nor what somebody scheduled whose account is disabled", func(w *world) {
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(hour))
			w.must(editor, c, verification.Hold{Reason: "reason"})
			w.clock("c", hour)
			w.same(w.claim("c").Missed.Refused.Code, claim.CodeWrongStage)
			w.must(editor, c, verification.Resume{})
			w.must(editor, c, w.scheduling(hour.Add(time.Hour)))
			w.staff[1].Disabled = true
			w.clock("c", hour.Add(time.Hour))
			w.same(w.claim("c").Missed.Refused.Code, claim.CodeForbidden)
		}},
		{"while somebody may still answer, it takes a reason, and the record keeps who had until when", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", claim.Unverified)
			w.refused(claim.CodePolicy, editor, c, finding.Publish{})
			w.refused(claim.CodePolicy, editor, c, w.scheduling(hour))
			w.must(editor, c, finding.Publish{Early: "it is out elsewhere"})
			p := w.claim("c").Publications[0]
			w.same(p.Running, []finding.Running{{Party: id("google"), Until: monday.Add(week)}})
			w.same(p.Early, claim.Ref("it is out elsewhere"))
		}},
		{"nobody's time runs any more when it is scheduled for later", func(w *world) {
			w.ask("google", "r", week, "c")
			w.signOff("c", claim.Unverified)
			w.must(editor, c, w.scheduling(monday.Add(week)))
		}},
		{"an extension counts", func(w *world) {
			w.ask("google", "r", week, "c")
			w.must(author, party("google"), letters.Extend{Request: id("r"), AnswerBy: w.now.Add(2 * week), Reason: "they asked for more time"})
			w.signOff("c", claim.Unverified)
			w.now = monday.Add(week + time.Hour)
			w.refused(claim.CodePolicy, editor, c, finding.Publish{})
		}},
		{"nor embargo nor a right of reply is in the way of a correction", func(w *world) {
			w.publish("c", claim.Unverified)
			again(w, claim.Unverified)
			w.ask("google", "r", week, "c")
			w.signOff("c", claim.Unverified)
			w.lane(claim.Stream{Kind: claim.StreamCase, ID: story}).state.(*cases.Case).Embargo = monday.Add(week)
			w.must(editor, c, finding.Publish{Reason: "it was wrong"})
			w.same(w.claim("c").Publications[1].Running, []finding.Running{{Party: id("google"), Until: monday.Add(week)}})
		}},
		{"a correction and an update take a reason, and say how readers are told", func(w *world) {
			w.publish("c", claim.Unverified)
			again(w, claim.Unverified)
			w.refused(claim.CodeInvalid, editor, c, finding.Publish{})
			w.refused(claim.CodeInvalid, editor, c, finding.Publish{Kind: finding.Retraction, Reason: "reason"})
			w.refused(claim.CodeInvalid, editor, c, finding.Publish{Reason: "reason", Prominence: "nowhere"})
			w.must(editor, c, finding.Publish{Kind: finding.Update, Reason: "more is known", Prominence: finding.InHistory})
			w.same(w.claim("c").Publications[1].Prominence, finding.InHistory)
			again(w, claim.Unverified)
			w.must(editor, c, finding.Publish{Reason: "it was wrong"})
			w.same(w.public("c"), []finding.PublicationKind{finding.FirstPublication, finding.Update, finding.Correction})
		}},
		{"what says something else than what was published is no update", func(w *world) {
			w.publish("c", claim.Unverified)
			w.ask("google", "r", week, "c")
			w.answer("google", "a", claim.Denies, "c")
			w.signOff("c", claim.Refuted)
			w.must(editor, c, finding.Publish{Kind: finding.Update, Reason: "they answered"})
			w.answer("google", "b", claim.Confirms, "c")
			w.signOff("c", claim.Confirmed)
			w.refused(claim.CodeInvalid, editor, c, finding.Publish{Kind: finding.Update, Reason: "they answered"})
			w.must(editor, c, finding.Publish{Kind: finding.Correction, Reason: "they answered"})
			w.must(editor, c, verification.Correct{Reason: "other words"})
			w.must(author, c, verification.ReviseClaim{Text: "other text", Tier: claim.Routine, Seen: w.claim("c").Version, AnswersHold: "it says no less"})
			w.signOff("c", claim.Confirmed)
			w.refused(claim.CodeInvalid, editor, c, finding.Publish{Kind: finding.Update, Reason: "put better"})
		}},
		{"a takedown takes a reason, at any stage, and ends it", func(w *world) {
			w.refused(claim.CodeWrongStage, editor, c, finding.TakeDown{Reason: "a court says so"})
			w.publish("c", claim.Unverified)
			w.refused(claim.CodeInvalid, editor, c, finding.TakeDown{})
			w.must(editor, c, finding.Retract{Reason: "it was wrong"})
			w.must(editor, c, finding.TakeDown{Reason: "a court says so"})
			w.same(w.claim("c").Stage, claim.StageTakenDown)
			w.refused(claim.CodeWrongStage, editor, c, finding.TakeDown{Reason: "again"})
			w.refused(claim.CodeWrongStage, editor, c, finding.Retract{Reason: "again"})
			w.refused(claim.CodeWrongStage, author, c, exhibiting("memo", claim.SupportsClaim))
		}},
		{"a retraction ends what is scheduled", func(w *world) {
			w.publish("c", claim.Unverified)
			again(w, claim.Unverified)
			w.must(editor, c, finding.SchedulePublication{At: hour, Zone: "UTC", Publish: finding.Publish{Reason: "more"}})
			w.must(editor, c, finding.Retract{Reason: "it was wrong"})
			w.clock("c", hour)
			w.same(w.public("c"), []finding.PublicationKind{finding.FirstPublication, finding.Retraction})
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			test.play(w)
		})
	}
}

func TestEvidenceIsInternalUntilSomebodySaysOtherwise(t *testing.T) {
	w, c := newWorld(t), claimStream("c")
	w.add(claim.DefaultPolicy, "c")
	w.must(author, c, exhibiting("memo", claim.SupportsClaim))
	w.same(w.claim("c").Evidence[0].Public, false)
	w.signOff("c", claim.Unverified)
	was := w.claim("c").Subject()
	w.must(editor, c, sources.DiscloseEvidence{Evidence: id("memo"), Public: true})
	w.same(w.claim("c").Evidence[0].Public, true)
	w.same(w.claim("c").Subject() == was, false)
	w.same(len(w.claim("c").ValidSignOffs()), 0)
	w.same(w.claim("c").Stage, claim.StageAssessing)
	w.same(w.claim("c").OwnWork(editor), "proposed its outcome")
	w.publish("c", claim.Unverified)
	w.must(lawyer, c, sources.DiscloseEvidence{Evidence: id("memo")})
	w.same(w.claim("c").Stage, claim.StageCorrecting)
	w.same(w.claim("c").OwnWork(lawyer), "decided what readers see of its evidence")
	w.must(author, c, sources.WithdrawEvidence{Evidence: id("memo"), Reason: "reason"})
	w.refused(claim.CodeWrongStage, editor, c, sources.DiscloseEvidence{Evidence: id("memo"), Public: true})
	w.refused(claim.CodeNotFound, editor, c, sources.DiscloseEvidence{Evidence: id("none"), Public: true})
}

func TestAScaleHasWordsForEveryOutcomeAndValuesWithinItself(t *testing.T) {
	if err := claim.DefaultScale.Validate(); err != nil {
		t.Fatal(err)
	}
	with := func(o claim.Outcome, r claim.Rating) claim.Scale {
		s := claim.Scale{Worst: 1, Best: 6, Ratings: map[claim.Outcome]claim.Rating{}}
		for o, r := range claim.DefaultScale.Ratings {
			s.Ratings[o] = r
		}
		s.Ratings[o] = r
		return s
	}
	if err := with(claim.Confirmed, claim.Rating{Words: "True", Value: 6}).Validate(); err != nil {
		t.Fatal(err)
	}
	for why, s := range map[string]claim.Scale{
		"no words":                      with(claim.Confirmed, claim.Rating{Value: 6}),
		"beyond the best":               with(claim.Confirmed, claim.Rating{Words: "True", Value: 7}),
		"a value of what is not so far": with(claim.Unverified, claim.Rating{Words: "Open", Value: 3}),
		"no such outcome":               with("half true", claim.Rating{Words: "Half"}),
		"no scale at all":               {Worst: 5, Best: 5, Ratings: claim.DefaultScale.Ratings},
	} {
		if err := s.Validate(); claim.CodeOf(err) != claim.CodeInvalid {
			t.Errorf("%s: %v", why, err)
		}
	}
}
