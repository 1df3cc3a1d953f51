package mailtest

// Step tells the server what to do with a message.
type Step string

const (
	// Accept takes the message.
	Accept Step = "accept"
	// RefuseGreeting answers the connection with 554.
	RefuseGreeting Step = "refuse greeting"
	// StallGreeting never greets.
	StallGreeting Step = "stall greeting"
	// RefuseSender answers MAIL with 550 5.7.1.
	RefuseSender Step = "refuse sender"
	// RefuseRecipient answers RCPT with 550 5.1.1.
	RefuseRecipient Step = "refuse recipient"
	// RefuseRelay answers RCPT with 554 5.7.1, as a server does that does not know us.
	RefuseRelay Step = "refuse relay"
	// FullMailbox answers RCPT with 550 5.2.2.
	FullMailbox Step = "full mailbox"
	// BlockRecipient answers RCPT with 550 and words of a policy, without an enhanced code.
	BlockRecipient Step = "block recipient"
	// UnknownUser answers RCPT with 550 5.7.1 and words that say that there is no such user.
	UnknownUser Step = "unknown user"
	// DeferRecipient answers RCPT with 451 4.7.1, as greylisting does.
	DeferRecipient Step = "defer recipient"
	// RefuseMessage answers the final dot with 554 5.6.0.
	RefuseMessage Step = "refuse message"
	// DeferMessage answers the final dot with 451 4.3.0.
	DeferMessage Step = "defer message"
	// StallData answers DATA with 354 and reads no further.
	StallData Step = "stall data"
	// StallReply takes the message and never says so.
	StallReply Step = "stall reply"
	// DropBeforeDot closes the connection after the first line of the message; the message is not taken.
	DropBeforeDot Step = "drop before the final dot"
	// DropAfterDot takes the message and closes the connection without saying so.
	DropAfterDot Step = "drop after the final dot"
)

// What a step answers a command with; a step that is not listed has nothing against it.
var (
	senderReplies    = map[Step]string{RefuseSender: "550 5.7.1 sender not allowed"}
	recipientReplies = map[Step]string{
		RefuseRecipient: "550 5.1.1 no such user",
		RefuseRelay:     "554 5.7.1 relay access denied",
		FullMailbox:     "550 5.2.2 mailbox full, over quota",
		BlockRecipient:  "550 message blocked by policy",
		UnknownUser:     "550 5.7.1 user unknown",
		DeferRecipient:  "451 4.7.1 greylisted, try again later",
	}
	messageReplies = map[Step]string{
		RefuseMessage: "554 5.6.0 message refused",
		DeferMessage:  "451 4.3.0 try again later",
	}
)
