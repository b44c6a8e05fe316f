// Package union is the engine for several indexes that answer together, as if they were
// one. It asks the engine of each, and adds up what they find.
//
// Each engine gets its own form of a plan (plan.go), because languages have different
// numbers in each, and the weight of a word depends on the documents of all. So scores are
// those that one index of all documents would give. Only what an index says of its
// documents itself differs: whether a document repeats an earlier one, or is routine, and
// which documents say the same. These are found within each index alone.
//
// If two indexes have a note of the same name, it is shown with the name of its folder
// (files.go).
package union

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/engine"
	"minutes/internal/naming"
)

// An Index is the engine for several indexes.
type Index struct {
	parts  []engine.Engine // the different ones
	opened []engine.Engine // all, with those that are given again
	files  *files
}

// New returns the engine for the indexes of all, of which there is at least one. It closes
// them when it is closed, and if it fails. An index that is given again counts once, and so
// does a copy of one.
func New(all []engine.Engine) (*Index, error) {
	x := &Index{opened: all}
	for _, e := range all {
		if !slices.ContainsFunc(x.parts, func(other engine.Engine) bool { return other.Version() == e.Version() }) {
			x.parts = append(x.parts, e)
		}
	}
	err := x.Guard(func() (err error) {
		x.files, err = readFiles(x.parts)
		return err
	})
	if err != nil {
		x.Close()
		return nil, err
	}
	return x, nil
}

// Begin implements engine.Engine.
func (x *Index) Begin(ctx context.Context) engine.Reader {
	r := &reader{files: x.files}
	for i, e := range x.parts {
		r.parts = append(r.parts, part{Reader: e.Begin(ctx), number: i})
	}
	return r
}

// Guard implements engine.Engine. An error goes through the Guard of each index, and the
// one that is damaged says so.
func (x *Index) Guard(f func() error) error { return guard(x.parts, f) }

func guard(parts []engine.Engine, f func() error) error {
	if len(parts) == 0 {
		return f()
	}
	return parts[0].Guard(func() error { return guard(parts[1:], f) })
}

// Part implements engine.Engine.
func (x *Index) Part(file string) (engine.Engine, string) {
	i, name := x.files.find(file)
	return x.parts[i].Part(name)
}

// Names implements engine.Engine.
func (x *Index) Names() naming.Names {
	all := make([]naming.Names, len(x.parts))
	for i, e := range x.parts {
		all[i] = e.Names()
	}
	return naming.Merge(all)
}

// Documents implements engine.Engine.
func (x *Index) Documents() int {
	n := 0
	for _, e := range x.parts {
		n += e.Documents()
	}
	return n
}

// errParts is the error for what only a part has.
var errParts = errors.New("several indexes have no record of their own; ask that of a part")

// Root implements engine.Engine. Each part has its own.
func (x *Index) Root() string { return "" }

// Record implements engine.Engine. Each part has its own.
func (x *Index) Record() ([]byte, error) { return nil, errParts }

// Version implements engine.Engine. The order of the indexes counts, because names are
// shown as the first has them.
func (x *Index) Version() string {
	hash := sha256.New()
	for _, e := range x.opened {
		fmt.Fprintln(hash, e.Version())
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

// Superseded implements engine.Engine.
func (x *Index) Superseded() bool { return slices.ContainsFunc(x.opened, engine.Engine.Superseded) }

// Added implements engine.Engine.
func (x *Index) Added() string {
	var all []string
	for _, e := range x.parts {
		if added := e.Added(); added != "" {
			all = append(all, added)
		}
	}
	return strings.Join(all, "; ")
}

// Close implements engine.Engine.
func (x *Index) Close() error {
	var err error
	for _, e := range x.opened {
		err = cmp.Or(e.Close(), err)
	}
	return err
}
