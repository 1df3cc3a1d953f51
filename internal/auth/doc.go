// Package auth is accounts: how people show who they are, and for how long that
// holds. It knows [claim] and the rows of sign-in ([signin]). The record keeps
// those ([Store]), the one door tells who is on the desk and writes entries ([Door]),
// the vault seals secrets ([Sealer]); the application wires them.
//
// # What pages need
//
//	session, err := accounts.Session(ctx, cookie, visitor) // CodeUnauthenticated: nobody has signed in
//	caller, err := desk.Authenticate(ctx, session.Person.String())
//	err = accounts.SignOut(ctx, cookie)
//
// The cookie holds the token of a session ([SignedIn].Token) and nothing else.
// It lives for [SessionLife]; a session that is not used for the desk's idle
// time ends before. Whatever changes how a person signs in returns a new token,
// which replaces the cookie, and ends the person's other sessions.
//
// # Order of things
//
// What opens a door is an entry first and an effect second, what closes one is
// an effect first: a crash in between never leaves a door open that the record
// does not know of.
//
// # Where the rules come from
//
//   - Passwords: NIST SP 800-63B-4 section 3.1.1 (length, no composition rules, blocklist, normalisation);
//     argon2id as RFC 9106 section 4 recommends second (t=3, p=4, 64 MiB), which is over the OWASP minimum.
//   - One-time codes: RFC 6238, one step of drift each way; section 5.2: a code is taken once.
//   - Passkeys: Web Authentication Level 3, with user verification, discoverable.
//   - Identity providers: OpenID Connect Core 1.0 and Discovery 1.0, the code flow with PKCE (RFC 7636, S256), state and nonce.
//   - Sessions: OWASP Session Management Cheat Sheet: 256 random bits, stored hashed, a new token at every change of privilege.
//   - Bearer tokens: RFC 6750.
//
// Sessions are our own and not scs's: they are listed and revoked one by one,
// tell their address and last use, and end with the account; scs keeps opaque
// blobs by token, so every one of these would stand beside it.
package auth
