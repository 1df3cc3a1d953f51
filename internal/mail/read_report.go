package mail

import (
	"strings"

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
