package outside

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/outside"
)

// receiptView is what the party keeps.
type receiptView struct {
	outside.PageReceipt
	Self string // address of the receipt
	Back string // address of the form
}

// receipt finds what the address of a receipt leads to. Nobody can guess the key:
// the browser that sent the form has it.
func (s *Site) receipt(w http.ResponseWriter, r *http.Request) (outside.PageReceipt, bool) {
	link, ok := s.link(w, r)
	if !ok {
		return outside.PageReceipt{}, false
	}
	key, err := uuid.Parse(r.PathValue("key"))
	if err != nil {
		s.unknownLink(w, r)
		return outside.PageReceipt{}, false
	}
	receipt, err := s.Porch.PageReceipt(r.Context(), link, key)
	if claim.CodeOf(err) == claim.CodeNotFound {
		s.unknownLink(w, r)
		return receipt, false
	}
	if err != nil {
		s.failed(w, r, err)
	}
	return receipt, err == nil
}

func (s *Site) receiptShow(w http.ResponseWriter, r *http.Request) {
	receipt, ok := s.receipt(w, r)
	if !ok {
		return
	}
	s.render(w, r, http.StatusOK, "answer_receipt", receiptView{
		receipt, receiptPath(r, r.PathValue("key")), "/answer/" + r.PathValue("token"),
	})
}

// receiptText is the receipt as a file to keep.
func (s *Site) receiptText(w http.ResponseWriter, r *http.Request) {
	receipt, ok := s.receipt(w, r)
	if !ok {
		return
	}
	desk, err := s.Identity(r.Context())
	if err != nil {
		s.failed(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="receipt-%s.txt"`, receipt.Code))
	_, _ = w.Write([]byte(receiptWords(s.speech(r), receipt, desk)))
}

// receiptWords is the receipt as text.
func receiptWords(in speech, c outside.PageReceipt, desk Identity) string {
	var b strings.Builder
	line := func(key string, values ...string) { b.WriteString(in.OnPage(key, values...) + "\n") }
	line("file receipt")
	b.WriteString("\n")
	line("file request", "code", c.Code, "desk", in.desk(desk.Name))
	if desk.Publication != "" {
		line("file for", "publication", desk.Publication)
	}
	line("file received", "at", in.Instant(c.SentAt, c.Zone))
	if c.Erased {
		b.WriteString("\n")
		line("erased")
		return b.String()
	}
	name := c.Name
	if c.Function != "" {
		name += ", " + c.Function
	}
	line("file from", "name", name)
	said(&b, in, c.PageSubmission)
	fmt.Fprintf(&b, "\n%s\n%s\n%s\n", in.OnPage("file digest"), c.SHA256, in.OnPage("digits"))
	return b.String()
}

// said is what was sent.
func said(b *strings.Builder, in speech, s letters.PageSubmission) {
	for i, a := range s.Answers {
		fmt.Fprintf(b, "\n%d. %s\n   %s\n", i+1, indent(a.About), in.OnPage("file answer", "answer", in.OnPage("stance "+string(a.Stance))))
		if a.Statement != "" {
			fmt.Fprintf(b, "   %s\n   %s\n", in.OnPage("file statement"), indent(a.Statement))
		}
	}
	if len(s.Answers) > 0 {
		rules := string(s.GroundRules)
		fmt.Fprintf(b, "\n%s\n", in.OnPage("file terms", "terms", in.OnPage("terms "+rules), "promise", in.OnPage("promise "+rules)))
	}
	switch wants := in.OnPage("wants " + string(s.Asks)); {
	case s.Asks != "" && s.Question != "":
		fmt.Fprintf(b, "\n%s\n   %s\n", in.OnPage("file asks", "asks", wants), indent(s.Question))
	case s.Asks != "":
		fmt.Fprintf(b, "\n%s\n", wants)
	}
	for _, f := range s.Files {
		fmt.Fprintf(b, "\n%s\n   SHA-256 %s\n", in.OnPage("file of", "name", f.Name, "size", in.Size(f.Bytes)), f.SHA256)
	}
}

func indent(text string) string { return strings.ReplaceAll(text, "\n", "\n   ") }
