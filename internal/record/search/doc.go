// Package search finds what was written and said: cases, claims and parties by what
// they are called, requests, messages and answers by their words.
//
// A [Doc] follows from one entry and holds the words of the contents that the entry
// refers to, folded as package fold does. The record writes it in the
// transaction of the entry ([Writer.Add]). Of several texts of one thing the latest
// counts; of what was said every one does. Nothing of a restricted case is in the
// index, and what is erased leaves it ([Writer.Erased]).
//
// SQLite keeps the words with FTS5, PostgreSQL as tsvector, both as we fold and part them: what differs stands in
// sqlite.go and postgres.go. Both answer with the latest document first, and say of
// a page what it costs: a common word is found among the latest, a rare one by the
// index.
package search
