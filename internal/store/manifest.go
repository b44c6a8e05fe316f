package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"

	"minutes/schema"
)

// Format is the version of the index's folder. An index of another format must be
// rebuilt.
//
//	1  first version
//	2  a manifest names its generation
//	3  columns in files of their own
//	4  bitmaps have their present name
const Format = 4

// A Manifest describes a generation.
type Manifest struct {
	Format     int    `json:"format"`
	Schema     int    `json:"schema"`     // schema.Version of the program that made it
	Generation string `json:"generation"` // its folder, to detect the manifest of another generation
	Documents  int    `json:"documents"`  // number of documents, without deleted ones
	Segments   []int  `json:"segments"`   // number of documents in each segment, with deleted ones
	Size       int64  `json:"size"`       // bytes of all Files
	Root       string `json:"root"`       // folder that the documents' files are relative to: absolute here, as from writtenRoot on disk
	Files      []File `json:"files"`      // all files but the manifest itself, by name
}

// A sealed manifest is the form on disk, which detects any changed byte.
type sealed struct {
	Manifest json.RawMessage `json:"manifest"`
	CRC32C   string          `json:"crc32c"` // of Manifest's bytes
}

func seal(manifest []byte) ([]byte, error) {
	crc := newCRC()
	crc.Write(manifest)
	text, err := json.Marshal(sealed{manifest, hex.EncodeToString(crc.Sum(nil))})
	return append(text, '\n'), err
}

// write stores m in the generation at dir.
func (m Manifest) write(dir string) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if text, err = seal(text); err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, manifestFile), text)
}

// compatible returns an error if this program cannot read the generation of m.
func (m Manifest) compatible() error {
	switch {
	case m.Format != Format:
		return fmt.Errorf("format version %d, want %d", m.Format, Format)
	case m.Schema != schema.Version:
		return fmt.Errorf("schema version %d, want %d", m.Schema, schema.Version)
	}
	return nil
}

// readManifest returns the manifest of the generation at dir.
func readManifest(dir string) (Manifest, error) {
	text, err := readSmall(filepath.Join(dir, manifestFile))
	if err != nil {
		return Manifest{}, err
	}
	var s sealed
	var m Manifest
	if json.Unmarshal(text, &s) != nil || json.Unmarshal(s.Manifest, &m) != nil {
		return Manifest{}, damaged(manifestFile)
	}
	if again, err := seal(s.Manifest); err != nil || !bytes.Equal(text, again) {
		return Manifest{}, damaged(manifestFile)
	}
	if m.Format == Format && m.Generation != filepath.Base(dir) {
		return Manifest{}, damaged(manifestFile)
	}
	m.Root = readRoot(filepath.Dir(dir), m.Root)
	return m, nil
}
