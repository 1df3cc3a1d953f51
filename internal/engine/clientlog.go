package engine

import (
	"log/slog"

	"go.temporal.io/sdk/log"
	"go.uber.org/zap"
	"go.uber.org/zap/exp/zapslog"
	"go.uber.org/zap/zapcore"
)

// clientLog passes warnings and errors of the SDK to zap. The SDK says at every start and stop of a worker that it
// started or stopped; the product says that itself.
func clientLog(logger *zap.Logger) log.Logger {
	core, err := zapcore.NewIncreaseLevelCore(logger.Core(), zapcore.WarnLevel)
	if err != nil { // the logger is already quieter than that
		core = logger.Core()
	}
	handler := zapslog.NewHandler(core, zapslog.WithName("temporal"), zapslog.AddStacktraceAt(slog.LevelError+1))
	return log.NewStructuredLogger(slog.New(clipping{handler}))
}
