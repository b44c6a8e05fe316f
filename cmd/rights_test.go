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

// nobody is a user that the lab's files do not belong to.
const nobody = 65534

// as runs a program as another user where this one is root; else as this one, whose
// rights the caller takes away.
func (l lab) as(user uint32, name string, args ...string) outcome {
	l.Helper()
	c := l.command(name, args...)
	if os.Geteuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
	}
	return l.outcome(c)
}

// Whoever may read the folder may search. Others are told why they may not, and
// whoever may only read is told why nothing is written.
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
	if o := l.as(nobody, "search", "-c", "edition"); o.status != 0 || o.stdout != "60\n" {
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
	const hint = ": permission denied; ask its owner to let you, or name another place with --index\n"
	refuses := func(want string, o outcome) {
		t.Helper()
		if !o.isError() || tmpNumber.ReplaceAllString(o.stderr, "tmp-N") != want+hint {
			t.Errorf("status %d: %s%s; want %s%s", o.status, o.stdout, o.stderr, want, hint)
		}
	}
	chmod(0o555, "index.bleve")
	chmod(0o444, "index.bleve/LOCK")
	refuses("index: write index index.bleve: LOCK", l.as(nobody, "index", "notes"))
	chmod(0o644, "index.bleve/LOCK")
	if os.Geteuid() != 0 { // a folder that may not be written is found after the lock is taken
		refuses("index: write index index.bleve: tmp-N", l.run("index", "notes"))
	}
	if after := l.files(); !maps.Equal(before, after) {
		t.Errorf("the index was %q, and is %q", names(before), names(after))
	}
	chmod(0o000, "index.bleve/CURRENT")
	refuses("search: open index index.bleve: CURRENT", l.as(nobody, "search", "edition"))
	refuses("index: open index index.bleve: CURRENT", l.as(nobody, "index", "--verify"))
	chmod(0o644, "index.bleve/CURRENT")
	chmod(0o000, "index.bleve")
	refuses("search: open index index.bleve: CURRENT", l.as(nobody, "search", "edition"))
	chmod(0o755, "index.bleve")
	chmod(0o000, "index.bleve/gen-000001/MANIFEST.json")
	refuses("search: open index index.bleve: MANIFEST.json", l.as(nobody, "search", "edition"))
	chmod(0o644, "index.bleve/gen-000001/MANIFEST.json")

	// What is made under a narrower mask is for fewer.
	syscall.Umask(0o077)
	l.must("index", "--index", "mine", "notes")
	if os.Geteuid() == 0 {
		refuses("search: open index mine: CURRENT", l.as(nobody, "search", "--index", "mine", "edition"))
	}
}
