package operation

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/story"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// The draft of a case's story, and the passages of it in which claims are anchored.
var (
	DraftShow = action("draft-show", "GET /cases/{case}/draft", casework.MayReadCases,
		"Show the draft of a story, with every passage as its claim stands, and what is left before it can run",
		func(ctx context.Context, on Parts, who casework.Caller, in DraftQuery) (story.Story, error) {
			return story.Of(ctx, on.Reads, who, in.Case, in.Version)
		})
	DraftCopy = action("draft-copy", "GET /cases/{case}/draft/copy", casework.MayReadCases,
		"Show the draft with a note on each passage, for a reader beside the desk",
		func(ctx context.Context, on Parts, who casework.Caller, in DraftCopyQuery) (story.Copy, error) {
			return story.CopyFor(ctx, on.Reads, who, in.Case, in.Reader)
		})
	DraftPut = upload("draft-put", "POST /cases/{case}/draft", casework.MayWriteClaims,
		"Put a version of the draft of a story in; passages go where their words have gone", inCase(besideNamed(writing.PutDraft)))
	PassageMark = create("passage-mark", "POST /cases/{case}/draft/passages", casework.MayWriteClaims,
		"Anchor a claim in a passage of the draft", inCase(besideNamed(writing.MarkPassage)))
	PassageClear = action("passage-clear", "POST /cases/{case}/draft/passages/{passage}/clear", casework.MayWriteClaims,
		"Take away that a claim is anchored in a passage",
		func(ctx context.Context, on Parts, who casework.Caller, in PassagePath) (casework.Receipt, error) {
			return writing.ClearPassage(ctx, on.Door, who, in.Case, in.Passage)
		})
	PassageSettle = action("passage-settle", "POST /cases/{case}/draft/passages/{passage}/settle", casework.MayWriteClaims,
		"Say that a passage whose words have changed still says what its claim does",
		func(ctx context.Context, on Parts, who casework.Caller, in PassageSettling) (casework.Receipt, error) {
			return writing.SettlePassage(ctx, on.Door, who, in.Case, in.Passage, given(in.Body))
		})
)

// DraftQuery picks a version of the draft of a case.
type DraftQuery struct {
	CasePath
	Version int `query:"version" minimum:"0" doc:"number of the version; the latest if left out"`
}

// DraftCopyQuery picks for whom the draft is annotated.
type DraftCopyQuery struct {
	CasePath
	Reader draft.Reader `query:"reader" doc:"for whom; the lawyer if left out"`
}

// PassagePath names a passage of the draft of a case.
type PassagePath struct {
	CasePath
	Passage uuid.UUID `path:"passage" format:"uuid" doc:"identifier"`
}

// PassageOf names a passage of the draft of a case.
func PassageOf(name string, passage uuid.UUID) PassagePath {
	return PassagePath{CasePath{name}, passage}
}

// PassageSettling is what goes into settling a passage.
type PassageSettling struct {
	PassagePath
	Body *writing.PassageSettleInput
}
