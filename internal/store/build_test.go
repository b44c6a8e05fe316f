package store

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minutes/schema"
)

// Bleve by itself tries a merge that fails again for ever.
func TestMergeFails(t *testing.T) {
	log.SetOutput(io.Discard) // Bleve's remarks on what it finds there
	defer log.SetOutput(os.Stderr)
	dir := t.TempDir()
	ctx, stop := context.WithCancelCause(t.Context())
	idx, err := create(dir, stop)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	// The segments of two documents are 2 and 3. What they are merged into cannot
	// be written, for folders stand there, never empty since Bleve removes such.
	for id := 4; id < 64; id++ {
		name := fmt.Sprintf("%012x.zap", id)
		os.MkdirAll(filepath.Join(dir, name, "taken"), 0o700)
		os.Rename(filepath.Join(dir, name), filepath.Join(dir, bleveFolder, name))
	}
	for line := range 2 {
		key, fields, _ := schema.Fields(document(line, "tide"), schema.Joins{})
		if err := idx.Index(key, fields); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan error, 1)
	go func() { done <- merge(ctx, idx) }()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "directory") {
			t.Errorf("merge: %v, want why it failed", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("merge does not end")
	}
}
