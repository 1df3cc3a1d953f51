package letters

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

// Limits of what goes out with a letter.
const (
	MaxCopies        = 10
	MaxEnclosed      = 10
	MaxEnclosedBytes = 10 << 20 // of all files together: more than that, many servers refuse
)

// Enclosed is what goes out with a letter that a person writes: copies to others, and files of the case. A letter with
// copies has no link to the answer page: whoever has a copy could answer as the party. Later letters about
// the request go to the party alone.
type Enclosed struct {
	Copies claim.Ref      `json:"copies,omitempty"` // content: a [CopyList]
	Copied int            `json:"copied,omitempty"` // how many
	Files  []EnclosedFile `json:"files,omitempty"`
}

// CopyList is content: the addresses that get a copy.
type CopyList struct {
	Addresses []string `json:"addresses"`
}

// EnclosedFile is a file of evidence of the case that goes out with a letter.
type EnclosedFile struct {
	Claim    uuid.UUID `json:"claim"`
	Evidence uuid.UUID `json:"evidence"`
	File     claim.Ref `json:"file"` // content: the bytes
	Bytes    int64     `json:"bytes"`
}

// check refuses what cannot go out with a letter about a case.
func (e *Enclosed) check(of uuid.UUID, byHand bool, around claim.Around) error {
	switch {
	case e == nil:
		return nil
	case byHand:
		return claim.Errorf(claim.CodeInvalid, "only a letter has copies and files, and none goes out").WithField("cc", "leave it empty")
	case e.Copied > MaxCopies || e.Copied > 0 && e.Copies == "":
		return claim.Errorf(claim.CodeTooLarge, "a letter has at most %d copies", MaxCopies).WithField("cc", "name fewer addresses")
	case len(e.Files) > MaxEnclosed:
		return claim.Errorf(claim.CodeTooLarge, "a letter has at most %d files", MaxEnclosed).WithField("attach", "choose fewer")
	}
	var bytes int64
	for i, f := range e.Files {
		bytes += f.Bytes
		about := claim.StateOf[*verification.Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: f.Claim})
		x := about.Exhibit(f.Evidence)
		switch {
		case about.Version == 0 || about.Case != of || x == nil || x.File == "" || x.File != f.File || x.Withdrawn != nil:
			return claim.Errorf(claim.CodeNotFound, "there is no such file among the evidence of the case").WithField("attach", "choose a file of the case")
		case slices.ContainsFunc(e.Files[:i], func(other EnclosedFile) bool { return other.File == f.File }):
			return claim.Errorf(claim.CodeInvalid, "a file goes out once with a letter").WithField("attach", "choose it once")
		}
	}
	if bytes > MaxEnclosedBytes {
		return claim.Errorf(claim.CodeTooLarge, "the files of a letter have at most %d MB together", MaxEnclosedBytes>>20).WithField("attach", "choose fewer or smaller ones")
	}
	return nil
}

// EnclosedIn is what goes out with a letter; nil for nothing.
func (c *Correspondence) EnclosedIn(m Message) *Enclosed {
	switch m.Kind {
	case claim.RequestLetter:
		for _, id := range m.Requests {
			r := c.Request(id)
			if r != nil && r.With != nil && m.After != uuid.Nil { // whoever was to have a copy has it
				return &Enclosed{Files: r.With.Files}
			}
			if r != nil {
				return r.With
			}
		}
	case claim.FollowUpLetter:
		f := c.followUpByID(c.hand(m.ID))
		if f != nil && f.With != nil && m.After != uuid.Nil {
			return &Enclosed{Files: f.With.Files}
		}
		if f != nil {
			return f.With
		}
	}
	return nil
}

// Copied reports whether others have a copy of a letter.
func (c *Correspondence) Copied(m Message) bool {
	e := c.EnclosedIn(m)
	return e != nil && e.Copies != ""
}

// CopyLists are the contents with the addresses that had copies of letters to the party.
func (c *Correspondence) CopyLists() []claim.Ref {
	var refs []claim.Ref
	for _, m := range c.Messages {
		if e := c.EnclosedIn(m); c.Copied(m) && !slices.Contains(refs, e.Copies) {
			refs = append(refs, e.Copies)
		}
	}
	return refs
}
