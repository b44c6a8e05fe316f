package segment

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"minutes/internal/naming"
	"minutes/schema"
)

func TestWrongDocuments(t *testing.T) {
	doc := func(file string, line int) schema.Document { return schema.Document{File: file, Line: line} }
	for _, c := range []struct {
		docs []schema.Document
		want string
	}{
		{[]schema.Document{doc("a.md", 1), doc("b.md", 1), doc("a.md", 2)}, "the documents of a.md are not consecutive"},
		{[]schema.Document{doc("a.md", 1), doc("a.md", 2), doc("a.md", 1)}, "two documents have the id a.md:1"},
	} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := Write(dir, 1, c.docs, naming.Joins{}); err == nil || err.Error() != c.want {
			t.Errorf("Write(%v) = %v; want %s", c.docs, err, c.want)
		}
	}
}

func TestFinishStops(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, Folder), 0o777); err != nil {
		t.Fatal(err)
	}
	b, err := Create(dir, 1, naming.Joins{})
	if err != nil {
		t.Fatal(err)
	}
	part := b.Part(0)
	part.Add([]schema.Document{nobody})
	if err := part.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Finish(ctx, nil); err != context.Canceled {
		t.Errorf("Finish = %v; want %v", err, context.Canceled)
	}
	b.Close()
	if left, err := filepath.Glob(filepath.Join(dir, "*.words")); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}
