package cmd_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the transcripts of the documents and what scripts compare with")

var (
	console = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")
	script  = regexp.MustCompile("(?ms)^```sh\n(#!/bin/sh\n# ([a-z-]+): .*?)^```$")
	program = regexp.MustCompile("(?ms)^```go\n(package main\n.*?)^```$")
	seconds = regexp.MustCompile(`in \d+\.\d s`)

	link        = regexp.MustCompile(`\]\(([^):\s]+)\)`) // [limits](docs/limits.md#size); not a URL
	heading     = regexp.MustCompile(`(?m)^#+ (.*)`)
	punctuation = regexp.MustCompile(`[^\p{L}\p{N}\s-]`)
)

// optional are programs that transcripts use. If one is not installed, or has another
// version than the one given here, its transcripts are not checked.
var optional = map[string]string{"jq": "", "gnuplot": "gnuplot 5.4"}

// documents returns the paths of all documents for people.
func documents(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../.github/ISSUE_TEMPLATE/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no documents at %s: %v", pattern, err)
		}
		paths = append(paths, found...)
	}
	return paths
}

func TestReadmeAndDocs(t *testing.T) {
	for _, document := range documents(t) {
		t.Run(filepath.Base(document), func(t *testing.T) { checkTranscripts(t, document) })
	}
}

// The README is short.
func TestReadmeLength(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines > 150 {
		t.Errorf("README.md has %d lines, want 150 at most; move some of them to docs", lines)
	}
}

// Every link from a document to another file of the project has a target, and so does its
// fragment.
func TestDocsLinks(t *testing.T) {
	for _, document := range documents(t) {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			target, fragment, _ := strings.Cut(found[1], "#")
			path := filepath.Join(filepath.Dir(document), target)
			if target == "" {
				path = document
			}
			linked, err := os.ReadFile(path)
			if info, statErr := os.Stat(path); statErr != nil {
				t.Errorf("%s links to %s: %v", document, found[1], statErr)
			} else if fragment != "" && (err != nil || info.IsDir() || !hasHeading(string(linked), fragment)) {
				t.Errorf("%s links to %s, which has no such heading", document, found[1])
			}
		}
	}
}

// What these documents say of the code exists: each package and file that they name. The
// layout lists all packages.
func TestDocsPackages(t *testing.T) {
	named := regexp.MustCompile(`\b(?:cmd|docs|indexer|internal|schema|searcher|testdata)(?:/[\w.-]*\w)*/?`)
	listed := map[string]bool{}
	for _, document := range []string{"../CONTRIBUTING.md", "../docs/architecture.md"} {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range named.FindAllString(string(text), -1) {
			if _, err := os.Stat(filepath.Join("..", path)); err != nil {
				t.Errorf("%s names %s: %v", document, path, err)
			}
			if document == "../CONTRIBUTING.md" && strings.HasSuffix(path, "/") {
				listed[strings.TrimSuffix(path, "/")] = true
			}
		}
	}
	for _, pattern := range []string{"../cmd/*", "../internal/*", "../indexer", "../schema", "../searcher"} {
		folders, err := filepath.Glob(pattern)
		if err != nil || len(folders) == 0 {
			t.Fatalf("no packages at %s: %v", pattern, err)
		}
		for _, folder := range folders {
			sources, _ := filepath.Glob(filepath.Join(folder, "*.go"))
			if name := filepath.ToSlash(strings.TrimPrefix(folder, ".."+string(filepath.Separator))); len(sources) > 0 && !listed[name] {
				t.Errorf("CONTRIBUTING.md does not list %s/", name)
			}
		}
	}
}

// hasHeading reports whether a heading of a document in Markdown has the fragment.
func hasHeading(text, fragment string) bool {
	for _, found := range heading.FindAllStringSubmatch(text, -1) {
		words := strings.Fields(punctuation.ReplaceAllString(strings.ToLower(found[1]), ""))
		if strings.Join(words, "-") == fragment {
			return true
		}
	}
	return false
}

// checkTranscripts runs the commands of a document's transcripts and compares what they
// print with a terminal of 80 columns. The document's scripts are in the working folder,
// under their names, and its Go program is there as teams.
func checkTranscripts(t *testing.T, document string) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	if !console.Match(text) {
		return
	}
	work := newWork(t, string(text))
	if !strings.Contains(string(text), "$ index testdata/notes\n") { // otherwise the document shows the first run
		run(t, work, "index testdata/notes")
	}
	got := console.ReplaceAllStringFunc(string(text), func(block string) string {
		return transcript(t, work, block)
	})
	if got == string(text) {
		return
	}
	if !*update {
		was, is := strings.Split(string(text), "\n"), strings.Split(got, "\n")
		at := 0
		for at < min(len(was), len(is)) && was[at] == is[at] {
			at++
		}
		t.Errorf("%s:%d is not what the command above prints; rewrite it with: go test ./cmd -update", document, at+1)
	} else if err := os.WriteFile(document, []byte(got), 0o666); err != nil {
		t.Fatal(err)
	}
}

// newWork returns a folder with the sample notes, and the scripts and the program of a
// document.
func newWork(t *testing.T, text string) string {
	t.Helper()
	work := t.TempDir()
	if err := os.CopyFS(filepath.Join(work, "testdata/notes"), os.DirFS("../testdata/notes")); err != nil {
		t.Fatal(err)
	}
	for _, found := range script.FindAllStringSubmatch(text, -1) {
		if err := os.WriteFile(filepath.Join(work, found[2]), []byte(found[1]), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if found := program.FindStringSubmatch(text); found != nil {
		source := filepath.Join(work, "teams.go")
		if err := os.WriteFile(source, []byte(found[1]), 0o666); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("go", "build", "-o", filepath.Join(work, "teams"), source).CombinedOutput(); err != nil {
			t.Fatalf("build the program: %v\n%s", err, out)
		}
	}
	return work
}

// transcript returns block with what its commands print now.
func transcript(t *testing.T, work, block string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("```console\n")
	for line := range strings.Lines(console.FindStringSubmatch(block)[1]) {
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue // the output of the command above
		}
		for tool, version := range optional {
			if !strings.Contains(command, "| "+tool) {
				continue
			}
			if out, err := exec.Command(tool, "--version").Output(); err != nil || !strings.HasPrefix(string(out), version) {
				t.Logf("without %s, its transcript is not checked", cmp.Or(version, tool))
				return block
			}
		}
		fmt.Fprintf(&b, "$ %s\n%s", command, run(t, work, command))
	}
	b.WriteString("```")
	return b.String()
}

// run returns what a command of a document prints at a terminal.
func run(t *testing.T, work, command string) string {
	t.Helper()
	shown := command
	if strings.HasPrefix(command, "search") && !strings.Contains(command, "-o ") {
		shown += " -o text" // the default at a terminal
	}
	c := exec.Command("sh", "-c", shown)
	c.Dir = work
	c.Env = append(os.Environ(), environment(work+string(os.PathListSeparator)+os.Getenv("PATH"))...)
	c.Env = append(c.Env, "XDG_STATE_HOME="+filepath.Join(work, "state"))
	out, err := c.CombinedOutput()
	if err != nil && !strings.Contains(command, "--check") { // which has status 1
		t.Errorf("%s: %v\n%s", command, err, out)
	}
	return seconds.ReplaceAllString(string(out), "in 0.1 s")
}

// The hook in the recipes updates the index after a pull.
func TestRecipeHook(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	text, err := os.ReadFile("../docs/recipes.md")
	if err != nil {
		t.Fatal(err)
	}
	work := newWork(t, string(text))
	t.Setenv("HOME", work)
	run(t, work, `
		set -e
		git init -q -b main theirs
		cd theirs
		git config user.name x
		git config user.email x@example.org
		printf '# Pier\n- low tide\n' >2024-01-01.md
		git add . && git commit -q -m one
		cd .. && git clone -q theirs ours
		cp post-merge ours/.git/hooks/
		cd theirs
		printf '# Pier\n- spring tide\n' >2024-02-01.md
		git add . && git commit -q -m two
		cd ../ours && git pull -q`)
	if got := run(t, filepath.Join(work, "ours"), "search -o '{{.text}}' tide"); got != "spring tide\nlow tide\n" {
		t.Errorf("after a pull, search finds %q", got)
	}
}
