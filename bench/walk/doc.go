// Package walk is people who walk through the pages of a desk over a large record: the real handlers over
// HTTP, without an engine, each person on a page for a while. It notes what every page took.
package walk
