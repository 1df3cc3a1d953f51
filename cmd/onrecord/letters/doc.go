// Package letters has the commands about correspondence: asking parties and reminding them, what
// they answer, what came into the inbox and waits in the outbox, what letters are written from, and
// how mail comes in and goes out.
package letters
