// Package people is the room of the domain for those who take part: parties who
// are asked, members of staff, and the desk that they work at. It knows package
// claim and reminder plans (package plan), and no other room. None of its streams
// has a workflow: nothing here waits for an instant.
//
// # Parties
//
// A [Party] is an organisation or a person who can answer, with its time zone,
// office hours and contact points. Names and addresses are content; the entries
// hold which contact point was added, verified, chosen for letters or retired.
// When letters go elsewhere from now on, every correspondence with the party is
// told so by a notice. Letters ask no more of a party than [claim.Addressee]
// promises.
//
// # Staff
//
// A [Person] is a member of staff: roles, whether disabled, and what was done to
// the account, by whom. Rules that say who may do what take all of the staff from
// [claim.Around]: a desk is not left without an admin, and a claim is not left
// without enough people who can sign it, because somebody loses a role or an
// account. Whoever leaves gives back what was assigned.
//
// # The desk
//
// [Desk] has one stream, [claim.DeskStream], with the settings: hours, holidays, the
// policy of new cases. Until it sets anything, what the installation was
// configured with is in force.
package people
