package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"minutes/schema"
)

// metaKey is where the _meta of a mapping has what is ours.
const metaKey = "minutes"

// An about describes a generation. It is in the mapping of its documents, so that it changes
// at once for all readers.
type about struct {
	Schema     int      `json:"schema"`     // schema.Version of the program that made it
	Mapping    int      `json:"mapping"`    // its mappingVersion; 0 for the first
	Generation string   `json:"generation"` // the index of its documents
	Documents  int      `json:"documents"`
	Sum        string   `json:"sum"`                // of the hashes of the documents
	Terms      int      `json:"terms"`              // pairs of field and term
	Source     string   `json:"source"`             // store.Index.Version of what it was made from; "" until it is complete
	Updating   bool     `json:"updating,omitempty"` // whether a run has begun to change it
	Fence      int64    `json:"fence"`              // of the lock under which it was written; the version of its documents
	Root       string   `json:"root"`               // folder that the documents' files are relative to
	Languages  []string `json:"languages"`          // of notes that name none
	Spoken     []string `json:"spoken"`             // of the documents
	NamesFile  string   `json:"namesFile,omitempty"`
	Record     blob     `json:"record"` // NOTES.json
	Names      blob     `json:"names"`  // naming.Names
	Layout     Layout   `json:"layout"` // as it was asked for
}

// words returns the name of the index of its terms.
func (a about) words() string { return a.Generation + "-words" }

// Version returns a text that no other state of an index has.
func (a about) version() string { return fmt.Sprintf("%s-%d-%s", a.Generation, a.Fence, a.Source) }

// A mapped is the mapping of an index.
type mapped struct {
	Mappings struct {
		Meta map[string]json.RawMessage `json:"_meta"`
	} `json:"mappings"`
}

// about returns what a mapping says about a generation; false if the index is not ours.
func (m mapped) about() (a about, ours bool) {
	text, ours := m.Mappings.Meta[metaKey]
	return a, ours && json.Unmarshal(text, &a) == nil
}

// isGeneration reports whether index is a name that generations of c have.
func (c *client) isGeneration(index string) bool {
	digits, ok := strings.CutPrefix(index, c.name+"-")
	return ok && generationNumber.MatchString(digits)
}

var generationNumber = regexp.MustCompile(`^[0-9]{6,18}$`)

// errMissing is the error for an index that is not there.
type errMissing struct{ address string }

func (e errMissing) Error() string {
	return fmt.Sprintf("there is no index %s; make one with: index --index %s NOTES", e.address, e.address)
}

// live returns the live generation. It fails with errMissing if there is none, and if it is
// not ours or of another version.
func (c *client) live(ctx context.Context) (about, error) {
	var found map[string]mapped
	switch err := c.call(ctx, "GET", "/"+c.name+"/_mapping", nil, &found); {
	case isMissing(err):
		return about{}, errMissing{c.address.String()}
	case err != nil:
		return about{}, err
	}
	indices := slices.Sorted(maps.Keys(found))
	if len(indices) == 0 {
		return about{}, errMissing{c.address.String()}
	}
	a, ours := found[indices[0]].about()
	switch {
	case !ours, len(indices) > 1, indices[0] != a.Generation:
		return about{}, fmt.Errorf("%s exists and is not an index of notes; it was left as it was; choose another name", c.address)
	case a.Schema != schema.Version || a.Mapping != mappingVersion:
		return a, otherSchema{c.address.String(), a.Schema, a.Mapping}
	case a.Source == "":
		return about{}, errUnfinished{c.address.String(), a.Generation}
	}
	return a, nil
}

// otherSchema is the error for an index of another program's version.
type otherSchema struct {
	address          string
	version, mapping int
}

func (e otherSchema) Error() string {
	return fmt.Sprintf("%s has schema version %d.%d, want %d.%d; use the program that made it, choose another name, or replace it with: index --replace --index %s NOTES", e.address, e.version, e.mapping, schema.Version, mappingVersion, e.address)
}

// errUnfinished is the error for an alias of a generation that was not completed. Only a
// person can have made it.
type errUnfinished struct{ address, generation string }

func (e errUnfinished) Error() string {
	return fmt.Sprintf("%s names %s, which was not completed; make it again with: index --index %s NOTES", e.address, e.generation, e.address)
}
