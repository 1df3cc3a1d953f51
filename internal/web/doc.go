// Package web is the desk in a browser: pages rendered on the server over
// [casework.Door] for what changes something and [reading.Room] for what is shown,
// every form working without a script.
//
// routes.go is the table of all pages; each line states what it needs, and a
// line that states nothing stops the desk from starting. What screens stand on is
// package page; the screens stand in rooms by what they are about, a file for each
// action, noun_verb.go. Live updates alone are here (events_watch.go). Rooms know page,
// and never each other.
package web
