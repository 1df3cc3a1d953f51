package web

import (
	"bytes"

	"github.com/onrecord/onrecord/internal/export"
	"github.com/onrecord/onrecord/internal/operation"
)

// caseFile sends a case as a case file that opens it again.
func (s *Site) caseFile(v *visit) error {
	f, err := do(v, operation.CaseFile, operation.CasePath{Case: v.path("case")})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := export.CaseFile(&out, f); err != nil {
		return err
	}
	return v.download(f.File.Case.Slug+".yaml", out.Bytes())
}
