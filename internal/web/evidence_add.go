package web

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// evidenceAdd puts a piece of evidence to a claim, with a file or without.
func (s *Site) evidenceAdd(v *visit) error {
	in, err := v.evidenceInput()
	if err == nil {
		_, err = do(v, operation.EvidenceAdd, operation.OfClaim(v.path("case")+"/"+v.path("claim"), in))
	}
	return s.afterClaim(v, "The evidence was added.", err)
}

// formRoom is what a form takes besides its file.
const formRoom = 1 << 20

func (v *visit) evidenceInput() (casework.EvidenceInput, error) {
	if _, err := v.upload(verification.MaxEvidenceFile + formRoom); err != nil {
		return casework.EvidenceInput{}, err
	}
	in := casework.EvidenceInput{
		Kind: claim.EvidenceKind(v.form("kind")), Bearing: claim.Bearing(v.form("bearing")), Title: v.form("title"),
		Origin: v.form("origin"), Way: v.lines("way"), Source: v.form("source"), Text: v.form("text"), Public: v.checked("public"),
	}
	name, data, err := v.file("file", verification.MaxEvidenceFile)
	if err == nil && name != "" {
		in.File = &casework.FileInput{Name: name, Data: data}
		if header := v.r.MultipartForm.File["file"]; len(header) > 0 {
			in.File.Media = header[0].Header.Get("Content-Type")
		}
	}
	return in, err
}

// evidenceWithdraw says that the desk no longer relies on a piece of evidence.
func (s *Site) evidenceWithdraw(v *visit) error {
	id, err := v.id("evidence")
	if err != nil {
		return err
	}
	_, err = do(v, operation.EvidenceWithdraw, operation.EvidenceWith[operation.Because]{EvidencePath: operation.EvidenceOf(v.path("case")+"/"+v.path("claim"), id), Body: operation.Reason(v.form("reason"))})
	return s.afterClaim(v, "The evidence was withdrawn. It stays in the record.", err)
}

// evidenceFile sends the file of a piece of evidence, to be saved: what comes
// from outside is never shown within the desk.
func (s *Site) evidenceFile(v *visit) error {
	id, err := v.id("evidence")
	if err != nil {
		return err
	}
	file, err := s.Reads.EvidenceFile(v.ctx(), v.who, v.path("case")+"/"+v.path("claim"), id)
	if err != nil {
		return err
	}
	return v.download(file.Name, file.Data)
}
