package page

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Link leads to one of several places, such as the pages of a list.
type Link struct {
	Label, Path string
	Current     bool
}

// Number reads the number of a page, from 1, and where it begins in a list.
func Number(length, size int, number string) (page, first int) {
	page, _ = strconv.Atoi(number)
	last := max(1, (length+size-1)/size)
	page = max(1, min(page, last))
	return page, (page - 1) * size
}

// NumberedPages are the links to all pages of a list, none if there is only one.
func NumberedPages(at *url.URL, name string, current, size, length int) []Link {
	if length <= size {
		return nil
	}
	var links []Link
	for first := 0; first < length; first += size {
		number := first/size + 1
		links = append(links, Link{
			Label: fmt.Sprintf("%d–%d", first+1, min(first+size, length)), Path: With(at, name, strconv.Itoa(number)), Current: number == current,
		})
	}
	return links
}

// With is an address with one value behind the question mark set, or taken away if it is empty.
func With(at *url.URL, name, value string) string {
	q := at.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return at.Path
	}
	return at.Path + "?" + q.Encode()
}

// CasePath is the address of a case.
func CasePath(r report.Report) string {
	if r.Slug == "" {
		return "/cases/" + r.ID.String()
	}
	return "/cases/" + url.PathEscape(r.Slug)
}

// ClaimPath is the address of a claim of the case at base.
func ClaimPath(base string, c report.ClaimReport) string {
	if c.Key == "" {
		return base + "/claims/" + c.ID.String()
	}
	return base + "/claims/" + url.PathEscape(c.Key)
}

// AtQuery is the query of a page as of an instant, empty for now.
func AtQuery(at *time.Time) string {
	if at == nil {
		return ""
	}
	return "?at=" + url.QueryEscape(at.UTC().Format(time.RFC3339Nano))
}

// SecondsOf is an instant for a field that knows seconds: the next full one, so that what
// was recorded within the second is there.
func SecondsOf(at time.Time, zone *time.Location) string {
	return at.Add(time.Second - time.Microsecond).In(zone).Format("2006-01-02T15:04:05")
}

// publicCase is the address of the public page of a case; empty while nothing of it
// is public.
func (s *Site) publicCase(r report.Report, claims []report.ClaimReport) string {
	for _, c := range claims {
		if len(c.Publications) > 0 {
			return s.Public + "/" + url.PathEscape(r.Slug)
		}
	}
	return ""
}

// publicClaim is the address of the public page of a claim with a public finding.
func (s *Site) publicClaim(r report.Report, c report.ClaimReport) string {
	key := c.Key
	if key == "" {
		key = c.ID.String()
	}
	return s.Public + "/" + url.PathEscape(r.Slug) + "/claims/" + url.PathEscape(key)
}

// CursorPages are the addresses of the next page and, from a later one, of the first.
func CursorPages(path string, query url.Values, next string) (nextPath, firstPath string) {
	if query.Get("after") != "" {
		firstPath = Address(path, Without(query, "after"))
	}
	if next != "" {
		q := Without(query, "after")
		q.Set("after", next)
		nextPath = Address(path, q)
	}
	return nextPath, firstPath
}

// Without is the query without a value, and without empty ones.
func Without(query url.Values, name string) url.Values {
	kept := url.Values{}
	for key, values := range query {
		if key != name && len(values) > 0 && values[0] != "" {
			kept[key] = values
		}
	}
	return kept
}

// Address is a path with a query, if there is one.
func Address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}
