// Package findings is the way of a claim's outcome from its proposal to readers and after: what is
// proposed, the steps and sign-offs that its policy asks for, publishing it, frozen lines, and what is
// corrected or taken back. What may be published the record decides, in the transaction that does it.
package findings
