// Package casefile reads case files: a case with its parties, claims and
// requests, written by hand in YAML or by a program in JSON, and the scripts
// of the demo that go with them.
//
// A case file comes from outside, so it is hostile until shown otherwise. It is
// read in three steps, each of which sees only what the one before let through:
//
//  1. The bytes. At most [MaxFile] of them, in UTF-8, without control characters.
//  2. The tree. One document, at most [MaxDepth] deep, without aliases, tags or
//     merge keys: what stands in the file is all that there is.
//  3. The fields. Every key is known, every value has its type, every reference
//     leads somewhere.
//
// The third step does not stop at the first problem. An [Error] names them all,
// each with its line, the reason and what to do about it. It never quotes more
// than a few words of the file.
//
// Nothing in this package asks a clock: whether an instant has passed is for
// those who open the case to say.
package casefile
