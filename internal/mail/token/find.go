package token

import (
	"strings"

	"github.com/google/uuid"
)

const (
	tokenLength = 42 // characters of a token: 26 octets in base32
	tokenPart   = 24 // of which so many say the id alone
	maxDamage   = 3  // edits of a token that is known all the same, if it can have been no other
	tokenEnough = 32 // characters at its beginning by which one is known that was cut off
)

// Find gives the id of a token wherever it stands in an address. Programs on the way rewrite local parts: they change
// the separator (reply=…), wrap them (SRS0=…, prvs=…, bounces+…), quote or encode them, and forward under another
// domain. The token alone says that we made it.
func (t Tokens) Find(address string) (uuid.UUID, bool) {
	tries := maxTried
	return t.find(address, &tries)
}

// find tries no more places in addresses than are left.
func (t Tokens) find(address string, left *int) (uuid.UUID, bool) {
	if id, ok := t.Parse(address); ok {
		return id, true
	}
	if len(t.key) == 0 || len(address) > maxAddress {
		return uuid.UUID{}, false
	}
	run := 0
	address = lowerASCII(address)
	for i := range len(address) {
		if strings.IndexByte(tokenDigits, address[i]) < 0 {
			run = 0
			continue
		}
		if run++; run < tokenLength {
			continue
		}
		if *left == 0 {
			break
		}
		*left--
		if id, ok := t.Parse(tokenUser + "+" + address[i+1-tokenLength:i+1] + "@" + t.domain); ok {
			return id, true
		}
	}
	return uuid.UUID{}, false
}

const (
	maxAddress = 1 << 10 // bytes of an address that is looked through
	maxTried   = 2000    // places at which a token may stand, in all addresses of a message: each costs an HMAC
)

// Damaged gives what seems to be a token in an address at our domain that does not verify, for [Tokens.Nearest]; empty
// if nothing does.
func (t Tokens) Damaged(address string) string {
	local, domain, ok := strings.Cut(lowerASCII(strings.TrimSpace(address)), "@")
	if !ok || domain != t.domain {
		return ""
	}
	if rest, tagged := strings.CutPrefix(local, tokenUser); tagged {
		local = strings.TrimLeft(rest, "+-=_.")
	}
	local = alike.Replace(local)
	if len(local) < tokenEnough || len(local) > tokenLength+maxDamage {
		return ""
	}
	return local
}

// alike undoes what people make of letters that look like digits, which tokens do not have.
var alike = strings.NewReplacer("0", "o", "1", "l", "8", "b")

// Nearest gives the one of the known ids whose token a damaged one can have been: with at most three characters wrong,
// missing, too many or swapped, or cut off at the end. It gives false if there are two.
func (t Tokens) Nearest(damaged string, known []uuid.UUID) (uuid.UUID, bool) {
	var found []uuid.UUID
	for _, id := range known {
		if len(found) < 2 && mayBe(damaged, id) && t.near(damaged, id) {
			found = append(found, id)
		}
	}
	if len(found) != 1 {
		return uuid.UUID{}, false
	}
	return found[0], true
}

func (t Tokens) near(damaged string, id uuid.UUID) bool {
	token := tokenCoding.EncodeToString(t.seal(id))
	return strings.HasPrefix(token, damaged) || distance(damaged, token) <= maxDamage
}

// mayBe looks at the id alone, which costs no HMAC: of four parts, three edits leave one whole.
func mayBe(damaged string, id uuid.UUID) bool {
	part := tokenCoding.EncodeToString(id[:15])
	for i := 0; i < tokenPart; i += tokenPart / 4 {
		if strings.Contains(damaged, part[i:i+tokenPart/4]) {
			return true
		}
	}
	return false
}

// distance counts the edits that make one text of another: a character wrong, missing or too many, or two swapped
// (the restricted distance of Damerau and Levenshtein).
func distance(a, b string) int {
	var before, last []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			wrong := last[j-1]
			if a[i-1] != b[j-1] {
				wrong++
			}
			row[j] = min(wrong, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
