// Package crashtest tries what must not happen: it runs the product as a
// process of its own, kills it, fills its disk, takes its mail server or parts of
// its cluster away, and looks whether anything was lost. Everything is in its tests; exported is what
// other tests use too: the press office, and a look whether all streams agree.
package crashtest
