// Package assigned says to whom what waits was given ([Assignment]), and who cannot be
// given it. A case, and a message in quarantine, each keep what is assigned in them.
package assigned
