// Package letters is the room of the domain for all that passes between the desk
// and a party: requests, the letters about them, what comes back, and one
// reminder clock. Of the other rooms it knows the claims that are asked about, plans,
// and what is known of received mail.
//
// # One voice
//
// A [Correspondence] is everything between the desk and one party in one case,
// however many claims the party is asked about, so that it gets one letter and
// not five. A person asks ([Ask]): the request is queued for an undo window, and
// when that is over the letter is dispatched. Whoever hands it over records what
// became of it ([RecordDelivery]); only then is the request sent, and the claims
// are told. From there on the request ends in one of four ways: it is answered,
// declined, withdrawn, or its answer-by instant passes.
//
// # The clock
//
// A [claim.Tick] says that it is time; what is due stands in the state. A
// reminder takes along all that the party owes, keeps a gap to the letter before
// it, and goes out in the party's office hours. A message of the party that
// nobody has read stops the clock, and so does a question of the party, or that it
// needs more time: nobody is reminded who has just written. A letter is looked at once
// more when it is handed over, and is called off if a rule forbids it by then.
// What a person decided and what the clock decided is the same kind of fact.
//
// # What comes in
//
// A message arrives as an Intake (package intake), which finds its correspondence by a
// token in the address, or waits in quarantine until a person places it. It has no stance
// until a person has read it ([ReadMessage]) and recorded what it says. On the
// answer page the party itself says so ([AnswerOnPage]), as long as its link is
// open.
//
// A rule that needs more than its own stream asks [claim.Around]. Of the party it
// sees what a [claim.Addressee] tells, of a claim its stage.
package letters
