package stored

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"

	"github.com/onrecord/onrecord/claim"
)

// The hashes begin with what they are for, so that one can never pass for the
// other. A change of what is covered takes a new name.
const (
	entryDomain   = "onrecord.entry.v1"
	contentDomain = "onrecord.content.v1"
)

// field adds a field behind its length, so that no two rows give the same bytes.
func field[T ~string | ~[]byte](h hash.Hash, value T) {
	number(h, int64(len(value)))
	h.Write([]byte(value))
}

func number(h hash.Hash, n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

// Chained is the hash of the entry in the chain after the hash before it.
func (s Entry) Chained(before string) string {
	h := sha256.New()
	field(h, entryDomain)
	field(h, before)
	number(h, s.Position)
	field(h, s.Stream)
	number(h, s.Version)
	number(h, s.At)
	field(h, s.Actor)
	field(h, s.Command)
	field(h, s.Program)
	field(h, s.Kind)
	field(h, s.Body)
	return hex.EncodeToString(h.Sum(nil))
}

// RefOf is the reference to content: without the salt, which goes when the
// content is erased, nobody can guess the content from it.
func RefOf(salt []byte, media string, data []byte) claim.Ref {
	h := sha256.New()
	field(h, contentDomain)
	field(h, salt)
	field(h, media)
	field(h, data)
	return claim.Ref(hex.EncodeToString(h.Sum(nil)))
}
