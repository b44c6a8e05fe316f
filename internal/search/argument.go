package search

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"minutes/internal/terminal"
)

// flagError returns err, which came from pflag, with a hint about what to write.
func flagError(err error) error {
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return fmt.Errorf("--%s takes a whole number, not %q", invalid.GetFlag().Name, invalid.GetValue())
	}
	return fmt.Errorf("%w; see: search --help", err)
}

// refuseJoined returns an error for an argument such as -mysql, which pflag would read as
// -m ysql, but which may be meant as a word to leave out. It also returns one for an
// unknown flag. -n5 and -m=Name are accepted.
func refuseJoined(flags *pflag.FlagSet, args []string) error {
	var typed []string // arguments of the query, and those with a fault
	var first, why string
	for i := 0; i < len(args) && args[i] != "--"; i++ {
		arg := args[i]
		if len(arg) < 2 || arg[0] != '-' {
			typed = append(typed, arg)
			continue
		}
		if name, isLong := strings.CutPrefix(arg, "--"); isLong {
			if flag := flags.Lookup(name); flag != nil && flag.NoOptDefVal == "" {
				i++ // its value
			}
			continue
		}
		switches := arg[1:]
		for len(switches) > 1 {
			flag := flags.ShorthandLookup(switches[:1])
			if flag == nil || flag.NoOptDefVal == "" {
				break
			}
			switches = switches[1:]
		}
		flag := flags.ShorthandLookup(switches[:1])
		fault := ""
		switch value := switches[1:]; {
		case flag == nil:
			fault = "is not a flag"
		case flag.NoOptDefVal != "" || value != "" && value[0] == '=':
		case value == "":
			i++
		case flag.Name == "limit" && strings.Trim(value, "0123456789") == "":
		case flags.Lookup(arg[1:]) != nil:
			fault = "is not a flag, but -" + arg + " is"
		default:
			fault = "joins -" + flag.Shorthand + " to a value; put a space between them"
		}
		if fault != "" {
			typed = append(typed, arg)
			first, why = cmp.Or(first, arg), cmp.Or(why, fault)
		}
	}
	if first == "" {
		return nil
	}
	return asWord(typed, first, why)
}

// asWord returns the error for arg, which may be meant as a word to leave out. It shows
// two ways to write that; typed are all arguments of the query.
func asWord(typed []string, arg, why string) error {
	var words []string
	for _, word := range typed {
		words = append(words, terminal.Quoted(word))
	}
	return fmt.Errorf("%s %s; to leave out the word, write: NOT %s, or put -- before the query: -- %s", arg, why, terminal.Quoted(arg[1:]), strings.Join(words, " "))
}
