package build

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	"github.com/blevesearch/bleve/v2/util"
	zap "github.com/blevesearch/zapx/v17"
	"go.etcd.io/bbolt"

	"minutes/internal/segment"
	"minutes/schema"
)

// writeBleve writes the other files of a Bleve index, so that Bleve can open the index at
// dir, whose segments are open as x. index_meta.json has the type of the index. root.bolt
// has its segments, their deleted documents, and the mapping. It is what index/scorch of
// Bleve 2.6 writes for a snapshot.
func writeBleve(dir string, x *segment.Index) error {
	const meta = `{"storage":"scorch","index_type":"scorch","config":{}}` + "\n"
	if err := os.WriteFile(filepath.Join(dir, segment.MetaFile), []byte(meta), 0o666); err != nil {
		return err
	}
	db, err := bbolt.Open(filepath.Join(dir, segment.RootFile), 0o666, &bbolt.Options{NoSync: true}) // package store syncs it
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error { return writeSnapshot(tx, x) })
	return cmp.Or(err, db.Close())
}

func writeSnapshot(tx *bbolt.Tx, x *segment.Index) error {
	description, err := json.Marshal(Mapping())
	if err != nil {
		return err
	}
	var plugin zap.ZapPlugin
	version := make([]byte, binary.MaxVarintLen32)
	binary.BigEndian.PutUint32(version, plugin.Version())

	w := &bucketWriter{}
	snapshots := w.bucket(tx, util.BoltSnapshotsBucket)
	snapshot := w.bucket(snapshots, ascending(1))
	about := w.bucket(snapshot, util.BoltMetaDataKey)
	w.put(about, util.BoltMetaDataSegmentTypeKey, []byte(plugin.Type()))
	w.put(about, util.BoltMetaDataSegmentVersionKey, version)
	w.put(w.bucket(snapshot, util.BoltInternalKey), util.MappingInternalKey, description)
	for i, s := range x.Segments {
		one := w.bucket(snapshot, ascending(i+1))
		w.put(one, util.BoltPathKey, []byte(path.Base(segment.ZapFile(i+1))))
		if deleted := s.DeletedSet(); deleted != nil {
			set, err := deleted.ToBytes()
			if err != nil {
				return err
			}
			w.put(one, util.BoltDeletedKey, set)
		}
	}
	return w.err
}

// A bucketWriter writes to a database, and does nothing after the first error.
type bucketWriter struct{ err error }

func (w *bucketWriter) bucket(in interface {
	CreateBucketIfNotExists(name []byte) (*bbolt.Bucket, error)
}, name []byte) *bbolt.Bucket {
	if w.err != nil {
		return nil
	}
	b, err := in.CreateBucketIfNotExists(name)
	w.err = err
	return b
}

func (w *bucketWriter) put(b *bbolt.Bucket, key, value []byte) {
	if w.err == nil {
		w.err = b.Put(key, value)
	}
}

// ascending returns n in Bleve's encoding of numbers, which sorts as bytes. n must be
// less than 110.
func ascending(n int) []byte {
	if n > 109 {
		panic(fmt.Sprintf("the key of segment %d would be longer", n))
	}
	return []byte{byte(136 + n)}
}

// words is the name of the analyzer that splits a text into words.
const words = "minutes-words"

func init() {
	err := registry.RegisterAnalyzer(words, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return &analysis.DefaultAnalyzer{Tokenizer: tokenizer{}}, nil
	})
	if err != nil {
		panic(err) // a bug: another package has registered this name
	}
}

// Mapping returns the Bleve mapping that describes the index.
func Mapping() *mapping.IndexMappingImpl {
	doc := mapping.NewDocumentStaticMapping()
	// By default, Bleve adds a field with the words of all others.
	doc.AddSubDocumentMapping("_all", mapping.NewDocumentDisabledMapping())
	for _, name := range segment.Words {
		doc.AddFieldMappingsAt(name, &mapping.FieldMapping{
			Type: "text", Analyzer: words, Index: true, IncludeTermVectors: true,
		})
	}
	doc.AddFieldMappingsAt(schema.Stored, &mapping.FieldMapping{Type: "text", Analyzer: keyword.Name, Store: true})

	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = words
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// A tokenizer makes the tokens of segment.Tokenize.
type tokenizer struct{}

func (tokenizer) Tokenize(text []byte) analysis.TokenStream {
	var tokens analysis.TokenStream
	for _, t := range segment.Tokenize(string(text)) {
		tokens = append(tokens, &analysis.Token{Term: []byte(t.Term), Position: t.Position})
	}
	return tokens
}
