package mailtext

// LetterText is a letter as its reader sees it.
type LetterText struct {
	From    string `json:"from"`
	To      string `json:"to"`
	ReplyTo string `json:"replyTo"`
	Subject string `json:"subject"`
	Text    string `json:"text"`

	Language  string `json:"language,omitempty" doc:"tag of the language that it is written in"`
	Direction string `json:"direction,omitempty" doc:"how that is written: ltr or rtl"`

	Cc    string   `json:"cc,omitempty" doc:"who gets a copy"`
	Files []string `json:"files,omitempty" doc:"names of the files that go out with it"`
}
