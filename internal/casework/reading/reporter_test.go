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
	"github.com/onrecord/onrecord/internal/casework/requests"
)

func TestStatusLine(t *testing.T) {
	type said struct {
		party, about string
		stance       claim.Stance
		rules        claim.GroundRules
	}
	for name, test := range map[string]struct {
		asked []string
		about []string
		said  []said
		want  string
	}{
		"nobody was asked": {want: "nobody has been asked"},
		"nobody answered":  {asked: []string{"apple"}, want: "Apple has not confirmed"},
		"some have confirmed": {
			asked: []string{"microsoft", "apple", "google"},
			said:  []said{{"microsoft", "a", claim.Confirms, claim.OnTheRecord}, {"google", "a", claim.Denies, claim.OnTheRecord}},
			want:  "Microsoft has confirmed; Apple has not; Google denies it",
		},
		"each claim is named with what is said of it": {
			asked: []string{"microsoft"}, about: []string{"a", "b"},
			said: []said{{"microsoft", "b", claim.Confirms, claim.OnTheRecord}, {"microsoft", "a", claim.Denies, claim.OnTheRecord}},
			want: "on “About a”, Microsoft denies it. On “About b”, Microsoft has confirmed",
		},
		"who spoke on background is not named": {
			asked: []string{"apple", "google"}, said: []said{{"apple", "a", claim.Confirms, claim.OnBackground}},
			want: "Google has not confirmed",
		},
		"nor named as silent about another claim": {
			asked: []string{"apple", "google"}, about: []string{"a", "b"},
			said: []said{{"apple", "a", claim.Confirms, claim.OffTheRecord}, {"google", "b", claim.Confirms, claim.OnTheRecord}},
			want: "on “About a”, Google has not confirmed. On “About b”, Google has confirmed",
		},
		"an answer that was superseded does not count": {
			asked: []string{"apple"},
			said:  []said{{"apple", "a", claim.Confirms, claim.OnTheRecord}, {"apple", "a", claim.Denies, claim.OnTheRecord}},
			want:  "Apple denies it",
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDoor(t)
			about := test.about
			if about == nil {
				about = []string{"a"}
			}
			d.Claims("vault7", about...)
			d.Party("Microsoft", "Apple", "Google")
			for _, party := range test.asked {
				d.Ask("vault7", party, about...)
			}
			for _, s := range test.said {
				d.Answer(s.party, s.about, s.stance, s.rules)
			}
			_, line, _ := strings.Cut(d.Report("vault7").StatusLine, " 2026")
			require.Equal(t, test.want+".", strings.TrimLeft(line, ",: "))
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
	_, err := requests.Withdraw(d.Ctx(), d.Desk.Door, d.Mara, withdrawn.ID, casework.ReasonInput{Reason: "A mistake."})
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
	_, err := requests.Ask(d.Ctx(), d.Desk.Door, d.Mara, "vault7", late)
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
