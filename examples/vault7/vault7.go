// Package vault7 holds the reference case: who was contacted by WikiLeaks about
// the CIA's hacking tools, and the week in which that was asked.
package vault7

import _ "embed" // the two files

// Case is the case file. See docs/case-file.md.
//
//go:embed case.yaml
var Case []byte

// Week is the script of the week, which the demo plays.
//
//go:embed week.yaml
var Week []byte
