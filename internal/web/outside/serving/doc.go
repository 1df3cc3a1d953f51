// Package serving is how answers go out to people without an account: under which headers, made
// once for all who ask at the same time and kept for a minute, bounded for each address, and one
// form at a time for each link.
package serving
