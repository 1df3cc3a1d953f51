package app

import (
	"context"
	"fmt"
	"strings"
	"syscall"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/workflows"
)

// health implements [desk.Health].
type health struct{ app *App }

// Engine implements [desk.Health]. It asks the server one small question;
// what takes longer, as counting what runs, is for onrecord engine status.
func (h health) Engine(ctx context.Context) (desk.EngineHealth, error) {
	s, err := h.app.Engine.Health(ctx)
	workers := -1
	if err == nil {
		workers, err = h.app.Engine.Pollers(ctx, workflows.TaskQueue)
	}
	swept := h.app.sweeper.Swept()
	return desk.EngineHealth{
		Kind: string(s.Kind), ServerVersion: s.ServerVersion, Address: s.Address, Namespace: s.Namespace,
		DatabaseBytes: s.DatabaseBytes, Workers: workers, Swept: swept.Started, SweptAt: swept.At,
	}, explain(err)
}

// Answers implements [desk.Health].
func (h health) Answers(ctx context.Context) error { return h.app.Executor.Reach(ctx) }

// Disk implements [desk.Health].
func (h health) Disk(context.Context) (free, total int64, err error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(h.app.Config.Data, &fs); err != nil {
		return 0, 0, fmt.Errorf("the disk of %s: %w", h.app.Config.Data, err)
	}
	return int64(fs.Bavail) * fs.Bsize, int64(fs.Blocks) * fs.Bsize, nil
}

// MailConfigured implements [desk.Health].
func (h health) MailConfigured() bool { return h.app.Config.SMTPServer != "" }

// searchable is the text of mail and of files, as far as they have one, for search.
func searchable(media string, data []byte) string {
	if !strings.HasPrefix(media, "message/rfc822") {
		return ""
	}
	text, _, err := ReadText{}.Read(data, received.Envelope{})
	if err != nil {
		return ""
	}
	return text.From + "\n" + mailtext.WithoutLinks(text.Subject+"\n"+text.Text)
}
