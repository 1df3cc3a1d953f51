// Package authn finds out who sent a message.
//
// A From field is a line of text that anybody can write. What can be proven is whose
// key signed the message (DKIM, RFC 6376), whether a domain lets the server that sent
// it speak for it (SPF, RFC 7208), and whether either of these domains is the author's
// (DMARC, RFC 9989). Only the last makes the first two say something about the author:
// mail of evil.example, well signed by evil.example, is no proof for microsoft.com.
//
// [Checker.Check] takes the bytes of a message and what was said in SMTP, asks the
// DNS, and gives the facts: a [received.Proof]. It judges nothing and knows no party.
// [Compare] then holds the author against the contact points of a party, and gives the
// codes that the record keeps; the grade follows from these in package letters.
//
// What is not believed:
//
//   - A signature over a part of the body (l=): anybody can append to it.
//   - rsa-sha1, and RSA keys under 1024 bits (RFC 8301), or so long that using them costs time.
//   - A signature that leaves From unsigned, has expired (x=), or is from the future (t=).
//   - Anything at all where there are two From fields, or one that two readers read
//     differently: it would not be known whom it proves.
//   - Authentication-Results of anybody but our own mail server, and of that one only
//     the topmost field (RFC 8601 section 5): it has to take off what others forged.
//   - ARC: those who passed a message on say what they had found; that is advice, also
//     where their seals hold.
//   - SPF where the peer is not the sender's server: mail from our own relay, or from a mailbox.
//
// A DNS that does not answer makes things unknown, never failed.
//
// Messages come from anybody, so everything is bounded before it is parsed: the
// header, each field, the number of fields and signatures, lookups and time.
package authn
