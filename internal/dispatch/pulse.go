package dispatch

import (
	"context"
	"sync/atomic"
	"time"
)

const (
	// pulseLasts is how long an engine that was heard of is taken to be there.
	pulseLasts = 3 * time.Second
	// pulseTimeout is how long an engine may take to say that it is there. A busy
	// machine can be slow; one where nothing listens says so at once.
	pulseTimeout = 3 * time.Second
	// attendEvery is how often a command that takes long has the engine asked.
	attendEvery = 2 * time.Second
)

// pulse knows when the engine was last heard of, so that an engine that went away
// is noticed at once and one that is there is seldom asked.
type pulse struct {
	heard atomic.Int64 // wall clock in nanoseconds
}

func (p *pulse) beat() { p.heard.Store(time.Now().UnixNano()) }

// feel asks, unless the engine was heard of just now.
func (p *pulse) feel(ctx context.Context, ask func(context.Context) error) error {
	if time.Since(time.Unix(0, p.heard.Load())) < pulseLasts {
		return nil
	}
	return p.take(ctx, ask)
}

func (p *pulse) take(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, pulseTimeout)
	defer cancel()
	err := ask(ctx)
	if err == nil {
		p.beat()
	} else {
		p.heard.Store(0)
	}
	return err
}

// attend gives a command up whose engine has gone away meanwhile: it would wait
// for nobody. The caller calls what it returns when the command is done.
func (p *pulse) attend(ctx context.Context, ask func(context.Context) error, giveUp func()) (done func() bool) {
	var timer *time.Timer
	look := func() {
		if ctx.Err() != nil {
			return
		}
		if p.take(ctx, ask) != nil {
			giveUp()
			return
		}
		timer.Reset(attendEvery)
	}
	timer = time.AfterFunc(time.Hour, look) // set before it can fire
	timer.Reset(attendEvery)
	return timer.Stop
}

// Reach reports that the engine is there, or else an error for people. It asks at
// most every few seconds, and answers within three.
func (t *Temporal) Reach(ctx context.Context) error {
	if t.pulse.feel(ctx, t.ask) != nil {
		return unreachable()
	}
	return nil
}

func (t *Temporal) ask(ctx context.Context) error {
	_, err := t.Client.CheckHealth(ctx, nil)
	return err
}
