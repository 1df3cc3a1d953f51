// Package wakes hands wakes to the engine: whoever changed something through its [Store] has
// the workflows told at once that they have to look at their streams again. It is only the way
// to be quick; what is lost on it, the sweep of the application hands over.
package wakes
