package web

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/export"
)

// caseReportMarkdown sends the report of a case as Markdown.
func (s *Site) caseReportMarkdown(v *visit) error {
	return s.sendReport(v, "md", func(r reading.Report) ([]byte, error) {
		var out bytes.Buffer
		err := export.Markdown(&out, r)
		return out.Bytes(), err
	})
}

// caseReportJSON sends the report of a case as JSON.
func (s *Site) caseReportJSON(v *visit) error {
	return s.sendReport(v, "json", func(r reading.Report) ([]byte, error) { return json.MarshalIndent(r, "", "  ") })
}

func (s *Site) sendReport(v *visit, extension string, write func(reading.Report) ([]byte, error)) error {
	at, err := v.asOf()
	if err != nil {
		return err
	}
	r, err := s.Reads.Report(v.ctx(), v.who, v.path("case"), at)
	if err != nil {
		return err
	}
	data, err := write(r)
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	name := fmt.Sprintf("%s-%s.%s", r.Slug, r.AsOf.UTC().Format("20060102-1504"), extension)
	return v.download(name, data)
}
