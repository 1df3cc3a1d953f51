// Package mail writes the desk's letters and reads what comes back.
//
// A lesson in five RFCs:
//
//   - RFC 5322 is the shape of a message: header fields, an empty line, a body, every line ended by CR LF. A line end
//     smuggled into a header value would start a header field of the attacker's choice, so [Compose] refuses control
//     characters there instead of repairing them. Message-ID, In-Reply-To and References (section 3.6.4) tie a
//     correspondence together.
//   - RFC 5233 (subaddressing) lets one mailbox have countless addresses: reply+<token>@domain. [Tokens] makes a token
//     that names one correspondence and that nobody without the key can make.
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
// Nothing in this package asks a clock, draws random numbers or touches the network. Hand-over to a mail server is in
// smtpout, receiving in smtpin. Message identifiers are written here without their angle brackets.
package mail
