package verification_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// TestWhatStandsOnTheRecord: an answer on other terms takes the place of nothing there.
func TestWhatStandsOnTheRecord(t *testing.T) {
	type said struct {
		stance claim.Stance
		rules  claim.GroundRules
		by     int // which of them took its place, from 1; 0 for none
	}
	for name, c := range map[string]struct {
		said []said
		want []claim.Stance // that stand on the record
	}{
		"a denial alone":                        {[]said{{claim.Denies, claim.OnTheRecord, 0}}, []claim.Stance{claim.Denies}},
		"a confirmation off the record later":   {[]said{{claim.Denies, claim.OnTheRecord, 2}, {claim.Confirms, claim.OffTheRecord, 0}}, []claim.Stance{claim.Denies}},
		"taken back on background":              {[]said{{claim.Confirms, claim.OnTheRecord, 2}, {claim.RetractsEarlierAnswer, claim.OnBackground, 0}}, []claim.Stance{claim.Confirms}},
		"taken back on the record":              {[]said{{claim.Confirms, claim.OnTheRecord, 2}, {claim.RetractsEarlierAnswer, claim.OnTheRecord, 0}}, []claim.Stance{claim.RetractsEarlierAnswer}},
		"on background between":                 {[]said{{claim.Denies, claim.OnTheRecord, 2}, {claim.Confirms, claim.OnBackground, 3}, {claim.Confirms, claim.OnTheRecord, 0}}, []claim.Stance{claim.Confirms}},
		"on background between, and no more":    {[]said{{claim.Denies, claim.OnTheRecord, 2}, {claim.NoComment, claim.OnBackground, 3}, {claim.NoComment, claim.OnTheRecord, 0}}, []claim.Stance{claim.Denies, claim.NoComment}},
		"on other terms alone":                  {[]said{{claim.Denies, claim.NotForAttribution, 0}}, nil},
		"on the record after on other terms":    {[]said{{claim.Denies, claim.OnBackground, 2}, {claim.Confirms, claim.OnTheRecord, 0}}, []claim.Stance{claim.Confirms}},
		"no comment, and denied off the record": {[]said{{claim.NoComment, claim.OnTheRecord, 2}, {claim.Denies, claim.OffTheRecord, 0}}, []claim.Stance{claim.NoComment}},
	} {
		var of verification.Claim
		for i, s := range c.said {
			a := sources.Said{
				Response: response(i + 1), Party: uuid.UUID{1}, Stance: s.stance, GroundRules: s.rules,
				ReceivedAt: time.Date(2017, 3, 17, 9+i, 0, 0, 0, time.UTC),
			}
			if s.by > 0 {
				a.SupersededBy = response(s.by)
			}
			of.Answers = append(of.Answers, a)
		}
		var got []claim.Stance
		for _, a := range of.OnRecord() {
			if !a.GroundRules.Named() {
				t.Errorf("%s: %s was said %s", name, a.Stance, a.GroundRules)
			}
			if a.Current() {
				got = append(got, a.Stance)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestADisputeOnTheRecordIsNotSettledOffIt: whoever denied on the record and confirms on other terms
// still denies, as far as readers know.
func TestADisputeOnTheRecordIsNotSettledOffIt(t *testing.T) {
	denial := sources.Said{Response: response(1), Party: uuid.UUID{1}, Stance: claim.Denies, GroundRules: claim.OnTheRecord, ReceivedAt: time.Date(2017, 3, 17, 9, 0, 0, 0, time.UTC), SupersededBy: response(2)}
	for rules, want := range map[claim.GroundRules]bool{claim.OnTheRecord: false, claim.OnBackground: true, claim.OffTheRecord: true} {
		later := sources.Said{Response: response(2), Party: uuid.UUID{1}, Stance: claim.Confirms, GroundRules: rules, ReceivedAt: denial.ReceivedAt.Add(time.Hour)}
		of := verification.Claim{Known: sources.Known{Answers: []sources.Said{denial, later}}}
		if got := verification.OpenDispute(&of, claim.Confirmed); got != want {
			t.Errorf("confirmed %s: a dispute is open: %t", rules, got)
		}
	}
}

func response(n int) uuid.UUID { return uuid.UUID{15: byte(n)} }
