package build

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/util"
	zap "github.com/blevesearch/zapx/v17"
	"go.etcd.io/bbolt"

	"minutes/internal/segment"
)

// writeBleve writes the database by which Bleve opens the index at dir, whose segments are
// open as x: the names of the segments, their deleted documents, and the mapping. It is what
// index/scorch of Bleve 2.6 writes for a snapshot. Generation is the final name of dir, from
// which Bleve's names of the segments follow.
func writeBleve(dir, generation string, x *segment.Index) error {
	db, err := bbolt.Open(filepath.Join(dir, segment.RootFile), 0o666, &bbolt.Options{NoSync: true}) // store syncs it
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error { return writeSnapshot(tx, generation, x) })
	return cmp.Or(err, db.Close())
}

func writeSnapshot(tx *bbolt.Tx, generation string, x *segment.Index) error {
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
		w.put(one, util.BoltPathKey, []byte(segment.BleveFile(generation, i+1)))
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
