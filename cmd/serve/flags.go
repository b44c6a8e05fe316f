package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"minutes/internal/address"
	"minutes/internal/completion"
	"minutes/internal/remote"
	"minutes/internal/store"
	"minutes/internal/terminal"
	"minutes/internal/web"
	"minutes/searcher"
)

const usage = `usage: serve [--index PATH]... [flags]

Serve answers questions about an index of meeting notes in a browser. It prints
its address, and answers until it is interrupted.

      --index PATH     $MINUTES_INDEX, else index.bleve, here or above; or the
                       address of one in a cluster; may be given again: several
                       are served as one
      --cacert FILE    authorities to trust there; --cert FILE and --key FILE,
                       who asks
      --addr ADDRESS   host and port to listen on (default localhost:8080)
      --base PATH      path before all addresses, such as /notes/ (default /)
      --notes DIR      folder of the notes (default the one that was indexed)
      --host NAME      answer also for this host name, as behind a proxy; may be
                       given again
      --cors           let other sites read /api/, /atom and /mcp
      --mcp            answer an assistant on standard input and output instead
      --open           open the first page in a browser
      --log            write an access log to standard error, in logfmt
      --completion SHELL   completes this command in bash, zsh, fish
  -h, --help           show this; --version, the version

example: index notes && serve --open
exit status: 0 interrupted, 2 error
`

// A flagSet has the values of the flags.
type flagSet struct {
	indexes       []string // values of --index
	addr, base    string
	notes         string
	hosts         []string
	cors, mcp     bool
	open, log     bool
	completion    string
	reach         address.Options
	help, version bool
}

// flags returns the flags of serve, which set f. The first sentence of each text is shown
// in completions, the whole text in the manual.
func (f *flagSet) flags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	flags.StringArrayVar(&f.indexes, "index", nil, "Serve the index at `PATH`, or at the address of a cluster, such as https://host:9200/minutes. Give it again to serve several as one. The default is $MINUTES_INDEX, else index.bleve in the current folder or the nearest folder above.")
	flags.StringVar(&f.addr, "addr", "localhost:8080", "Listen on this `ADDRESS`, a host and a port. Port 0 chooses a free one. With a host other than this machine, anyone who can reach it can read the notes.")
	flags.StringVar(&f.base, "base", "/", "Put `PATH` before all addresses, as a proxy may need it.")
	flags.StringVar(&f.notes, "notes", "", "Read the text of notes in the folder `DIR`. The default is the folder that was indexed.")
	flags.StringArrayVar(&f.hosts, "host", nil, "Answer also for the host `NAME`. Requests for other names than localhost and that of --addr are refused, so that no other site can read the notes through a browser.")
	flags.BoolVar(&f.cors, "cors", false, "Let other sites read what is for programs: /api/, /atom and /mcp.")
	flags.BoolVar(&f.mcp, "mcp", false, "Answer an assistant on standard input and output, in the Model Context Protocol, instead of a browser. Over HTTP, assistants ask at /mcp.")
	f.reach.AddTo(flags)
	flags.BoolVar(&f.open, "open", false, "Open the first page in a browser.")
	flags.BoolVar(&f.log, "log", false, "Write an access log to standard error. It has a line in logfmt for each request.")
	flags.StringVar(&f.completion, "completion", "", "Print the script that makes `SHELL` complete this command: "+strings.Join(completion.Shells, ", ")+".")
	flags.BoolVarP(&f.help, "help", "h", false, "Print a summary.")
	flags.BoolVar(&f.version, "version", false, "Print the version.")
	return flags
}

func parseFlags(args []string) (*flagSet, *pflag.FlagSet, error) {
	f := &flagSet{}
	flags := f.flags()
	if err := flags.Parse(args); err != nil {
		return nil, nil, fmt.Errorf("%w; see: serve --help", err)
	}
	return f, flags, nil
}

// options returns what the flags ask the pages to be.
func (f *flagSet) options(stderr io.Writer) (web.Options, error) {
	o := web.Options{Base: f.base, Notes: f.notes, Hosts: f.hosts, CORS: f.cors}
	names, err := store.Indexes(f.indexes)
	if err != nil {
		return o, err
	}
	o.Open = f.opening(names)
	if f.notes != "" && len(names) > 1 {
		return o, errors.New("--notes names the notes of one index, but there are several; each knows where its notes are")
	}
	if f.notes != "" {
		if info, err := os.Stat(f.notes); err != nil || !info.IsDir() {
			return o, fmt.Errorf("--notes %s is not a folder", f.notes)
		}
	}
	host, _, err := net.SplitHostPort(f.addr)
	if err != nil {
		return o, fmt.Errorf("--addr %q is not a host and a port; write for example localhost:8080 or :8080", f.addr)
	}
	if host != "" {
		o.Hosts = append(o.Hosts, host)
	}
	o.AnyIP = !isLoopback(host)
	for _, name := range f.hosts {
		if name == "" || strings.ContainsAny(name, "/:") {
			return o, fmt.Errorf("--host %q is not a host name; write for example notes.example.org", name)
		}
	}
	if strings.ContainsAny(f.base, "?#%\\ ") {
		return o, errors.New("--base is a path of letters, digits, dashes and slashes, such as /notes/")
	}
	for part := range strings.SplitSeq(strings.Trim(f.base, "/"), "/") {
		if part == "." || part == ".." || part == "" && strings.Trim(f.base, "/") != "" {
			return o, fmt.Errorf("--base %q has an empty part, or one of dots; write the whole path, such as /notes/", f.base)
		}
	}
	o.Report = func(err error) { fmt.Fprintln(stderr, "serve:", terminal.Visible(err.Error())) }
	if f.log {
		o.Log = slog.New(slog.NewTextHandler(stderr, nil))
	}
	return o, nil
}

// opening returns a function that opens the indexes called names as one, in folders or at
// addresses.
func (f *flagSet) opening(names []string) func() (*searcher.Index, error) {
	return func() (*searcher.Index, error) { return remote.Open(names, f.reach) }
}

// isLoopback reports whether only this machine can reach host.
func isLoopback(host string) bool {
	if host == "" {
		return false // every address of the machine
	}
	if ip := net.ParseIP(strings.Trim(host, "[]")); ip != nil {
		return ip.IsLoopback()
	}
	ips, err := net.DefaultResolver.LookupIPAddr(context.Background(), host)
	for _, ip := range ips {
		if !ip.IP.IsLoopback() {
			return false
		}
	}
	return err == nil && len(ips) > 0
}

// complete prints the completion script for a shell. If there are words, it prints
// candidates for the last of them instead.
func (f *flagSet) complete(out io.Writer, words []string) error {
	typed := &flagSet{}
	return completion.Command{Name: "serve", Flags: typed.flags(), Value: completeValue, Argument: func(string) completion.Candidates {
		return completion.Candidates{}
	}}.Print(out, f.completion, words)
}

// completeValue returns candidates for the value of a flag.
func completeValue(flag *pflag.Flag, typed string) completion.Candidates {
	switch flag.Name {
	case "index", "notes":
		return completion.Candidates{Paths: completion.Folders}
	case "addr":
		return completion.Among([]string{"localhost:8080", "localhost:0"}, typed)
	case "completion":
		return completion.Among(completion.Shells, typed)
	}
	return completion.Candidates{}
}
