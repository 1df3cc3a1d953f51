// Package correspondence is the screens of what is asked and answered: requests to parties and
// the mail that comes back, parties with their contact points, the inbox, the outbox and the hold
// on all mail.
package correspondence
