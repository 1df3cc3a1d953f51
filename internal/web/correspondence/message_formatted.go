package correspondence

import (
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/web/page"
)

// framing lets a page of the desk hold a frame of its own host.
const framing = page.ContentPolicy + "; frame-src 'self'"

// framed is the policy of what stands in such a frame: markup from outside, that was made
// safe before. Nothing is loaded but what stands in it as data; nothing runs, is sent, or reaches the desk (CSP Level 3,
// sections 6.1 to 6.4).
const framed = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"

// formattedView is the HTML of a message, around the frame that shows it.
type formattedView struct {
	Path, Subject string
	mailtext.MailFormatted
}

func formatted(v *page.Visit) (formattedView, error) {
	id, err := v.ID("message")
	if err != nil {
		return formattedView{}, err
	}
	view := formattedView{Path: messagePath(id)}
	view.Subject, view.MailFormatted, err = v.Reads.MessageFormatted(v.Context(), v.Who, id)
	return view, err
}

func messagePath(id uuid.UUID) string { return "/messages/" + id.String() }

// MessageFormatted shows the HTML of a message as they formatted it, in a frame.
func MessageFormatted(v *page.Visit) error {
	view, err := formatted(v)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Security-Policy", framing)
	return v.Render("message_formatted", view)
}

// paper is what is around their markup: they write for white paper, in dark mode too.
const paper = `<!doctype html><html><head><meta charset="utf-8"><title>The message as they formatted it</title>` +
	`<style>:root{color-scheme:light}body{background:#fff;color:#000;font:16px/1.5 system-ui,sans-serif;margin:1rem;overflow-wrap:anywhere}` +
	`pre{white-space:pre-wrap}img{max-width:100%;height:auto}.gone{border:1px dashed #555;color:#333;background:#fff}.unseen{border-bottom:2px dashed #555;color:#333;background:#fff}</style></head><body>`

// MessageFrame is what stands in the frame.
func MessageFrame(v *page.Visit) error {
	view, err := formatted(v)
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Security-Policy", framed)
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Type", "text/html; charset=utf-8")
	v.W.WriteHeader(http.StatusOK)
	_, _ = v.W.Write([]byte(paper + view.HTML + "</body></html>")) // the browser may have gone
	return nil
}
