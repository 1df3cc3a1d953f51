package safehtml_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/internal/mail/safehtml"
)

func TestCleaning(t *testing.T) {
	cases := []struct{ sentence, page, want string }{
		{"formatting stays", `<p style="color:red">It <b>ran</b>.</p>`, `<p style="color:red">It <b>ran</b>.</p>`},
		{"scripts are left out", `a<script>alert(1)</script>b`, `ab`},
		{"handlers are left out", `<p onclick="x()">a</p>`, `<p>a</p>`},
		{"links lead nowhere", `<a href="https://b.example">a</a>`, `<span>a</span>`},
		{"pictures are not loaded", `<img src="https://b.example/x.png" alt="Our logo">`, `<span class="gone">[Our logo]</span>`},
		{"styles with addresses are left out", `<p style="background-color:url(x);background:url(//x);color:#fff">a`, `<p style="color:#fff">a</p>`},
		{"words of a form stay", `<form action="//x"><input value="v">a</form>`, `a`},
		{"what is open is closed", `<ul><li>a<li><b>b</ul>`, `<ul><li>a</li><li><b>b</b></li></ul>`},
		{"what is in a cell does not close the table", `<table><tr><td>a</div></td></tr></table>`, `<table><tr><td>a</td></tr></table>`},
		{"words that the page hides are shown, and marked", `<style>.p{display:none}</style><i class=p>a</i><b style="color:#fff">b</b>c`, `<i><span class="unseen">a</span></i><b style="color:#fff"><span class="unseen">b</span></b>c`},
		{"a tag in disguise is text", `&lt;script&gt;x`, `&lt;script&gt;x`},
		{"a picture in SVG is nothing", `<svg onload=x><image href="//x"/>a</svg>`, `a`},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) { require.Equal(t, c.want, safehtml.Clean(c.page, nil, nil).HTML) })
	}
}

func TestWhatIsLeftOutIsCounted(t *testing.T) {
	p := safehtml.Clean(`<style>x</style><img src=//x><img src="cid:a"><td background="http://x"><iframe src=x></iframe>`, strings.ToUpper, nil)
	require.Equal(t, []int{2, 1, 1, 1}, []int{p.Remote, p.Own, p.Active, p.Sheets})
	require.Contains(t, p.HTML, "[PICTURE]", "all words pass")
}

func TestAPictureOfTheMessageItselfIsShown(t *testing.T) {
	asked := []string{}
	pictures := func(id string) (safehtml.Picture, bool) {
		asked = append(asked, id)
		return safehtml.Picture{Media: map[string]string{"svg": "image/svg+xml"}[id] + map[bool]string{true: "image/png"}[id != "svg"], Data: []byte("x")}, id != "none"
	}
	p := safehtml.Clean(`<img src="cid:logo%40mill" alt='"><script>' width=20 style="position:fixed;color:red" onload=x><img src=cid:none><img src=cid:svg><img src=//x><img src=data:image/png,x>`, nil, pictures)
	require.Equal(t, `<img src="data:image/png;base64,eA==" alt="&#34;&gt;&lt;script&gt;" width="20" style="color:red">`+
		strings.Repeat(`<span class="gone">[picture]</span>`, 4), p.HTML)
	require.Equal(t, []string{"logo@mill", "none", "svg"}, asked)
	require.Equal(t, []int{1, 3}, []int{p.Remote, p.Own})
	require.Contains(t, p.Text, `"><script>`, "what a picture says counts among the words")
}

// Nothing that runs, loads or leads anywhere survives, as a browser would read what comes out.
func FuzzClean(f *testing.F) {
	f.Add(`<p style="color:red;background:url(x)">It <b>ran</b>.<img src=x onerror=alert(1)><svg><style><img src=x></style>`)
	f.Add(`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`)
	f.Add(`<noscript><p title="</noscript><img src=x>"><textarea></textarea><script>x</script><a href="javascript:x">y`)
	f.Fuzz(func(t *testing.T, page string) {
		out := safehtml.Clean(page, nil, nil).HTML
		if len(out) > 40*len(page)+1000 {
			t.Fatalf("%d bytes became %d", len(page), len(out))
		}
		doc, err := html.Parse(strings.NewReader("<!doctype html><body>" + out))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type == html.CommentNode || n.Namespace != "" {
				t.Fatalf("%q holds %q", out, n.Data)
			}
			if n.Type == html.ElementNode {
				harmless(t, n, out)
			}
		}
	})
}

func harmless(t *testing.T, n *html.Node, out string) {
	t.Helper()
	switch n.Data {
	case "script", "style", "link", "img", "image", "iframe", "object", "embed", "form", "input", "button", "a", "area", "base", "meta", "svg", "math", "video", "audio", "template", "noscript":
		t.Fatalf("%q has an element %s", out, n.Data)
	}
	for _, a := range n.Attr {
		value := strings.ToLower(a.Val)
		if strings.HasPrefix(a.Key, "on") || a.Key == "href" || a.Key == "src" || a.Key == "id" || strings.Contains(value, "url(") || strings.Contains(value, ":/") || strings.Contains(value, "script:") {
			t.Fatalf("%q has %s=%q", out, a.Key, a.Val)
		}
	}
}
