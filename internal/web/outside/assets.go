package outside

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
)

//go:embed static
var static embed.FS

// asset is a file that pages load. Its address carries its hash, so it is kept
// for good.
type asset struct {
	name, media, hash string
	data              []byte
}

func loadAsset(name, media string) asset {
	data, err := static.ReadFile("static/" + name)
	if err != nil { // it is embedded: the build was not right
		panic("outside: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return asset{name, media, hex.EncodeToString(sum[:6]), data}
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.media)
	h.Set("Cache-Control", "public, max-age=3600")
	h.Set("ETag", `"`+a.hash+`"`)
	if r.URL.Query().Get("v") == a.hash {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == `"`+a.hash+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(a.data)
}
