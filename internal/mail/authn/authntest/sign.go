package authntest

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/stretchr/testify/require"
)

// Key is a 2048-bit RSA key, one for the whole process.
var Key = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// Record is the DKIM record of an RSA key.
func Record(key *rsa.PrivateKey) string {
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		panic(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)
}

// Publish puts the key of [Sign] into a zone for a domain.
func (z *Zone) Publish(domain string) { z.TXT("s1._domainkey."+domain, Record(Key())) }

// Sign signs a message for a domain with [Key], under the selector s1.
func Sign(t testing.TB, domain, raw string) string {
	t.Helper()
	return SignAs(t, raw, &dkim.SignOptions{Domain: domain, Selector: "s1", Signer: Key()})
}

// SignAs signs a message. What is left out is relaxed, and signs what mail servers sign.
func SignAs(t testing.TB, raw string, options *dkim.SignOptions) string {
	t.Helper()
	if options.HeaderCanonicalization == "" {
		options.HeaderCanonicalization, options.BodyCanonicalization = dkim.CanonicalizationRelaxed, dkim.CanonicalizationRelaxed
	}
	if options.HeaderKeys == nil {
		options.HeaderKeys = []string{"From", "To", "Subject", "Date", "Message-ID"}
	}
	options.Hash = crypto.SHA256
	var out bytes.Buffer
	require.NoError(t, dkim.Sign(&out, bytes.NewReader([]byte(raw)), options))
	return out.String()
}

// Mail is a message from an address.
func Mail(from string) string {
	return "From: " + from + "\r\nTo: reply@desk.example\r\nSubject: Your questions\r\nDate: Sat, 18 Mar 2017 10:00:00 +0000\r\n" +
		"Message-ID: <1@sender.example>\r\n\r\nWikiLeaks made initial contact with us.\r\n"
}

// Noon is an instant to check at.
var Noon = time.Now().UTC().Truncate(time.Second)

// PassOn is a message as a server passes it on that seals what it had found (ARC, RFC 8617), with [Key] under the selector
// s1. cv is what it says of the chain before. The message has one line of text, as [Mail] has.
func PassOn(t testing.TB, domain, cv, found, raw string) string {
	t.Helper()
	head, body, ok := strings.Cut(raw, "\r\n\r\n")
	require.True(t, ok)
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(head, "\r\n   ", " "), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		lines = append(lines, strings.ToLower(name)+":"+strings.TrimSpace(value))
	}
	field := func(name string) string {
		i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, name) })
		require.GreaterOrEqual(t, i, 0, name)
		return lines[i] + "\r\n"
	}
	set := strings.Count(head, "ARC-Seal:") + 1
	results := fmt.Sprintf("i=%d; %s; %s", set, domain, found)
	hash := sha256.Sum256([]byte(body))
	message := fmt.Sprintf("i=%d; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s1; h=from:to:subject; bh=%s; b=", set, domain, base64.StdEncoding.EncodeToString(hash[:]))
	message += signed(t, field("from:")+field("to:")+field("subject:")+"arc-message-signature:"+message)
	seal := fmt.Sprintf("i=%d; a=rsa-sha256; cv=%s; d=%s; s=s1; b=", set, cv, domain)
	var before string
	for i := 1; i < set; i++ {
		for _, name := range []string{"arc-authentication-results", "arc-message-signature", "arc-seal"} {
			before += field(name + ":i=" + strconv.Itoa(i) + ";")
		}
	}
	seal += signed(t, before+"arc-authentication-results:"+results+"\r\narc-message-signature:"+message+"\r\narc-seal:"+seal)
	fold := strings.NewReplacer("; ", ";\r\n   ")
	return "ARC-Seal: " + fold.Replace(seal) + "\r\nARC-Message-Signature: " + fold.Replace(message) + "\r\nARC-Authentication-Results: " + results + "\r\n" + raw
}

func signed(t testing.TB, text string) string {
	t.Helper()
	hash := sha256.Sum256([]byte(text))
	data, err := rsa.SignPKCS1v15(rand.Reader, Key(), crypto.SHA256, hash[:])
	require.NoError(t, err)
	return base64.StdEncoding.EncodeToString(data)
}
