// Package claim is the domain of Onrecord: what a newsroom verifies, and the
// rules that always hold. It does no I/O, reads no clock and draws no random
// number; identifiers and instants come in.
//
// # Decide and evolve
//
// Everything that happens is an [Entry] in a [Stream]. Each kind of stream has
// one [Aggregate], whose Decide takes a [Command] and the instant, and answers with
// the facts that follow or with an [*Error] that says what to do; every rule is
// there. Evolve takes an entry into the state; no rule is there, and it never
// fails. The state as of any instant is therefore the fold of the entries up
// to it ([Fold]).
//
// # Rooms
//
// This package has what every stream shares, and the words. In the rooms below it
// are claim/cases (the case), claim/verification (its claims) with claim/sources (what is
// known of a claim) and claim/finding (what is found), claim/assigned (to whom what waits
// was given), claim/letters (the correspondence with a party), claim/received and claim/intake (what comes in by mail, and how it gets
// its place), claim/people (parties, staff, the desk), claim/draft (the text of a
// story), claim/comments (what colleagues say), claim/calendar (what a deadline means),
// claim/plan (reminder plans as documents) and claim/lists (questions to the record's
// tables). They know this package, letters, drafts and comments know the case and the
// claims that they are about, and this package knows none of them: what one needs of
// another stream it reads through [Around], where need be by an interface that stands
// here ([Addressee], [Shelf]), and what it has to say goes out as a [Notice].
// A program that folds streams imports the rooms, which make their kinds known.
//
// # Content stays outside
//
// Facts and commands hold identifiers, instants, stances and references to
// content ([Ref]). Letters, statements, names and addresses are content. They
// live in the record alone, so nothing here that passes through the engine
// tells what a story says or who its sources are.
//
// All instants are UTC with microsecond precision unless a field says otherwise.
package claim
