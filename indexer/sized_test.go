package indexer

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestSized checks that the size of notes is told while they are read, and at the end.
func TestSized(t *testing.T) {
	defer func(step int64) { sizedStep = step }(sizedStep)
	sizedStep = 1000
	dir := t.TempDir()
	var total int64
	for i := range 20 {
		text := fmt.Sprintf("- tide %s\n", strings.Repeat("low ", 10*i))
		total += int64(len(text))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("2031-05-%02d.md", i+1)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	var sizes []int64
	_, err := Build(t.Context(), Options{Index: filepath.Join(t.TempDir(), "index"), Notes: []string{dir}, Sized: func(bytes int64) {
		mu.Lock()
		defer mu.Unlock()
		sizes = append(sizes, bytes)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(sizes) == 0 || sizes[len(sizes)-1] != total || slices.Max(sizes) != total || int64(len(sizes)) != 1+total/sizedStep {
		t.Errorf("the sizes were %v; want %d of them, up to %d", sizes, 1+total/sizedStep, total)
	}
}
