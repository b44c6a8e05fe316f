package cmd_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// After any notes were edited, added, renamed and removed, an updated index gives exactly
// the same answers as one that was built from scratch. That includes what depends on notes
// that did not change: what is a team, how a name is spelled, and who said it first.
func TestTortureSaves(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	notes := map[string]string{}
	edits, saved, rebuilt, nothing := sized(25, 400), 0, 0, 0
	for step := range edits {
		for range l.IntN(4) {
			l.edit(notes)
		}
		o := l.run("index", "--replace", "notes")
		switch {
		case o.status != 0:
			t.Fatalf("step %d: %s", step, o.stderr)
		case strings.Contains(o.stderr, "nothing changed"):
			nothing++
		case strings.Contains(o.stderr, "the others were not read"):
			saved++
		default:
			rebuilt++
		}
		l.must("index", "--full", "--index", "anew.bleve", "notes")
		if diff := l.differs("index.bleve", "anew.bleve"); diff != "" {
			t.Fatalf("step %d: notes %q: %s", step, slices.Sorted(maps.Keys(notes)), diff)
		}
		if o := l.run("index", "--verify", "-q"); o.status != 0 {
			t.Fatalf("step %d: --verify: %s%s", step, o.stdout, o.stderr)
		}
	}
	t.Logf("after %d edits: %d updates, %d builds from scratch, %d without changes", edits, saved, rebuilt, nothing)
	if saved == 0 || rebuilt == 0 {
		t.Errorf("%d updates, %d builds from scratch; want both", saved, rebuilt)
	}
}

// questions are arguments of search whose answers tell indexes apart.
var questions = [][]string{
	{"-o", "json", "-f", "team,lead,meeting,kind,month,date", "--explain"},
	{"-o", "json", "-s", "oldest", "tide"},
	{"-o", "text", "tide crane"},
	{"-o", "json", "--explain", "ferry jetty OR crane"},
	{"-o", "json", "fery"}, // read as ferry, if a note has it
	{"-o", "json", "-f", "team,lead,year", "team:locks"},
	{"-o", "lines", "-C", "section", "date:last-2"},
	{"-o", "json", "c* -lead:ida kind:bullet"},
	{"-o", "json", "--exact", "cranes file:board"},
	{"-o", "csv", "kind:heading"},
	{"--leads", "-o", "json"},
	{"--leads", "-o", "text", "team:harbour"},
}

// differs returns the first question that two indexes answer differently, with the answers;
// "" if there is none.
func (l lab) differs(got, want string) string {
	l.Helper()
	for _, args := range questions {
		args = append([]string{"-n", "500"}, args...)
		is, should := l.run("search", append([]string{"--index", got}, args...)...), l.run("search", append([]string{"--index", want}, args...)...)
		if is != should {
			return fmt.Sprintf("search %q is\n%s%s\nwant\n%s%s", args, is.stdout, is.stderr, should.stdout, should.stderr)
		}
	}
	return ""
}

// edit changes one of the notes, which are listed by file, or adds, renames or removes one,
// or changes its time.
func (l lab) edit(notes map[string]string) {
	l.Helper()
	pick := func(of ...string) string { return of[l.IntN(len(of))] }
	fresh := fmt.Sprintf("notes/%s/2031-%02d-%02d-%s.md", pick("board", "docks"), 1+l.IntN(12), 1+l.IntN(28), pick("board", "crew"))
	files := slices.Sorted(maps.Keys(notes))
	if len(files) > 8 && l.IntN(5) == 0 || len(files) > 3 && l.IntN(12) == 0 {
		gone := pick(files...)
		delete(notes, gone)
		if err := os.Remove(l.path(gone)); err != nil {
			l.Fatal(err)
		}
		return
	}
	if len(files) > 0 && l.IntN(6) == 0 {
		from := pick(files...)
		if err := os.MkdirAll(filepath.Dir(l.path(fresh)), 0o777); err != nil {
			l.Fatal(err)
		}
		if err := os.Rename(l.path(from), l.path(fresh)); err != nil {
			l.Fatal(err)
		}
		text := notes[from]
		delete(notes, from)
		notes[fresh] = text
		return
	}
	file := fresh
	if len(files) > 0 && l.IntN(2) == 0 {
		file = pick(files...)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", pick("Board", "BOARD", "Crew", "Docks"))
	if l.IntN(2) == 0 {
		b.WriteString("## Backlog Reviews\n") // below this, each heading is a team's
	}
	for range l.IntN(4) {
		fmt.Fprintf(&b, "### %s%s\n", pick("Harbour", "HARBOUR", "Locks", "Lamp Room", "Nets"), pick(" - Ida Fjord", " - IDA FJORD", " - Bo Vik, Ida Fjord", "", ""))
		for range l.IntN(4) {
			fmt.Fprintf(&b, "%s- %s %s\n", pick("", "", "  "), pick("tide", "tides", "crane", "cranes", "ferry", "confirmed!"), pick("", "out", "tide", "jetty "+fmt.Sprint(l.IntN(9))))
		}
	}
	notes[file] = b.String()
	l.write(file, b.String())
	if l.IntN(4) == 0 { // as in a checkout, or a copy from another day
		old := time.Now().Add(-time.Duration(l.IntN(1000)) * time.Hour)
		if err := os.Chtimes(l.path(file), old, old); err != nil {
			l.Fatal(err)
		}
	}
}
