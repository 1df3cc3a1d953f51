package terminal

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// Progress is a bar where a person sees it.
type Progress struct {
	bar *progressbar.ProgressBar // nil for none
}

// NewProgress shows the first of a bar, with what is going on.
func NewProgress(p *Program, what string, total int) *Progress {
	out := &Progress{}
	if OnTerminal(p.Err) && !p.Quiet && !p.JSON {
		out.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.Err), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond))
	}
	return out
}

// To says how far it is.
func (p *Progress) To(done, total int64) {
	if p.bar != nil {
		p.bar.ChangeMax64(total)
		_ = p.bar.Set64(done) // a bar that cannot be drawn is not missed
	}
}

// Stop takes the bar away.
func (p *Progress) Stop() {
	if p.bar != nil {
		_ = p.bar.Clear() // the next line overwrites it
	}
}
