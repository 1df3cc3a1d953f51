// Package outside is what people without an account see: the answer page and
// the verification of a request, for parties, and the public pages, for readers.
// No page needs a script, sets a cookie or loads anything from elsewhere.
//
// Its handlers stand in a file each, noun_verb.go; site.go has the table of
// routes. Pages for parties are never stored or indexed; public pages are
// rendered once and kept while what is public stays the same (see [Site.cached]), so
// that a story that spreads costs the desk next to nothing.
//
// A token in an address opens an answer page. It is in no log line, no referrer
// and no page of another site.
package outside
