package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

const (
	formatVersion = 1
	mailKeyBytes  = 32
	maxFileBytes  = 1 << 20
)

// keyFile is keys.json. AEAD is a Tink keyset in Tink's own JSON, so that Tink's tools can rotate it.
type keyFile struct {
	Version int             `json:"version"`
	AEAD    json.RawMessage `json:"aead"`
	Mail    []byte          `json:"mail"`
}

func generate() ([]byte, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make keyset: %w", err)
	}
	var set bytes.Buffer
	// The file's mode is what guards the keyset: there is no other key on this machine to wrap it with.
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&set)); err != nil {
		return nil, fmt.Errorf("write keyset: %w", err)
	}
	mail := make([]byte, mailKeyBytes)
	rand.Read(mail) // never fails: crypto/rand ends the process instead
	text, err := json.MarshalIndent(keyFile{Version: formatVersion, AEAD: set.Bytes(), Mail: mail}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write keys: %w", err)
	}
	return append(text, '\n'), nil
}

func decode(r io.Reader) (*Keys, error) {
	var file keyFile
	if err := json.NewDecoder(io.LimitReader(r, maxFileBytes)).Decode(&file); err != nil {
		return nil, errors.New("not a key file") // the decoder's own error may quote the file
	}
	if file.Version != formatVersion {
		return nil, fmt.Errorf("key file version %d is unknown; this program writes version %d", file.Version, formatVersion)
	}
	if len(file.Mail) != mailKeyBytes {
		return nil, fmt.Errorf("the mail key has %d bytes, not %d", len(file.Mail), mailKeyBytes)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(file.AEAD)))
	if err != nil {
		return nil, errors.New("the keyset cannot be read")
	}
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("use keyset: %w", err)
	}
	return &Keys{aead: primitive, mail: file.Mail}, nil
}
