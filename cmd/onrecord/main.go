// Command onrecord runs the claim-verification desk, and talks to one that runs.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
