package wording_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/wording"
	"github.com/onrecord/onrecord/internal/mail/wording/wordingtest"
)

func all(t *testing.T) []*wording.Language {
	list := []*wording.Language{wordingtest.FromRightToLeft(t), wordingtest.Chinese(t)}
	for _, tag := range wording.Tags() {
		l, ok := wording.Known(tag)
		require.True(t, ok)
		list = append(list, l)
	}
	return list
}

var placeholder = regexp.MustCompile(`\{[a-z0-9]+\}`)

// names are the placeholders of a text.
func names(text string) []string {
	list := placeholder.FindAllString(text, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestEveryLanguageHasEveryPhraseWithItsNames(t *testing.T) {
	english := wording.Choose(wording.English)
	for _, l := range all(t) {
		require.Equal(t, slices.Sorted(maps.Keys(english.Say)), slices.Sorted(maps.Keys(l.Say)), l.Tag)
		require.Equal(t, slices.Sorted(maps.Keys(english.Count)), slices.Sorted(maps.Keys(l.Count)), l.Tag)
		sameNames(t, l.Tag, english.Say, l.Say)
	}
}

// TestThePagesOfALetterSpeakEveryLanguage: a stance, a term or a wish that gets a row needs its translation.
func TestThePagesOfALetterSpeakEveryLanguage(t *testing.T) {
	english := wording.Choose(wording.English)
	require.Equal(t, "Yes, this is correct", english.OnPage("stance confirms"))
	for _, l := range all(t) {
		require.Equal(t, slices.Sorted(maps.Keys(english.Page.Say)), slices.Sorted(maps.Keys(l.Page.Say)), l.Tag)
		require.Equal(t, slices.Sorted(maps.Keys(english.Page.Count)), slices.Sorted(maps.Keys(l.Page.Count)), l.Tag)
		sameNames(t, l.Tag, english.Page.Say, l.Page.Say)
		require.NotEmpty(t, l.Page.Thousands, l.Tag)
		require.NotEmpty(t, l.Page.Decimal, l.Tag)
	}
}

func sameNames(t *testing.T, tag string, english, there map[string]string) {
	t.Helper()
	for key, text := range english {
		require.NotEmpty(t, strings.TrimSpace(there[key]), "%s: %s", tag, key)
		require.Equal(t, names(text), names(there[key]), "%s: %s", tag, key)
	}
}

func TestNumbersAndSizesAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	for tag, want := range map[string][]string{
		"en": {"999", "10,000", "1,234,567", "1 byte", "999 bytes", "3 KB", "2.5 MB"},
		"de": {"999", "10.000", "1.234.567", "1 Byte", "999 Byte", "3 KB", "2,5 MB"},
		"fr": {"999", "10\u202f000", "1\u202f234\u202f567", "1 octet", "999 octets", "3 Ko", "2,5 Mo"},
	} {
		l, _ := wording.Known(tag)
		require.Equal(t, want, []string{l.Number(999), l.Number(10_000), l.Number(1_234_567), l.Size(1), l.Size(999), l.Size(3 << 10), l.Size(5 << 19)}, tag)
	}
	require.Equal(t, "Écrivez", wording.Capital("écrivez"))
}

func TestEveryLanguageHasEveryPluralForm(t *testing.T) {
	english := wording.Choose(wording.English)
	forms := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for _, l := range all(t) {
		needed := []string{"other"}
		for n := range 2_000_001 {
			if n > 200 && n%100_000 > 10 {
				continue
			}
			needed = append(needed, forms[plural.Cardinal.MatchPlural(language.MustParse(l.Tag), n, 0, 0, 0, 0)])
		}
		slices.Sort(needed)
		needed = slices.Compact(needed)
		counts := maps.Clone(l.Count)
		maps.Copy(counts, l.Page.Count)
		wanted := maps.Clone(english.Count)
		maps.Copy(wanted, english.Page.Count)
		for key := range counts {
			for _, form := range needed {
				text, ok := counts[key][form]
				require.True(t, ok, "%s: %q lacks the form %q", l.Tag, key, form)
				require.NotEmpty(t, text)
			}
			for form, text := range counts[key] {
				require.Contains(t, append([]string{"0", "1", "2", "3"}, needed...), form, "%s: %q has a form that the language has not", l.Tag, key)
				for _, name := range names(text) {
					require.Contains(t, append(names(wanted[key]["other"]), "{n}"), name, "%s: %q", l.Tag, key)
				}
			}
		}
	}
}

func TestEveryLanguageHasEveryTextAndDate(t *testing.T) {
	for _, l := range all(t) {
		require.Contains(t, []string{"ltr", "rtl"}, l.Direction, l.Tag)
		require.NotEmpty(t, l.Name, l.Tag)
		require.NotEmpty(t, l.Quotes[0], l.Tag)
		require.NotEmpty(t, l.Quotes[1], l.Tag)
		require.Len(t, l.Dates.Months, 12, l.Tag)
		require.Len(t, l.Dates.Weekdays, 7, l.Tag)
		for _, form := range []string{l.Dates.Instant, l.Dates.Moment} {
			require.Subset(t, names(form), []string{"{minute}", "{year}", "{zone}"}, l.Tag)
		}
		require.Contains(t, l.Dates.SameDay, "{same}", l.Tag)
		require.Contains(t, l.Dates.OtherDay, "{same}", l.Tag)
		_, ok := l.Source("parts")
		require.True(t, ok, "%s has no parts", l.Tag)
		for _, kind := range claim.LetterKinds {
			for _, asks := range append(slices.Clone(claim.RequestKinds), "") {
				source, own := l.Letter(kind, asks, nil)
				require.NotEmpty(t, source, "%s: %s, %s", l.Tag, kind, asks)
				require.False(t, own)
			}
			_, ok := wording.Choose(wording.English).Source(strings.ReplaceAll(string(kind), " ", "-"))
			require.True(t, ok, kind)
		}
	}
}

func TestALanguageIsChosenByItsTagThenItsParentsThenTheNextWanted(t *testing.T) {
	for wanted, got := range map[string]string{
		"de": "de", "de-AT": "de", "DE-ch": "de", "de_DE": "de", "fr-CA-x-old": "fr", "fi": "fr", "": "fr", "nonsense---": "fr", "-": "fr",
	} {
		require.Equal(t, got, wording.Choose(wanted, "fr").Tag, wanted)
	}
	require.Equal(t, "en", wording.Choose("fi", "sv").Tag)
	require.Equal(t, "en", wording.Choose().Tag)
}

func TestTheNearerSourceComesFirstAndOfTwoEquallyNearTheDesksOwn(t *testing.T) {
	files := fstest.MapFS{
		"l/sv/words.toml": {Data: []byte(`name = "x"`)}, "l/sv/request.txt": {Data: []byte("built in")},
		"l/sv/request.records.txt": {Data: []byte("built in for records")},
	}
	read, err := wording.Read(files, "l")
	require.NoError(t, err)
	type ask = map[claim.RequestKind]string
	for _, c := range []struct {
		desk ask
		asks claim.RequestKind
		want string
		own  bool
	}{
		{nil, claim.RequestForComment, "built in", false},
		{nil, claim.RecordsRequest, "built in for records", false},
		{nil, "", "built in", false},
		{ask{"": "own"}, claim.RequestForComment, "own", true},
		{ask{"": "own"}, "", "own", true},
		{ask{"": "own"}, claim.RecordsRequest, "built in for records", false},
		{ask{"": "own", claim.RecordsRequest: "own for records"}, claim.RecordsRequest, "own for records", true},
		{ask{claim.RecordsRequest: "own for records"}, claim.RequestForComment, "built in", false},
		{ask{claim.RecordsRequest: "own for records"}, "", "built in", false},
	} {
		source, own := read["sv"].Letter(claim.RequestLetter, c.asks, func(letter claim.MessageKind, language string, asks claim.RequestKind) string {
			require.Equal(t, claim.RequestLetter, letter)
			require.Equal(t, "sv", language)
			return c.desk[asks]
		})
		require.Equal(t, c.want, source, "%v", c)
		require.Equal(t, c.own, own, "%v", c)
	}
}

func TestDatesAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	angeles, err := time.LoadLocation("America/Los_Angeles")
	require.NoError(t, err)
	at := time.Date(2017, time.March, 1, 17, 5, 59, 0, time.UTC)
	late := time.Date(2017, time.July, 18, 1, 0, 0, 0, time.UTC)
	since := claim.Period{From: claim.On(2017, time.March, 1)}
	for tag, want := range map[string][]string{
		"en": {"Wednesday 1 March 2017, 18:05 CET (17:05 UTC)", "Monday 17 July 2017, 18:00 PDT (Tuesday 18 July, 01:00 UTC)", "since 1 March 2017", "at 17:05 UTC on 1 March 2017"},
		"de": {"Mittwoch, 1. März 2017, 18:05 Uhr MEZ (17:05 Uhr UTC)", "Montag, 17. Juli 2017, 18:00 Uhr PDT (Dienstag, 18. Juli, 1:00 Uhr UTC)", "seit 1. März 2017", "am 1. März 2017, 17:05 Uhr UTC"},
		"fr": {"mercredi 1er mars 2017 à 18 h 05 CET (17 h 05 UTC)", "lundi 17 juillet 2017 à 18 h 00 PDT (mardi 18 juillet à 1 h 00 UTC)", "depuis le 1er mars 2017", "le 1er mars 2017 à 17 h 05 UTC"},
	} {
		l, _ := wording.Known(tag)
		got := []string{l.Instant(at, berlin), l.Instant(late, angeles), l.Period(since, nil), l.Behind(claim.At(at), nil)}
		require.Equal(t, want, got, tag)
		require.Empty(t, l.Instant(time.Time{}, nil))
		require.Empty(t, l.When(claim.When{}, nil))
		require.Empty(t, l.Period(claim.Period{}, nil))
	}
}

func TestAValueNeverTurnsWhatStandsAroundItRound(t *testing.T) {
	english, arabic := wording.Choose("en"), wordingtest.FromRightToLeft(t)
	require.Equal(t, "Google", english.Isolate("Google"))
	require.Equal(t, "\u2068شركة\u2069", english.Isolate("شركة"))
	require.Equal(t, "\u2068Google\u2069", arabic.Isolate("Google"))
	require.Equal(t, "شركة", arabic.Isolate("شركة"))
	require.Equal(t, "\u2068+49 30\u2069", arabic.Isolate("+49 30"))
	require.Equal(t, "one\n\u2068שתיים\u2069", english.Isolate("one\nשתיים"), "an isolate does not reach over the end of a line")
	for _, hostile := range []string{"\u202eevil", "a\u2069b\u2069", "\u2066\u2067\u2068", "\u202dשלום"} {
		for _, l := range []*wording.Language{english, arabic} {
			got := l.Isolate(hostile)
			require.Equal(t, strings.Count(got, "\u2068"), strings.Count(got, "\u2069"), "%q", got)
			require.NotContains(t, got, "\u202e")
			require.NotContains(t, got, "\u202d")
			require.LessOrEqual(t, strings.Count(got, "\u2068"), 1)
		}
	}
}
