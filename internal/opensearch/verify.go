package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"minutes/internal/segment"
	"minutes/internal/store"
	"minutes/schema"
)

// Verified is the result of Verify.
type Verified struct {
	Generation string
	Documents  int
	Terms      int
	Damages    []store.Damage // by file, which is the name of an index here
}

// maxDamages is the number of damages of an index from which on others are left out.
const maxDamages = 100

// Verify reads all of the index at address. It compares the number of documents, their ids and
// hashes, and the record of the notes with what was published. Damage is not an error: it is in
// Verified.Damages.
func Verify(ctx context.Context, address string, o Options, progress Progress) (Verified, error) {
	c, err := dial(address, o)
	if err != nil {
		return Verified{}, err
	}
	for try := 1; ; try++ {
		a, err := c.live(ctx)
		if err != nil {
			return Verified{}, err
		}
		v := &verifier{client: c, about: a, progress: progress, Verified: Verified{a.Generation, a.Documents, a.Terms, nil}}
		err = v.verify(ctx)
		// A run may have changed it, or removed it, during the work.
		if now, err2 := c.live(ctx); err2 == nil && now.version() != a.version() && try < 3 {
			continue
		}
		return v.Verified, err
	}
}

type verifier struct {
	*client
	about
	progress Progress
	Verified
}

func (v *verifier) found(index, format string, values ...any) {
	if len(v.Damages) < maxDamages {
		v.Damages = append(v.Damages, store.Damage{File: index, What: fmt.Sprintf(format, values...)})
	}
}

func (v *verifier) verify(ctx context.Context) error {
	if v.Updating {
		v.found(v.about.Generation, "a run that changed it did not finish")
	}
	if err := v.documents(ctx); err != nil {
		return err
	}
	if err := v.words(ctx); err != nil {
		return err
	}
	for _, b := range []blob{v.Record, v.Names} {
		_, err := v.blob(ctx, v.about.words(), b)
		if _, damaged := err.(errBlob); damaged || hasStatus(err, http.StatusNotFound) {
			v.found(v.about.words(), "%s is damaged", b.Name)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// documents reads all documents.
func (v *verifier) documents(ctx context.Context) error {
	var sum digest
	read, damaged := 0, false
	err := v.export(ctx, v.about.Generation, 2000, object{"_source": true}, func(e exported) error {
		v.progress("verifying documents", read, v.about.Documents)
		read++
		hash, whole := unsealed(e.Source)
		sum.add(hash)
		if !whole {
			damaged = true
			v.found(v.about.Generation, "document %s is damaged: its hash does not match", e.ID)
			return nil
		}
		var made struct{ Doc schema.Document }
		if err := json.Unmarshal(e.Source, &made); err != nil {
			v.found(v.about.Generation, "document %s is damaged: %v", e.ID, err)
			return nil
		}
		if want := id(made.Doc); want != e.ID || made.Doc.File != e.Routing {
			v.found(v.about.Generation, "document %s is kept as %s", want, e.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case read != v.about.Documents:
		v.found(v.about.Generation, "has %d documents, want %d", read, v.about.Documents)
	case sum.String() != v.Sum && !damaged:
		v.found(v.about.Generation, "has other documents than were published")
	}
	return nil
}

// words reads all terms.
func (v *verifier) words(ctx context.Context) error {
	read := 0
	err := v.export(ctx, v.about.words(), 5000, object{"_source": object{"excludes": []string{"data"}}}, func(e exported) error {
		var t struct {
			termUse
			Part string `json:"part"`
		}
		err := json.Unmarshal(e.Source, &t)
		if err == nil && t.Part != "" {
			return nil
		}
		v.progress("verifying words", read, v.about.Terms)
		read++
		if err != nil || t.id() != e.ID || t.Count < 1 || len(t.Langs) == 0 || !slices.Contains(segment.Words, t.Field) {
			v.found(v.about.words(), "the word %q of %s is damaged", t.Term, t.Field)
		}
		return nil
	})
	if err == nil && read != v.about.Terms {
		v.found(v.about.words(), "has %d words, want %d", read, v.about.Terms)
	}
	return err
}
