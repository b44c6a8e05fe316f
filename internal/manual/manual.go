// Package manual makes the manual pages, in mdoc(7), from a template for each page and
// the flags of the commands. The pages are in docs/man. Tests of the commands fail if a
// page is not up to date, or if the help leaves out a flag.
package manual

import (
	"embed"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode/utf8"

	"github.com/spf13/pflag"
)

//go:embed *.1 *.7
var templates embed.FS

// Page returns the page called name, such as search.1, for a command with flags. Its
// template can use lists by name. Page fails if there is no such template, or if it uses
// a list that is not in lists.
func Page(name string, flags *pflag.FlagSet, lists map[string][]string) (string, error) {
	t, err := template.New(name).Funcs(template.FuncMap{
		"options": func() string { return options(flags) },
		"list": func(name string) (string, error) {
			list, ok := lists[name]
			if !ok {
				return "", fmt.Errorf("no list %q", name)
			}
			return joined(list), nil
		},
	}).ParseFS(templates, name)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, nil)
	return b.String(), err
}

// joined returns list with commas, on lines of up to 60 bytes or a little more.
func joined(list []string) string {
	var b strings.Builder
	line := 0
	for i, element := range list {
		switch {
		case i == 0:
		case line > 60:
			b.WriteString(",\n")
			line = 0
		default:
			b.WriteString(", ")
		}
		b.WriteString(element)
		line += len(element) + len(", ")
	}
	return b.String()
}

// Check fails t if the page at dir/name differs from the one that Page returns. If update
// is set, it first writes the page.
func Check(t *testing.T, dir, name string, flags *pflag.FlagSet, lists map[string][]string, update bool) {
	t.Helper()
	want, err := Page(name, flags, lists)
	if err != nil {
		t.Fatal(err)
	}
	path := dir + "/" + name
	if update {
		err = os.WriteFile(path, []byte(want), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s is not up to date (%v); make it again with: go test ./cmd/... -run Manual -update", path, err)
	}
}

// CheckHelp fails t if the help of a command leaves out one of its flags, or is wider than 80
// columns.
func CheckHelp(t *testing.T, help string, flags *pflag.FlagSet) {
	t.Helper()
	flags.VisitAll(func(flag *pflag.Flag) {
		name := "--" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", " + name
		}
		if !strings.Contains(help, name) {
			t.Errorf("the help has no %s", name)
		}
	})
	for line := range strings.Lines(help) {
		if width := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); width > 80 {
			t.Errorf("the help has a line of %d columns, want 80 at most: %s", width, line)
		}
	}
}

// options returns the flags as an mdoc list.
func options(flags *pflag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintln(&b, ".Bl -tag -width Ds")
	flags.VisitAll(func(flag *pflag.Flag) {
		value, about := pflag.UnquoteUsage(flag)
		fmt.Fprint(&b, ".It ")
		if flag.Shorthand != "" {
			fmt.Fprintf(&b, "Fl %s , ", flag.Shorthand)
		}
		fmt.Fprintf(&b, "Fl -%s", flag.Name)
		switch {
		case flag.NoOptDefVal == "":
			fmt.Fprintf(&b, " Ar %s", value)
		case value != "":
			fmt.Fprintf(&b, " Ns Op = Ns Ar %s", value)
		}
		fmt.Fprintln(&b)
		if !slices.Contains([]string{"", "0", "false", "[]"}, flag.DefValue) {
			about += " The default is " + flag.DefValue + "."
		}
		fmt.Fprint(&b, text(about))
	})
	fmt.Fprint(&b, ".El")
	return b.String()
}

var (
	pageName = regexp.MustCompile(`^([a-z-]+)\((\d)\)(.*)$`) // minutes-query(7).
	longFlag = regexp.MustCompile(`--([a-z]+)`)
)

// text returns plain text as mdoc: each sentence begins a line, lines are short, and
// names of pages are references.
func text(plain string) string {
	var b strings.Builder
	column := 0
	end := func() {
		if column > 0 {
			b.WriteByte('\n')
		}
		column = 0
	}
	for word := range strings.FieldsSeq(plain) {
		if ref := pageName.FindStringSubmatch(word); ref != nil {
			end()
			fmt.Fprintf(&b, ".Xr %s %s %s\n", ref[1], ref[2], ref[3])
			continue
		}
		word = longFlag.ReplaceAllString(strings.ReplaceAll(word, `\`, `\e`), `\-\-$1`)
		if column+len(word) > 70 {
			end()
		}
		if column > 0 {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
		if strings.HasSuffix(word, ".") {
			end()
		}
	}
	end()
	return b.String()
}
