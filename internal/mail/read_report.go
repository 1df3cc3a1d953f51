package mail

import (
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"github.com/jhillyerd/enmime/v2/mediatype"
)

// reportTypeOf gives the report-type of a multipart/report (RFC 6522 section 3), in lower case; else nothing.
func reportTypeOf(contentType string) string {
	if len(contentType) > maxMediaType {
		return ""
	}
	mediaType, params, _, err := mediatype.Parse(contentType)
	if err != nil || mediaType != "multipart/report" {
		return ""
	}
	return strings.ToLower(params["report-type"])
}

// hasReceipt reports whether a disposition notification (RFC 8098) stands right in a message: gateways that put a line of
// their own below one make of it a message of several parts that does not say what it is.
func hasReceipt(root *enmime.Part) bool {
	for p := root.FirstChild; p != nil; p = p.NextSibling {
		if p.ContentType == "message/disposition-notification" {
			return true
		}
	}
	return false
}
