package desk

// Watching counts those who watch now.
func (r *Room) Watching() int {
	r.watch.mu.Lock()
	defer r.watch.mu.Unlock()
	return r.watch.watching
}
