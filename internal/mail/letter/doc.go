// Package letter writes the desk's letters, from templates in the words of a language, as messages of RFC 5322, every line
// ended by CR LF. A line end smuggled into a header value would start a header field of the attacker's choice, so [Compose]
// refuses control characters there instead of repairing them. Message-ID, In-Reply-To and References (section 3.6.4) tie a
// correspondence together; Auto-Submitted (RFC 3834) declares what a program has decided.
//
// The same [Letter] gives the same bytes, always: it asks no clock and draws no random numbers.
package letter
