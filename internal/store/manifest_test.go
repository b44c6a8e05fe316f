package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// Anything but a manifest is refused, and a manifest is written again as the same bytes.
func FuzzManifest(f *testing.F) {
	dir := f.TempDir()
	m := Manifest{Format: Format, Schema: 3, Generation: filepath.Base(dir), Documents: 7, Size: 9, Root: "/srv/minutes", Files: []File{{"NOTES.json", 9, "00c0ffee", "5ea1"}}}
	if err := m.write(dir); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"manifest":{"format":2,"generation":"001"},"crc32c":"00000000"}`))
	f.Add([]byte(`{"manifest":null}`))
	f.Add([]byte("[]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		// Seal half of them. Otherwise no change would get past the checksum.
		for _, text := range [][]byte{text, sealedOf(text)} {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, manifestFile), text, 0o600); err != nil {
				t.Fatal(err)
			}
			m, err := readManifest(dir)
			if err != nil {
				continue
			}
			_, _ = m.compatible(), m.verify(dir, true)
			command("index.bleve", m.Root)
			again := t.TempDir()
			m.Generation = filepath.Base(again)
			if err := m.write(again); err != nil {
				t.Fatal(err)
			}
			if n, err := readManifest(again); err != nil || n.Root != m.Root || len(n.Files) != len(m.Files) {
				t.Errorf("%q was read as %+v, and again as %+v, %v", text, m, n, err)
			}
		}
	})
}

// sealedOf returns a file that holds manifest with the right checksum; nil if manifest is
// not JSON.
func sealedOf(manifest []byte) []byte {
	text, err := seal(bytes.TrimSpace(manifest))
	if err != nil {
		return nil
	}
	return text
}
