// Package stored is how things stand in the rows of a record, for all its rooms.
//
// An [Entry] is an entry as its row keeps it, and its hash covers exactly these bytes
// and the hash before it; [Content] is content under its salted hash. [Evolve] takes
// entries into a state, [EncodeState] makes a row of it.
//
// All SQL is written with question marks and rebound to the database's own
// placeholders ([Get], [Select], [Writing]). Instants are microseconds since 1970, UTC,
// ids are text, flags are 0 and 1; zero stands for none.
package stored
