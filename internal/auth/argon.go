package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"github.com/onrecord/onrecord/claim"
)

// cost is how much work a hash is (RFC 9106 section 3.1).
type cost struct {
	time    uint32
	memory  uint32 // KiB
	threads uint8
}

// recommended is the second recommended option of RFC 9106 section 4. It is
// over the minimum of the OWASP Password Storage Cheat Sheet (19 MiB, t=2, p=1).
var recommended = cost{time: 3, memory: 64 << 10, threads: 4}

const (
	saltBytes = 16
	hashBytes = 32
	// hashesAtOnce bounds the memory that sign-ins take: 128 MiB at the most.
	hashesAtOnce = 2
	// patience is how long somebody waits for a turn.
	patience = 10 * time.Second
)

// hashes makes and checks argon2id hashes, a few at a time.
type hashes struct {
	cost  cost
	turns chan struct{}
	dummy string // the hash of nobody's password
	made  func() // told of every piece of work; nil for nobody
}

func newHashes(c cost) *hashes {
	h := &hashes{cost: c, turns: make(chan struct{}, hashesAtOnce)}
	salt, key := make([]byte, saltBytes), make([]byte, hashBytes)
	rand.Read(salt) // never fails
	rand.Read(key)
	h.dummy = encodeHash(c, salt, key)
	return h
}

// work is one argon2id computation, when it is its turn.
func (h *hashes) work(ctx context.Context, password string, salt []byte, c cost) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return nil, claim.Errorf(claim.CodeUnavailable, "too many people sign in at this moment").WithHint("try again in a minute")
	}
	if h.made != nil {
		h.made()
	}
	// Without normalisation the same characters typed on two keyboards differ
	// (NIST SP 800-63B-4 section 3.1.1.2).
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, c.time, c.memory, c.threads, hashBytes), nil
}

// hash makes the hash of a password, with a salt of its own.
func (h *hashes) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails
	key, err := h.work(ctx, password, salt, h.cost)
	if err != nil {
		return "", err
	}
	return encodeHash(h.cost, salt, key), nil
}

// check reports whether a password gives a hash, and whether the hash should be
// made anew as it took less work than hashes take now. An empty hash is
// nobody's: the work is done all the same, so that the time tells nothing.
func (h *hashes) check(ctx context.Context, password, stored string) (right, weak bool, err error) {
	nobody := stored == ""
	if nobody {
		stored = h.dummy
	}
	c, salt, want, err := decodeHash(stored)
	if err != nil {
		return false, false, err
	}
	key, err := h.work(ctx, password, salt, c)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(key, want) == 1 && !nobody, c != h.cost, nil
}

// encodeHash writes a hash in the PHC string format, which tells its cost.
func encodeHash(c cost, salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.threads,
		b64.EncodeToString(salt), b64.EncodeToString(key))
}

func decodeHash(text string) (c cost, salt, key []byte, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, fmt.Errorf("auth: a stored hash is not argon2id")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.threads); err != nil {
		return c, nil, nil, fmt.Errorf("auth: the cost of a stored hash: %w", err)
	}
	b64 := base64.RawStdEncoding
	if salt, err = b64.DecodeString(parts[4]); err == nil {
		key, err = b64.DecodeString(parts[5])
	}
	if err != nil {
		return c, nil, nil, fmt.Errorf("auth: a stored hash: %w", err)
	}
	return c, salt, key, nil
}
