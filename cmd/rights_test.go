//go:build linux

package cmd_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
)

var tmpNumber = regexp.MustCompile(`tmp-\d+`)

// nobody is a user who does not own the lab's files.
const nobody = 65534

// asNobody runs a program as nobody if the current user is root. Otherwise it runs it as
// the current user, and the caller must remove that user's rights.
func (l lab) asNobody(name string, args ...string) outcome {
	l.Helper()
	c := l.command(name, args...)
	if os.Geteuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return l.outcome(c)
}

// Users who can read the folder can search. Others get an error that says why they cannot.
// For users who can only read, index says why it cannot write.
func TestTortureRights(t *testing.T) {
	l := newLab(t)
	for _, dir := range []string{programs, l.dir, filepath.Dir(l.dir)} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	l.writeEdition(1)
	defer syscall.Umask(syscall.Umask(0o022))
	l.must("index", "notes")
	if o := l.asNobody("search", "-c", "edition"); o.status != 0 || o.stdout != "60\n" {
		t.Errorf("search by another user: status %d: %s", o.status, o.stderr)
	}

	before := l.files()
	chmod := func(mode os.FileMode, names ...string) {
		t.Helper()
		for _, name := range names {
			if err := os.Chmod(l.path(name), mode); err != nil {
				t.Fatal(err)
			}
		}
	}
	const hint = ": permission denied; ask its owner for access, or choose another place with --index\n"
	refuses := func(want string, o outcome) {
		t.Helper()
		if !o.isError() || tmpNumber.ReplaceAllString(o.stderr, "tmp-N") != want+hint {
			t.Errorf("status %d: %s%s; want %s%s", o.status, o.stdout, o.stderr, want, hint)
		}
	}
	chmod(0o555, "index.bleve")
	chmod(0o444, "index.bleve/LOCK")
	refuses("index: write index index.bleve: LOCK", l.asNobody("index", "notes"))
	chmod(0o644, "index.bleve/LOCK")
	if os.Geteuid() != 0 { // a folder without write permission is only found after the lock is taken
		refuses("index: write index index.bleve: tmp-N", l.run("index", "notes"))
	}
	if after := l.files(); !maps.Equal(before, after) {
		t.Errorf("the index was %q, and is %q", names(before), names(after))
	}
	chmod(0o000, "index.bleve/CURRENT")
	refuses("search: open index index.bleve: CURRENT", l.asNobody("search", "edition"))
	refuses("index: open index index.bleve: CURRENT", l.asNobody("index", "--verify"))
	chmod(0o644, "index.bleve/CURRENT")
	chmod(0o000, "index.bleve")
	refuses("search: open index index.bleve: CURRENT", l.asNobody("search", "edition"))
	chmod(0o755, "index.bleve")
	chmod(0o000, "index.bleve/gen-000001/MANIFEST.json")
	refuses("search: open index index.bleve: MANIFEST.json", l.asNobody("search", "edition"))
	chmod(0o644, "index.bleve/gen-000001/MANIFEST.json")

	// Files made with a stricter umask have fewer permissions.
	syscall.Umask(0o077)
	l.must("index", "--index", "mine", "notes")
	if os.Geteuid() == 0 {
		refuses("search: open index mine: CURRENT", l.asNobody("search", "--index", "mine", "edition"))
	}
}

// Documents of notes that cannot be read now stay in the index, and the notes are named,
// also with -q. Documents of deleted notes are removed.
func TestUnreadableStays(t *testing.T) {
	l := newLab(t)
	for _, dir := range []string{programs, l.dir, filepath.Dir(l.dir)} {
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	defer syscall.Umask(syscall.Umask(0o022))
	chmod := func(mode os.FileMode, name string) {
		t.Helper()
		if err := os.Chmod(l.path(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"notes/2031-01-01.md": "- low tide", "notes/2031-01-02.md": "- high tide\n- spring tide",
		"notes/deep/2031-01-03.md": "- neap tide", "notes/deep/er/2031-01-04.md": "- ebb tide", "names.txt": "team: a = b",
	} {
		if err := os.MkdirAll(filepath.Dir(l.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		write := os.WriteFile(l.path(name), []byte(text), 0o644)
		if write != nil {
			t.Fatal(write)
		}
	}
	chmod(0o755, "notes")
	defer chmod(0o755, "notes/deep")
	run := func(status int, want string, args ...string) {
		t.Helper()
		o := l.asNobody("index", args...)
		if o.status != status || o.stderr != want {
			t.Errorf("index %q: status %d, %q; want %d, %q", args, o.status, o.stderr, status, want)
		}
	}
	holds := func(want string) {
		t.Helper()
		if o := l.run("search", "-s", "oldest", "-o", "{{.text}}"); o.stdout != want {
			t.Errorf("the index holds %q; want %q", o.stdout, want)
		}
	}
	run(0, "", "-q", "notes")
	chmod(0, "notes/2031-01-02.md")
	chmod(0, "notes/deep")
	const named = "index: cannot read 2031-01-02.md: permission denied; the index keeps its documents\n" +
		"index: cannot read deep: permission denied; the index keeps its documents\n"
	run(1, named, "-q", "notes")
	holds("low tide\nhigh tide\nspring tide\nneap tide\nebb tide\n")
	if err := os.Remove(l.path("notes/2031-01-01.md")); err != nil {
		t.Fatal(err)
	}
	run(1, named, "-q", "notes")
	holds("high tide\nspring tide\nneap tide\nebb tide\n")
	run(1, named, "-q", "--full", "notes")
	run(1, named, "-q", "--names", "names.txt", "notes") // everything is rebuilt, except these
	holds("high tide\nspring tide\nneap tide\nebb tide\n")
	chmod(0o644, "notes/2031-01-02.md")
	chmod(0o755, "notes/deep")
	run(0, "", "-q", "notes")
	holds("high tide\nspring tide\nneap tide\nebb tide\n")
	if o := l.run("index", "--verify"); o.status != 0 {
		t.Errorf("--verify: %s%s", o.stdout, o.stderr)
	}
	// Notes that were never indexed are skipped, as always.
	chmod(0, "notes/2031-01-02.md")
	run(0, "", "-q", "--index", "other", "notes/deep")
}
