package webhook

import (
	"encoding/json"
	"strings"
)

// Kinds of chats, as the record calls them.
const (
	slack = "slack"
	teams = "teams"
)

// body is what a kind of chat takes: Slack and Mattermost a text in their own markup,
// Teams an adaptive card.
func body(kind, title string, lines []Line) []byte {
	var value any
	switch kind {
	case teams:
		value = card(title, lines)
	case slack:
		value = map[string]string{"text": text(title, lines, slackLine)}
	default:
		value = map[string]string{"text": text(title, lines, markdownLine)}
	}
	out, err := json.Marshal(value)
	if err != nil { // maps of texts
		panic(err)
	}
	return out
}

func text(title string, lines []Line, line func(Line) string) string {
	out := make([]string, 0, len(lines)+1)
	if title != "" {
		out = append(out, line(Line{Text: title}))
	}
	for _, l := range lines {
		out = append(out, line(l))
	}
	return strings.Join(out, "\n")
}

var slackText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "¦")

// slackLine is a line in mrkdwn, in which three characters are escaped.
func slackLine(l Line) string {
	if l.Link == "" {
		return slackText.Replace(l.Text)
	}
	return "<" + slackText.Replace(l.Link) + "|" + slackText.Replace(l.Text) + ">"
}

var markdownText = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "@", "@\u200b")

// markdownLine is a line in Markdown that calls nobody by @all.
func markdownLine(l Line) string {
	if l.Link == "" {
		return markdownText.Replace(l.Text)
	}
	return "[" + markdownText.Replace(l.Text) + "](" + strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(l.Link) + ")"
}

type (
	teamsMessage struct {
		Type        string            `json:"type"`
		Attachments []teamsAttachment `json:"attachments"`
	}
	teamsAttachment struct {
		ContentType string    `json:"contentType"`
		Content     teamsCard `json:"content"`
	}
	teamsCard struct {
		Schema  string      `json:"$schema"`
		Type    string      `json:"type"`
		Version string      `json:"version"`
		Body    []teamsText `json:"body"`
	}
	teamsText struct {
		Type   string `json:"type"`
		Text   string `json:"text"`
		Wrap   bool   `json:"wrap"`
		Weight string `json:"weight,omitempty"`
	}
)

func card(title string, lines []Line) teamsMessage {
	var texts []teamsText
	if title != "" {
		texts = append(texts, teamsText{Type: "TextBlock", Text: markdownLine(Line{Text: title}), Wrap: true, Weight: "Bolder"})
	}
	for _, l := range lines {
		texts = append(texts, teamsText{Type: "TextBlock", Text: markdownLine(l), Wrap: true})
	}
	return teamsMessage{Type: "message", Attachments: []teamsAttachment{{
		ContentType: "application/vnd.microsoft.card.adaptive",
		Content:     teamsCard{Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Type: "AdaptiveCard", Version: "1.4", Body: texts},
	}}}
}
