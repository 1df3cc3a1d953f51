package mail

import (
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
