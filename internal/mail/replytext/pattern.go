package replytext

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// pattern matches what one of its alternatives matches, in any case. It is compiled when it is first asked: these are
// large, and most commands of the program read no mail.
//
// One expression of all alternatives takes every character a hundred times. Of most alternatives a part is certain, and
// that is sought first, which costs next to nothing.
type pattern struct {
	alternatives []string
	once         sync.Once
	certain      []alternative
	others       *regexp.Regexp // those that have no certain part; nil if there are none
}

type alternative struct {
	part   string         // in lower case
	around *regexp.Regexp // nil if the part is all of it
}

// certainLetters is how long a part is at least, in bytes, so that few texts have it by chance.
const certainLetters = 3

func anyOf(alternatives ...string) *pattern { return &pattern{alternatives: alternatives} }

func (p *pattern) compile() {
	var others []string
	for _, of := range p.alternatives {
		part, all := certainPart(of)
		switch {
		case all:
			p.certain = append(p.certain, alternative{part: part})
		case len(part) >= certainLetters:
			p.certain = append(p.certain, alternative{part: part, around: regexp.MustCompile("(?i)" + of)})
		default:
			others = append(others, of)
		}
	}
	if len(others) > 0 {
		p.others = regexp.MustCompile("(?i)" + strings.Join(others, "|"))
	}
}

func (p *pattern) in(text string) bool {
	p.once.Do(p.compile)
	lower := strings.ToLower(text)
	for _, of := range p.certain {
		if strings.Contains(lower, of.part) && (of.around == nil || of.around.MatchString(text)) {
			return true
		}
	}
	return p.others != nil && p.others.MatchString(text)
}

// certainPart is the longest text that every match of an expression contains, and whether it is all of it.
func certainPart(expression string) (part string, all bool) {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic(err) // they are written in this package
	}
	if parsed.Op == syntax.OpLiteral {
		return strings.ToLower(string(parsed.Rune)), true
	}
	if parsed.Op != syntax.OpConcat {
		return "", false
	}
	for _, sub := range parsed.Sub {
		if sub.Op == syntax.OpLiteral && len(string(sub.Rune)) > len(part) {
			part = strings.ToLower(string(sub.Rune))
		}
	}
	return part, false
}
