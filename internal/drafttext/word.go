package drafttext

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Limits of a file of a word processor (ECMA-376): it is packed, and may unpack to
// anything.
const (
	maxParts  = 5_000
	maxPart   = 32 << 20 // bytes of a part, unpacked
	maxDepth  = 500      // elements in each other
	maxTokens = 5_000_000
)

// readWord reads the main part, and behind it the notes. What was deleted under tracked changes is no word of the
// story any more; what was inserted is.
func readWord(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", ErrNoText
	}
	if len(archive.File) > maxParts {
		return "", ErrTooLarge
	}
	main := "word/document.xml"
	if rels, err := part(archive, "_rels/.rels"); err == nil {
		main = target(rels, "/", "officeDocument", main)
	}
	document, err := part(archive, main)
	if err != nil {
		return "", err
	}
	text, err := words(document)
	if err != nil {
		return "", err
	}
	folder := path.Dir(main)
	rels, _ := part(archive, path.Join(folder, "_rels", path.Base(main)+".rels")) // without them, notes stand where they do by custom
	for _, kind := range []string{"footnotes", "endnotes"} {
		name := target(rels, folder, kind, path.Join(folder, kind+".xml"))
		if !slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == name }) {
			continue
		}
		notes, err := part(archive, name)
		if err != nil {
			return "", err
		}
		more, err := words(notes)
		if err != nil {
			return "", err
		}
		text += "\n\n" + more
	}
	return bounded(tidy(text))
}

// part unpacks one part of the archive.
func part(archive *zip.Reader, name string) ([]byte, error) {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		open, err := f.Open()
		if err != nil {
			return nil, ErrNoText
		}
		defer open.Close()
		data, err := io.ReadAll(io.LimitReader(open, maxPart+1)) // what it says of its size is not to be believed
		switch {
		case len(data) > maxPart:
			return nil, ErrTooLarge
		case err != nil:
			return nil, ErrNoText
		}
		return data, nil
	}
	return nil, ErrNoText
}

// target is where relations say that the part of a kind stands, seen from a folder.
func target(rels []byte, folder, kind, otherwise string) string {
	var all struct {
		Relationship []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if len(rels) > 1<<20 || xml.Unmarshal(rels, &all) != nil {
		return otherwise
	}
	for _, r := range all.Relationship {
		if strings.HasSuffix(r.Type, "/"+kind) {
			if !strings.HasPrefix(r.Target, "/") {
				r.Target = path.Join("/", folder, r.Target)
			}
			return strings.TrimPrefix(path.Clean(r.Target), "/")
		}
	}
	return otherwise
}

// struck are elements whose text is not there any more, stands there a second time, or is
// none: the properties of a paragraph name places for tabs, which are no tabs.
var struck = map[string]bool{"del": true, "moveFrom": true, "Fallback": true, "pPr": true}

// breaks are what elements without text stand for.
var breaks = map[string]string{"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}

// words reads the runs of the document. The XML reader resolves no entities but the five,
// so nothing can grow in it.
func words(document []byte) (string, error) {
	tokens := xml.NewDecoder(bytes.NewReader(document))
	var out strings.Builder
	depth, skip, text := 0, 0, false
	for range maxTokens {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return bounded(tidy(out.String()))
		}
		if err != nil {
			return "", ErrNoText
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return "", ErrNoText
			}
			if skip > 0 || struck[t.Name.Local] {
				skip++
				continue
			}
			text = t.Name.Local == "t"
			out.WriteString(breaks[t.Name.Local])
		case xml.EndElement:
			depth--
			text = false
			if skip > 0 {
				skip--
				continue
			}
			if t.Name.Local == "p" {
				out.WriteString("\n\n")
			}
		case xml.CharData:
			if text && skip == 0 {
				out.Write(t)
			}
		}
		if out.Len() > 2*MaxText {
			return "", ErrTooLarge
		}
	}
	return "", ErrTooLarge
}
