// Package cases has the commands about stories under verification: opening a case and showing where
// it stands, the draft of its text, what colleagues say to each other about it, who may see it, the
// board before a deadline, and the rehearsal of what will go out.
package cases
