// Package browser tests the pages of serve in a real browser. It is a module of its own, so
// that the driver of the browser is no dependency of the project.
package browser

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A site is a running serve.
type site struct {
	address string // with a slash at the end
	index   string // path of its index
}

// programs are the folder with the commands of the project, built once.
var programs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "minutes-browser")
	if err != nil {
		return "", err
	}
	build := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "./cmd/...")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the commands: %w\n%s", err, out)
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if dir, err := programs(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(status)
}

// serve indexes the notes in dir and serves them until the test ends.
func serve(t *testing.T, dir string) site {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	s := site{index: filepath.Join(t.TempDir(), "index.bleve")}
	s.build(t, dir)
	run := exec.Command(filepath.Join(bin, "serve"), "--index", s.index, "--addr", "localhost:0")
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Signal(os.Interrupt)
		_ = run.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	s.address = strings.TrimSpace(line)
	return s
}

// build indexes the notes in dir.
func (s site) build(t *testing.T, dir string) {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(filepath.Join(bin, "index"), "-q", "--index", s.index, dir).CombinedOutput(); err != nil {
		t.Fatalf("index %s: %v\n%s", dir, err, out)
	}
}

// open returns a new tab of a new browser. Where there is no browser, it skips the test, but
// fails it where CI=true.
func open(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatal("no chromium; install it to test the pages")
	case err != nil:
		t.Skip("no chromium")
	}
	profile, err := os.MkdirTemp("", "minutes-profile") // t.TempDir would have to be empty at the end
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) })
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(profile), chromedp.WindowSize(1280, 800),
		chromedp.Flag("disable-features", "Translate,BackForwardCache"), // the driver loses pages from that cache
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, time.Minute) // a browser that hangs ends the test
	t.Cleanup(stop)
	return ctx
}

// do runs actions, and fails the test if one fails.
func do(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// visit opens a page and waits until it is whole.
func visit(address string) chromedp.Action {
	return chromedp.Tasks{chromedp.Navigate(address), chromedp.WaitReady("footer")}
}

// until waits until a JavaScript expression is true, also on the next page.
func until(expression string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		for {
			var done bool
			err := chromedp.Evaluate(expression, &done).Do(ctx)
			if done {
				return nil
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("%s: %w", expression, cmp.Or(err, ctx.Err()))
			case <-time.After(10 * time.Millisecond):
			}
		}
	})
}

// is fails the test if a JavaScript expression does not have the value want.
func is[T comparable](t *testing.T, ctx context.Context, expression string, want T) {
	t.Helper()
	var got T
	do(t, ctx, chromedp.Evaluate(expression, &got))
	if got != want {
		t.Errorf("%s is %v; want %v", expression, got, want)
	}
}

const notes = "../notes"
