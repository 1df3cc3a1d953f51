package operation

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"time"
)

// Call is an operation as it is sent: what goes in, put into an address and a body.
type Call struct {
	Method string
	Path   string // below /api/v1, with its query
	Body   []byte // nil for none
}

// Call puts what goes in into a call. It refuses a name that cannot be one.
func (o *Operation[In, Out]) Call(in In) (Call, error) {
	if named, ok := any(in).(interface{ Check() error }); ok {
		if err := named.Check(); err != nil {
			return Call{}, err
		}
	}
	call, query := Call{Method: o.Method, Path: o.Path}, url.Values{}
	value := reflect.ValueOf(in)
	for _, f := range reflect.VisibleFields(value.Type()) {
		if name := f.Tag.Get("path"); name != "" {
			call.Path = strings.Replace(call.Path, "{"+name+"}", url.PathEscape(text(value.FieldByIndex(f.Index))), 1)
		}
		if name := f.Tag.Get("query"); name != "" && !value.FieldByIndex(f.Index).IsZero() {
			query.Set(name, text(value.FieldByIndex(f.Index)))
		}
	}
	if len(query) > 0 {
		call.Path += "?" + query.Encode()
	}
	body := value.FieldByName("Body")
	if !body.IsValid() || body.Kind() == reflect.Pointer && body.IsNil() {
		return call, nil
	}
	var err error
	if call.Body, err = json.Marshal(body.Interface()); err != nil {
		return Call{}, fmt.Errorf("operation: encode %s: %w", o.Name, err)
	}
	return call, nil
}

// Into is what the JSON of the answer is decoded into, to fill out.
func (o *Operation[In, Out]) Into(out *Out) any { return o.into(out) }

// text is a value as it stands in an address.
func text(v reflect.Value) string {
	if t, ok := v.Interface().(time.Time); ok {
		return t.Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v.Interface())
}
