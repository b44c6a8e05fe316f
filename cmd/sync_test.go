//go:build linux

package cmd_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	// 5385  pwrite64(17</srv/index.bleve/tmp-12/store/root.bolt>, ""..., 4096, 0) = 4096
	fileCall = regexp.MustCompile(`^\d+ +(\w+)\(\d+<([^>]*)>`)
	// 5385  renameat(AT_FDCWD</srv>, "index.bleve/tmp-0", AT_FDCWD</srv>, "index.bleve/CURRENT") = 0
	renameCall = regexp.MustCompile(`^\d+ +rename\w*\(.*"([^"]+)".*"([^"]+)"`)
	// 5385  unlinkat(AT_FDCWD</srv>, "index.bleve/tmp-12/000000100000.words", 0) = 0
	unlinkCall = regexp.MustCompile(`^\d+ +unlink\w*\(.*"([^"]+)".* = 0$`)
)

// Publishing syncs every file and folder before it replaces CURRENT, and the folder of
// CURRENT after that.
func TestTortureSync(t *testing.T) {
	l := newLab(t)
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("no strace")
	}
	l.writeEdition(1)
	c := exec.Command("strace", "-f", "-y", "-qq", "-s", "0", "-o", "trace",
		"-e", "trace=fsync,fdatasync,rename,renameat,renameat2,write,pwrite64,ftruncate,fallocate,mkdir,mkdirat,openat,unlink,unlinkat",
		filepath.Join(programs, "index"), "--index", "new/index.bleve", "notes")
	c.Dir = l.dir
	if o := l.outcome(c); o.status != 0 {
		t.Skipf("strace: %s", o.stderr)
	}
	trace, err := os.Open(l.path("trace"))
	if err != nil {
		t.Fatal(err)
	}
	defer trace.Close()

	var steps []string           // syncs of folders, and renames
	unsynced := map[string]int{} // line of the last write to a file
	files := 0
	lines := bufio.NewScanner(trace)
	for n := 1; lines.Scan(); n++ {
		if m := renameCall.FindStringSubmatch(lines.Text()); m != nil {
			if from, to := "/"+m[1], "/"+m[2]; tmpNumber.MatchString(from) && tmpNumber.MatchString(to) && strings.Contains(to, "/tmp-") {
				if line, ok := unsynced[from]; ok { // in a folder that is not visible yet
					delete(unsynced, from)
					unsynced[to] = line
				}
				continue
			}
			steps = append(steps, "rename "+strings.TrimPrefix(m[2], "new/index.bleve/"))
			for name, line := range unsynced {
				t.Errorf("%s was written in line %d of the trace and not synced before line %d: %s", name, line, n, lines.Text())
			}
			continue
		}
		if m := unlinkCall.FindStringSubmatch(lines.Text()); m != nil {
			delete(unsynced, "/"+m[1]) // runs, which only the work on a segment needs
			continue
		}
		m := fileCall.FindStringSubmatch(lines.Text())
		if m == nil || strings.HasSuffix(m[2], "/LOCK") {
			continue
		}
		name, inside := strings.CutPrefix(m[2], l.dir)
		if !inside || strings.HasPrefix(name, "/notes") {
			continue
		}
		switch m[1] {
		case "write", "pwrite64", "ftruncate", "fallocate":
			unsynced[name] = n
		case "fsync", "fdatasync":
			if unsynced[name] > 0 {
				files++
			}
			delete(unsynced, name)
			if base := filepath.Base(name); filepath.Ext(name) == "" && base != "tmp-0" && base != "tmp-1" && base != "BITMAPS" || name == "/new/index.bleve" {
				steps = append(steps, "sync "+name)
			}
		}
	}
	for i, step := range steps {
		steps[i] = tmpNumber.ReplaceAllString(step, "tmp")
	}
	got := strings.Join(steps, "\n")
	const want = `sync 
sync /new
sync /new/index.bleve/tmp/store
sync /new/index.bleve/tmp
rename gen-000001
sync /new/index.bleve
rename index_meta.json
rename CURRENT
sync /new/index.bleve
rename store/root.bolt
sync /new/index.bleve/store`
	if got != want {
		t.Errorf("the steps are\n%s\nwant\n%s", got, want)
	}
	if files < 9 { // seven of the generation, its manifest, CURRENT
		t.Errorf("%d files were written and synced, want 9", files)
	}
}
