package searcher

import (
	"cmp"
	"errors"
	"sync"

	"minutes/internal/store"
)

// An Index is open for questions. It may be asked by several goroutines, of which one
// is answered at a time. It stays as it was when it was opened: what is written since
// is there for those who open it then.
type Index struct {
	index *store.Index
	asked sync.Mutex // held while index is read, which is for one goroutine
}

// ErrNotExist is the error of Open where there is no index.
var ErrNotExist = store.ErrNotExist

// Open returns the index at path, which is to be closed. Its error says what to do:
// the index is not there, is another version's, or is damaged, and then it names the
// file. Damage that shows only later is such an error of Search, Stream or Leads.
func Open(path string) (*Index, error) {
	idx, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	return &Index{index: idx}, nil
}

// Close closes the files of x. Hits that a Stream has not given yet cannot be read
// any more.
func (x *Index) Close() error { return x.index.Close() }

// Root returns the folder that the files of documents are relative to, an absolute
// path on the machine where the index was made.
func (x *Index) Root() string { return x.index.Manifest.Root }

// read calls f, which reads x, such that damage is an error. What is wrong with a query
// tells nothing about the index, which is not looked through for it.
func (x *Index) read(f func() error) error {
	x.asked.Lock()
	defer x.asked.Unlock()
	var about error
	err := x.index.Guard(func() error {
		err := f()
		if isAboutQuery(err) {
			about, err = err, nil
		}
		return err
	})
	return cmp.Or(about, err)
}

// isAboutQuery says whether err tells what is wrong with a query.
func isAboutQuery(err error) bool {
	_, syntax := errors.AsType[*SyntaxError](err)
	_, many := errors.AsType[tooMany](err)
	return syntax || many
}

// Added returns a sentence about documents that another program has added to x with Bleve,
// and that no search finds; "" if there are none.
func (x *Index) Added() string { return x.index.Added() }
