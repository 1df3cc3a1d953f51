// Package outside is what parties and the public see and do, without an account:
// the answer page, the page that verifies a request, and what was published.
//
// Nobody here is a [casework.Caller]. A party proves by the link in its letter
// that it got the letter, and the public sees what was published, as it was
// published: a [Porch] shows nothing else. What a party confirms goes through the
// door ([casework.Door.TakePage]) like every other change; until then its files
// wait in the record, and are forgotten if it never confirms.
//
// The public words are made from the entries, and not from what the desk sees:
// the publisher follows a case and keeps what each finding said when it was made
// public, and publicWords says it, leaving out whoever may not be named.
package outside
