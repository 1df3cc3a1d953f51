package page

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed static
var staticFiles embed.FS

// assets are the files that pages load. Each stands under an address with its
// hash in it, so a browser keeps it for good.
type assets struct {
	addresses map[string]string // by file name
	data      map[string][]byte // by address
}

func loadAssets() assets {
	a := assets{map[string]string{}, map[string][]byte{}}
	_ = fs.WalkDir(staticFiles, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		file := strings.TrimPrefix(name, "static/")
		address := "/static/" + hex.EncodeToString(sum[:6]) + "/" + file
		a.addresses[file], a.data[address] = address, data
		return nil
	})
	return a
}

// address is where a file stands; a template that names none is broken.
func (a assets) address(file string) (string, error) {
	if address, ok := a.addresses[file]; ok {
		return address, nil
	}
	return "", fs.ErrNotExist
}

// ServeHTTP implements [http.Handler].
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, ok := a.data[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.URL.Path)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
