package claim

// LetterTone is how a reminder speaks.
type LetterTone string

// Every tone. What each means stands in its row.
const (
	TonePlain    LetterTone = "plain"
	ToneFriendly LetterTone = "friendly"
	ToneFirm     LetterTone = "firm"
)

var letterTones = NewWords("tone", "how a reminder speaks",
	Row[LetterTone, None]{Word: TonePlain, Doc: "as letters of the desk do"},
	Row[LetterTone, None]{Word: ToneFriendly, Doc: "says that help with the question is a message away"},
	Row[LetterTone, None]{Word: ToneFirm, Doc: "says that the party was asked before, and that it is noted that it has not answered"},
)

// LetterTones lists every tone.
var LetterTones = letterTones.Chosen()
