// Package vault keeps the keys of one installation.
//
// They live in a single file, keys.json, readable by its owner alone. It holds a Tink keyset (AES-256-GCM) that
// seals what must not be read where it is stored, and one secret that signs the tokens in outgoing mail. Whoever
// loses the file loses what it sealed; whoever copies it can read all of it. Back it up apart from the data.
package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/tink"
)

// Keys seals, opens and signs for one installation. It is safe for use by many goroutines.
type Keys struct {
	aead tink.AEAD
	mail []byte
}

// Seal encrypts plaintext and binds it to associated, which is not stored: Open needs the same bytes again.
func (k *Keys) Seal(plaintext, associated []byte) ([]byte, error) {
	sealed, err := k.aead.Encrypt(plaintext, associated)
	if err != nil {
		return nil, fmt.Errorf("vault: seal: %w", err)
	}
	return sealed, nil
}

// Open decrypts what Seal returned. It fails when the text was changed, when associated differs, and when another
// installation sealed it; the error does not tell which.
func (k *Keys) Open(sealed, associated []byte) ([]byte, error) {
	plaintext, err := k.aead.Decrypt(sealed, associated)
	if err != nil {
		return nil, fmt.Errorf("vault: open: %w", err)
	}
	return plaintext, nil
}

// MailKey returns a copy of the 32-byte secret that authenticates the thread tokens in mail.
func (k *Keys) MailKey() []byte {
	return bytes.Clone(k.mail)
}

// Salt goes into identifiers that are made from names, so that nobody who sees
// an identifier can try names on it. It is the same for the life of the keys.
func (k *Keys) Salt() string {
	mac := hmac.New(sha256.New, k.mail)
	mac.Write([]byte("onrecord identifiers"))
	return hex.EncodeToString(mac.Sum(nil))
}
