// Package requests puts requests to parties, and keeps at them: asking, the plan and the letters
// that follow from it, extending, pausing, following up, taking back. What is asked is content; the
// record decides what goes out, and when.
package requests
