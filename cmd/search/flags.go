package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"minutes/internal/store"
	"minutes/searcher"
)

const usage = `usage: search [--index PATH] [flags] [QUERY...]

Finds documents in an index of meeting notes. Words are all meant; fields too.

  search containerd                      words in text, team or lead
  search team:garden date:2018Q2         fields: team lead meeting kind section
                                         file text link date
  search '"rolling update" date:last'    a phrase; quotes have to pass the shell
  search containerd -f team,year -n 0    counts by team and year alone

which documents (one flag repeated means or, different flags mean and)
  -t, --team NAME      -l, --lead NAME      -m, --meeting NAME
  -k, --kind KIND      bullet, paragraph, row, heading
  -d, --date DATES     2018, 2018Q2, 2018-06, 2018-06-26, 2018..2019,
                       last, last-3, 90d, 6m, 1y
      --since DATE     --until DATE
what of them
  -s, --sort ORDER     relevance, newest, oldest
  -n, --limit N        at most so many (default 20; 0 shows none)
      --offset N       leave out so many before them
  -c, --count          print how many there are (nothing where there are none)
  -f, --facet FIELDS   count by team, lead, meeting, kind, year, quarter, month
                       or date; at most 10 names of each
how
  -o, --format FORMAT  text (at a terminal), lines (in a pipe), json, jsonl
      --index PATH     default $MINUTES_INDEX, else index.bleve here or above
  -h, --help           show this

exit status: 0 found, 1 nothing found, 2 error
`

// defaultTop is how many names of a facet are counted.
const defaultTop = 10

// A flagSet is what the arguments say.
type flagSet struct {
	index, query  string
	filters       []filter
	since, until  []string
	sort, format  string
	limit, offset int
	count         bool
	facets        []string
	set           func(name string) bool // whether a flag was given
}

// A filter is the values of a flag that chooses documents by a field.
type filter struct {
	field  string
	values *[]string
}

func parseFlags(args []string) (*flagSet, error) {
	f := &flagSet{}
	flags := pflag.NewFlagSet("search", pflag.ContinueOnError)
	flags.Usage = func() {}
	flags.StringVar(&f.index, "index", "", "")
	for _, field := range []string{"team", "lead", "meeting", "kind", "date"} {
		f.filters = append(f.filters, filter{field, flags.StringArrayP(field, field[:1], nil, "")})
	}
	flags.StringArrayVar(&f.since, "since", nil, "")
	flags.StringArrayVar(&f.until, "until", nil, "")
	flags.StringVarP(&f.sort, "sort", "s", "", "")
	flags.IntVarP(&f.limit, "limit", "n", 20, "")
	flags.IntVar(&f.offset, "offset", 0, "")
	flags.BoolVarP(&f.count, "count", "c", false, "")
	flags.StringArrayVarP(&f.facets, "facet", "f", nil, "")
	flags.StringVarP(&f.format, "format", "o", "", "")
	if err := refuseJoined(flags, args); err != nil {
		return nil, err
	}
	if err := flags.Parse(args); err != nil {
		return nil, flagError(err)
	}
	f.query = strings.Join(flags.Args(), " ")
	f.set = flags.Changed
	if f.index == "" {
		f.index = store.Nearest()
	}
	return f, nil
}

// flagError returns err, which pflag gave, in words that say what to write.
func flagError(err error) error {
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return fmt.Errorf("--%s takes a whole number, not %q", invalid.GetFlag().Name, invalid.GetValue())
	}
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	return fmt.Errorf("%w; see: search --help", err)
}

// refuseJoined refuses a short flag with its value joined to it, -mysql, which
// somebody may have meant as a word to leave out. -n5 and -m=Name are clear.
func refuseJoined(flags *pflag.FlagSet, args []string) error {
	for i := 0; i < len(args) && args[i] != "--"; i++ {
		arg := args[i]
		if len(arg) < 2 || arg[0] != '-' {
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
		switch value := switches[1:]; {
		case flag == nil && switches[0] != 'h':
			return fmt.Errorf("unknown flag %s; see: search --help; for the text write: -- '\"%s\"'", arg, arg)
		case flag == nil || flag.NoOptDefVal != "" || value != "" && value[0] == '=':
		case value == "":
			i++
		case flag.Name == "limit" && strings.Trim(value, "0123456789") == "":
		default:
			if flags.Lookup(arg[1:]) != nil {
				return fmt.Errorf("%s: a long flag has two dashes: -%s", arg, arg)
			}
			return fmt.Errorf("%s: the value of -%s stands apart: -%s %s; for the text write: -- '\"%s\"'",
				arg, flag.Shorthand, flag.Shorthand, value, arg)
		}
	}
	return nil
}

// question returns what is asked.
func (f *flagSet) question() (searcher.Query, searcher.Options, error) {
	var o searcher.Options
	q, err := searcher.Parse(f.query)
	if err != nil {
		return q, o, err
	}
	for _, filter := range f.filters {
		if err := q.Filter(filter.field, *filter.values...); err != nil {
			return q, o, err
		}
	}
	if len(f.since)+len(f.until) > 0 {
		if err := q.Between(f.since, f.until); err != nil {
			return q, o, err
		}
	}
	if o.Sort, err = searcher.ParseSort(f.sort); err != nil {
		return q, o, err
	}
	if o.Facets, err = searcher.ParseFacets(strings.Join(f.facets, ",")); err != nil {
		return q, o, err
	}
	o.Limit, o.Offset, o.Top = f.limit, f.offset, defaultTop
	if f.count {
		o.Limit, o.Offset = 0, 0
	}
	return q, o, nil
}
