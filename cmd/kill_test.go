package cmd_test

import (
	"strings"
	"testing"
	"time"
)

// After index is killed at any time, the next search answers from the previous edition or
// the new one. If index has reported success, it is the new one.
func TestTortureKill(t *testing.T) {
	l := newLab(t)
	l.writeEdition(0)
	l.must("index", "notes")
	l.writeEdition(1) // otherwise nothing is written
	start := time.Now()
	l.must("index", "notes")
	usual := time.Since(start)

	old, killed, after, last := 0, 0, 0, sized(20, 1000)
	for number := 1; number <= last; number++ {
		l.writeEdition(number)
		c := l.command("index", "notes")
		var stderr strings.Builder
		c.Stderr = &stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(l.Float64() * 1.2 * float64(usual)))
		_ = c.Process.Kill()
		_ = c.Wait()
		reported := strings.Contains(stderr.String(), "indexed ")
		if !reported {
			killed++
		}
		got, err := l.readEdition()
		switch {
		case err != nil:
			t.Fatalf("after edition %d was killed: %v", number, err)
		case got != number && got != old:
			t.Fatalf("after edition %d was killed there is edition %d, want it or %d", number, got, old)
		case got != number && reported:
			t.Fatalf("edition %d was reported, but there is edition %d", number, got)
		case got == number && !reported:
			after++
		}
		old = got
		if number%10 == 0 {
			l.must("index", "notes")
			if left := l.leavings(); len(left) > 0 {
				t.Errorf("the run after %d has left %q", number, left)
			}
			old = number
		}
	}
	t.Logf("%d runs of some %v: %d killed before they said that they were done, %d of them after they had published",
		last, usual.Round(time.Millisecond), killed, after)
	if killed == 0 {
		t.Error("none was killed in time")
	}
}
