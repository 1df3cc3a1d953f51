package casework

import "strings"

// Through puts a way into words, behind whose statement it is: to The Register, quoted
// by Reuters. It is empty for what was said to the desk.
func Through(way []string) string {
	if len(way) == 0 {
		return ""
	}
	return strings.Join(append([]string{"to " + way[0]}, way[1:]...), ", quoted by ")
}
