package desktest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The checks are checked themselves: on a page that has every fault that they
// are to find, and on one that has none.

const strict = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"

const soundPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sound</title><meta name="viewport" content="width=device-width"><meta name="description" content="A page without faults">
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>Sound</h1>
<form method="post" action="/said">
<p><label for="words">Words</label> <input id="words" name="words" autocomplete="off"></p>
<fieldset><legend>Stance</legend>
<label><input type="radio" name="stance" value="confirms"> Confirms</label>
<label><input type="radio" name="stance" value="denies"> Denies</label></fieldset>
<p><label for="kind">Kind</label> <select id="kind" name="kind"><option value="a">First</option><option value="b">Second</option></select></p>
<p><label><input type="checkbox" name="sure" value="yes"> Sure</label></p>
<details><summary>More</summary><p>There is more.</p></details>
<p><button>Say it</button></p>
</form>
<script src="/page.js"></script>
</main></body></html>`

const faultyPage = `<!doctype html>
<html><head><title>Faulty</title></head>
<body><h1>Faulty</h1><h1>Twice</h1><p style="color:#ccc;background:#fff">Pale words</p>
<input name="nameless"><table><tr><td>x<div></table>
<div style="width:900px">wide</div>
<a href="#" class="ring">No ring</a>
<script>document.title = "inline"</script><img src="http://elsewhere.example/pixel.gif">
</body></html>`

const soundStyle = `:root{color-scheme:light dark}body{font:1rem/1.5 sans-serif;color:CanvasText;background:Canvas}
input,select,button,summary{min-height:28px;min-width:28px;font:inherit}:focus-visible{outline:3px solid Highlight}`

// serveChecks serves the two pages.
func serveChecks(t *testing.T) string {
	mux := http.NewServeMux()
	write := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", strict)
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, body)
		}
	}
	mux.HandleFunc("/sound", write("text/html", soundPage))
	mux.HandleFunc("/faulty", write("text/html", faultyPage))
	mux.HandleFunc("/style.css", write("text/css", soundStyle+".ring:focus{outline:none}"))
	mux.HandleFunc("/page.js", write("text/javascript", `document.querySelector("h1").textContent = "Sound and scripted"`))
	mux.HandleFunc("/icon.svg", write("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"/>`))
	mux.HandleFunc("POST /said", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		write("text/html", strings.Replace(soundPage, "<main>", "<main><p>Said "+r.Form.Encode()+"</p>", 1))(w, r)
	})
	mux.HandleFunc("/robots.txt", write("text/plain", "User-agent: *\nDisallow:\n"))
	mux.HandleFunc("/", http.NotFound)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestTheChecksPassAPageWithoutFaults(t *testing.T) {
	p := newPage(t, serveChecks(t)).open("/sound").sees("Sound and scripted")
	p.accessible().reflows().walked()
	p.weighs("/sound", publicWeight)
	validHTML(t, map[string]string{"sound": soundPage})
}

func TestTheChecksFindEveryFault(t *testing.T) {
	p := newPage(t, serveChecks(t)).open("/faulty")
	complaints := strings.Join(p.watch.problems(), "\n")
	require.Contains(t, complaints, "Content Security Policy", "the script in the page")
	require.Contains(t, complaints, "elsewhere.example", "the picture from elsewhere")
	found := strings.Join(p.barriers(), "\n")
	for _, rule := range []string{"axe-core: html-has-lang", "axe-core: label", "axe-core: region", "HTML_CodeSniffer: WCAG2AA.Principle3.Guideline3_1.3_1_1"} {
		require.Contains(t, found, rule)
	}
	problems, err := checkHTML(t, map[string]string{"faulty": faultyPage})
	require.NoError(t, err)
	require.NotEmpty(t, problems)
	p.watch.problems() // they were wanted
}

// A task is done the same way with a mouse, with the keyboard alone, and
// without script.
func TestFormsAreFilledInEveryWay(t *testing.T) {
	base := serveChecks(t)
	for way, p := range ways(t, base) {
		t.Run(way, func(t *testing.T) {
			p := p(t).open("/sound")
			p.fill("Words", "It is so: “yes” 🗞").click("Denies").choose("Kind", "Second").click("Sure").click("More").sees("There is more.")
			require.Equal(t, "It is so: “yes” 🗞", p.value("Words"))
			p.click("Say it").arrives("/said").sees("kind=b&stance=denies&sure=yes&words=It")
		})
	}
}

// ways are the ways in which people use pages.
func ways(_ *testing.T, base string) map[string]func(*testing.T) *page {
	return map[string]func(*testing.T) *page{
		"with a mouse":        func(t *testing.T) *page { return newPage(t, base) },
		"with the keyboard":   func(t *testing.T) *page { return newPage(t, base).withoutMouse() },
		"without script":      func(t *testing.T) *page { return newPage(t, base).withoutScript() },
		"keyboard, no script": func(t *testing.T) *page { return newPage(t, base).withoutScript().withoutMouse() },
	}
}
