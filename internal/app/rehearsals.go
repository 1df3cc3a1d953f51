package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/vault"
)

// RehearseApart is the command by which this program plays a rehearsal in a process of its own.
const RehearseApart = "rehearse-apart"

// openRehearsals opens the room that has rehearsals played. One that is itself a rehearsal has none.
func (a *App) openRehearsals(opts Options, keys *vault.Keys) {
	if opts.Letters != nil {
		return
	}
	player := opts.Rehearser
	if player == nil {
		player = &apart{dir: filepath.Join(a.Config.Data, "rehearsals"), log: a.log.Named("rehearsal")}
	}
	copies := func(ctx context.Context, caseID uuid.UUID, parties ...uuid.UUID) (json.RawMessage, error) {
		excerpt, err := a.Record.Excerpt(ctx, caseID, parties...)
		if err != nil {
			return nil, err
		}
		return json.Marshal(excerpt)
	}
	a.Rehearsals = rehearsal.NewRoom(a.Desk, a.Clock, copies, player, rehearsal.Settings{
		DeskName: a.Config.DeskName, Publication: a.Config.Publication, Phone: a.Config.Phone,
		MailDomain: a.Config.MailDomain, MailFrom: a.Config.MailFrom, MailReplyUser: a.Config.MailReplyUser,
		URL: a.Config.URL, PublicURL: a.Config.PublicURL, UndoWindow: a.Config.UndoWindow, Salt: keys.Salt(),
	})
	a.closing(func(context.Context) error { a.Rehearsals.Close(); return nil })
}

// ReadLetter reads a letter that the desk wrote as its reader will. It implements [rehearsal.LetterReader].
func ReadLetter(raw []byte) (mailtext.LetterText, error) {
	draft, err := post.ReadLetter(raw)
	return mailtext.LetterText(draft), err
}

// apart plays rehearsals in a process of its own: one that runs away, or out of memory, takes nobody
// along, what it used is given back at its end, and it can be made to stand behind the desk. It
// implements [rehearsal.Player].
type apart struct {
	dir string
	log *zap.Logger
}

// apartMemory is from where on its garbage collector works harder.
const apartMemory = "GOMEMLIMIT=300MiB"

// Play implements [rehearsal.Player]. The process gets the job on its standard input, which stays open
// as long as this one lives. It inherits nothing of the environment that names a server or a secret.
func (p *apart) Play(ctx context.Context, job rehearsal.Job, tell func(rehearsal.Progress)) (rehearsal.Result, error) {
	binary, err := os.Executable()
	if err != nil {
		return rehearsal.Result{}, fmt.Errorf("find the program to rehearse with: %w", err)
	}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return rehearsal.Result{}, unwritable(p.dir, err)
	}
	dir, err := os.MkdirTemp(p.dir, "case-")
	if err != nil {
		return rehearsal.Result{}, unwritable(p.dir, err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, RehearseApart)
	cmd.Env = append([]string{apartMemory, "TMPDIR=" + dir}, kept("TZ", "ZONEINFO", "SystemRoot")...)
	cmd.Dir = dir
	cmd.Stderr = io.Discard
	behind(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return rehearsal.Result{}, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return rehearsal.Result{}, err
	}
	if err := cmd.Start(); err != nil {
		return rehearsal.Result{}, fmt.Errorf("start a process to rehearse in: %w", err)
	}
	yield(cmd)
	result, err := converse(in, out, rehearsal.Order{Dir: dir, Job: job}, tell)
	_ = in.Close() // which ends it
	if err != nil {
		cancel()
	}
	if ended := cmd.Wait(); err != nil && ended != nil {
		p.log.Warn("a rehearsal came to no end", zap.Error(err), zap.String("process", ended.Error()))
	}
	return result, err
}

// converse gives the order, and listens until the result comes.
func converse(in io.Writer, out io.Reader, order rehearsal.Order, tell func(rehearsal.Progress)) (rehearsal.Result, error) {
	if err := json.NewEncoder(in).Encode(order); err != nil {
		return rehearsal.Result{}, fmt.Errorf("give a rehearsal its case: %w", err)
	}
	answers := json.NewDecoder(out)
	for {
		var said rehearsal.Said
		switch err := answers.Decode(&said); {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return rehearsal.Result{}, errors.New("the process in which a rehearsal was played ended before it did")
		case err != nil:
			return rehearsal.Result{}, fmt.Errorf("listen to a rehearsal: %w", err)
		case said.Refused != nil:
			return rehearsal.Result{}, said.Refused
		case said.Result != nil:
			return *said.Result, nil
		case said.Progress != nil:
			tell(*said.Progress)
		}
	}
}

// kept are the variables of the environment that a process of its own needs.
func kept(names ...string) []string {
	var env []string
	for _, name := range names {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// sweepRehearsals removes what rehearsals have left behind that a crash has cut short.
func (a *App) sweepRehearsals() error {
	err := os.RemoveAll(filepath.Join(a.Config.Data, "rehearsals"))
	if err != nil {
		return claim.Errorf(claim.CodeReadOnly, "what a rehearsal has left behind cannot be removed: %v", err)
	}
	return nil
}
