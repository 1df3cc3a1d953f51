package unseen_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/internal/mail/unseen"
	"github.com/onrecord/onrecord/internal/worktest"
)

// seen gives the words of a page that are seen, and those that are not.
func seen(page string) (yes, no string) {
	var p unseen.Page
	tokens := html.NewTokenizer(strings.NewReader(page))
	style := false
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(yes), " "), strings.Join(strings.Fields(no), " ")
		case html.TextToken:
			switch text := string(tokens.Text()); {
			case style:
				p.Sheet(text)
			case p.Unseen():
				no += text
			default:
				yes += text
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := tokens.Token()
			style = t.Data == "style"
			p.Start(t)
		case html.EndTagToken:
			name, _ := tokens.TagName()
			style = false
			p.End(string(name))
		}
	}
}

func TestWordsAreHiddenByWhatHidesThemInABrowser(t *testing.T) {
	for _, page := range []string{
		`<div style="display:none">HIDDEN</div>`,
		`<div style="DISPLAY : NONE !important;">HIDDEN</div>`,
		`<span style="visibility:hidden">HIDDEN</span>`,
		`<div hidden>HIDDEN</div>`,
		`<template>HIDDEN</template>`,
		`<div style="font-size:0">HIDDEN</div>`,
		`<div style="font-size:1px">HIDDEN</div>`,
		`<div style="font-size:.5pt">HIDDEN</div>`,
		`<div style="font-size:0"><span style="font-size:2em">HIDDEN</span></div>`,
		`<div style="color:#ffffff">HIDDEN</div>`,
		`<font color="white">HIDDEN</font>`,
		`<body bgcolor="#123456"><span style="color:rgb(18, 52, 86)">HIDDEN</span>`,
		`<div style="background:#fff"><b style="color:#fefefe">HIDDEN</b></div>`,
		`<div style="color:transparent">HIDDEN</div>`,
		`<div style="color:rgba(0,0,0,0)">HIDDEN</div>`,
		`<div style="opacity:0">HIDDEN</div>`,
		`<div style="max-height:0;overflow:hidden">HIDDEN</div>`,
		`<div style="position:absolute;left:-9999px">HIDDEN</div>`,
		`<div style="text-indent:-9999px">HIDDEN</div>`,
		`<div style="position:absolute;clip:rect(0,0,0,0)">HIDDEN</div>`,
		`<span style="mso-hide:all">HIDDEN</span>`,
		`<style>.preview{display:none}</style><span class="preview big">HIDDEN</span>`,
		`<style>/* x */ p, #top {color:#fff}</style><p>HIDDEN</p>`,
		`<style>a:hover{color:red} span.x { font-size : 0 }</style><span class=x>HIDDEN</span>`,
		`<table><tr style="display:none"><td>HIDDEN</td></tr></table>`,
		`<table><tr><td style="display:none">HIDDEN</div></table></td></tr></table>`,
		`<div style="display:none"><div style="display:block">HIDDEN</div></div>`,
	} {
		yes, no := seen("BEFORE " + page)
		require.Equal(t, "BEFORE", yes, page)
		require.Equal(t, "HIDDEN", no, page)
	}
}

// TestWhatIsInDoubtIsSeen: a person's words are not folded away since a style was misread.
func TestWhatIsInDoubtIsSeen(t *testing.T) {
	for _, page := range []string{
		`<p style="display:none"><p>SEEN`,
		`<ul><li style="display:none"><li>SEEN</ul>`,
		`<table><tr style="display:none"><td></td><tr><td>SEEN</table>`,
		`<div style="display:none"><span></div>SEEN`,
		`<div style="font-size:0"><span style="font-size:14px">SEEN</span></div>`,
		`<div style="visibility:hidden"><b style="visibility:visible">SEEN</b></div>`,
		`<body bgcolor=black text=white>SEEN`,
		`<body style="background:#000"><p style="color:#fff">SEEN`,
		`<table background="night.png"><td style="color:#fff">SEEN`,
		`<div style="background:url(night.png) #fff"><p style="color:#fff">SEEN`,
		`<div style="background:linear-gradient(#000,#111)"><p style="color:white">SEEN`,
		`<style>.a .b{background:#000}</style><div class=a><p class=b style="color:#fff">SEEN`,
		`<style>.night{background:#000}</style><div class=night style="color:#fff">SEEN`,
		`<style>.phone{display:none}@media (max-width:600px){.phone{display:block!important}}</style><p class=phone>SEEN`,
		`<div style="color:#777">SEEN`, `<div style="color:var(--ink)">SEEN`, `<div style="font-size:small">SEEN`, `<div style="font-size:calc(0px + 1em)">SEEN`,
		`<div style="left:-9999px">SEEN`, `<div style="height:1px">SEEN`, `<td style="width:1px;overflow:hidden">SEEN`,
		`<a href="x">SEEN</a>`, `<div hidden style="display:block">SEEN`, `<div hidden></div>SEEN`, `<br hidden>SEEN`, `<img style="display:none">SEEN`,
		strings.Repeat("<b>", 300) + `<b style="display:none"></b>SEEN`,
	} {
		yes, no := seen(page)
		require.Equal(t, "SEEN", yes, page)
		require.Empty(t, no, page)
	}
}

func TestAPageMadeToBeSlowEndsInTime(t *testing.T) {
	const size = 1 << 20
	deep := "<p><table><td>" + strings.Repeat("<b>", 90)
	for _, unit := range []string{
		`<div></div>`, `<p style="display:none">`, `</i>`, `<b class="a b c d e f g h">x</b>`, `<li>`, `<style>.a{color:red}</style>`, `<style>@media x{</style>`,
		`<b style="` + strings.Repeat("color:red;", 100) + `">x</b>`,
	} {
		page := "<style>" + strings.Repeat(".a,.b,.c{color:red}", 5000) + "</style>" + deep + strings.Repeat(unit, size/len(unit))
		require.Less(t, worktest.Spent(t, func() { seen(page[:size]) }), 4*time.Second, unit) // of which most is the test's own
	}
}

func FuzzPage(f *testing.F) {
	f.Add("<style>.x{display:none}</style><p class=x>a</p>b")
	f.Add("<table><tr><td style='font-size:0;color:#fff;background:rgba(0,0,0'>")
	f.Fuzz(func(t *testing.T, page string) {
		if _, no := seen("<b>" + page + "</b>"); no != "" && !strings.ContainsAny(page, "<") {
			t.Fatalf("%q is hidden by nothing", no)
		}
	})
}
