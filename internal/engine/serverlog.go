package engine

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// maxLogText bounds one logged string, in bytes, so that no request can pour itself into the log.
const maxLogText = 500

// expectedWarnings are warnings about what Onrecord does on purpose.
var expectedWarnings = []string{"HTTP API port has not been set"}

// serverLog is the embedded server's logger. Unlike the server's own it never ends the process: what the server
// calls fatal is reported once on the channel, and the product stops in order.
type serverLog struct {
	zap      *zap.Logger
	fatal    chan error
	stopping *atomic.Bool
}

var (
	_ log.Logger     = (*serverLog)(nil)
	_ log.WithLogger = (*serverLog)(nil)
)

func newServerLog(logger *zap.Logger) *serverLog {
	return &serverLog{
		zap:      logger.Named("temporal").WithOptions(zap.WithCaller(false), zap.AddStacktrace(zapcore.InvalidLevel)),
		fatal:    make(chan error, 1),
		stopping: &atomic.Bool{},
	}
}

// stop silences the logger: while the server stops, its parts complain that the other parts are gone.
func (l *serverLog) stop() { l.stopping.Store(true) }

// Debug is dropped.
func (l *serverLog) Debug(string, ...tag.Tag) {}

// Info is dropped.
func (l *serverLog) Info(string, ...tag.Tag) {}

// Warn logs what is not expected of an embedded server.
func (l *serverLog) Warn(msg string, tags ...tag.Tag) {
	expected := func(prefix string) bool { return strings.HasPrefix(msg, prefix) }
	if !l.stopping.Load() && !slices.ContainsFunc(expectedWarnings, expected) {
		l.zap.Warn(msg, fields(tags)...)
	}
}

// Error logs an error of the server.
func (l *serverLog) Error(msg string, tags ...tag.Tag) {
	if !l.stopping.Load() {
		l.zap.Error(msg, fields(tags)...)
	}
}

// DPanic logs an error of the server: Onrecord never runs it in development mode.
func (l *serverLog) DPanic(msg string, tags ...tag.Tag) { l.Error(msg, tags...) }

// Panic logs and panics, as the server counts on.
func (l *serverLog) Panic(msg string, tags ...tag.Tag) {
	l.zap.Error(msg, fields(tags)...)
	panic(msg)
}

// Fatal logs and reports on the channel, once.
func (l *serverLog) Fatal(msg string, tags ...tag.Tag) {
	if l.stopping.Load() {
		return
	}
	l.zap.Error(msg, append(fields(tags), zap.Bool("fatal", true))...)
	select {
	case l.fatal <- fail(CodeNotReady, "the embedded Temporal server failed: "+msg, nil):
	default: // one report is enough to stop
	}
}

// With returns a logger that adds tags to every line.
func (l *serverLog) With(tags ...tag.Tag) log.Logger {
	return &serverLog{zap: l.zap.With(fields(tags)...), fatal: l.fatal, stopping: l.stopping}
}

// fields keeps the tags that are plain facts. Tags that print whole objects are reduced to their type, because such
// an object may be a request with everything in it.
func fields(tags []tag.Tag) []zap.Field {
	out := make([]zap.Field, 0, len(tags))
	for _, t := range tags {
		zt, ok := t.(tag.ZapTag)
		if !ok {
			continue
		}
		out = append(out, reduce(zt.Field()))
	}
	return out
}

func reduce(field zap.Field) zap.Field {
	switch field.Type {
	case zapcore.StringType:
		return zap.String(field.Key, clip(field.String))
	case zapcore.ErrorType:
		if err, ok := field.Interface.(error); ok && err != nil {
			return zap.String(field.Key, clip(err.Error()))
		}
		return zap.Skip()
	case zapcore.ReflectType, zapcore.ObjectMarshalerType, zapcore.ArrayMarshalerType, zapcore.StringerType,
		zapcore.BinaryType, zapcore.ByteStringType, zapcore.InlineMarshalerType:
		return zap.String(field.Key, fmt.Sprintf("%T", field.Interface))
	default:
		return field
	}
}

func clip(text string) string {
	if len(text) <= maxLogText {
		return text
	}
	return strings.ToValidUTF8(text[:maxLogText], "") + "…"
}
