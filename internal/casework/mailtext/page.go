package mailtext

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim/letters"
)

// Submission reads what came on the answer page, and reports whether it is that.
func Submission(data []byte) (letters.PageSubmission, bool) {
	var s letters.PageSubmission
	if !strings.HasPrefix(string(data[:min(len(data), 64)]), `{"format":"`+letters.PageFormat+`"`) {
		return s, false
	}
	return s, json.Unmarshal(data, &s) == nil
}

// SpeakerOf is who answers, in one line.
func SpeakerOf(s letters.PageSubmission) string {
	if s.Function == "" {
		return s.Name
	}
	return s.Name + ", " + s.Function
}

// HashOf is the SHA-256, in hex, that whoever has the bytes can compute.
func HashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// pageText is what came on the answer page as a person reads a message, and
// reports whether the bytes are that.
func pageText(data []byte) (MailText, bool) {
	s, ok := Submission(data)
	if !ok {
		return MailText{}, false
	}
	var b strings.Builder
	if s.Question != "" {
		fmt.Fprintf(&b, "%s\n\n", s.Question)
	}
	for _, a := range s.Answers {
		fmt.Fprintf(&b, "%s\n→ %s\n", a.About, a.Stance)
		if a.Statement != "" {
			fmt.Fprintf(&b, "%s\n", a.Statement)
		}
		b.WriteString("\n")
	}
	text := MailText{From: SpeakerOf(s), Subject: pageSubject(s), Text: strings.TrimSpace(b.String())}
	for _, f := range s.Files {
		text.Files = append(text.Files, MailFile{Name: f.Name, Type: f.Media, Size: f.Bytes})
	}
	return text, true
}

func pageSubject(s letters.PageSubmission) string {
	switch s.Asks {
	case letters.AsksForTime:
		return "Asks for more time: request " + s.Code
	case letters.AsksBack:
		return "Asks back: request " + s.Code
	}
	return "Answer to request " + s.Code
}
