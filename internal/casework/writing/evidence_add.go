package writing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"path"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
)

// EvidenceInput puts a piece of evidence to a claim.
type EvidenceInput struct {
	Kind    claim.EvidenceKind `json:"kind"`
	Bearing claim.Bearing      `json:"bearing" doc:"what it says about the claim"`
	Title   string             `json:"title" doc:"what it is"`
	Origin  string             `json:"origin,omitempty" doc:"whose statement or work it is: a party, or words; of a capture of a news outlet, whom it quotes. Evidence that names nobody is no independent origin"`
	Way     []string           `json:"way,omitempty" doc:"parties through whom it came, the one that it was said to first; of a capture of a news outlet that quotes somebody, the outlet"`
	Source  string             `json:"source,omitempty" doc:"where it was found, often an address on the web"`
	Text    string             `json:"text,omitempty" doc:"what it says, or what was noted"`
	File    *FileInput         `json:"file,omitempty"`
	Public  bool               `json:"public,omitempty" doc:"readers of the finding see its title, where it was found, its origin in words and the hash of its file; internal if left out"`
}

// FileInput is a file that somebody uploads: at most [sources.MaxEvidenceFile] bytes.
type FileInput struct {
	Name  string `json:"name"`
	Media string `json:"media,omitempty" doc:"media type; application/octet-stream if left out"`
	Data  []byte `json:"data"`
}

// AddEvidence puts a piece of evidence to a claim, and makes the caller one of its
// authors. What was signed is stale then; after publication it starts a correction.
// It returns [claim.CodePolicy] if too few people would be left who can sign it.
func AddEvidence(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in EvidenceInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	text, err := in.Words()
	if err != nil {
		return casework.Receipt{}, err
	}
	add := sources.AddEvidence{
		Evidence: claim.DerivedID("evidence", c.ID.String(), casework.Key(ctx).String()), Kind: in.Kind, Bearing: in.Bearing, Public: in.Public,
	}
	if add.Origin, err = Origin(ctx, d, caller, text.Origin); err != nil {
		return casework.Receipt{}, err
	}
	if add.Way, err = way(ctx, d, caller, in.Way); err != nil {
		return casework.Receipt{}, err
	}
	if in.File != nil {
		if add.File, err = keepFile(ctx, d, *text.File, in.File.Data); err != nil {
			return casework.Receipt{}, err
		}
	}
	if add.Text, err = d.KeepJSON(ctx, "evidence", text); err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: add.Evidence}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, add))
}

// Words are what is said of the evidence, and its file, checked.
func (in EvidenceInput) Words() (sources.EvidenceText, error) {
	var text sources.EvidenceText
	if err := complete(in); err != nil {
		return text, err
	}
	var err error
	if in.File != nil {
		if text.File, err = evidenceFile(*in.File); err != nil {
			return text, err
		}
		if strings.TrimSpace(in.Title) == "" {
			in.Title = text.File.Name
		}
	}
	if text.Title, err = casework.Line("title", in.Title, casework.MaxTitle, true); err != nil {
		return text, err
	}
	if text.Origin, err = casework.Line("origin", in.Origin, casework.MaxName, false); err != nil {
		return text, err
	}
	if text.Source, err = casework.Line("source", in.Source, casework.MaxStatement, false); err != nil {
		return text, err
	}
	text.Text, err = casework.Prose("text", in.Text, casework.MaxText, false)
	return text, err
}

// complete refuses evidence without what its kind is about.
func complete(in EvidenceInput) error {
	field, lack := in.Kind.Needs()
	given := map[string]bool{"": true, "file": in.File != nil, "text": strings.TrimSpace(in.Text) != "", "source": strings.TrimSpace(in.Source) != ""}
	if !given[field] {
		return casework.Invalid(field, lack)
	}
	return nil
}

// evidenceFile describes a file. Its name is cut to what stands after the last
// slash, as some browsers send the whole path.
func evidenceFile(in FileInput) (*sources.EvidenceFile, error) {
	if len(in.Data) > sources.MaxEvidenceFile {
		return nil, claim.Errorf(claim.CodeTooLarge, "the file is larger than %d MB", sources.MaxEvidenceFile>>20).
			WithField("file", fmt.Sprintf("at most %d MB", sources.MaxEvidenceFile>>20))
	}
	if len(in.Data) == 0 {
		return nil, casework.Invalid("file", "the file is empty")
	}
	base := path.Base(strings.ReplaceAll(in.Name, `\`, "/"))
	if base == "." || base == "/" {
		base = "file"
	}
	name, err := casework.Line("file", base, casework.MaxName, true)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(in.Data)
	return &sources.EvidenceFile{Name: name, Media: mediaType(in.Media), Bytes: int64(len(in.Data)), SHA256: hex.EncodeToString(sum[:])}, nil
}

// mediaType is the media type as it was given, if it is one.
func mediaType(given string) string {
	if media, _, err := mime.ParseMediaType(given); err == nil && len(media) <= casework.MaxName {
		return media
	}
	return "application/octet-stream"
}

func keepFile(ctx context.Context, d *casework.Door, file sources.EvidenceFile, data []byte) (claim.Ref, error) {
	refs, err := d.Record().Put(ctx, claim.Content{Key: casework.Key(ctx).String() + "/file", Media: file.Media, Data: data})
	if err != nil {
		return "", err
	}
	return refs[0], nil
}

// Origin is the identifier of the root that a piece of evidence comes from. If
// it is a party, what the party says is of the same origin.
func Origin(ctx context.Context, d *casework.Door, caller casework.Caller, words string) (uuid.UUID, error) {
	if words == "" {
		return uuid.Nil, nil
	}
	if id, err := d.Namer(ctx, caller).Called("origin", words); id != uuid.Nil || err != nil {
		return id, err
	}
	id, err := d.TheParty(ctx, caller, casework.Slug(words))
	if err == nil || claim.CodeOf(err) != claim.CodeNotFound {
		return id, err
	}
	return source(d, words), nil
}

// way finds the parties through whom something came.
func way(ctx context.Context, d *casework.Door, caller casework.Caller, names []string) ([]uuid.UUID, error) {
	if err := casework.TooFar(names); err != nil {
		return nil, err
	}
	return d.Namer(ctx, caller).Parties("way", names)
}

// WithdrawEvidence no longer relies on a piece of evidence. It stays in the
// record, and the reason with it. Errors are those of [AddEvidence].
func WithdrawEvidence(ctx context.Context, d *casework.Door, caller casework.Caller, name string, evidence uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	body := func(reason claim.Ref) claim.Body {
		return sources.WithdrawEvidence{Evidence: evidence, Reason: reason}
	}
	made, err := d.MoveClaim(ctx, caller, name, in, body)
	made.ID = evidence
	return made, err
}

// source is the identifier of whoever a piece of evidence comes from: a party, or what
// stands for words.
func source(d *casework.Door, words string) uuid.UUID {
	return d.IDOf("origin", strings.ToLower(strings.Join(strings.Fields(words), " ")))
}
