package casework_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

func TestStatusLine(t *testing.T) {
	type said struct {
		party, about string
		stance       claim.Stance
		rules        claim.GroundRules
	}
	for name, test := range map[string]struct {
		asked []string
		said  []said
		want  string
	}{
		"nobody was asked": {want: "nobody has been asked"},
		"nobody answered":  {asked: []string{"apple"}, want: "none of those asked has confirmed: Apple"},
		"some have confirmed": {
			asked: []string{"microsoft", "apple", "google"},
			said:  []said{{"microsoft", "a", claim.Confirms, claim.OnTheRecord}, {"google", "a", claim.Denies, claim.OnTheRecord}},
			want:  "Microsoft has confirmed; Apple and Google have not",
		},
		"a part is not the whole": {
			asked: []string{"microsoft"}, said: []said{{"microsoft", "a", claim.ConfirmsInPart, claim.OnTheRecord}},
			want: "none of those asked has confirmed: Microsoft",
		},
		"one claim of several is enough": {
			asked: []string{"microsoft"}, said: []said{{"microsoft", "b", claim.Confirms, claim.OnTheRecord}, {"microsoft", "a", claim.Denies, claim.OnTheRecord}},
			want: "Microsoft has confirmed",
		},
		"who spoke not for attribution is not named": {
			asked: []string{"microsoft", "apple", "google"},
			said:  []said{{"microsoft", "a", claim.Confirms, claim.OnTheRecord}, {"google", "a", claim.Confirms, claim.NotForAttribution}},
			want:  "Microsoft has confirmed; Apple has not",
		},
		"who spoke on background or off the record is not named": {
			asked: []string{"apple", "google"},
			said:  []said{{"apple", "a", claim.Confirms, claim.OnBackground}, {"google", "a", claim.Denies, claim.OffTheRecord}},
			want:  "none of those asked has confirmed on the record",
		},
		"nor is who confirmed one claim off the record and knows nothing of another": {
			asked: []string{"apple", "google"},
			said:  []said{{"google", "a", claim.Confirms, claim.OffTheRecord}, {"google", "b", claim.DoesNotKnow, claim.OnTheRecord}},
			want:  "none of those asked has confirmed on the record: Apple",
		},
		"the others may still be silent": {
			asked: []string{"apple", "google"}, said: []said{{"apple", "a", claim.Confirms, claim.OnBackground}},
			want: "none of those asked has confirmed on the record: Google",
		},
		"an answer that was superseded does not count": {
			asked: []string{"apple"},
			said:  []said{{"apple", "a", claim.Confirms, claim.OnTheRecord}, {"apple", "a", claim.Denies, claim.OnTheRecord}},
			want:  "none of those asked has confirmed: Apple",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			d.claims("vault7", "a", "b")
			d.party("Microsoft", "Apple", "Google")
			for _, party := range test.asked {
				d.ask("vault7", party, "a", "b")
			}
			for _, s := range test.said {
				d.answer(s.party, s.about, s.stance, s.rules)
			}
			line := d.report("vault7").StatusLine
			require.True(t, strings.HasSuffix(line, ", "+test.want+"."), line)
		})
	}
}

// aboutClaim is what the parties were asked about the first claim.
func (d *door) aboutClaim() []reading.PartyReport { return d.report("vault7").Claims[0].Parties }

func TestSilence(t *testing.T) {
	d := newDoor(t)
	d.claims("vault7", "a", "b")
	d.party("Google", "Apple", "Mozilla")
	d.ask("vault7", "google", "a", "b")
	withdrawn := d.ask("vault7", "apple", "a")
	d.ask("vault7", "mozilla", "a")
	require.Empty(t, d.aboutClaim()[0].Silence, "there is time to answer")
	_, err := d.desk.WithdrawRequest(d.ctx(), d.mara, withdrawn.ID, casework.ReasonInput{Reason: "A mistake."})
	require.NoError(t, err)
	require.NoError(t, d.desk.Pass(d.ctx(), 2*week))

	silences := map[string]claim.Silence{}
	for _, a := range d.aboutClaim() {
		silences[a.Name] = a.Silence
	}
	require.Equal(t, map[string]claim.Silence{
		"Google": claim.DeliveredNoAnswer, "Mozilla": claim.DeliveredNoAnswer, "Apple": "",
	}, silences, "who is not asked any more is not silent")

	d.ask("vault7", "google", "a")
	d.answer("google", "a", claim.Denies, claim.OnTheRecord)
	for _, a := range d.aboutClaim() {
		if a.Name == "Google" {
			require.Empty(t, a.Silence, "answered under another request")
		}
	}
}

func TestAskedInTheOrderInWhichTheyWentOut(t *testing.T) {
	d := newDoor(t)
	d.claims("vault7", "a")
	d.party("Google", "Apple")
	late := d.asking("google", "a")
	late.AnswerBy = late.AnswerBy.Add(week)
	_, err := d.desk.Ask(d.ctx(), d.mara, "vault7", late)
	require.NoError(t, err)
	require.NoError(t, d.desk.Pass(d.ctx(), time.Minute))
	d.ask("vault7", "apple", "a")
	asked := d.aboutClaim()
	require.Equal(t, []string{"Google", "Apple"}, []string{asked[0].Name, asked[1].Name})
	require.NotEqual(t, uuid.Nil, asked[0].Request)
}

func TestNobodyKnowsTheFuture(t *testing.T) {
	d := newDoor(t)
	d.claims("vault7", "a")
	soon, later := d.desk.Clock.Now().Add(30*time.Second), d.desk.Clock.Now().Add(time.Hour)
	_, err := d.desk.Report(d.ctx(), d.mara, "vault7", &soon)
	require.NoError(t, err, "clocks differ a little")
	_, err = d.desk.Report(d.ctx(), d.mara, "vault7", &later)
	require.Contains(t, refused(t, claim.CodeInvalid, err).Fields, "asOf")
	_, err = d.desk.Claim(d.ctx(), d.mara, "vault7/a", &later)
	require.Contains(t, refused(t, claim.CodeInvalid, err).Fields, "asOf")
}
