// Package crashtest tries what must not happen: it runs the product as a
// process of its own, kills it, fills its disk, takes its mail server away, and
// looks whether anything was lost. Everything is in its tests; this file and
// the press office, which other tests use too, are all that is exported.
package crashtest
