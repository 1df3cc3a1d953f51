package house

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// SigningView is how letters are signed.
type SigningView struct {
	Signed bool             `json:"signed" doc:"letters are signed"`
	Can    bool             `json:"can" doc:"keys can be made here: the desk has a domain for mail"`
	Keys   []SigningKeyView `json:"keys,omitempty" doc:"those whose records have to stand in the DNS"`
}

// SigningKeyView is a key with which letters are, were or are to be signed.
type SigningKeyView struct {
	Selector string     `json:"selector"`
	State    string     `json:"state" doc:"next: made, and not used yet; used: letters are signed with it; before: letters that it signed may be under way"`
	Name     string     `json:"name" doc:"of the TXT record in the DNS"`
	Value    string     `json:"value" doc:"of the TXT record in the DNS"`
	MadeAt   time.Time  `json:"madeAt"`
	UsedAt   *time.Time `json:"usedAt,omitempty" doc:"since when letters are signed with it"`
}

// States of a signing key.
const (
	KeyNext   = "next"
	KeyUsed   = "used"
	KeyBefore = "before"
)

// signing is what makes keys, if mail goes out from here.
func signing(d *casework.Door) (casework.Signing, error) {
	if d.MadeWith().Signing == nil {
		return nil, claim.Errorf(claim.CodeWrongStage, "letters cannot be signed: the desk has no domain for mail").
			WithHint("set --mail-domain")
	}
	return d.MadeWith().Signing, nil
}

// SigningKeys shows how letters are signed, and what has to stand in the DNS.
func SigningKeys(ctx context.Context, d *casework.Door) (SigningView, error) {
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return SigningView{}, err
	}
	signs := desk.Signs()
	view := SigningView{Signed: signs != nil, Can: d.MadeWith().Signing != nil}
	for _, k := range desk.Keys {
		v := SigningKeyView{Selector: k.Selector, State: KeyBefore, Value: k.Public, MadeAt: k.MadeAt, UsedAt: casework.Pointer(k.UsedAt)}
		if d.MadeWith().Signing != nil {
			v.Name = d.MadeWith().Signing.Name(k.Selector)
		}
		switch {
		case k.UsedAt.IsZero():
			v.State, v.UsedAt = KeyNext, nil
		case signs != nil && k.Selector == signs.Selector:
			v.State = KeyUsed
		}
		view.Keys = append(view.Keys, v)
	}
	return view, nil
}

// MakeSigningKey makes the next key. Letters are signed with it once it is used. It
// returns [claim.CodeWrongStage] while a key waits to be used, or the one before the
// present one may still be needed.
func MakeSigningKey(ctx context.Context, d *casework.Door, caller casework.Caller) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	signing, err := signing(d)
	if err != nil {
		return casework.Receipt{}, err
	}
	if taken, err := d.Record().Taken(ctx, claim.Act{To: claim.DeskStream, Command: casework.Command(ctx, caller, people.MakeSigningKey{})}); taken || err != nil {
		return casework.DeskReceipt, err
	}
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return casework.Receipt{}, err
	}
	selector := desk.FreeSelector()
	sealed, public, err := signing.Make(selector)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Record().Put(ctx, claim.Content{Key: "signing key/" + casework.Key(ctx).String(), Media: "application/octet-stream", Data: sealed})
	if err != nil {
		return casework.Receipt{}, err
	}
	cmd := casework.Command(ctx, caller, people.MakeSigningKey{Selector: selector, Public: public, Private: refs[0]})
	return casework.Receipt{ID: people.DeskID, Name: selector}, d.Write(ctx, claim.DeskStream, cmd)
}

// UseSigningKey signs letters with the next key from now on, once it stands in the DNS:
// a signature that nobody can check is worse than none.
func UseSigningKey(ctx context.Context, d *casework.Door, caller casework.Caller) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	signing, err := signing(d)
	if err != nil {
		return casework.Receipt{}, err
	}
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return casework.Receipt{}, err
	}
	next := desk.NextKey()
	if next == nil {
		return casework.Receipt{}, claim.Errorf(claim.CodeNotFound, "there is no key that waits to be used").WithHint("make one: onrecord mail key make")
	}
	if err := signing.Published(ctx, next.Selector, next.Public); err != nil {
		return casework.Receipt{}, err
	}
	cmd := casework.Command(ctx, caller, people.UseSigningKey{Selector: next.Selector})
	return casework.Receipt{ID: people.DeskID, Name: next.Selector}, d.Write(ctx, claim.DeskStream, cmd)
}
