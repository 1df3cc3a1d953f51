package cases

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/export"
	"github.com/onrecord/onrecord/internal/web/page"
)

// ReportMarkdown sends the report of a case as Markdown.
func ReportMarkdown(v *page.Visit) error {
	return sendReport(v, "md", func(r report.Report) ([]byte, error) {
		var out bytes.Buffer
		err := export.Markdown(&out, r)
		return out.Bytes(), err
	})
}

// ReportJSON sends the report of a case as JSON.
func ReportJSON(v *page.Visit) error {
	return sendReport(v, "json", func(r report.Report) ([]byte, error) { return json.MarshalIndent(r, "", "  ") })
}

func sendReport(v *page.Visit, extension string, write func(report.Report) ([]byte, error)) error {
	at, err := v.AsOf()
	if err != nil {
		return err
	}
	r, err := v.Reads.Report(v.Context(), v.Who, v.Path("case"), at)
	if err != nil {
		return err
	}
	data, err := write(r)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	name := fmt.Sprintf("%s-%s.%s", r.Slug, r.AsOf.UTC().Format("20060102-1504"), extension)
	return v.Download(name, data)
}
