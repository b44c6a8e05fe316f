//go:build linux

package cmd_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// inMount runs script with sh in its own mount namespace. There, the folder "disk" of the
// lab is a file system of the given size in KiB.
func (l lab) inMount(kib int, script string) outcome {
	l.Helper()
	flags := "-m"
	if os.Geteuid() != 0 {
		flags = "-rm"
	}
	c := exec.Command("unshare", flags, "sh", "-euc",
		fmt.Sprintf("mount -t tmpfs -o size=%dk minutes disk\n%s", kib, script))
	c.Dir, c.Env = l.dir, append(os.Environ(), environment(os.Getenv("PATH"))...)
	return l.outcome(c)
}

func (l lab) needMounts() {
	l.Helper()
	if err := os.MkdirAll(l.path("disk"), 0o777); err != nil {
		l.Fatal(err)
	}
	if _, err := exec.LookPath("unshare"); err != nil {
		l.Skip("no unshare")
	}
	if o := l.inMount(64, "exit 0"); o.status != 0 {
		l.Skipf("no file system can be mounted: %s", o.stderr)
	}
}

// sums is a script that prints the checksums of all files of the index on the disk,
// except LOCK.
const sums = "find disk -type f ! -name LOCK | sort | xargs sha256sum"

// If the disk is full, at whatever point, index prints an error on one line, does not
// change the index, and removes what it has built.
func TestTortureDiskFull(t *testing.T) {
	l := newLab(t)
	l.needMounts()
	notes := l.corpus()
	l.writeEdition(1)
	// try indexes the notes on a disk of the given size in KiB that already has an index.
	try := func(kib int) outcome {
		t.Helper()
		return l.inMount(kib, fmt.Sprintf(`
			index -q --index disk/index.bleve notes
			%[2]s >before
			status=0
			index --replace --index disk/index.bleve %[1]s >out 2>err || status=$?
			%[2]s >after
			search --index disk/index.bleve -c edition >found || true
			ls disk/index.bleve >left
			exit $status`, notes, sums))
	}
	least := 256 // for the existing index
	enough := least
	for try(enough).status != 0 {
		enough *= 2
	}
	for low := enough / 2; enough-low > 32; {
		if middle := (low + enough) / 2; try(middle).status != 0 {
			low = middle
		} else {
			enough = middle
		}
	}

	points := sized(4, 50)
	for point := range points {
		kib := least + (enough-32-least)*point/points
		o := try(kib)
		read := func(name string) string {
			text, err := os.ReadFile(l.path(name))
			if err != nil {
				t.Fatalf("on %d KiB: %v\n%s", kib, err, o.stderr)
			}
			return string(text)
		}
		run := outcome{read("out"), read("err"), o.status}
		if !run.isError() || !strings.Contains(run.stderr, "no space left on device") || crashed.MatchString(run.stderr) {
			t.Errorf("on %d KiB: status %d: %s%s", kib, run.status, run.stdout, run.stderr)
		}
		if before, after := read("before"), read("after"); before != after || before == "" {
			t.Errorf("on %d KiB the index was\n%s\nand is\n%s", kib, before, after)
		}
		if left, found := read("left"), read("found"); left != "CURRENT\nLOCK\ngen-000001\nindex_meta.json\nstore\n" || found != "60\n" {
			t.Errorf("on %d KiB is left %q, with %q found", kib, left, found)
		}
	}
	t.Logf("full at %d points between %d KiB and the %d that suffice", points, least, enough)
}

// On a read-only file system, search works, and index says why it does not.
func TestTortureReadOnly(t *testing.T) {
	l := newLab(t)
	l.needMounts()
	l.writeEdition(1)
	o := l.inMount(4096, `
		index -q --index disk/index.bleve notes
		mount -o remount,bind,ro disk || exit 77
		search --index disk/index.bleve -c edition
		index --verify -q --index disk/index.bleve
		exec index --index disk/index.bleve notes`)
	if o.status == 77 {
		t.Skipf("it cannot be made read-only: %s", o.stderr)
	}
	if want := "index: write index disk/index.bleve: LOCK: read-only file system\n"; o.status != 2 || o.stdout != "60\n" || o.stderr != want {
		t.Errorf("status %d: %s%s; want 60 found, and %s", o.status, o.stdout, o.stderr, want)
	}
}
