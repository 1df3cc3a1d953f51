package smtpin

import (
	"bytes"
	"context"
	"errors"
	"io"
	"time"

	"github.com/emersion/go-smtp"
)

const (
	smallMessage = 1 << 20          // bytes that a message may have before it needs room
	roomWait     = 30 * time.Second // for room; the sender is held back meanwhile, and tries again later if there is none
)

var errNoRoom = &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "too many large messages at once, try again later"}

// read reads a message whole. Beyond its first megabyte it needs room for as much as a message may have: so large ones do
// not add up in memory, and none waits for another that waits for it. leave gives the room back.
func (r *Receiver) read(from io.Reader) (raw []byte, leave func(), err error) {
	leave = func() {}
	chunks, err := readChunk(nil, from)
	if errors.Is(err, io.EOF) {
		return bytes.Join(chunks, nil), leave, nil
	}
	if err != nil {
		return nil, leave, err
	}
	ctx, cancel := context.WithTimeout(r.ctx, roomWait)
	defer cancel()
	if r.room.Acquire(ctx, r.config.MaxBytes) != nil {
		return nil, leave, errNoRoom
	}
	leave = func() { r.room.Release(r.config.MaxBytes) }
	for err == nil {
		chunks, err = readChunk(chunks, from)
	}
	if !errors.Is(err, io.EOF) {
		leave()
		return nil, func() {}, err
	}
	return bytes.Join(chunks, nil), leave, nil
}

// readChunk appends what comes, up to a chunk; io.EOF says that there is no more. The first one grows, as most messages are
// small; what a large one needs is known.
func readChunk(chunks [][]byte, from io.Reader) ([][]byte, error) {
	if len(chunks) > 0 {
		chunk, n := make([]byte, smallMessage), 0
		var err error
		for n < len(chunk) && err == nil {
			var more int
			more, err = from.Read(chunk[n:])
			n += more
		}
		return append(chunks, chunk[:n]), err
	}
	chunk := bytes.Buffer{}
	n, err := io.CopyN(&chunk, from, smallMessage)
	if n > 0 {
		chunks = append(chunks, chunk.Bytes())
	}
	return chunks, err
}
