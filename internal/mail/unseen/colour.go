package unseen

import (
	"strconv"
	"strings"
)

// colour is one that is known, or nothing. A clear one lets all through.
type colour struct {
	known, clear     bool
	red, green, blue int
}

// near is how far two shares of a colour may be apart that nobody tells from each other.
const near = 12

func (c colour) passesFor(other colour) bool {
	apart := func(a, b int) bool { return a-b > near || b-a > near }
	return c.known && other.known && !apart(c.red, other.red) && !apart(c.green, other.green) && !apart(c.blue, other.blue)
}

var named = map[string]colour{
	"black": rgb(0, 0, 0), "white": rgb(255, 255, 255), "red": rgb(255, 0, 0), "green": rgb(0, 128, 0), "blue": rgb(0, 0, 255),
	"yellow": rgb(255, 255, 0), "gray": rgb(128, 128, 128), "grey": rgb(128, 128, 128), "silver": rgb(192, 192, 192), "navy": rgb(0, 0, 128),
	"maroon": rgb(128, 0, 0), "olive": rgb(128, 128, 0), "purple": rgb(128, 0, 128), "teal": rgb(0, 128, 128), "aqua": rgb(0, 255, 255),
	"cyan": rgb(0, 255, 255), "fuchsia": rgb(255, 0, 255), "magenta": rgb(255, 0, 255), "lime": rgb(0, 255, 0), "orange": rgb(255, 165, 0),
	"snow": rgb(255, 250, 250), "ivory": rgb(255, 255, 240), "ghostwhite": rgb(248, 248, 255), "whitesmoke": rgb(245, 245, 245),
	"windowtext": rgb(0, 0, 0), "window": rgb(255, 255, 255), "transparent": {clear: true},
}

func rgb(red, green, blue int) colour { return colour{known: true, red: red, green: green, blue: blue} }

// colourOf reads a colour; one that is not known is none.
func colourOf(text string) colour {
	text = strings.ToLower(strings.TrimSpace(text))
	if c, ok := named[text]; ok {
		return c
	}
	if digits, ok := strings.CutPrefix(text, "#"); ok {
		return hexadecimal(digits)
	}
	if values, ok := strings.CutPrefix(text, "rgb"); ok {
		return byShares(strings.TrimPrefix(values, "a"))
	}
	if len(text) == 6 { // bgcolor takes it without a sign
		return hexadecimal(text)
	}
	return colour{}
}

func hexadecimal(digits string) colour {
	if len(digits) == 3 || len(digits) == 4 {
		var twice strings.Builder
		for _, d := range digits {
			twice.WriteRune(d)
			twice.WriteRune(d)
		}
		digits = twice.String()
	}
	if len(digits) != 6 && len(digits) != 8 {
		return colour{}
	}
	n, err := strconv.ParseUint(digits, 16, 64)
	if err != nil {
		return colour{}
	}
	if len(digits) == 8 {
		if n&0xff == 0 {
			return colour{clear: true}
		}
		n >>= 8
	}
	return rgb(int(n>>16&0xff), int(n>>8&0xff), int(n&0xff))
}

func byShares(values string) colour {
	parts := strings.FieldsFunc(strings.Trim(values, "()"), func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(parts) != 3 && len(parts) != 4 {
		return colour{}
	}
	var share [3]int
	for i := range share {
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < 0 || n > 255 {
			return colour{}
		}
		share[i] = n
	}
	if len(parts) == 4 {
		if alpha, err := strconv.ParseFloat(parts[3], 64); err != nil || alpha <= 0 {
			return colour{clear: err == nil}
		}
	}
	return rgb(share[0], share[1], share[2])
}
