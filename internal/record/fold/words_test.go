package fold

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// finds reports whether somebody who types the query finds the text.
func finds(text, query string) bool {
	p := Query(strings.TrimSuffix(query, "*"), strings.HasSuffix(query, "*"))
	return len(p.Find(Words(text))) > 0
}

func TestWhatPeopleTypeFindsWhatStandsThere(t *testing.T) {
	for _, c := range []struct{ text, query string }{
		{"The Long Mill closed.", "mill"},
		{"The Long Mill closed.", "long mill"},
		{"Millers", "mill*"},
		{"Łódź and Ørsted in the Straße of Diyarbakır", "lodz"},
		{"Łódź and Ørsted in the Straße of Diyarbakır", "orsted"},
		{"Łódź and Ørsted in the Straße of Diyarbakır", "strasse"},
		{"Łódź and Ørsted in the Straße of Diyarbakır", "diyarbakir"},
		{"İstanbul", "istanbul"},
		{"ISTANBUL", "ıstanbul"},
		{"Þórður á Akureyri", "thordur"},
		{"café", "cafe\u0301"},
		{"Сергей Ёлкин", "сергей"},
		{"Сергей Ёлкин", "елкин"},
		{"Київ і Чернівці", "київ"},
		{"Київ і Чернівці", "киів"},
		{"Ο Πρόεδρος είπε όχι", "προεδροσ"},
		{"Ο Πρόεδρος είπε όχι", "ΕΙΠΕ"},
		{"מָרוֹם אמר", "מרום"},
		{"وَزَارَةُ الصِّحَّة", "وزارة"},
		{"الـــوزارة", "الوزارة"},
		{"أحمد إبراهيم", "احمد ابراهيم"},
		{"علی کریمی", "علي كريمي"},
		{"می\u200cخواهم", "میخواهم"},
		{"١٢٣ و ４５６ and ७८", "123"},
		{"١٢٣ و ４５６ and ७८", "456"},
		{"١٢٣ و ４５６ and ७८", "78"},
		{"हिन्दी में लिखा", "हिन्दी"},
		{"東京都知事は否定した", "東京"},
		{"東京都知事は否定した", "知事"},
		{"東京都知事は否定した", "否定した"},
		{"東京都知事は否定した", "都"},
		{"東京都知事は否定した", "た"},
		{"ｶﾞｽ会社", "ガス"},
		{"iPhoneを買う", "iphone"},
		{"iPhoneを買う", "を買う"},
		{"部長 Mill", "部長 mill"},
		{"กระทรวงสาธารณสุขปฏิเสธ", "สาธารณสุข"},
		{"구글은 답하지 않았다", "구글"},
		{"구글은 답하지 않았다", norm.NFD.String("구글은")},
		{norm.NFD.String("구글은 답하지"), "구글"},
		{"co\u00adoperate", "cooperate"},
		{"ﬁnancial", "financial"},
		{"Nr. Ⅷ", "viii"},
	} {
		require.True(t, finds(c.text, c.query), "%q in %q: %v in %v", c.query, c.text, Query(c.query, false), Words(c.text))
	}
}

func TestWhatStandsElsewhereIsNotFound(t *testing.T) {
	for _, c := range []struct{ text, query string }{
		{"The Long Mill closed.", "mil"},
		{"The Long Mill closed.", "mi*"},
		{"The Long Mill closed.", "mill long"},
		{"東京都", "京東"},
		{"東京都", "都知"},
		{"ป่า", "ปา"},
		{"か", "が"},
		{"text", ""},
		{"text", "…"},
	} {
		require.False(t, finds(c.text, c.query), "%q in %q", c.query, c.text)
	}
}

func TestTextOfNames(t *testing.T) {
	require.Equal(t, "the long mill co", Text("  The “Long Mill” & Co."))
	require.Equal(t, "東京都 mill", Text("東京都 Mill"))
	require.Equal(t, "iphoneを買う", Text("iPhoneを買う"))
	require.Empty(t, Text("– … –"))
}

// TestEveryPieceOfATextIsFound takes any words of any text and looks for them.
func TestEveryPieceOfATextIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aZéßŁ1٣ -.йЁק\u05b8ة東京を구글กำ\u0e48\u0301\u00ad\u200d")), 1, 40, -1).Draw(t, "text")
		words := Words(text)
		last := 0
		for _, w := range words {
			require.True(t, w.From < w.To && w.To <= len(text) && w.From >= last, "%v of %q", w, text)
			require.NotEmpty(t, w.Text)
			require.NotContains(t, w.Text, " ")
			last = w.From
		}
		if len(words) == 0 {
			return
		}
		from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(words)-1).Draw(t, "to")
		piece := text[words[from].From:max(words[to].To, words[from].To)]
		p := Query(piece, false)
		require.NotEmpty(t, p.Find(words), "%q (%v) in %q (%v)", piece, p, text, words)
	})
}

// TestAWordHasAnEnd, however many marks its characters have, and it is found all the same.
func TestAWordHasAnEnd(t *testing.T) {
	for _, long := range []string{
		"क" + strings.Repeat("\u0902", 700), strings.Repeat("ﷺ", 80), strings.Repeat("한"+strings.Repeat("\u11ff", 300), 2),
		strings.Repeat("ก"+strings.Repeat("\u0e48", 300), 3),
	} {
		for _, w := range Words(long) {
			require.LessOrEqual(t, len(w.Text), MaxBytes)
		}
		require.True(t, finds("before "+long+" after", long))
		require.True(t, finds("before "+long+" after", long+"*"))
	}
}

func FuzzWords(f *testing.F) {
	f.Add("東京 mill \xff\u0301")
	f.Add("क" + strings.Repeat("\u0902", 700))
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Words(text) {
			require.True(t, utf8.ValidString(w.Text), "%q", w.Text)
			require.NotEmpty(t, w.Text)
			require.NotContains(t, w.Text, " ")
			require.LessOrEqual(t, len(w.Text), MaxBytes)
		}
		Query(text, true)
		Text(text)
	})
}
