package received

import "github.com/onrecord/onrecord/claim"

// SegmentKind is what a segment of a received text is.
type SegmentKind string

// Every kind. What each means stands in its row.
const (
	SegmentNew        SegmentKind = "new"
	SegmentQuotation  SegmentKind = "quotation"
	SegmentSignature  SegmentKind = "signature"
	SegmentDisclaimer SegmentKind = "disclaimer"
	SegmentGateway    SegmentKind = "gateway notice"
	SegmentUnseen     SegmentKind = "not visible"
)

type segment struct{ title string }

var segmentKinds = claim.NewWords("segment", "what a segment of a received text is; what is in doubt is new",
	claim.Row[SegmentKind, segment]{Word: SegmentNew, Doc: "the words of whoever sent it", Follows: segment{"What they wrote"}},
	claim.Row[SegmentKind, segment]{Word: SegmentQuotation, Doc: "a letter of ours, or another message, that it repeats", Follows: segment{"What it quotes"}},
	claim.Row[SegmentKind, segment]{Word: SegmentSignature, Doc: "what their mail program puts below what they write", Follows: segment{"Signature"}},
	claim.Row[SegmentKind, segment]{Word: SegmentDisclaimer, Doc: "a notice about confidentiality, or what the law wants below a letter", Follows: segment{"Disclaimer"}},
	claim.Row[SegmentKind, segment]{Word: SegmentGateway, Doc: "what a gateway, a scanner or a mailing list added", Follows: segment{"Notice of a gateway"}},
	claim.Row[SegmentKind, segment]{Word: SegmentUnseen, Doc: "words that the mail hides from whoever reads it, by their colour, size or place", Follows: segment{"Not visible to whoever reads the mail"}},
)

// SegmentKinds lists every kind.
var SegmentKinds = segmentKinds.All()

// Title is what a page calls such a segment.
func (k SegmentKind) Title() string { return segmentKinds.Of(k).title }
