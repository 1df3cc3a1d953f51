package received

// WayIn is how a message came to the desk. Values are appended, never renamed.
type WayIn string

const (
	// InBySMTP was handed over by a mail server, which said who sent it and to whom.
	InBySMTP WayIn = ""
	// InByMailbox was fetched from the desk's mailbox. Nobody said who sent it: there is only what stands in the message.
	InByMailbox WayIn = "mailbox"
	// InByFile was put in from a file by a person of the desk. What stands in it, that person vouches for.
	InByFile WayIn = "file"
)

// Told reports whether a mail server said who sent the message and to whom.
func (w WayIn) Told() bool { return w == InBySMTP }
