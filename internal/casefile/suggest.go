package casefile

// nearest returns the word of known that is nearest to s, or "" if none is near.
func nearest(s string, known []string) string {
	const most = 2
	best, distance := "", most+1
	for _, k := range known {
		if d := edits(s, k, most); d < distance && d < len(k) {
			best, distance = k, d
		}
	}
	return best
}

// edits counts the letters to add, drop or change to get from a to b. It gives
// up beyond most, and returns most+1 then. Only the cells of the Levenshtein
// matrix within most of its diagonal are looked at.
func edits(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		from := max(0, i-most)
		diagonal, least := row[from], most+1
		row[from] = i + 1
		for j := from; j < min(len(b), i+most+1); j++ {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > most && len(b) > 0 {
			return most + 1
		}
	}
	return min(row[len(b)], most+1)
}
