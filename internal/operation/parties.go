package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Parties: who can answer, and how they are reached.
var (
	PartyList = listing("party-list", "GET /parties", casework.MayReadParties, "List the parties",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]desk.PartyView, error) {
			return on.Reads.Parties(ctx, who)
		})
	PartyAdd = create("party-add", "POST /parties", casework.MayWriteParties,
		"Put a party into the directory", withBody((*casework.Door).AddParty))
	PartyShow = action("party-show", "GET /parties/{party}", casework.MayReadParties, "Show a party",
		func(ctx context.Context, on Parts, who casework.Caller, in PartyPath) (desk.PartyView, error) {
			return on.Reads.Party(ctx, who, in.Party)
		})
	PartyContact = action("party-contact", "PUT /parties/{party}/contact", casework.MayWriteParties,
		"Give a party another address", ofParty(besideNamed(contacts.Change)))
	PartyBar = action("party-bar", "POST /parties/{party}/bar", casework.MayWriteParties,
		"Say that a party, or one of its contact points, is not to be contacted", ofParty(besideNamed(contacts.Bar)))
	PartyUnbar = action("party-unbar", "POST /parties/{party}/unbar", casework.MayHoldMail,
		"Take back that a party, or one of its contact points, is not to be contacted", ofParty(besideNamed(contacts.Unbar)))
	PartyRevise = action("party-revise", "PUT /parties/{party}", casework.MayWriteParties,
		"Describe a party anew: its name, zone, office hours and holidays", ofParty((*casework.Door).ReviseParty))

	ContactList = listing("contact-list", "GET /parties/{party}/contacts", casework.MayReadParties,
		"List the contact points of a party, with their health",
		func(ctx context.Context, on Parts, who casework.Caller, in PartyPath) ([]desk.ContactView, error) {
			page, err := on.Reads.PartyPage(ctx, who, in.Party)
			return page.Contacts, err
		})
	ContactAdd = create("contact-add", "POST /parties/{party}/contacts", casework.MayWriteParties,
		"Give a party one more contact point", ofParty(besideNamed(contacts.Add)))
	ContactChoose = action("contact-choose", "POST /parties/{party}/contacts/{contact}/choose", casework.MayWriteParties,
		"Have letters go to one of a party's e-mail addresses", ofContact(besideNamed(contacts.Choose)))
	ContactPreview = listing("contact-preview", "GET /parties/{party}/contacts/{contact}/preview", casework.MayReadParties,
		"Show what came back and can go to a contact point, and when; nothing is changed",
		func(ctx context.Context, on Parts, who casework.Caller, in ContactPreviewPath) ([]contacts.PutAgainView, error) {
			return contacts.PreviewAgain(ctx, on.Door, who, in.Party, in.Contact, in.Now)
		})
	ContactAgain = action("contact-again", "POST /parties/{party}/contacts/{contact}/again", casework.MayAsk,
		"Have what came back go to a contact point, after the undo window and in their office hours",
		func(ctx context.Context, on Parts, who casework.Caller, in ContactWith[contacts.ContactAgainInput]) (casework.Receipt, error) {
			return contacts.Again(ctx, on.Door, who, in.Party, in.Contact, in.Body)
		})
	ContactOrder = action("contact-order", "PUT /parties/{party}/contacts/order", casework.MayWriteParties,
		"Say in which order letters go to a party's e-mail addresses", ofParty(besideNamed(contacts.Order)))
	ContactRevive = action("contact-revive", "POST /parties/{party}/contacts/{contact}/revive", casework.MayWriteParties,
		"Say that a contact point at which letters came back takes mail again", ofContact(besideNamed(contacts.Revive)))
	ContactHealth = listing("contact-health", "GET /contacts/health", casework.MayReadParties,
		"List the contact points at which letters do not arrive, and the open requests that depend on them",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]desk.BadContact, error) {
			return on.Reads.BadContacts(ctx, who)
		})
	ContactRetire = action("contact-retire", "POST /parties/{party}/contacts/{contact}/retire", casework.MayWriteParties,
		"Say that a contact point is not used any more", ofContact(besideNamed(contacts.Retire)))
	ContactVerify = action("contact-verify", "POST /parties/{party}/contacts/{contact}/verify", casework.MayWriteParties,
		"Say how somebody made sure that a contact point is the party's",
		func(ctx context.Context, on Parts, who casework.Caller, in ContactWith[contacts.VerifyInput]) (casework.Receipt, error) {
			return contacts.Verify(ctx, on.Door, who, in.Party, in.Contact, in.Body)
		})
)
