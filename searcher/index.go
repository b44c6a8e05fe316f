package searcher

import (
	"cmp"
	"context"

	"minutes/internal/embedded"
	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/internal/store"
	"minutes/internal/union"
)

// An Index is open for queries. Several goroutines may use it; one in a folder answers one
// at a time. Changes made after Open are visible only to an Index that is opened later.
type Index struct {
	engine engine.Engine
	names  naming.Names
}

// ErrNotExist is the error of Open if there is no index.
var ErrNotExist = store.ErrNotExist

// Open opens the index at path; with more paths, all of them as one, see Join. The caller
// must close it. If an index is missing, has another version, or is damaged, the error
// names it and says what to do; for damage, it also names the file. If damage is only found
// later, Search, Stream or Leads return such an error.
func Open(path string, more ...string) (*Index, error) {
	return OpenEach(append([]string{path}, more...), embedded.Open)
}

// OpenEach opens the indexes called names, of which there is at least one, with open, and
// returns an Index that all answer for together. If one cannot be opened, it closes the
// others.
func OpenEach(names []string, open func(name string) (engine.Engine, error)) (*Index, error) {
	var all []engine.Engine
	for _, name := range names {
		e, err := open(name)
		if err != nil {
			for _, e := range all {
				e.Close()
			}
			return nil, err
		}
		all = append(all, e)
	}
	return Join(all)
}

// New returns an Index that e answers for. Closing it closes e.
func New(e engine.Engine) *Index {
	x := &Index{e, e.Names()}
	x.names.Keep()
	return x
}

// Join returns an Index that all of engines answer for together, of which there is at least
// one. Closing it closes them. If it fails, they are closed.
func Join(engines []engine.Engine) (*Index, error) {
	if len(engines) == 1 {
		return New(engines[0]), nil
	}
	e, err := union.New(engines)
	if err != nil {
		return nil, err
	}
	return New(e), nil
}

// Part returns the index that has the note called file, and the name of the note there. For
// an index that was opened alone, this is x and file. Closing the part closes x as well.
func (x *Index) Part(file string) (part *Index, name string) {
	e, name := x.engine.Part(file)
	return New(e), name
}

// Close closes the files of x. Afterwards, the remaining hits of a Stream cannot be read.
func (x *Index) Close() error { return x.engine.Close() }

// Root returns the folder that the File of documents is relative to. It is an absolute
// path on the machine where the index was made. Each index that was opened with others has
// its own; see Part.
func (x *Index) Root() string { return x.engine.Root() }

// Joined returns the first of the names that a names file joins with name in field, or name
// itself if there are none.
func (x *Index) Joined(field, name string) string { return x.names.First(field, name) }

// read calls f, which uses a Reader of x, and returns damage as an error. An error about
// the query does not indicate damage, so read does not check the index for it.
func (x *Index) read(ctx context.Context, f func(engine.Reader) error) error {
	var about error
	err := x.engine.Guard(func() error {
		err := f(x.engine.Begin(ctx))
		if planner.IsAboutQuery(err) {
			about, err = err, nil
		}
		return err
	})
	return cmp.Or(about, err)
}

// Added returns a sentence about documents that another program has added to x with
// Bleve, and that searches do not find. It returns "" if there are none.
func (x *Index) Added() string { return x.engine.Added() }

// Version returns a text that no other published index has. It is short, and has only
// letters, digits and dashes.
func (x *Index) Version() string { return x.engine.Version() }

// Superseded reports whether another index was published at the path of x since x was
// opened. It costs little. Several goroutines may call it while others search.
func (x *Index) Superseded() bool { return x.engine.Superseded() }

// Documents returns the number of documents, with the headings of teams.
func (x *Index) Documents() int { return x.engine.Documents() }

// Record returns what the indexer has recorded about the notes of x; see package indexer. It
// fails if x was opened from several paths; see Part.
func (x *Index) Record() ([]byte, error) { return x.engine.Record() }

// IsQueryError reports whether err is about the query alone, so that another query may
// succeed.
func IsQueryError(err error) bool { return planner.IsAboutQuery(err) }
