package claim_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
)

var codePrefix = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}$`)

// What is found in a text has the form of a code, and a code that stands in it by itself is found.
func FuzzFindRequestCodes(f *testing.F) {
	f.Add("Re: A1B2-C3D4-E5F6", "x")
	f.Add("a1b2‑c3d4\n> e5f6", "A1B2-C3D4-")
	id := uuid.MustParse("a1b2c3d4-e5f6-7000-8000-000000000000")
	f.Fuzz(func(t *testing.T, before, after string) {
		for _, prefix := range letters.FindRequestCodes(before + after) {
			if !codePrefix.MatchString(prefix) {
				t.Fatalf("%q is no beginning of an identifier", prefix)
			}
		}
		if len(before) > 20 || strings.ContainsAny(strings.ToLower(before), "0123456789abcdef") {
			return
		}
		if found := letters.FindRequestCodes(before + "\n" + letters.RequestCode(id) + "\n"); len(found) != 1 || !strings.HasPrefix(id.String(), found[0]) {
			t.Fatalf("%q is found behind %q", found, before)
		}
	})
}
