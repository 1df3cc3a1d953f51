// Package claims has the commands about checkable statements of a case: making and revising them, the
// evidence and the statements that bear on them, assessing, reviewing and signing them, and publishing,
// correcting and retracting what was found.
package claims
