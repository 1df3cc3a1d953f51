// Package turns is the screens on which one sees what there is to do: Your turn, the list of
// cases with its saved views, search, activity, corrections and how the engine does.
package turns
