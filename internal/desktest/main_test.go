package desktest_test

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	stopBrowser()
	if err := stopDesk(); err != nil {
		fmt.Fprintln(os.Stderr, "the product did not stop in order:", err)
		code = 1
	}
	os.Exit(code)
}
