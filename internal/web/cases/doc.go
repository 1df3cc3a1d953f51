// Package cases is the screens of a case: the case itself with its grid, timeline, access and
// order of claims, and what is seen and done of it as a whole: board, chase, story, print,
// comments, reports and rehearsals.
package cases
