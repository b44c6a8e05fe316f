package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// until is a function for scripts: it waits until a file has the text.
const until = `until_has() { until grep -q "$1" "$2"; do sleep 0.05; done; }
`

// When the disk is full, index --watch says so. When it has space again, the index catches
// up.
func TestTortureWatchDiskFull(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.needMounts()
	l.writeEdition(1)
	o := l.inMount(1024, until+`
		index --watch --index disk/index.bleve notes 2>err &
		until_has watching err
		dd if=/dev/zero of=disk/filler bs=1k 2>/dev/null || true
		echo '- one more' >>notes/2031-05-06-board.md
		until_has 'no space left' err
		ls disk/index.bleve >left
		rm disk/filler
		until_has '1 note changed' err
		search --index disk/index.bleve -c
		kill -INT $!
		wait $!`)
	text, err := os.ReadFile(l.path("err"))
	if err != nil {
		t.Fatal(err)
	}
	if o.status != 0 || o.stdout != "61\n" || strings.Count(string(text), "no space left on device; trying again") != 1 {
		t.Errorf("status %d: %s%s%s", o.status, o.stdout, o.stderr, text)
	}
}

// A program that is replaced while it watches goes on as it was. The new one reads all notes
// again.
func TestWatchUpgrade(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.write("notes/2031-01-01.md", "- tide\n")
	program, err := os.ReadFile(filepath.Join(programs, "index"))
	if err != nil {
		t.Fatal(err)
	}
	install := func(program []byte) {
		if err := os.WriteFile(l.path("index.new"), program, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(l.path("index.new"), l.path("index")); err != nil {
			t.Fatal(err)
		}
	}
	installed := func(args ...string) *exec.Cmd {
		c := l.command("index", args...)
		c.Path = l.path("index")
		return c
	}
	install(program)
	w := l.watching(installed("--watch", "notes")).ready()
	install(append(program, '\n')) // another one that does the same
	l.write("notes/2031-01-02.md", "- crane\n")
	w.expect(`^0 notes changed, 1 new, 0 gone: 2 documents of 2 notes, `)
	w.interrupt()
	for _, want := range []string{"indexed 2 documents", "nothing changed"} {
		if o := l.outcome(installed("notes")); o.status != 0 || !strings.Contains(o.stderr, want) {
			t.Errorf("the new program ends with status %d: %s; want %q", o.status, o.stderr, want)
		}
	}
}

// Where the system allows no watches, or too few, index --watch says so and compares folders.
func TestWatchWithoutEvents(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.writeEdition(1)
	for limit, want := range map[string]string{
		"max_inotify_instances=0": "index: the system allows too few open files or watchers; looking for changes every few seconds instead\n",
		"max_inotify_watches=1":   "index: the system allows too few watches; to raise the limit: sysctl fs.inotify.max_user_watches=524288; looking for changes every few seconds instead\n",
	} {
		os.Remove(l.path("err"))
		l.write("notes/b/2031-05-07.md", "- one\n- two\n")
		name, value, _ := strings.Cut(limit, "=")
		c := exec.Command("unshare", "-Ur", "sh", "-euc", until+`
			echo `+value+` >/proc/sys/user/`+name+` || exit 77
			index --watch notes 2>err &
			until_has watching err
			echo '- one more' >>notes/b/2031-05-07.md
			until_has '1 note changed.*: 63 documents' err
			echo '- and more' >>notes/b/2031-05-07.md
			until_has '1 note changed.*: 64 documents' err
			kill -INT $!
			wait $!`)
		c.Dir, c.Env = l.dir, append(os.Environ(), environment(os.Getenv("PATH"))...)
		if _, err := exec.LookPath("unshare"); err != nil {
			t.Skip("no unshare")
		}
		o := l.outcome(c)
		if o.status == 77 || strings.Contains(o.stderr, "unshare") {
			t.Skipf("the limit cannot be set: %s", o.stderr)
		}
		text, err := os.ReadFile(l.path("err"))
		if err != nil || o.status != 0 || strings.Count(string(text), want) != 1 {
			t.Errorf("%s: status %d, %v: %s%s; want %s", limit, o.status, err, o.stderr, text, want)
		}
	}
}
