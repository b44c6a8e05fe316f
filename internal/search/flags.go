package search

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"minutes/internal/address"
	"minutes/internal/completion"
	"minutes/internal/seen"
	"minutes/internal/store"
	"minutes/schema"
	"minutes/searcher"
)

// defaultReader is the name of the reader if --since-last gives none.
const defaultReader = "default"

// defaultTop is the default number of names in a facet.
const defaultTop = 10

// A flagSet has the values of the arguments.
type flagSet struct {
	open          Open
	reach         address.Options
	query         string
	indexes       []string // values of --index; after parsing, the indexes to search
	words         []string // arguments of the query, as typed
	filters       []filter
	since, until  []string
	sort, format  string
	limit, offset int
	top           int
	count, leads  bool
	people        bool
	actions       bool
	decisions     bool
	digest        bool
	newest        bool
	sinceLast     string // name of the reader
	afterSince    string // word of the query right after --since-last, which may be meant as its name; "" if there is none
	all           bool
	exact         bool
	allWords      bool
	explain       bool
	null, quiet   bool
	long          bool
	context       string
	color         string
	hyperlink     string
	noPager       bool
	facets        []string
	completion    string
	help, version bool
	set           func(name string) bool // reports whether a flag was given
	given         []string               // names of the flags that were given
}

// A filter has the values of a flag that selects documents by a field.
type filter struct {
	field  string
	values *[]string
}

// flags returns the flags of search, which set f. The first sentence of each text is
// shown in completions, the whole text in the manual.
func (f *flagSet) flags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("search", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	for _, by := range []struct{ field, short, about string }{
		{schema.Team, "t", "Documents of the team `NAME`. Give the whole name; case, accents and punctuation make no difference."},
		{schema.Lead, "l", "Documents of the lead `NAME`. Give the whole name or a word of it."},
		{schema.Topic, "", "Documents under the agenda item `NAME`. Give the whole name or a word of it."},
		{schema.Person, "p", "Documents of the person `NAME`, who leads the team, says it, has to do it, or is named by an @handle. Give the whole name or a word of it."},
		{schema.Is, "", "Documents that are this `OUTCOME`: " + strings.Join(schema.Outcomes, ", ") + "."},
		{schema.Meeting, "m", "Documents of the meeting `NAME`. Give the whole name."},
		{schema.Kind, "k", "Documents of this `KIND`: " + strings.Join(schema.Kinds, ", ") + ". Headings are those that name a team."},
		{schema.Date, "d", "Documents of these `DATES`. They are a year, half, quarter, month or day, a range, or last, last-3, 90d, 2w, 6m, 1y; see " + queryManual + "."},
	} {
		f.filters = append(f.filters, filter{by.field, flags.StringArrayP(by.field, by.short, nil, by.about)})
	}
	flags.StringArrayVar(&f.since, "since", nil, "Documents from the first day of `DATE` on.")
	flags.StringArrayVar(&f.until, "until", nil, "Documents up to the last day of `DATE`.")
	flags.BoolVar(&f.newest, "new", false, "Documents of the newest date that the rest of the query finds, without those that only repeat earlier meetings or list who attended. This is --date last; with --all, nothing is left out.")
	flags.StringVar(&f.sinceLast, "since-last", "", "Print only what matches and was not printed before for `NAME`, or has changed since. "+
		"Each NAME has a memory of its own for each index, and one for several indexes together. What is not printed comes next time; with -n 0, --count and --quiet nothing counts as printed.")
	flags.Lookup("since-last").NoOptDefVal = defaultReader
	flags.BoolVar(&f.exact, "exact", false, "Find words exactly as they are written, and all of them. "+
		"This turns off inflections, other spellings, corrected words, partial matches and dates in words, and words must be in the document itself.")
	flags.BoolVar(&f.allWords, "all-words", false, "Leave out documents that have only some of the words. Inflections and other spellings are still found.")

	flags.StringVarP(&f.sort, "sort", "s", "", "The `ORDER` of hits: "+strings.Join(searcher.Sorts, ", ")+". "+
		"The default is relevance if the query has words, otherwise newest.")
	flags.IntVarP(&f.limit, "limit", "n", 20, "Print at most `N` hits. 0 prints none; text and json take up to 10000. "+
		"Without it, text at a terminal prints as many hits as fit on the screen, except with -C section.")
	flags.IntVar(&f.offset, "offset", 0, "Skip the first `N` hits.")
	flags.StringArrayVarP(&f.facets, "facet", "f", nil, "Count the documents by each field of `LIST`. The fields are "+
		strings.Join(searcher.FacetFields, ", ")+", with commas between them. Two with a colon between them, such as team:year, are counted together, as a table.")
	flags.BoolVar(&f.long, "long", false, "Print a crossed facet as a table with a row for each cell and its query, not as a matrix. This is for csv and tsv.")
	flags.IntVar(&f.top, "top", defaultTop, "Print at most `N` names of each facet. 0 prints all; periods are always all printed.")
	flags.BoolVarP(&f.count, "count", "c", false, "Print only the number of documents that match all the words.")
	flags.BoolVar(&f.leads, "leads", false, "Print the roster: teams and their leads over time, from the headings that match the query.")
	flags.BoolVar(&f.people, "people", false, "Print who attended the meetings that match, by their lists of attendees: each person, the first and last meeting, and the number of meetings.")
	flags.BoolVar(&f.actions, "actions", false, "Print the open actions among the documents that match, by person, newest first.")
	flags.BoolVar(&f.decisions, "decisions", false, "Print the decisions among the documents that match, by day and topic, newest first.")
	flags.BoolVar(&f.digest, "digest", false, "Print a page of Markdown to send (with --format json an object): by team or topic, what was decided, what is open and for how long, and up to N other documents (--limit, 5); then new topics and people. Without a date, it is about the newest one.")
	flags.StringVarP(&f.context, "context", "C", parentsContext, "`WHAT` to show around a hit: "+strings.Join(contexts, ", ")+". "+
		"These are nothing, the items above it, or its whole section.")
	flags.BoolVarP(&f.all, "all", "a", false, "Print each of several documents with the same text. Otherwise text shows them as one hit. With --new, print repeats of earlier meetings too.")
	flags.BoolVar(&f.explain, "explain", false, "Print where each score comes from.")

	flags.StringVarP(&f.format, "format", "o", "", "The `FORMAT` of the answer: "+strings.Join(formats, ", ")+", or a template. "+
		"The default is text at a terminal and lines in a pipe.")
	flags.BoolVarP(&f.null, "null", "0", false, "End lines with NUL.")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "Print nothing. Use the exit status.")
	flags.StringVar(&f.color, "color", when[0], "`WHEN` to use colours: "+strings.Join(when, ", ")+".")
	flags.StringVar(&f.hyperlink, "hyperlink", when[0], "`WHEN` to link hits to their notes: "+strings.Join(when, ", ")+".")
	flags.StringArrayVar(&f.indexes, "index", nil, "Search the index at `PATH`, or at the address of a cluster, such as https://host:9200/minutes. Give it again to search several as one. The default is $MINUTES_INDEX, else index.bleve in the current folder or the nearest folder above.")
	f.reach.AddTo(flags)
	flags.BoolVar(&f.noPager, "no-pager", false, "Print a long answer at a terminal without a pager. Otherwise $MINUTES_PAGER, else $PAGER, else less shows an answer that is longer than the screen.")
	flags.StringVar(&f.completion, "completion", "", "Print the script that makes `SHELL` complete this command: "+strings.Join(completion.Shells, ", ")+".")
	flags.BoolVarP(&f.help, "help", "h", false, "Print a summary.")
	flags.BoolVar(&f.version, "version", false, "Print the version.")
	return flags
}

// queryManual is the manual page about queries.
const queryManual = "minutes-query(7)"

func parseFlags(args []string) (*flagSet, error) {
	f := &flagSet{}
	flags := f.flags()
	if err := refuseJoined(flags, args); err != nil {
		return nil, err
	}
	if err := flags.Parse(args); err != nil {
		return nil, flagError(err)
	}
	f.words = flags.Args()
	if at := slices.Index(args, "--since-last"); at >= 0 && at+1 < len(args) && slices.Contains(f.words, args[at+1]) && seen.CheckName(args[at+1]) == nil {
		f.afterSince = args[at+1]
	}
	f.query = strings.Join(f.words, " ")
	f.set = flags.Changed
	flags.Visit(func(flag *pflag.Flag) { f.given = append(f.given, flag.Name) })
	var err error
	if f.indexes, err = store.Indexes(f.indexes); err != nil {
		return nil, err
	}
	return f, nil
}

// question returns the query and the options for an answer that goes to s.
func (f *flagSet) question(s screen) (searcher.Query, searcher.Options, error) {
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
	if f.newest || f.isBare(s) {
		if err := q.Filter("date", "last"); err != nil {
			return q, o, err
		}
	}
	if len(f.since)+len(f.until) > 0 && !f.digest { // which has its own period
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
	switch {
	case f.top < 0:
		return q, o, errors.New("--top cannot be negative; write 0 for all")
	case f.set("top") && len(o.Facets) == 0:
		return q, o, errors.New("--top limits the names of a facet; add --facet")
	case f.long && !allCrossed(o.Facets):
		return q, o, errors.New("--long is for crossed facets alone; write --facet team:year")
	case !f.long && len(o.Facets) > 1 && hasCrossed(o.Facets) && (f.shape(s) == "csv" || f.shape(s) == "tsv"):
		return q, o, fmt.Errorf("%s prints a crossed facet alone, without others; ask for each in turn", f.shape(s))
	case f.limit < 0 || f.offset < 0:
		return q, o, errors.New("--limit and --offset cannot be negative; write 0 or more")
	}
	o.Limit, o.Offset, o.Top, o.Exact, o.AllWords, o.Explain = f.limit, f.offset, f.top, f.exact, f.allWords, f.explain
	o.SkipRepeats = f.newest && !f.all
	o.SkipRoutine = f.isBare(s) || o.SkipRepeats
	if f.fits(s) {
		o.Limit = s.height // each hit takes at least one row
	}
	shape := f.shape(s)
	switch {
	case f.count || f.quiet || len(o.Facets) > 0 && (shape == "csv" || shape == "tsv"):
		o.Limit, o.Offset = 0, 0
	case shape == "text":
		o.Collapse, o.Story, o.Spelling, o.Without, o.Siblings = !f.all, true, true, true, f.context == sectionContext
	}
	return q, o, nil
}

// fits reports whether to print only as many hits as fit on the screen. With --context
// section, hits are too long for that.
func (f *flagSet) fits(s screen) bool {
	return s.height > 0 && f.shape(s) == "text" && !f.set("limit") && f.context != sectionContext && !f.set("since-last")
}

// isBare reports whether there is no query, and the answer goes to a terminal. In that
// case search shows the newest meeting.
func (f *flagSet) isBare(s screen) bool {
	if !s.terminal || f.query != "" {
		return false
	}
	for _, how := range f.given {
		switch how {
		case "index", "color", "hyperlink", "no-pager", "context", "all", "offset":
		default:
			return false
		}
	}
	return true
}
