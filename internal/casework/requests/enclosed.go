package requests

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail/address"
)

// EnclosedInput is what goes out with a letter.
type EnclosedInput struct {
	Cc     []string `json:"cc,omitempty" doc:"e-mail addresses that get a copy; such a letter has no link to the answer page, as whoever has a copy could answer by it"`
	Attach []string `json:"attach,omitempty" doc:"files among the evidence of the case that go out with it, each by its SHA-256, or by the identifier of the evidence"`
}

// draftCopies stands for addresses that are not kept.
const draftCopies claim.Ref = "draft copies"

// enclosed is what goes out with a letter about a case; nil for nothing. Its addresses are not kept yet.
func enclosed(ctx context.Context, d *casework.Door, of, party uuid.UUID, in EnclosedInput) (*letters.Enclosed, letters.CopyList, error) {
	list, err := CopiesTo(ctx, d, party, in.Cc)
	if err != nil || len(list.Addresses)+len(in.Attach) == 0 {
		return nil, list, err
	}
	with := &letters.Enclosed{Copied: len(list.Addresses)}
	if with.Copied > 0 {
		with.Copies = draftCopies
	}
	if len(in.Attach) > letters.MaxEnclosed {
		return nil, list, casework.Invalid("attach", "choose fewer files")
	}
	with.Files, err = filesOf(ctx, d, of, in.Attach)
	return with, list, err
}

// keepEnclosed keeps the addresses.
func keepEnclosed(ctx context.Context, d *casework.Door, with *letters.Enclosed, list letters.CopyList) error {
	if with == nil || with.Copies == "" {
		return nil
	}
	var err error
	with.Copies, err = d.KeepJSON(ctx, "copies", list)
	return err
}

// CopiesTo are the addresses, each once. What is a contact point of the party gets the letter, or could; what is
// not to be contacted gets nothing.
func CopiesTo(ctx context.Context, d *casework.Door, party uuid.UUID, texts []string) (list letters.CopyList, err error) {
	seen := map[string]bool{}
	for _, text := range texts {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		a, err := address.Parse(text)
		if err != nil {
			return list, casework.Invalid("cc", text+": "+err.Error())
		}
		if d.OwnAddress(a.String()) {
			return list, casework.Invalid("cc", text+" is the desk's own address: the record has the letter as it goes out")
		}
		if seen[strings.ToLower(a.Bare())] {
			continue
		}
		seen[strings.ToLower(a.Bare())] = true
		switch barred, err := d.BarredAt(ctx, a.String()); {
		case err != nil:
			return list, err
		case barred:
			return list, casework.Invalid("cc", text+" is not to be contacted")
		}
		known, err := d.Record().ContactsAt(ctx, a.String())
		if err != nil {
			return list, err
		}
		for _, c := range known {
			if c.Party == party {
				return list, casework.Invalid("cc", text+" is a contact point of the party itself")
			}
		}
		if list.Addresses = append(list.Addresses, a.String()); len(list.Addresses) > letters.MaxCopies {
			return list, casework.Invalid("cc", "name fewer addresses")
		}
	}
	return list, nil
}

// filesOf finds files among the evidence of a case.
func filesOf(ctx context.Context, d *casework.Door, of uuid.UUID, names []string) ([]letters.EnclosedFile, error) {
	if len(names) == 0 {
		return nil, nil
	}
	offered, err := FilesOf(ctx, d, of)
	if err != nil {
		return nil, err
	}
	var files []letters.EnclosedFile
	for _, name := range names {
		found := false
		for _, f := range offered {
			if name = strings.ToLower(strings.TrimSpace(name)); !found && (f.SHA256 == name || f.Enclosed.Evidence.String() == name) {
				found, files = true, append(files, f.Enclosed)
			}
		}
		if !found {
			return nil, casework.Invalid("attach", "there is no such file among the evidence of the case")
		}
	}
	return files, nil
}

// CaseFileOffered is a file of evidence that can go out with a letter.
type CaseFileOffered struct {
	sources.EvidenceFile
	Enclosed letters.EnclosedFile
}

// FilesOf are the files among the evidence of a case that can go out with a letter.
func FilesOf(ctx context.Context, d *casework.Door, of uuid.UUID) ([]CaseFileOffered, error) {
	around, failed := d.Record().Around(ctx)
	var found []CaseFileOffered
	var refs []claim.Ref
	for _, s := range around.Claims(of) {
		c := claim.StateOf[*verification.Claim](around, s)
		for _, e := range c.Evidence {
			if e.File != "" && e.Withdrawn == nil {
				found = append(found, CaseFileOffered{Enclosed: letters.EnclosedFile{Claim: c.ID, Evidence: e.ID, File: e.File}})
				refs = append(refs, e.Text)
			}
		}
	}
	if err := failed(); err != nil || len(refs) == 0 {
		return nil, err
	}
	lib, err := d.Library(ctx, refs...)
	var files []CaseFileOffered
	for i, f := range found {
		if said := casework.Read[sources.EvidenceText](lib, refs[i]).File; said != nil {
			f.EvidenceFile, f.Enclosed.Bytes = *said, said.Bytes
			files = append(files, f)
		}
	}
	return files, err
}
