package automatic_test

import (
	"net/textproto"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/automatic"
)

func TestWhatSpeaksForAPersonAndWhatForAMachine(t *testing.T) {
	cases := []struct {
		sentence      string
		header        textproto.MIMEHeader
		subject, text string
		want          automatic.Outcome
	}{
		{"a plain reply is an answer", nil, "Re: Your request", "We shut the plant in May.", automatic.Answer},
		{"a person's words through a ticket system are in doubt", textproto.MIMEHeader{"Auto-Submitted": {"auto-generated"}, "Precedence": {"bulk"}, "X-Jira-Fingerprint": {"x"}}, "PR-1 Your request", "Joan Mill commented:\n\nThe plant did not close in May.", automatic.Doubt},
		{"its acknowledgement is automatic", textproto.MIMEHeader{"Auto-Submitted": {"auto-generated"}, "X-Jira-Fingerprint": {"x"}}, "PR-1 Your request", "We have received your request.", automatic.Machine},
		{"an absence with a field that says so is automatic", textproto.MIMEHeader{"Auto-Submitted": {"auto-replied"}}, "Automatic reply: x", "I am out of the office.", automatic.Machine},
		{"one without any field is in doubt", nil, "Poissa: kysymys", "Olen lomalla.", automatic.Doubt},
		{"words of one's own below a program's subject are in doubt", nil, "AUTO: Joan Mill is out of the office (returning 21.03.2017)", "Three looms stood still, the others ran.", automatic.Doubt},
		{"so is a reply to its notice", nil, "Re: Joan Mill is out of the office (returning 21.03.2017)", "Back again. I am away from the office no more.", automatic.Doubt},
		{"its notice is automatic without any field", nil, "AUTO: Joan Mill is out of the office (returning 21.03.2017)", "I am out of the office until 21.03.2017.", automatic.Machine},
		{"a field that says no says nothing", textproto.MIMEHeader{"X-Autoreply": {"no"}, "Auto-Submitted": {"no"}}, "Re: x", "It was in May.", automatic.Answer},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			v := automatic.Judge(automatic.Message{Header: c.header, Subject: c.subject, Text: c.text, Ours: true})
			require.Equal(t, c.want, v.Outcome, "%v", v)
		})
	}
}
