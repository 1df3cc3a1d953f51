package casework_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// clue has a message come in that points at vault7's google by one thing alone.
func (d *door) clue(by received.Match, from string) uuid.UUID {
	d.T.Helper()
	id, err := d.Desk.ReceiveClue(d.Ctx(), by, from, "vault7", "google", "We deny it.")
	require.NoError(d.T, err)
	return id
}

func (d *door) message(id uuid.UUID) correspondence.InboxItem {
	d.T.Helper()
	item, err := d.Desk.Message(d.Ctx(), d.Mara, id)
	require.NoError(d.T, err)
	return item
}

func TestAGuessIsSaidAndAcceptedAndTeachesTheContact(t *testing.T) {
	d := askedDoor(t)
	id := d.clue(received.ByCode, "jane@elsewhere.example")
	item := d.message(id)
	require.Equal(t, claim.GuessedByCode, item.Quarantine)
	require.Len(t, item.Guesses, 1)
	require.Equal(t, []string{"vault7", "google", "it has the code of a request in it"}, []string{item.Guesses[0].Case, item.Guesses[0].Party, item.Guesses[0].Why})
	list, err := d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Equal(t, item.Guesses, list[0].Guesses)

	_, err = answers.AcceptMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.GuessInput{Case: "vault7"})
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	_, err = answers.AcceptMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.GuessInput{})
	require.NoError(t, err)
	doubt := []string{"The sender, jane@elsewhere.example, is none of the contacts of Google."}
	require.Equal(t, doubt, d.message(id).Doubts)
	require.Equal(t, received.ByCode, d.message(id).MatchedBy)
	list, err = d.Desk.Inbox(d.Ctx(), d.Mara)
	require.NoError(t, err)
	require.Equal(t, doubt, list[0].Doubts)

	added, err := answers.AddSender(d.Ctx(), d.Desk.Door, d.Mara, id, answers.SenderInput{Role: "lawyer"})
	require.NoError(t, err)
	again, err := answers.AddSender(d.Ctx(), d.Desk.Door, d.Mara, id, answers.SenderInput{})
	require.NoError(t, err)
	require.Equal(t, added.ID, again.ID)
	require.Empty(t, d.message(id).Doubts)
	require.Equal(t, claim.GuessedBySender, d.message(d.clue(received.BySender, "Jane@Elsewhere.example")).Quarantine)
}

func TestAnotherAddressOfTheOrganisationIsGuessedAcceptedAndTaught(t *testing.T) {
	d := askedDoor(t)
	id := d.clue(received.ByOrganisation, "jane@google.example")
	item := d.message(id)
	require.Equal(t, claim.GuessedByOrganisation, item.Quarantine)
	require.Equal(t, []string{"vault7", "google", "somebody at the domain of a known contact of the party sent it"}, []string{item.Guesses[0].Case, item.Guesses[0].Party, item.Guesses[0].Why})
	_, err := answers.AcceptMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.GuessInput{})
	require.NoError(t, err)
	require.Equal(t, []string{"The sender, jane@google.example, is none of the contacts of Google."}, d.message(id).Doubts)
	_, err = answers.AddSender(d.Ctx(), d.Desk.Door, d.Mara, id, answers.SenderInput{Role: "lawyer"})
	require.NoError(t, err)
	require.Equal(t, claim.GuessedBySender, d.message(d.clue(received.BySender, "Jane@Google.example")).Quarantine)
}

func TestAGuessIsRefusedAndTheMessageStays(t *testing.T) {
	d := askedDoor(t)
	id := d.clue(received.BySender, "press@google.example")
	_, err := answers.RefuseMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.GuessInput{Case: "vault7", Party: "google"})
	require.NoError(t, err)
	require.Equal(t, claim.NoToken, d.message(id).Quarantine)
	require.Empty(t, d.message(id).Guesses)
	_, err = answers.AcceptMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.GuessInput{})
	require.Equal(t, claim.CodeConflict, claim.CodeOf(err))
	_, err = answers.AssignMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.AssignInput{Case: "vault7", Party: "google"})
	require.NoError(t, err)
	require.Equal(t, received.ByPerson, d.message(id).MatchedBy)
	require.Empty(t, d.message(id).Doubts, "the sender is a known contact")
}

func TestAnAnswerByAStrangerIsTakenAndSaidToBeOne(t *testing.T) {
	d := askedDoor(t)
	for _, by := range []received.Match{received.ByToken, received.ByReference} {
		require.NotEmpty(t, d.message(d.clue(by, "who@forwarded.example")).Doubts, by)
		require.Empty(t, d.message(d.clue(by, "press@google.example")).Doubts, by)
	}
}

// TestMailThatMayBelongToARestrictedCaseIsForThoseWhoMaySeeIt: by whatever it may
// belong to it, nobody else is told that it is there, in whatever list.
func TestMailThatMayBelongToARestrictedCaseIsForThoseWhoMaySeeIt(t *testing.T) {
	for _, by := range []received.Match{received.ByCode, received.ByQuotation, received.BySender, received.ByOrganisation} {
		t.Run(string(by), func(t *testing.T) {
			d, eve := secretDoor(t)
			id, err := d.Desk.ReceiveClue(d.Ctx(), by, "press@google.example", "secret", "google", "It is Rosebud.")
			require.NoError(t, err)
			seen := func(who casework.Caller) (n int) {
				t.Helper()
				inbox, err := d.Desk.Inbox(d.Ctx(), who)
				require.NoError(t, err)
				all, err := d.Desk.Messages(d.Ctx(), who, time.Time{})
				require.NoError(t, err)
				counts, err := d.Desk.InboxCounts(d.Ctx(), who)
				require.NoError(t, err)
				turn, err := d.Desk.Turn(d.Ctx(), who, desk.TurnFilter{Scope: "all", Kind: claim.TurnSort})
				require.NoError(t, err)
				activity, err := d.Desk.Activity(d.Ctx(), who, timeline.ActivityFilter{})
				require.NoError(t, err)
				for _, e := range activity.Items {
					if e.Kind == (intake.MailQuarantined{}).FactKind() {
						n++
					}
				}
				return n + len(inbox) + len(all) + counts.Quarantine + len(turn.Items)
			}
			forbidden := func(who casework.Caller) {
				t.Helper()
				require.Zero(t, seen(who))
				_, err := d.Desk.Message(d.Ctx(), who, id)
				require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
				_, err = d.Desk.RawMessage(d.Ctx(), who, id)
				require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
				for _, do := range []func() (casework.Receipt, error){
					func() (casework.Receipt, error) { return answers.DiscardMessage(d.Ctx(), d.Desk.Door, who, id) },
					func() (casework.Receipt, error) {
						return answers.AcceptMessage(d.Ctx(), d.Desk.Door, who, id, answers.GuessInput{})
					},
					func() (casework.Receipt, error) {
						return answers.RefuseMessage(d.Ctx(), d.Desk.Door, who, id, answers.GuessInput{})
					},
					func() (casework.Receipt, error) {
						return answers.AssignMessage(d.Ctx(), d.Desk.Door, who, id, answers.AssignInput{Case: "vault7", Party: "apple"})
					},
				} {
					_, err := do()
					require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
				}
			}
			admin := d.Person("root", claim.Admin, claim.Editor)
			forbidden(eve)
			forbidden(admin)
			require.Equal(t, 5, seen(d.Mara), "in every list once")
			_, err = answers.RefuseMessage(d.Ctx(), d.Desk.Door, d.Mara, id, answers.GuessInput{})
			require.NoError(t, err)
			forbidden(eve) // deny by default
			_, err = answers.DiscardMessage(d.Ctx(), d.Desk.Door, d.Mara, id)
			require.NoError(t, err)
			_, err = d.Desk.Message(d.Ctx(), eve, id)
			require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
		})
	}
}

func TestTokensOfReplyAddressesAreShownToNobody(t *testing.T) {
	token := "aeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibae"
	for _, text := range []string{
		"To: Desk <reply+" + token + "@desk.example>", "reply=" + token + "@desk.example", "see REPLY%2B" + token, token, "reply+" + token[:20] + "@desk.example",
	} {
		require.NotContains(t, mailtext.WithoutLinks(text), token[:16], text)
	}
	require.Equal(t, "I reply-to you.", mailtext.WithoutLinks("I reply-to you."))
}
