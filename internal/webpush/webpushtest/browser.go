// Package webpushtest is a browser that is subscribed to web push, for tests: it has the
// keys, and opens what was encrypted for it (RFC 8291, RFC 8188), by a way of its own.
package webpushtest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
)

// Browser is a browser that is subscribed.
type Browser struct {
	P256dh, Auth string // as it gives them to the desk
	private      *ecdh.PrivateKey
	auth         []byte
}

// New makes a browser.
func New() (*Browser, error) {
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	auth := make([]byte, 16)
	if _, err := rand.Read(auth); err != nil {
		return nil, err
	}
	text := base64.RawURLEncoding.EncodeToString
	return &Browser{text(private.PublicKey().Bytes()), text(auth), private, auth}, nil
}

// Open opens the body of a message to it.
func (b *Browser) Open(body []byte) ([]byte, error) {
	const head = 16 + 4 + 1 + 65
	if len(body) < head || body[20] != 65 {
		return nil, errors.New("no message")
	}
	salt, point := body[:16], body[21:head]
	theirs, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, err
	}
	shared, err := b.private.ECDH(theirs)
	if err != nil {
		return nil, err
	}
	info := bytes.Join([][]byte{[]byte("WebPush: info\x00"), b.private.PublicKey().Bytes(), point, {1}}, nil)
	secret := mac(salt, mac(mac(b.auth, shared), info))
	block, err := aes.NewCipher(mac(secret, []byte("Content-Encoding: aes128gcm\x00\x01"))[:16])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	padded, err := aead.Open(nil, mac(secret, []byte("Content-Encoding: nonce\x00\x01"))[:12], body[head:], nil)
	if err != nil {
		return nil, err
	}
	padded = bytes.TrimRight(padded, "\x00")
	if len(padded) == 0 || padded[len(padded)-1] != 2 {
		return nil, errors.New("no last record")
	}
	return padded[:len(padded)-1], nil
}

func mac(key, text []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(text)
	return m.Sum(nil)
}
