package webpush

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
)

// Sizes of what is encrypted: a message is one record, and push services take 4096 bytes.
const (
	recordSize = 4096
	padTo      = 1024 // so that its length says nothing
	maxMessage = 3000
	saltSize   = 16
	authSize   = 16
	pointSize  = 65 // of an uncompressed point of P-256
)

// decode reads base64url with or without padding.
func decode(text string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(strings.TrimSpace(text), "="))
}

func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

// seal encrypts a message for a browser, with a key of its own that is used once.
func seal(s Subscription, message []byte) ([]byte, error) {
	once, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("webpush: make a key: %w", err)
	}
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return nil, fmt.Errorf("webpush: make a salt: %w", err)
	}
	return sealWith(once, salt, s, message, padTo)
}

// sealWith is [seal] with what it chooses at random (RFC 8291 section 3.4).
func sealWith(once *ecdh.PrivateKey, salt []byte, s Subscription, message []byte, pad int) ([]byte, error) {
	if len(message) > maxMessage {
		return nil, fmt.Errorf("webpush: a message of %d bytes", len(message))
	}
	theirs, auth, err := s.keys()
	if err != nil {
		return nil, err
	}
	shared, err := once.ECDH(theirs)
	if err != nil {
		return nil, fmt.Errorf("webpush: agree on a key: %w", err)
	}
	ours := once.PublicKey().Bytes()
	secret, err := hkdf.Key(sha256.New, shared, auth, "WebPush: info\x00"+string(theirs.Bytes())+string(ours), 32)
	if err != nil {
		return nil, fmt.Errorf("webpush: derive: %w", err)
	}
	key, err := hkdf.Key(sha256.New, secret, salt, "Content-Encoding: aes128gcm\x00", 16) // RFC 8188 section 2.2
	if err != nil {
		return nil, fmt.Errorf("webpush: derive: %w", err)
	}
	nonce, err := hkdf.Key(sha256.New, secret, salt, "Content-Encoding: nonce\x00", 12) // section 2.3
	if err != nil {
		return nil, fmt.Errorf("webpush: derive: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("webpush: encrypt: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("webpush: encrypt: %w", err)
	}
	head := make([]byte, 0, recordSize) // RFC 8188 section 2.1: salt, size of records, and as the key's name our point
	head = append(head, salt...)
	head = binary.BigEndian.AppendUint32(head, recordSize)
	head = append(append(head, byte(len(ours))), ours...)
	padded := append(append(make([]byte, 0, len(message)+1+pad), message...), 2) // 2 ends the last record
	if more := pad - len(padded); more > 0 {
		padded = append(padded, make([]byte, more)...)
	}
	return aead.Seal(head, nonce, padded, nil), nil
}
