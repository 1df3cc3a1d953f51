package staff

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

const (
	// MaxBrowsers is how many browsers a person has subscribed at most.
	MaxBrowsers = 20
	// maxLabel is how much is kept of what a browser is called, in bytes.
	maxLabel = 120
)

// BrowserView is a browser that a person has subscribed, without its address, which is a secret.
type BrowserView struct {
	ID        uuid.UUID `json:"id"`
	Label     string    `json:"label"`
	MadeAt    time.Time `json:"madeAt" doc:"since when it is subscribed"`
	ToldAt    time.Time `json:"toldAt,omitzero" doc:"when its push service took a notice last"`
	Failing   string    `json:"failing,omitempty" doc:"why it did not take the last one; left out if it did"`
	DroppedAt time.Time `json:"droppedAt,omitzero" doc:"since when nothing is told there, as its push service knows of it no more"`
}

// BrowserTried says what the push service of a browser answered.
type BrowserTried struct {
	Failed string `json:"failed,omitempty" doc:"why the line was not taken; left out if it was"`
}

// PushKey is the key under which a browser is subscribed; empty where nothing is told by web push.
func PushKey(ctx context.Context, d *casework.Door) (string, error) {
	if d.MadeWith().Push == nil {
		return "", nil
	}
	return d.MadeWith().Push.Key(ctx)
}

// SubscribeBrowser has whoever asks told by web push in a browser.
func SubscribeBrowser(ctx context.Context, d *casework.Door, caller casework.Caller, in casework.BrowserSubscription) (casework.Receipt, error) {
	push, err := pushing(d)
	if err != nil {
		return casework.Receipt{}, err
	}
	if field, problem := push.Check(in); problem != "" {
		return casework.Receipt{}, casework.Invalid(field, problem)
	}
	if in.Label = strings.Join(strings.Fields(in.Label), " "); len(in.Label) > maxLabel {
		in.Label = strings.ToValidUTF8(in.Label[:maxLabel], "")
	}
	in.Label = cmp.Or(in.Label, "a browser")
	there, err := push.Browsers(ctx, caller.ID)
	if err != nil {
		return casework.Receipt{}, err
	}
	if live := slices.DeleteFunc(there, func(b lists.Browser) bool { return !b.DroppedAt.IsZero() }); len(live) >= MaxBrowsers {
		return casework.Receipt{}, claim.Errorf(claim.CodeTooLarge, "you have subscribed %d browsers already", MaxBrowsers).WithHint("remove one that you do not use")
	}
	id := casework.KeyOf(ctx, "browser")
	if id == uuid.Nil {
		id = uuid.New()
	}
	return casework.Receipt{ID: id}, push.Subscribe(ctx, caller.ID, id, in)
}

// Browsers lists those that whoever asks has subscribed.
func Browsers(ctx context.Context, d *casework.Door, caller casework.Caller) ([]BrowserView, error) {
	if d.MadeWith().Push == nil {
		return nil, nil
	}
	all, err := d.MadeWith().Push.Browsers(ctx, caller.ID)
	views := make([]BrowserView, len(all))
	for i, b := range all {
		views[i] = BrowserView{b.ID, b.Label, b.MadeAt, b.ToldAt, b.Failing, b.DroppedAt}
	}
	return views, err
}

// RemoveBrowser has whoever asks told in a browser no more.
func RemoveBrowser(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID) (casework.Receipt, error) {
	push, err := pushing(d)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: id}, push.Remove(ctx, caller.ID, id)
}

// TryBrowser sends a line to a browser of whoever asks.
func TryBrowser(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID) (BrowserTried, error) {
	push, err := pushing(d)
	if err != nil {
		return BrowserTried{}, err
	}
	all, err := push.Browsers(ctx, caller.ID)
	if err != nil {
		return BrowserTried{}, err
	}
	i := slices.IndexFunc(all, func(b lists.Browser) bool { return b.ID == id && b.DroppedAt.IsZero() })
	if i < 0 {
		return BrowserTried{}, claim.Errorf(claim.CodeNotFound, "you have subscribed no such browser").WithHint("subscribe it where you want to be told")
	}
	failed, err := push.Try(ctx, all[i])
	return BrowserTried{failed}, err
}

func pushing(d *casework.Door) (casework.Push, error) {
	if d.MadeWith().Push == nil {
		return nil, claim.Errorf(claim.CodeUnavailable, "nothing is told by web push here")
	}
	return d.MadeWith().Push, nil
}
