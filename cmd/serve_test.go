package cmd_test

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A site is a running serve.
type site struct {
	address string
	stderr  bytes.Buffer
	command *exec.Cmd
}

// startServe starts serve with args on a free port, and waits for its address.
func startServe(t *testing.T, args ...string) *site {
	t.Helper()
	s := &site{command: exec.Command(filepath.Join(programs, "serve"), append(args, "--addr", "localhost:0")...)}
	s.command.Stderr = &s.stderr
	stdout, err := s.command.StdoutPipe()
	if err == nil {
		err = s.command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.command.Process.Kill() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		_ = s.command.Wait()
		t.Fatalf("serve %q printed no address: %s", args, &s.stderr)
	}
	s.address = strings.TrimSuffix(line, "\n")
	return s
}

// read returns what is at path.
func (s *site) read(t *testing.T, path string) string {
	t.Helper()
	reply, err := http.Get(s.address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK {
		t.Fatalf("%s has the status %d, %v", path, reply.StatusCode, err)
	}
	return string(body)
}

// Serve and search give the same JSON. Serve sees a new index, writes nothing, logs each
// request, and ends when it is told to.
func TestServe(t *testing.T) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted there")
	}
	work := newWork(t, "")
	index := filepath.Join(work, "index.bleve")
	output := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.Command(filepath.Join(programs, name), append([]string{"--index", index}, args...)...).Output()
		if err != nil {
			t.Fatalf("%s %q: %v", name, args, err)
		}
		return string(out)
	}
	output("index", "-q", filepath.Join(work, "testdata/notes"))
	before := listing(t, work)
	s := startServe(t, "--index", index, "--log", "--base", "/harbour")
	if !strings.HasPrefix(s.address, "http://localhost:") || !strings.HasSuffix(s.address, "/harbour/") {
		t.Errorf("serve printed %q", s.address)
	}
	for _, query := range []string{"lantern", "latnern proxi", "confirmed nightly resend", "team:beacon date:2023Q1", ""} {
		want := output("search", "-o", "json", "-f", "team,year", "--", query)
		if got := s.read(t, "api/search?facet=team,year&q="+url.QueryEscape(query)); got != want {
			t.Errorf("serve and search differ for %q:\n%s\n%s", query, got, want)
		}
	}
	if got, want := s.read(t, "api/leads?q=team:beacon"), output("search", "--leads", "-o", "json", "team:beacon"); got != want {
		t.Errorf("serve and search differ for leads:\n%s\n%s", got, want)
	}
	s.read(t, "")
	s.read(t, "note/Pier/2023/2023-03-14-pier.md?line=14")
	if after := listing(t, work); after != before {
		t.Errorf("serve changed files:\n%s\nwas\n%s", after, before)
	}

	note := filepath.Join(work, "testdata/notes/Pier/2024/2024-11-12-pier.md")
	if err := os.WriteFile(note, []byte("# Pier Council 2024-11-12\n- Lantern is ten years old\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	output("index", "-q", filepath.Join(work, "testdata/notes"))
	if page := s.read(t, "search?q=lantern"); !strings.Contains(page, "25 documents") {
		t.Error("the next request does not see the new index")
	}

	if err := s.command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.command.Wait(); err != nil {
		t.Errorf("interrupted, serve ends with %v", err)
	}
	if log := s.stderr.String(); strings.Count(log, "msg=request") != 9 || strings.Count(log, "\n") != 9 {
		t.Errorf("the log is\n%s", log)
	}
}

// listing returns the files below dir, with their sizes and times.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil {
			b.WriteString(path + " " + info.Mode().String() + " " + info.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
