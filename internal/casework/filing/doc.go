// Package filing opens a case from a case file: with its parties, claims and requests, and
// with statements, evidence and answers, in one act. All of the file is planned before
// anything is kept, by what each thing would do by itself, and all that is wrong is said at once.
package filing
