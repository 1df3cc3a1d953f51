// Package desk is what the desk as a whole is shown: whose turn it is and what can be
// done with a thing, the lists of cases and what a search finds, the directory of
// parties with their contact points, who is on the desk and who may see a case, how
// the machinery is, and what just changed. It makes no report of a case: what it
// tells of one is its row in a list, what can be done, and what a search finds.
//
// Lists come from the record's tables, page by page, and leave out what the viewer
// may not see.
//
// How somebody likes to look at things (saved views, the checklist) is kept, and is no
// entry.
package desk
