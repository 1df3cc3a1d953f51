package desktest_test

import (
	"encoding/json"
	"errors"

	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/runtime"
)

// quote is a text as JSON.
func quote(s string) jsonv2.Value {
	b, err := json.Marshal(s)
	if err != nil { // a string
		panic(err)
	}
	return b
}

// decode reads what script returned.
func decode[T any](o *runtime.RemoteObject, problem *runtime.ExceptionDetails) (T, error) {
	var result T
	if problem != nil {
		return result, errors.New(text(problem))
	}
	if len(o.Value) == 0 {
		return result, errors.New("nothing was returned")
	}
	return result, json.Unmarshal(o.Value, &result)
}
