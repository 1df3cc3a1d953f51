package main

import (
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
)

// sizes are the pages in use of the record's database and of the engine's two, in KB,
// whether they stand in the file or still in its write-ahead log.
type sizes struct{ record, engine float64 }

func (h *host) sizes() (sizes, error) {
	record, err := pagesKB(h.Config.Database)
	if err != nil {
		return sizes{}, err
	}
	of := sizes{record: record}
	for _, name := range []string{"engine.db", "engine.list.db"} {
		kept, err := pagesKB(filepath.Join(h.Config.Data, "engine", name))
		if err != nil {
			return sizes{}, err
		}
		of.engine += kept
	}
	return of, nil
}

func pagesKB(path string) (float64, error) {
	var size float64
	err := ask(path, `select (p.page_count - f.freelist_count) * s.page_size / 1024.0
		from pragma_page_count p, pragma_freelist_count f, pragma_page_size s`, &size)
	return size, err
}

// ask reads one value from a database that another process may be writing.
func ask(path, query string, dest any) error {
	file := url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro&_pragma=busy_timeout(10000)"}
	db, err := sql.Open("sqlite", file.String())
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(dest); err != nil {
		return fmt.Errorf("ask %s: %w", filepath.Base(path), err)
	}
	return nil
}
