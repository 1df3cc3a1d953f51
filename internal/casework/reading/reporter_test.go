package reading_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/caseworktest"
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
			d.Claims("vault7", "a", "b")
			d.Party("Microsoft", "Apple", "Google")
			for _, party := range test.asked {
				d.Ask("vault7", party, "a", "b")
			}
			for _, s := range test.said {
				d.Answer(s.party, s.about, s.stance, s.rules)
			}
			line := d.Report("vault7").StatusLine
			require.True(t, strings.HasSuffix(line, ", "+test.want+"."), line)
		})
	}
}

func TestSilence(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a", "b")
	d.Party("Google", "Apple", "Mozilla")
	d.Ask("vault7", "google", "a", "b")
	withdrawn := d.Ask("vault7", "apple", "a")
	d.Ask("vault7", "mozilla", "a")
	require.Empty(t, d.AboutClaim()[0].Silence, "there is time to answer")
	_, err := d.Desk.WithdrawRequest(d.Ctx(), d.Mara, withdrawn.ID, casework.ReasonInput{Reason: "A mistake."})
	require.NoError(t, err)
	require.NoError(t, d.Desk.Pass(d.Ctx(), 2*caseworktest.Week))

	silences := map[string]claim.Silence{}
	for _, a := range d.AboutClaim() {
		silences[a.Name] = a.Silence
	}
	require.Equal(t, map[string]claim.Silence{
		"Google": claim.DeliveredNoAnswer, "Mozilla": claim.DeliveredNoAnswer, "Apple": "",
	}, silences, "who is not asked any more is not silent")

	d.Ask("vault7", "google", "a")
	d.Answer("google", "a", claim.Denies, claim.OnTheRecord)
	for _, a := range d.AboutClaim() {
		if a.Name == "Google" {
			require.Empty(t, a.Silence, "answered under another request")
		}
	}
}

func TestAskedInTheOrderInWhichTheyWentOut(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	d.Party("Google", "Apple")
	late := d.Asking("google", "a")
	late.AnswerBy = late.AnswerBy.Add(caseworktest.Week)
	_, err := d.Desk.Ask(d.Ctx(), d.Mara, "vault7", late)
	require.NoError(t, err)
	require.NoError(t, d.Desk.Pass(d.Ctx(), time.Minute))
	d.Ask("vault7", "apple", "a")
	asked := d.AboutClaim()
	require.Equal(t, []string{"Google", "Apple"}, []string{asked[0].Name, asked[1].Name})
	require.NotEqual(t, uuid.Nil, asked[0].Request)
}

func TestNobodyKnowsTheFuture(t *testing.T) {
	d := newDoor(t)
	d.Claims("vault7", "a")
	soon, later := d.Desk.Clock.Now().Add(30*time.Second), d.Desk.Clock.Now().Add(time.Hour)
	_, err := d.Desk.Report(d.Ctx(), d.Mara, "vault7", &soon)
	require.NoError(t, err, "clocks differ a little")
	_, err = d.Desk.Report(d.Ctx(), d.Mara, "vault7", &later)
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, "asOf")
	_, err = d.Desk.Claim(d.Ctx(), d.Mara, "vault7/a", &later)
	require.Contains(t, caseworktest.Refused(t, claim.CodeInvalid, err).Fields, "asOf")
}
