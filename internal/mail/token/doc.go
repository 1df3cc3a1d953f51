// Package token is about what ties an answer to its letter. RFC 5233 (subaddressing) lets one mailbox have countless
// addresses, so a letter has one of its own to answer to, [Tokens]; a link to the answer page, [Links]; and a Message-ID
// that answers refer to (RFC 5322 section 3.6.4). Nobody without the key can make the first two.
package token
