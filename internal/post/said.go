package post

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/onrecord/onrecord/claim"
)

// keepSaid keeps what a mail server said of a letter. It is content: servers often
// repeat the address. The same words are kept once. Words that cannot be kept are left
// out: what became of the letter must be recorded all the same.
func (r *Room) keepSaid(ctx context.Context, letter claim.Ref, words string) claim.Ref {
	if words == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(words))
	refs, err := r.Store.Put(context.WithoutCancel(ctx), claim.Content{
		Key: "said/" + string(letter) + "/" + hex.EncodeToString(sum[:8]), Media: "text/plain", Data: []byte(words),
	})
	if err != nil {
		return ""
	}
	return refs[0]
}
