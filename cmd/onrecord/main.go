// Command onrecord runs the claim-verification desk, and talks to one that runs.
package main

import (
	"os"
	_ "time/tzdata" // time zones, on machines that have none
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
