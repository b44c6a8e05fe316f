package cmd_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the transcripts in README.md and what scripts compare with")

var (
	console = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")
	seconds = regexp.MustCompile(`in \d+\.\d s`)
)

// TestReadme runs the commands of the README's transcripts and compares what they
// print, as at a terminal of 80 columns.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	if err := os.CopyFS(filepath.Join(work, "testdata/notes"), os.DirFS("../testdata/notes")); err != nil {
		t.Fatal(err)
	}
	run(t, work, "index testdata/notes")
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
		t.Errorf("README.md:%d is not what the command above prints; rewrite it with: go test ./cmd -run Readme -update", at+1)
	} else if err := os.WriteFile("../README.md", []byte(got), 0o666); err != nil {
		t.Fatal(err)
	}
}

// transcript returns block with what its commands print now.
func transcript(t *testing.T, work, block string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("```console\n")
	for line := range strings.Lines(console.FindStringSubmatch(block)[1]) {
		command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
		if !ok {
			continue // the output of the command above
		}
		if strings.Contains(command, "jq") {
			if _, err := exec.LookPath("jq"); err != nil {
				t.Log("without jq, its transcript is not checked")
				return block
			}
		}
		fmt.Fprintf(&b, "$ %s\n%s", command, run(t, work, command))
	}
	b.WriteString("```")
	return b.String()
}

// run returns what a command of the README prints at a terminal.
func run(t *testing.T, work, command string) string {
	t.Helper()
	shown := command
	if strings.HasPrefix(command, "search") && !strings.Contains(command, "-o ") {
		shown += " -o text" // the default there
	}
	c := exec.Command("sh", "-c", shown)
	c.Dir = work
	c.Env = append(os.Environ(), environment(os.Getenv("PATH"))...)
	out, err := c.CombinedOutput()
	if err != nil && !strings.Contains(command, "--check") { // which finds something
		t.Errorf("%s: %v\n%s", command, err, out)
	}
	return seconds.ReplaceAllString(string(out), "in 0.1 s")
}
