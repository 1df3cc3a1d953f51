package letter_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/wording"
	"github.com/onrecord/onrecord/internal/mail/wording/wordingtest"
)

func everyLanguage(t *testing.T) []*wording.Language {
	list := []*wording.Language{wordingtest.FromRightToLeft(t), wordingtest.Chinese(t)}
	for _, tag := range wording.Tags() {
		l, _ := wording.Known(tag)
		list = append(list, l)
	}
	return list
}

// storyWords are how the languages speak of a story, and of its publication.
var storyWords = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)\b(story|publish|published)\b`),
	"de": regexp.MustCompile(`(?i)\b(Bericht|Berichts|berichtet|veröffentlich\w*)\b`),
	"fr": regexp.MustCompile(`(?i)\b(article|publier\w*|publié\w*|publication)\b`),
}

// anyLetter is a letter about a random record.
func anyLetter(languages []*wording.Language) *rapid.Generator[letter.Letter] {
	return rapid.Custom(func(t *rapid.T) letter.Letter {
		maybe := func(name, value string) string {
			if rapid.Bool().Draw(t, name) {
				return value
			}
			return ""
		}
		at := func(name string, from, to int) time.Time {
			return utc(1, 0, 0).Add(time.Duration(rapid.IntRange(from, to).Draw(t, name)) * time.Minute)
		}
		l := request()
		l.Kind = rapid.SampledFrom(claim.LetterKinds).Draw(t, "letter")
		l.Language = rapid.SampledFrom(languages).Draw(t, "language")
		l.Zone = rapid.SampledFrom([]*time.Location{nil, berlin, losAngeles, location("Asia/Kathmandu"), location("Pacific/Auckland")}).Draw(t, "zone")
		l.DeskZone = rapid.SampledFrom([]*time.Location{nil, berlin}).Draw(t, "desk zone")
		l.Date = at("date", 10_000, 50_000)
		l.To.Name = maybe("name", rapid.SampledFrom([]string{"Google", "Ada Byron", "شركة الاتصالات", "株式会社"}).Draw(t, "named"))
		l.Role, l.Person = maybe("role", "press office"), rapid.Bool().Draw(t, "person")
		l.From.Phone, l.VerifyAt, l.Notice = maybe("phone", l.From.Phone), maybe("verify", l.VerifyAt), maybe("notice", "An example.")
		l.Reminder = rapid.IntRange(1, 7).Draw(t, "reminder")
		l.PublishAt, l.Embargo = at("publish", 0, 100_000), at("embargo", 0, 100_000)
		l.Text, l.Corrections = "What a person wrote.", maybe("corrections", "https://desk.example/public/corrections")
		l.Requests = nil
		most := 3
		if l.Kind == claim.RequestLetter { // which puts one
			most = 1
		}
		for i := range rapid.IntRange(1, most).Draw(t, "requests") {
			r := letter.Request{
				Kind: rapid.SampledFrom(claim.RequestKinds).Draw(t, "kind"), Code: fmt.Sprintf("CODE-%d", i),
				Link: maybe("link", fmt.Sprintf("https://desk.example/answer/%d", i)), Asked: at("asked", 0, 9_000),
				AnswerBy: at("answer by", 9_000, 60_000), PreviousAnswerBy: at("previous", 9_000, 60_000),
				Reason: "You asked for it.", Ended: rapid.Bool().Draw(t, "ended"), Statute: maybe("statute", "the Act of 2000"),
			}
			if rapid.Bool().Draw(t, "intent") {
				r.IntentBy = at("intent by", 9_000, 50_000)
			}
			for range rapid.IntRange(1, 3).Draw(t, "claims") {
				c := letter.Claim{
					Statement: rapid.SampledFrom([]string{"The mill ran.", "قال المتحدث", "Two\nlines."}).Draw(t, "statement"),
					Claimant:  maybe("claimant", "The Claimant"), Where: maybe("where", "in a letter"), Published: rapid.Bool().Draw(t, "published"),
				}
				if rapid.Bool().Draw(t, "made") {
					c.Made = rapid.SampledFrom([]claim.When{claim.On(2016, time.May, 3), claim.At(at("made at", 0, 9_000))}).Draw(t, "when")
				}
				if rapid.Bool().Draw(t, "held") {
					c.Holds = claim.Period{From: claim.On(2016, time.April, 1), Until: claim.At(at("until", 0, 9_000))}
				}
				r.Claims = append(r.Claims, c)
			}
			for q := range rapid.IntRange(1, 3).Draw(t, "questions") {
				r.Questions = append(r.Questions, fmt.Sprintf("Question %d of %d?", q, i))
			}
			l.Requests = append(l.Requests, r)
		}
		if l.Kind.Tells() {
			kind := rapid.SampledFrom([]finding.PublicationKind{finding.FirstPublication, finding.Correction, finding.Takedown}).Draw(t, "news")
			l.News = []letter.News{{Statement: "The mill ran.", Kind: kind, Rating: "Confirmed", At: at("told", 0, 9_000), Reason: maybe("why", "A mistake."), Link: maybe("page", "https://desk.example/public/x")}}
		}
		return l
	})
}

var (
	clockTime = regexp.MustCompile(`\d{1,2}(?::| h )\d{2}`)
	yearShown = regexp.MustCompile(`\b20\d\d\b`)
)

// allowedTimes are the hours and minutes that the record holds, in its zones, as clocks of the language show them.
func allowedTimes(l letter.Letter) (clocks []string, written []string) {
	instants := []time.Time{l.PublishAt, l.Embargo}
	var whens []claim.When
	for _, r := range l.Requests {
		instants = append(instants, r.Asked, r.AnswerBy, r.IntentBy, r.PreviousAnswerBy)
		for _, c := range r.Claims {
			whens = append(whens, c.Made, c.Holds.From, c.Holds.Until)
		}
	}
	for _, n := range l.News {
		instants = append(instants, n.At)
	}
	for _, at := range instants {
		written = append(written, l.Language.Instant(at, l.Zone))
	}
	for _, w := range whens {
		written = append(written, l.Language.When(w, l.DeskZone))
	}
	for _, text := range written {
		clocks = append(clocks, clockTime.FindAllString(text, -1)...)
	}
	return clocks, written
}

func TestNoLetterSaysAnythingThatTheRecordDoesNotHold(t *testing.T) {
	letters := anyLetter(everyLanguage(t))
	rapid.Check(t, func(t *rapid.T) {
		l := letters.Draw(t, "letter")
		raw, err := letter.Compose(l)
		require.NoError(t, err)
		in, err := mail.Read(raw)
		require.NoError(t, err)
		require.Empty(t, in.Problems, "both forms say the same")
		text := in.Text
		require.NotContains(t, text, "<no value>")
		require.NotContains(t, text+in.Subject, "{", "every name in a phrase is filled in")
		require.NotContains(t, text, "\n\n\n\n")

		clocks, written := allowedTimes(l)
		rest := text
		for _, w := range written {
			if w != "" {
				rest = strings.ReplaceAll(rest, w, "")
			}
		}
		for _, shown := range clockTime.FindAllString(text, -1) {
			require.Contains(t, clocks, shown, "a time that is not in the record")
		}
		require.Empty(t, yearShown.FindAllString(strings.ReplaceAll(rest, "the Act of 2000", ""), -1), "a date that is not in the record: %s", rest)

		asksNothing := l.Kind.Tells() || l.Kind == claim.FollowUpLetter || l.Kind == claim.WithdrawalLetter
		links := 0
		for _, r := range l.Requests {
			require.Contains(t, text, r.Code)
			if !asksNothing {
				require.Contains(t, text, l.Language.Instant(r.AnswerBy, l.Zone))
				require.Contains(t, text, r.Questions[0])
				intent := l.Language.Instant(r.IntentBy, l.Zone)
				if r.IntentBy.After(l.Date) && !r.AnswerBy.Before(l.Date) {
					require.Contains(t, text, intent)
				} else if intent != "" && unique(l, r.IntentBy) {
					require.NotContains(t, text, intent, "it has passed")
				}
			}
			if r.Link != "" && !r.Kind.PutsClaims() {
				require.NotContains(t, text, r.Link, "the answer page says what the claims are")
			} else if r.Link != "" {
				links++
			}
		}
		if !slices.ContainsFunc(l.Requests, func(r letter.Request) bool { return r.Kind.PutsClaims() }) && !l.Kind.Tells() {
			require.NotContains(t, text, "The mill ran.")
			require.NotContains(t, text, "The Claimant")
			require.NotContains(t, in.Subject, l.About)
		}
		if words, ok := storyWords[l.Language.Tag]; ok && !l.Kind.Tells() {
			own := strings.NewReplacer("The Daily Example", "", "https://desk.example/public", "").Replace(text)
			if !slices.ContainsFunc(l.Requests, func(r letter.Request) bool { return r.Kind.SpeaksOfStory() }) {
				for _, line := range strings.Split(own, "\n") {
					planned := l.PublishAt.After(l.Date) && strings.Contains(line, l.Language.Instant(l.PublishAt, l.Zone)) || l.Embargo.After(l.Date) && strings.Contains(line, l.Language.Instant(l.Embargo, l.Zone))
					require.True(t, planned || !words.MatchString(line), "it speaks of a story: %s", line)
				}
			}
		}
		if l.Language.RightToLeft() || l.Language.Markup {
			require.Contains(t, string(raw), "multipart/alternative")
		}
	})
}

// unique says whether an instant is written as no other of the letter is.
func unique(l letter.Letter, at time.Time) bool {
	n := 0
	_, written := allowedTimes(l)
	for _, w := range written {
		if w == l.Language.Instant(at, l.Zone) {
			n++
		}
	}
	return n == 1
}
