package cases

import (
	"bytes"

	"github.com/onrecord/onrecord/internal/export"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// File sends a case as a case file that opens it again.
func File(v *page.Visit) error {
	f, err := page.Do(v, operation.CaseFile, operation.CasePath{Case: v.Path("case")})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := export.CaseFile(&out, f); err != nil {
		return err
	}
	return v.Download(f.File.Case.Slug+".yaml", out.Bytes())
}
