package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/temporal"
)

// maxLogStack bounds a logged stack trace, in bytes. A stack names code, not content.
const maxLogStack = 8000

// clipping keeps log lines of the SDK to plain facts. The SDK logs the errors of activities and workflows and the
// values of panics as they are, and those may quote a letter or an address: only their type is kept. What the
// Temporal service says, and what the Go runtime says, is kept. Objects become the name of their type.
type clipping struct {
	slog.Handler
}

// Handle passes the record on with every attribute reduced.
func (h clipping) Handle(ctx context.Context, record slog.Record) error {
	plain := slog.NewRecord(record.Time, record.Level, clip(record.Message), record.PC)
	record.Attrs(func(attr slog.Attr) bool {
		plain.AddAttrs(plainAttr(attr))
		return true
	})
	return h.Handler.Handle(ctx, plain)
}

// WithAttrs reduces the attributes that every line will carry.
func (h clipping) WithAttrs(attrs []slog.Attr) slog.Handler {
	plain := make([]slog.Attr, len(attrs))
	for i, attr := range attrs {
		plain[i] = plainAttr(attr)
	}
	return clipping{h.Handler.WithAttrs(plain)}
}

// WithGroup keeps reducing inside the group.
func (h clipping) WithGroup(name string) slog.Handler {
	return clipping{h.Handler.WithGroup(name)}
}

func plainAttr(attr slog.Attr) slog.Attr {
	value := attr.Value.Resolve()
	switch value.Kind() {
	case slog.KindString:
		return slog.String(attr.Key, plainText(attr.Key, value.String()))
	case slog.KindAny:
		if err, ok := value.Any().(error); ok {
			return slog.String(attr.Key, plainError(err))
		}
		return slog.String(attr.Key, fmt.Sprintf("%T", value.Any()))
	default:
		return slog.Attr{Key: attr.Key, Value: value}
	}
}

// plainText knows the keys under which the SDK logs panics.
func plainText(key, text string) string {
	switch key {
	case "StackTrace", "PanicStack":
		return text[:min(len(text), maxLogStack)]
	case "PanicError", "Error":
		if !strings.HasPrefix(text, "runtime error:") {
			return "(text withheld)"
		}
	}
	return clip(text)
}

// plainError names an error without quoting what people wrote.
func plainError(err error) string {
	var application *temporal.ApplicationError
	var service serviceerror.ServiceError
	switch {
	case errors.As(err, &application):
		return "application error of type " + clip(application.Type())
	case errors.As(err, &service), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return clip(err.Error())
	case strings.Contains(err.Error(), "TMPRL1100"):
		return "workflow code does not match its history (TMPRL1100)"
	default:
		return fmt.Sprintf("%T (text withheld)", err)
	}
}
