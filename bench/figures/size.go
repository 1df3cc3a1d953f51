package figures

// Size is how much work a run does.
type Size string

// The sizes.
const (
	Full     Size = "full"     // what is quoted
	Quick    Size = "quick"    // a tenth of it: to see that it runs
	Smallest Size = "smallest" // seconds for each part: that all of it comes out
)

// Of is a number at each size.
func (s Size) Of(inFull, inQuick, inSmallest int) int {
	switch s {
	case Smallest:
		return inSmallest
	case Quick:
		return inQuick
	}
	return inFull
}
