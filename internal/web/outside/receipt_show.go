package outside

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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
	_, _ = w.Write([]byte(receiptWords(receipt, desk)))
}

// digits say what the SHA-256 on a receipt is good for.
const digits = "If it is ever disputed what you sent, these digits show whether what we keep is still that."

func receiptWords(c outside.PageReceipt, desk Identity) string {
	var b strings.Builder
	fmt.Fprintf(&b, "RECEIPT\n\nRequest %s of %s\n", c.Code, desk.Name)
	if desk.Publication != "" {
		fmt.Fprintf(&b, "For %s\n", desk.Publication)
	}
	fmt.Fprintf(&b, "Received at %s\n         at %s\n", moment(c.SentAt, c.Zone), moment(c.SentAt, nil))
	if c.Erased {
		b.WriteString("\nThe desk has erased what was sent since then.\n")
		return b.String()
	}
	fmt.Fprintf(&b, "From %s", c.Name)
	if c.Function != "" {
		fmt.Fprintf(&b, ", %s", c.Function)
	}
	b.WriteString("\n")
	for i, a := range c.Answers {
		fmt.Fprintf(&b, "\n%d. %s\n   Answer: %s\n", i+1, indent(a.About), a.Stance.ForParty())
		if a.Statement != "" {
			fmt.Fprintf(&b, "   Statement:\n   %s\n", indent(a.Statement))
		}
	}
	if len(c.Answers) > 0 {
		fmt.Fprintf(&b, "\nTerms: %s. %s\n", c.GroundRules, c.GroundRules.ForParty())
	}
	if c.Asks != "" {
		fmt.Fprintf(&b, "\n%s", c.Asks.ForParty())
		if c.Question != "" {
			fmt.Fprintf(&b, ":\n   %s", indent(c.Question))
		}
		b.WriteString("\n")
	}
	for _, f := range c.Files {
		fmt.Fprintf(&b, "\nFile %s (%s)\n   SHA-256 %s\n", f.Name, size(f.Bytes), f.SHA256)
	}
	fmt.Fprintf(&b, "\nSHA-256 of what you sent, as the desk keeps it:\n%s\n%s\n", c.SHA256, digits)
	return b.String()
}

func indent(text string) string { return strings.ReplaceAll(text, "\n", "\n   ") }
