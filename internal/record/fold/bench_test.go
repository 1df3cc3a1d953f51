package fold

import (
	"strings"
	"testing"
)

func BenchmarkWords(b *testing.B) {
	for name, text := range map[string]string{
		"english":  "The Long Mill closed on 3 November without notice, says its owner. ",
		"russian":  "Длинная фабрика закрылась 3 ноября без предупреждения, говорит владелец. ",
		"japanese": "長い工場は十一月三日に予告なしに閉鎖されたと所有者は述べている。",
	} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat(text, 32<<10/len(text))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Words(text)
			}
		})
	}
}
