package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
)

// readAttachments lists every part that is a file: it has a name, or says that it is attached, or is not text.
func (in *Inbound) readAttachments(root *enmime.Part) {
	root.DepthMatchAll(func(p *enmime.Part) bool {
		if !isFile(p) {
			return false
		}
		if len(in.Attachments) == maxAttachments {
			in.problem("The message has more than 1,000 attachments; only the first are listed.")
		}
		if len(in.Attachments) <= maxAttachments {
			in.Attachments = append(in.Attachments, attachmentOf(p))
			if isMessage(p) {
				in.readAttached(p.Content)
			}
		}
		return false
	})
	in.Attachments = in.Attachments[:min(len(in.Attachments), maxAttachments)]
}

// ErrNoFile says that a message has no such file.
var ErrNoFile = errors.New("mail: no such file in the message")

// File gives the n-th file of a message, counted from 0 in the order of [Inbound.Attachments], and its bytes. What it
// says of itself is not to be believed: offer it as a download, and never show it. It returns ErrNoFile if there is none.
func File(raw []byte, n int) (Attachment, []byte, error) {
	var in Inbound
	env, _ := in.parse(raw, true)
	if env == nil || n < 0 || n >= maxAttachments {
		return Attachment{}, nil, ErrNoFile
	}
	found := env.Root.DepthMatchFirst(func(p *enmime.Part) bool {
		if isFile(p) {
			n--
		}
		return n < 0
	})
	if found == nil {
		return Attachment{}, nil, ErrNoFile
	}
	return attachmentOf(found), found.Content, nil
}

func attachmentOf(p *enmime.Part) Attachment {
	a := Attachment{Name: fileName(p.FileName), ContentType: Tidy(p.ContentType), Size: len(p.Content)}
	if asSent(p) {
		sum := sha256.Sum256(p.Content)
		a.SHA256 = hex.EncodeToString(sum[:])
	}
	a.Found = typeOf(p.Content)
	a.Warnings = warningsOf(a, p.Content)
	return a
}

// asSent reports whether a file has the bytes that it was sent with: the parser turns texts into UTF-8.
func asSent(p *enmime.Part) bool {
	label := strings.ToLower(p.Charset)
	if !strings.HasPrefix(p.ContentType, "text/") || label == "" || label == "utf-8" || label == "us-ascii" {
		return true
	}
	return !bytes.ContainsFunc(p.Content, func(r rune) bool { return r >= utf8.RuneSelf }) && !strings.HasPrefix(label, "utf")
}

func isFile(p *enmime.Part) bool {
	if p.FirstChild != nil || strings.HasPrefix(p.ContentType, "multipart/") {
		return false
	}
	isText := p.ContentType == "" || p.ContentType == "text/plain" || p.ContentType == "text/html"
	return p.FileName != "" || p.Disposition == "attachment" || !isText
}

// fileName takes off folders, so that a name is a name and never a path.
func fileName(name string) string {
	name = Tidy(name)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	if name == "." || name == ".." {
		return ""
	}
	return name
}
