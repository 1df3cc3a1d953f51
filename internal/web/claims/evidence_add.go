package claims

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// EvidenceAdd puts a piece of evidence to a claim, with a file or without.
func EvidenceAdd(v *page.Visit) error {
	in, err := evidenceInput(v)
	if err == nil {
		_, err = page.Do(v, operation.EvidenceAdd, operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), in))
	}
	return afterClaim(v, "The evidence was added.", err)
}

func evidenceInput(v *page.Visit) (writing.EvidenceInput, error) {
	if _, err := v.Upload(sources.MaxEvidenceFile + page.FormRoom); err != nil {
		return writing.EvidenceInput{}, err
	}
	in := writing.EvidenceInput{
		Kind: claim.EvidenceKind(v.Form("kind")), Bearing: claim.Bearing(v.Form("bearing")), Title: v.Form("title"),
		Origin: v.Form("origin"), Way: v.Lines("way"), Source: v.Form("source"), Text: v.Form("text"), Public: v.Checked("public"),
	}
	name, data, err := v.File("file", sources.MaxEvidenceFile)
	if err == nil && name != "" {
		in.File = &writing.FileInput{Name: name, Data: data}
		if header := v.R.MultipartForm.File["file"]; len(header) > 0 {
			in.File.Media = header[0].Header.Get("Content-Type")
		}
	}
	return in, err
}

// EvidenceWithdraw says that the desk no longer relies on a piece of evidence.
func EvidenceWithdraw(v *page.Visit) error {
	id, err := v.ID("evidence")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.EvidenceWithdraw, operation.EvidenceWith[operation.Because]{EvidencePath: operation.EvidenceOf(v.Path("case")+"/"+v.Path("claim"), id), Body: operation.Reason(v.Form("reason"))})
	return afterClaim(v, "The evidence was withdrawn. It stays in the record.", err)
}

// EvidenceFile sends the file of a piece of evidence, to be saved: what comes
// from outside is never shown within the desk.
func EvidenceFile(v *page.Visit) error {
	id, err := v.ID("evidence")
	if err != nil {
		return err
	}
	file, err := v.Reads.EvidenceFile(v.Context(), v.Who, v.Path("case")+"/"+v.Path("claim"), id)
	if err != nil {
		return err
	}
	return v.Download(file.Name, file.Data)
}
