package desk

import (
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

// progress is a bar where a person sees it.
type progress struct {
	bar *progressbar.ProgressBar // nil for none
}

// newProgress shows the first of a bar, with what is going on.
func newProgress(p *terminal.Program, what string, total int) *progress {
	out := &progress{}
	if terminal.OnTerminal(p.Err) && !p.Quiet && !p.JSON {
		out.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.Err), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond))
	}
	return out
}

// to says how far it is.
func (p *progress) to(done, total int64) {
	if p.bar != nil {
		p.bar.ChangeMax64(total)
		_ = p.bar.Set64(done) // a bar that cannot be drawn is not missed
	}
}

// stop takes the bar away.
func (p *progress) stop() {
	if p.bar != nil {
		_ = p.bar.Clear() // the next line overwrites it
	}
}
