package address_test

import (
	"net/mail"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/address"
)

func TestWhatIsTakenCanBeSentTo(t *testing.T) {
	for text, want := range map[string]struct {
		wire, written string
		utf8          bool
	}{
		"press@mill.example":            {"press@mill.example", "press@mill.example", false},
		"press+desk.2@sub.mill.example": {"press+desk.2@sub.mill.example", "press+desk.2@sub.mill.example", false},
		"press@müller.example":          {"press@xn--mller-kva.example", "press@müller.example", false},
		"press@MÜLLER.example":          {"press@xn--mller-kva.example", "press@MÜLLER.example", false},
		"press@straße.example":          {"press@xn--strae-oqa.example", "press@straße.example", false},
		`"press office"@mill.example`:   {`"press office"@mill.example`, `"press office"@mill.example`, false},
		`"press"@mill.example`:          {"press@mill.example", "press@mill.example", false},
		`"a\"b\\c@d"@mill.example`:      {`"a\"b\\c@d"@mill.example`, `"a\"b\\c@d"@mill.example`, false},
		`"a..b"@mill.example`:           {`"a..b"@mill.example`, `"a..b"@mill.example`, false},
		"größe@mill.example":            {"größe@mill.example", "größe@mill.example", true},
		"press@localhost":               {"press@localhost", "press@localhost", false},
		"o'neill@mill_works.example":    {"o'neill@mill_works.example", "o'neill@mill_works.example", false},
	} {
		a, err := address.Parse(text)
		require.NoError(t, err, text)
		require.Equal(t, want.wire, a.Wire(), text)
		require.Equal(t, want.written, a.String(), text)
		require.Equal(t, want.utf8, a.UTF8(), text)
		again, err := address.Parse(a.String())
		require.NoError(t, err, text)
		require.Equal(t, a, again, "what is stored is read back")
		parsed, err := mail.ParseAddress((&mail.Address{Address: a.Bare()}).String())
		require.NoError(t, err, text)
		require.Equal(t, a.Bare(), parsed.Address, "it stands in a header")
	}
}

func TestWhatCannotBeSentToIsRefusedInASentence(t *testing.T) {
	for text, sentence := range map[string]string{
		"":                              "not an e-mail address",
		"press":                         "not an e-mail address",
		"@mill.example":                 "not an e-mail address",
		"press@":                        "not an e-mail address",
		"press@mill.example\r\nRCPT TO": "not an e-mail address",
		"press\u202e@mill.example":      "not an e-mail address",
		`"press"mill.example`:           "not an e-mail address",
		"Press <press@mill.example>":    "without a name",
		"press office@mill.example":     "it has a space",
		"a..b@mill.example":             "quotation marks",
		"a.@mill.example":               "quotation marks",
		`"press@mill.example`:           "not closed",
		"press@[192.0.2.1]":             "the name of its domain",
		"press@mill..example":           "no domain called",
		"press@-mill.example":           "no domain called",
		"press@mill example":            "no domain called",
		"press@mill.example>":           "without brackets",
		"0123456789012345678901234567890123456789012345678901234567890123456@mill.example": "longer than 64 bytes",
	} {
		_, err := address.Parse(text)
		require.ErrorContains(t, err, sentence, text)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("press@müller.example")
	f.Add(`"press office"@mill.example`)
	f.Fuzz(func(t *testing.T, text string) {
		a, err := address.Parse(text)
		if err != nil {
			return
		}
		for _, r := range a.Wire() {
			require.False(t, r < ' ' || r == 0x7f, "%q", a.Wire())
		}
		again, err := address.Parse(a.String())
		require.NoError(t, err)
		require.Equal(t, a, again)
	})
}

func TestAddressesAreFoundInWhateverTextTheyStand(t *testing.T) {
	name := func(r rune) bool { return unicode.IsLetter(r) || r == '.' || r == '-' }
	strict := address.Form{Local: name, Domain: name, MaxLocal: 4, MaxDomain: 20, Inner: ".-"}
	for _, c := range []struct {
		form       address.Form
		text, want string
	}{
		{address.Loose, "", ""},
		{address.Loose, "nothing @ all, a@ and @b", ""},
		{address.Loose, "Mill <press@mill.example>; müller@müller.example", "press@mill.example müller@müller.example"},
		{address.Loose, "a@b@c d@e", "a@b d@e"},
		{strict, "to press@mill.example.", "ress@mill.example"},
		{strict, "a@.b.c@d- e@f.-.", ".b.c@d e@f"},
	} {
		var found []string
		for _, at := range c.form.In(c.text, 10) {
			found = append(found, c.text[at[0]:at[1]])
		}
		require.Equal(t, c.want, strings.Join(found, " "), c.text)
	}
	require.Len(t, address.Loose.In("a@b c@d e@f", 2), 2)
}
