package mail

import (
	"errors"
	"strings"

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
			in.Attachments = append(in.Attachments, Attachment{
				Name: fileName(p.FileName), ContentType: tidy(p.ContentType), Size: len(p.Content),
			})
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
	return Attachment{Name: fileName(found.FileName), ContentType: tidy(found.ContentType), Size: len(found.Content)}, found.Content, nil
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
	name = tidy(name)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	if name == "." || name == ".." {
		return ""
	}
	return name
}
