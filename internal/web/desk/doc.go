// Package desk is the screens of the desk itself and of those who work on it: its settings,
// letters, policies and plans, people with their roles and absences, and the account of each, from
// the first set-up, an invitation or a sign-in to passkeys, sessions, tokens, notices and calendars.
package desk
