package app

import (
	"io"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/onrecord/onrecord/internal/config"
)

// NewLog makes the log of a process. It carries no content: identifiers, codes
// and counts only.
func NewLog(w io.Writer, cfg config.Config, terminal bool) (*zap.Logger, error) {
	level, err := zapcore.ParseLevel(cfg.LogLevel)
	if err != nil {
		return nil, err
	}
	settings := zap.NewProductionEncoderConfig()
	settings.TimeKey, settings.EncodeTime = "time", zapcore.RFC3339NanoTimeEncoder
	encoder := zapcore.NewJSONEncoder(settings)
	if cfg.LogFormat == "console" || cfg.LogFormat == "" && terminal {
		settings.EncodeLevel = zapcore.CapitalLevelEncoder
		settings.EncodeTime = zapcore.TimeEncoderOfLayout("15:04:05.000")
		encoder = zapcore.NewConsoleEncoder(settings)
	}
	return zap.New(zapcore.NewCore(encoder, zapcore.Lock(zapcore.AddSync(w)), level)), nil
}
