// Package lists holds what is asked of the record's tables, and the rows that
// come back: lists of cases, of what waits, of mail, of letters that go out, of
// parties, and what a search finds. The tables follow from the entries and can be
// emptied and filled again; no rule reads them, so no other room of the domain
// knows this one.
package lists
