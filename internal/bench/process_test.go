package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"minutes/searcher"
)

const hello = `package main

import "fmt"

func main() { fmt.Println("hello") }
`

// BenchmarkProcess runs search as a separate process, and compares it with a program that
// prints hello. This is the time that a person or a script waits. It reports medians, and
// their ratio.
func BenchmarkProcess(b *testing.B) {
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "hello.go"), []byte(hello), 0o666); err != nil {
		b.Fatal(err)
	}
	for _, args := range [][]string{
		{"build", "-o", filepath.Join(dir, "hello"), filepath.Join(dir, "hello.go")},
		{"build", "-o", filepath.Join(dir, "search"), "minutes/cmd/search"},
	} {
		c := exec.Command("go", args...)
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("go %q: %v\n%s", args, err, out)
		}
	}
	run := func(b *testing.B, name string, args ...string) time.Duration {
		start := time.Now()
		c := exec.Command(filepath.Join(dir, name), args...)
		if err := c.Run(); c.ProcessState == nil || c.ProcessState.ExitCode() > 1 { // 1 means that nothing was found
			b.Fatalf("%s %q: %v", name, args, err)
		}
		return time.Since(start)
	}
	eachSize(b, func(b *testing.B, notes string, _ int) {
		path := indexOf(b, notes)
		for _, test := range queries {
			args := []string{"--index", path, "-o", "json", "-n", "10"}
			if test.options.Limit == 0 {
				args[len(args)-1] = "0"
			}
			if test.options.Facets != nil {
				args = append(args, "-f", "team,lead,month")
			}
			if test.options.Sort == searcher.Newest {
				args = append(args, "-s", "newest")
			}
			args = append(args, "--", test.text)
			b.Run(test.name, func(b *testing.B) {
				var hellos, searches []time.Duration
				for b.Loop() {
					hellos = append(hellos, run(b, "hello"))
					searches = append(searches, run(b, "search", args...))
				}
				h, s := median(hellos), median(searches)
				b.ReportMetric(0, "ns/op") // of both together, and the mean
				b.ReportMetric(float64(s.Microseconds())/1000, "ms")
				b.ReportMetric(float64(s)/float64(h), "x/hello")
			})
		}
	})
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
