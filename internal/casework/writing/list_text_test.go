package writing_test

import (
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestTheBytesOfAListAreReadAsText(t *testing.T) {
	const text = "statement\tclaimant\nДніпро – it is so, 日本\tmill\n"
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		little, big = append(little, byte(unit), byte(unit>>8)), append(big, byte(unit>>8), byte(unit))
	}
	for name, data := range map[string][]byte{"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\ufeff" + text), "UTF-16LE": little, "UTF-16BE": big} {
		got, err := writing.ListText("list", data)
		require.NoError(t, err, name)
		require.Equal(t, text, got, name)
	}
	for name, data := range map[string][]byte{
		"a spreadsheet":    []byte("PK\x03\x04\x14\x00\x06\x00"),
		"windows-1252":     []byte("caf\xe9 said \x93no\x94"),
		"half of UTF-16":   little[:len(little)-1],
		"a lone surrogate": {0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00},
	} {
		_, err := writing.ListText("list", data)
		require.Equal(t, claim.CodeInvalid, claim.CodeOf(err), name)
	}
}
