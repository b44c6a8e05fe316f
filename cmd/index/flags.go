package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"minutes/indexer"
	"minutes/internal/completion"
)

const usage = `usage: index [--index PATH] [--names FILE] [--lang CODES] [--undated] [--full]
             [--replace] [--watch] [--wait 10s] [--format text|json] [-q]
             [NOTES...]
       index --check [--format text|json] [--names FILE] [--undated] [NOTES...]
       index --verify [--format text|json] [--index PATH]

Splits meeting notes (Markdown) into documents and makes an index of them for
search. NOTES are folders or files; the current folder if there are none. Once
there is an index, only what has changed in them is read again.

      --index PATH     default $MINUTES_INDEX, else index.bleve here or above;
                       replaced as a whole when the new one is complete. Or
                       https://HOST:9200/NAME, in an OpenSearch cluster
      --names FILE     names of teams and people, as data
                       (default the ones of the last run, or names.txt there)
      --lang CODES     languages of notes that do not name theirs, such as de,en
                       (default the ones of the last run, or en)
      --undated        keep what has no date: notes without one, and the lines
                       before the first meeting of a running file
      --full           build the whole index again, whatever has changed
      --replace        let other folders, or less than half the documents,
                       replace what the index holds
      --wait TIME      how long to wait while another writes the index, such as
                       30s or 5m (default 10s); 0 does not wait
      --shards N, --replicas N       parts, and copies of each, in a cluster
      --cacert, --cert, --key FILE   certificates for the nodes of a cluster
      --watch          go on until interrupted: update the index when the notes
                       change, and print a line for each update
      --check          write nothing; print what to look at in the notes
      --verify         read all of the index; print the files that are damaged
      --format FORMAT  text or json: the summary as one object, and the findings
                       of --check and --verify as an object a line
  -q, --quiet          print only errors
      --completion SHELL   completes this command in bash, zsh, fish
  -h, --help           show this; --version, the version

example: index notes && search lantern
exit status: 0 done, 1 a note could not be read, or --check or --verify found
something, 2 error
`

// formats are the values of --format.
var formats = []string{"text", "json"}

// A flagSet has the values of the flags.
type flagSet struct {
	indexer.Options
	indexes       []string // values of --index
	languages     string
	cluster       clusterFlags
	check, verify bool
	watch         bool
	format        string
	quiet         bool
	completion    string
	help, version bool
}

// flags returns the flags of index, which set f. The first sentence of each text is shown
// in completions, the whole text in the manual.
func (f *flagSet) flags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("index", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	flags.StringArrayVar(&f.indexes, "index", nil, "Make the index at `PATH`, or in an OpenSearch cluster at an address such as https://HOST:9200/NAME. The default is $MINUTES_INDEX, else index.bleve in the current folder, or the one above that has its notes.")
	flags.StringVar(&f.Names, "names", "", "Read the names of teams and people from `FILE`. The default is the file that the index was made with, otherwise names.txt in the notes' folder, if that exists.")
	flags.StringVar(&f.languages, "lang", "", "Take notes that do not name their language to be in one of `CODES`, separated by commas: "+strings.Join(indexer.Languages, ", ")+". Of several, a note is in the one with most of its function words. The default is the languages that the index was made with, otherwise en.")
	flags.BoolVar(&f.Undated, "undated", false, "Keep what has no date: notes without a date, and the lines before the first meeting of a running file. Search finds them with date:\"\".")
	flags.BoolVar(&f.Full, "full", false, "Build the whole index again, whatever has changed.")
	flags.BoolVar(&f.Replace, "replace", false, "Allow notes of other folders, or fewer than half of the documents, to replace what the index holds. Otherwise such a run fails, and the index stays as it was.")
	flags.DurationVar(&f.Wait, "wait", 10*time.Second, "Wait up to `TIME` while another writes the index. 0 does not wait.")
	f.cluster.add(flags)
	flags.BoolVar(&f.watch, "watch", false, "Go on until interrupted: update the index when the notes change, and print a line for each update. Where a run would fail, say so and go on. --full and --replace apply to the first update only.")
	flags.BoolVar(&f.check, "check", false, "Print what you may want to look at in the notes. Write no index.")
	flags.BoolVar(&f.verify, "verify", false, "Read all of the index. Print the files that are damaged.")
	flags.StringVar(&f.format, "format", formats[0], "The `FORMAT` of the summary, and of --check and --verify: "+strings.Join(formats, ", ")+". As json, the summary is one object, and each finding is an object on a line of its own.")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "Print only errors, no summary and no progress.")
	flags.StringVar(&f.completion, "completion", "", "Print the script that makes `SHELL` complete this command: "+strings.Join(completion.Shells, ", ")+".")
	flags.BoolVarP(&f.help, "help", "h", false, "Print a summary.")
	flags.BoolVar(&f.version, "version", false, "Print the version.")
	return flags
}

// complete prints the completion script for a shell. If there are words, it prints
// candidates for the last of them instead.
func (f *flagSet) complete(out io.Writer, words []string) error {
	typed := &flagSet{}
	return completion.Command{Name: "index", Flags: typed.flags(), Value: completeValue, Argument: func(string) completion.Candidates {
		return completion.Candidates{Paths: completion.Files}
	}}.Print(out, f.completion, words)
}

// completeValue returns candidates for the value of a flag.
func completeValue(flag *pflag.Flag, typed string) completion.Candidates {
	switch flag.Name {
	case "index":
		return completion.Candidates{Paths: completion.Folders}
	case "names", "cacert", "cert", "key":
		return completion.Candidates{Paths: completion.Files}
	case "lang":
		return completion.Among(indexer.Languages, typed)
	case "format":
		return completion.Among(formats, typed)
	case "wait":
		return completion.Among([]string{"0s", "30s", "5m"}, typed)
	case "completion":
		return completion.Among(completion.Shells, typed)
	}
	return completion.Candidates{}
}

// conflict returns an error for flags that make no sense, or not together.
func (f *flagSet) conflict(flags *pflag.FlagSet) error {
	switch o := &f.Options; {
	case flags.Changed("names") && o.Names == "":
		return errors.New("--names needs the path of a file")
	case flags.Changed("lang") && f.check:
		return errors.New("--lang cannot be combined with --check, which writes nothing")
	case o.Wait < 0:
		return errors.New("--wait cannot be negative; write 0 or more, such as 30s")
	case f.check && f.verify:
		return errors.New("--check and --verify cannot be combined; write one of them")
	case flags.Changed("wait") && f.check:
		return errors.New("--wait cannot be combined with --check, which writes nothing")
	case o.Full && f.check:
		return errors.New("--full cannot be combined with --check, which writes nothing")
	case o.Replace && f.check:
		return errors.New("--replace cannot be combined with --check, which writes nothing")
	case f.watch && (f.check || f.verify):
		return errors.New("--watch cannot be combined with --check or --verify, which write nothing")
	case f.verify && (flags.Changed("wait") || flags.Changed("names") || flags.Changed("lang") || o.Full || o.Replace || o.Undated || flags.NArg() > 0):
		return errors.New("--verify does not take notes, --names, --lang, --undated, --full, --replace or --wait; name the index with --index")
	case !slices.Contains(formats, f.format):
		return fmt.Errorf("unknown format %q; the formats are %s", f.format, strings.Join(formats, ", "))
	}
	return nil
}
