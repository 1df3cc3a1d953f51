package mail_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryWordOfAMessageIsShown(t *testing.T) {
	for sentence, c := range map[string]struct {
		rest string
		want []string
	}{
		"an HTML answer above a text footer": {
			"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>The mill ran.</p>\n--x\nContent-Type: text/plain\n\nScanned.\n--x--\n",
			[]string{"The mill ran.\n\nScanned."}},
		"words before and after a file": {
			"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nBefore.\n--x\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--x\nContent-Type: text/plain\n\nAfter.\n--x--\n",
			[]string{"Before.\n\nAfter."}},
		"an HTML form that says more than its stub": {
			"Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nmail\n--x\nContent-Type: text/html\n\n<p>This mail denies it.</p>\n--x--\n",
			[]string{"This mail denies it."}},
		"flowed lines":               {"Content-Type: text/plain; format=flowed\n\nThe sentence \ngoes on.\n> theirs \n> too\n", []string{"The sentence goes on.\n> theirs too"}},
		"flowed without the space":   {"Content-Type: text/plain; format=flowed; delsp=yes\n\nGrund \nstück\n", []string{"Grundstück"}},
		"windows-1252 as iso-8859-1": {"Content-Type: text/plain; charset=iso-8859-1\n\n\x93Never\x94 \x96 \x8020\n", []string{"“Never” – €20"}},
		"UTF-8 as us-ascii":          {"Content-Type: text/plain; charset=us-ascii\n\nStraße\n", []string{"Straße"}},
		"lists, struck text and links": {
			"Content-Type: text/html\n\n<ol start=3><li>Yes<li>No</ol><p><s>never</s> <a href='https://mill.example/a'>here</a>",
			[]string{"3. Yes\n4. No", "[struck out: never]", "here (https://mill.example/a)"}},
		"HTML nested 600 deep": {"Content-Type: text/html\n\n" + strings.Repeat("<div><blockquote>", 600) + "deepest", []string{"deepest"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			in := read(t, crlf("From: a@b.example\nMIME-Version: 1.0\n"+c.rest))
			for _, want := range c.want {
				require.Contains(t, in.Text, want)
			}
		})
	}
}

func TestSignsThatTurnTheDirectionAreShown(t *testing.T) {
	in := read(t, crlf("From: a@b.example\nSubject: =?utf-8?q?invoice=E2=80=AEfdp.exe?=\n\nx\n"))
	require.Equal(t, "invoice[U+202E]fdp.exe", in.Subject)
}

func TestDomainsThatMixScriptsAreSaid(t *testing.T) {
	const said = "The author's address mixes scripts: letters that look alike may name somebody else."
	for address, mixed := range map[string]bool{
		"a@p\u0430ypal.example": true, "a@xn--pypal-4ve.example": true, "a@mill.example": false, "a@müller.example": false, "a@мир.example": false,
	} {
		in := read(t, crlf("From: "+address+"\n\nx\n"))
		require.Equal(t, mixed, strings.Contains(strings.Join(in.Problems, "\n"), said), address)
	}
}
