// Package mail reads what comes back to the desk's letters.
//
// A lesson in four RFCs:
//
//   - RFC 5322 is the shape of a message: header fields, an empty line, a body, every line ended by CR LF. Message-ID,
//     In-Reply-To and References (section 3.6.4) tie a correspondence together.
//   - RFC 3834 says how a program that writes mail declares itself (Auto-Submitted), and how to know one that does not.
//     Two programs that answer each other never stop; and an automatic reply is never an answer.
//   - RFC 3464 is the form of a bounce: a multipart/report (RFC 6522) with one group of fields for each recipient, and
//     the message that it is about. Status codes are those of RFC 3463: 5.x.x is permanent, 4.x.x may pass.
//   - RFC 8098 is the form of a disposition notification ("read receipt"). It is automatic mail.
//
// What arrives is hostile until shown otherwise. [Read] never fails on a malformed message: it hands over what could be
// read and says in [Inbound.Problems] what could not. The raw bytes stay the truth; Read is only a view of them.
//
// What a message says is read whole, and then taken apart: replytext tells new words from quoted ones, automatic a person's
// message from a machine's, bounce what a failure is about.
//
// Nothing in this package asks a clock, draws random numbers or touches the network. Letters are written in letter, and
// what ties an answer to one is in token; hand-over to a mail server is in smtpout, receiving in smtpin. Message
// identifiers are written here without their angle brackets.
package mail
