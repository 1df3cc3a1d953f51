package desktest_test

import "testing"

// measured are the pages that Lighthouse measures.
var measured = []string{
	"/{$}", "/cases", "/cases/{case}", "/cases/{case}/claims/{claim}", "/requests/{request}", "/public/{case}", "/answer/{token}",
}

func TestLighthouseFindsThePagesGood(t *testing.T) {
	d := theDesk(t)
	views := d.views(t)
	for _, route := range measured {
		v := views[route]
		t.Run(v.name, func(t *testing.T) {
			p := d.before(t, v).open(v.path)
			lighthouse(t, v.name, d.url+v.path, p.cookies(), route == "/answer/{token}")
		})
	}
}
