// Package received is what is known of a message that came in by mail, before and
// after it has its place: how it came, what kind of mail it is, who sent it and what
// proves that, and by what it belongs to a correspondence. It knows no correspondence.
package received
