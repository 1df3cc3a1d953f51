// Package casework is the one door. Whatever a person does, on a page, over the
// API or on the command line, goes through a [Door], by an operation (package
// operation), which has asked for the right: it finds nothing that the caller may not
// see, keeps the content, sends the command to the workflow that writes the stream, and
// returns when the record has it, so the next read shows it.
//
// Every method that depends on who asks takes the [Caller]; all return a [*claim.Error] for anything
// that a person can do something about. Names are accepted wherever an
// identifier is: "vault7" for a case, "vault7/google" for a claim of it.
//
// Rooms stand beside the door and lead to it alone: reading and those above it (story,
// board, agenda, discussion, rehearsal) show; outside is what parties and the public see
// and do. What they share is here: finders ([Door.TheCase], [Door.TheClaim], [Load]),
// which find nothing that the caller may not see, checks of text ([Line], [Prose]),
// content that was read at once ([Library]). Messages as people read them are a room below it, mailtext.
//
// What is done at the door stands in rooms of its own, each about one thing: writing (cases, drafts,
// claims and what supports them), requests, answers, contacts, findings (from a proposed outcome to
// readers), filing (case files), house (what the desk sets for itself) and staff. A function there
// checks, and acts by what the door gives it ([Door.Keyed], [Door.Keep] and [Door.KeepJSON], then
// [Door.Do] or [Door.Write], or several commands by [Door.Together] or a [Batch]). Parties are still written here. What goes on after
// whoever asked for it was answered is the door's [Background].
package casework

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Store is the record, as far as the door needs it.
type Store interface {
	mailtext.TextStore
	sheetStore
	turnStore
	// Do carries commands out in one transaction.
	Do(ctx context.Context, d claim.Doing) ([]claim.Done, error)
	// Taken reports whether a stream has taken a command before.
	Taken(ctx context.Context, a claim.Act) (bool, error)
	// Around shows how streams stand now; failed says afterwards whether it could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
	Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
	// States returns a case with all that belongs to it, the claims in the order of the case; as of an instant, or as they are now.
	States(ctx context.Context, caseID uuid.UUID, asOf time.Time) ([]claim.Aggregate, error)
	// Draw gives contents the references that they will have once Do has kept them.
	Draw(contents ...claim.Content) []claim.Content
	// Put keeps content. The same key with other data is [claim.CodeConflict].
	Put(ctx context.Context, contents ...claim.Content) ([]claim.Ref, error)
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)
	// Resolve finds an identifier by its text form or by the short name of the thing.
	Resolve(ctx context.Context, kind claim.StreamKind, caseID uuid.UUID, name string) (uuid.UUID, error)
	Persons(ctx context.Context) ([]uuid.UUID, error)
	Correspondences(ctx context.Context, f lists.CorrespondenceFilter) ([]uuid.UUID, error)
	// CasesWith returns the cases that a party has to do with.
	CasesWith(ctx context.Context, party uuid.UUID) ([]uuid.UUID, error)
	// PartiesCalled returns the parties of that very name.
	PartiesCalled(ctx context.Context, name string) ([]uuid.UUID, error)
	RequestCorrespondence(ctx context.Context, request uuid.UUID) (uuid.UUID, error)
	// ContactsAt returns the contact points that have an e-mail address, with their parties.
	ContactsAt(ctx context.Context, address string) ([]received.KnownContact, error)
	// EveryContactAt returns the retired ones too.
	EveryContactAt(ctx context.Context, address string) ([]received.KnownContact, error)
	MessageCorrespondence(ctx context.Context, message uuid.UUID) (uuid.UUID, error)
	NoteLook(ctx context.Context, l lists.Look) error
	Verify(ctx context.Context, progress func(done, total int64)) (lists.VerifyReport, error)
}

// Executor sends commands to the workflows that carry streams.
type Executor interface {
	// Do returns when the record has what follows from the command, or the refusal.
	// now is where the stream stood when the command was sent.
	Do(ctx context.Context, to claim.Stream, cmd claim.Command, now claim.Next) error
}

// Hooks is what posts to webhooks.
type Hooks interface {
	// Check says what is wrong with an address, a sentence; empty if nothing is.
	Check(address string) string
	// Seal encrypts an address with the keys of the installation.
	Seal(address string) ([]byte, error)
	// Try posts a line to a webhook, and says why it was not taken; empty if it was.
	Try(ctx context.Context, to people.Webhook) (failed string, err error)
}

// Push tells people through the push services of the browsers that they have subscribed.
type Push interface {
	// Key is the public key under which a browser is subscribed. It is made when it is asked for first.
	Key(ctx context.Context) (string, error)
	// Check says what is wrong with a subscription, by field; empty if nothing is.
	Check(s BrowserSubscription) (field, problem string)
	// Subscribe keeps a subscription of a person, under an identifier.
	Subscribe(ctx context.Context, person, id uuid.UUID, s BrowserSubscription) error
	// Browsers are those of a person, as they were subscribed.
	Browsers(ctx context.Context, person uuid.UUID) ([]lists.Browser, error)
	// Remove ends a subscription. It returns [claim.CodeNotFound] if it is not the person's.
	Remove(ctx context.Context, person, id uuid.UUID) error
	// Try sends a line to a browser, and says why it was not taken; empty if it was.
	Try(ctx context.Context, to lists.Browser) (failed string, err error)
}

// BrowserSubscription is a browser as it has subscribed itself.
type BrowserSubscription struct {
	Endpoint string `json:"endpoint" doc:"where its push service takes messages; it is sealed, and not shown again"`
	P256dh   string `json:"p256dh" doc:"its public key, in base64url"`
	Auth     string `json:"auth" doc:"its secret, in base64url"`
	Label    string `json:"label,omitempty" doc:"what you call the browser; what it calls itself if left out"`
}

// Signing makes keys with which letters are signed (DKIM), and looks whether they are
// published.
type Signing interface {
	// Make makes a key: its private half sealed, and the value of its DNS record.
	Make(selector string) (sealed []byte, public string, err error)
	// Name is where the record of a selector stands in the DNS.
	Name(selector string) string
	// Published returns nil if the record stands in the DNS. It returns [claim.CodeWrongStage]
	// if it does not, and [claim.CodeUnavailable] if the DNS does not answer.
	Published(ctx context.Context, selector, public string) error
}

// Accounts is what people sign in with, as far as the door needs it.
type Accounts interface {
	// Invite makes a one-time link, under an identifier, through which a person
	// chooses how to sign in. Links made before for the person end.
	Invite(ctx context.Context, person, id uuid.UUID) (url string, endsAt time.Time, err error)
	// LinkEnd is when a link ends that is made now.
	LinkEnd() time.Time
	// Shut ends every session, API token and link of a person.
	Shut(ctx context.Context, person uuid.UUID) error
}

// Senders finds out who sent received mail.
type Senders interface {
	// CheckSender looks at a message of the correspondence. If it was looked at before, it is only held against the
	// party's contact points, as they are now; anew asks the DNS again as well.
	CheckSender(ctx context.Context, c *letters.Correspondence, m letters.Message, anew bool) (received.Sender, error)
}

// Clock tells product time.
type Clock interface{ Now() time.Time }

// Settings of the desk.
type Settings struct {
	// UndoWindow is how long a request waits before it goes out, unless the desk has set otherwise.
	UndoWindow time.Duration
	// Desk is in force until the desk sets its own; without a name, the defaults are.
	Desk claim.DeskSettings
	// Composer writes letters to be looked at.
	Composer Composer
	// Senders finds out who sent mail; nil where nobody does.
	Senders Senders
	// Mail takes in mail that people put in; nil where none is.
	Mail MailRoom
	// OwnAddress reports whether letters to an address would come to the desk itself; nil where none would.
	OwnAddress func(address string) bool
	// Signing makes keys with which letters are signed; nil where they cannot be.
	Signing Signing
	// Hooks posts to webhooks; nil where nothing does.
	Hooks Hooks
	// Push tells people by web push; nil where nothing does.
	Push Push
	// Accounts is what people sign in with; nil where nobody can. See [Door.UseAccounts].
	Accounts Accounts
	// PublicURL is the address under which the public pages stand, without a slash at
	// the end; empty if that is not known.
	PublicURL string
	// Workflows looks at single workflows; nil where there is no engine.
	Workflows Workflows
	// Salt goes into every identifier that is made from a name. The engine sees
	// identifiers; without the salt nobody who reads them can tell the names by
	// trying likely ones. It stays the same for as long as the record lasts.
	Salt string
}

// Door is the one door.
type Door struct {
	store      Store
	executor   Executor
	clock      Clock
	settings   Settings
	inForce    inForce
	background Background
	texts      *mailtext.Texts
}

// New makes the door to a record and an engine.
func New(store Store, executor Executor, mail mailtext.MailReader, clock Clock, settings Settings) *Door {
	return &Door{store: store, executor: executor, texts: mailtext.NewTexts(store, mail), clock: clock, settings: settings}
}

// Record is the record behind the door. It is for the rooms of the door, which ask for rights
// and change nothing but by [Door.Do], [Door.Write] or one act of several commands.
func (d *Door) Record() Store { return d.store }

// Texts are the messages in the record as people read them.
func (d *Door) Texts() *mailtext.Texts { return d.texts }

// MadeWith is what the door was made with.
func (d *Door) MadeWith() Settings { return d.settings }

// UseAccounts ties the door to the accounts. Without them nobody can be invited.
func (d *Door) UseAccounts(a Accounts) { d.settings.Accounts = a }

// Now is product time, as the record keeps instants.
func (d *Door) Now() time.Time { return claim.Instant(d.clock.Now()) }

// Receipt says what a command made or changed.
type Receipt struct {
	ID   uuid.UUID `json:"id" doc:"identifier of what was made or changed"`
	Name string    `json:"name,omitempty" doc:"its short name"`

	Warnings []string `json:"warnings,omitempty" doc:"what is worth knowing about it, and was no reason to refuse it"`
	Public   string   `json:"public,omitempty" doc:"address of the public page, of a finding that is public now or of a line that was frozen"`
}

// DeskReceipt answers what was done to the desk itself.
var DeskReceipt = Receipt{ID: people.DeskID}

type (
	keyContext     struct{}
	commandContext struct{}
)

// WithKey returns a context in which the next command has the given key, so that
// asking again with it answers instead of acting twice. The id of the command
// follows from the key.
func WithKey(ctx context.Context, key uuid.UUID) context.Context {
	return context.WithValue(ctx, keyContext{}, key)
}

// KeyOf is an identifier that follows from the key of a context and a name, so
// that asking again with the same key names the same thing. Without a key it is
// the zero identifier.
func KeyOf(ctx context.Context, name string) uuid.UUID {
	key, ok := ctx.Value(keyContext{}).(uuid.UUID)
	if !ok || key == uuid.Nil {
		return uuid.Nil
	}
	return claim.DerivedID(name, key.String())
}

// KeyOfPart gives each of several commands of one form a key of its own.
func KeyOfPart(ctx context.Context, part string) context.Context {
	form, ok := ctx.Value(keyContext{}).(uuid.UUID)
	if !ok || form == uuid.Nil {
		return ctx
	}
	return WithKey(ctx, claim.DerivedID(strings.Join([]string{"part", form.String(), part}, "/")))
}

// IDOf names a thing by its short name.
func (d *Door) IDOf(kind, name string) uuid.UUID { return claim.DerivedID(kind, d.settings.Salt, name) }

// Keyed fixes the id of the command in a context, so that content and command
// share it.
func (d *Door) Keyed(ctx context.Context) context.Context {
	id := uuid.New()
	if chosen, ok := ctx.Value(keyContext{}).(uuid.UUID); ok && chosen != uuid.Nil {
		id = d.IDOf("command", chosen.String())
	}
	return context.WithValue(ctx, commandContext{}, id)
}

// Key is the id of the command; [Door.Keyed] has put it there.
func Key(ctx context.Context) uuid.UUID { return ctx.Value(commandContext{}).(uuid.UUID) }

// Command makes a command of the caller's.
func Command(ctx context.Context, caller Caller, body claim.Body) claim.Command {
	return claim.Command{ID: Key(ctx), Actor: claim.PersonActor(caller.ID), Body: body}
}

// Write has the record carry a command out for a stream that has no workflow.
func (d *Door) Write(ctx context.Context, to claim.Stream, cmd claim.Command) error {
	done, err := d.store.Do(ctx, claim.Doing{Acts: []claim.Act{{To: to, Command: cmd}}, Now: d.Now()})
	if err != nil {
		return err
	}
	return refusal(done[0])
}

// Together has the record carry several acts out in one transaction, all of them or none, and
// returns why none was. It is for commands that a [Batch] has no answer for, each of its own.
func (d *Door) Together(ctx context.Context, acts ...claim.Act) error {
	if len(acts) == 0 {
		return nil
	}
	done, err := d.store.Do(ctx, claim.Doing{Acts: acts, Now: d.Now(), Together: true})
	if err != nil {
		return err
	}
	for _, one := range done {
		if err := refusal(one); err != nil {
			return err
		}
	}
	return nil
}

// refusal is why an act was not carried out, as an error.
func refusal(done claim.Done) error {
	if done.Refused != nil {
		return done.Refused
	}
	return nil
}

// Do sends a command to the workflow of a stream, unless the record shows that
// it was carried out before, or refuses it now: then the engine need not be asked.
func (d *Door) Do(ctx context.Context, to claim.Stream, cmd claim.Command) error {
	if taken, err := d.store.Taken(ctx, claim.Act{To: to, Command: cmd}); taken || err != nil {
		return err
	}
	state, err := d.store.Load(ctx, to)
	if err != nil {
		return err
	}
	around, failed := d.store.Around(ctx)
	_, refused := state.Decide(cmd, d.Now(), around)
	if err := failed(); err != nil {
		return err
	}
	if refused != nil {
		return refused
	}
	return d.executor.Do(ctx, to, cmd, state.Next())
}
