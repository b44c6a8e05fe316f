package union

import (
	"iter"
	"maps"
	"slices"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// A reader reads several indexes for one question.
type reader struct {
	parts []part
	files *files
	codes []string // of all languages; nil until needed
}

// A part reads one of the indexes.
type part struct {
	engine.Reader
	number int
	langs  []plan.Langs // what each of the reader's codes is in the part; nil until needed
}

// Languages implements engine.Reader.
func (r *reader) Languages() []string {
	if r.codes == nil {
		r.codes = []string{}
		for _, p := range r.parts {
			for _, code := range p.Languages() {
				if !slices.Contains(r.codes, code) {
					r.codes = append(r.codes, code)
				}
			}
		}
	}
	return r.codes
}

// langs returns the languages of s, a set of the reader, that p has; some is false if it
// has none of them.
func (r *reader) langs(p *part, s plan.Langs) (in plan.Langs, some bool) {
	if s == 0 {
		return 0, true
	}
	if p.langs == nil {
		for _, code := range r.Languages() {
			var bit plan.Langs
			if i := slices.Index(p.Languages(), code); i >= 0 {
				bit = 1 << i
			}
			p.langs = append(p.langs, bit)
		}
	}
	for i, bit := range p.langs {
		if s&(1<<i) != 0 {
			in |= bit
		}
	}
	return in, in != 0
}

// Terms implements engine.Reader.
func (r *reader) Terms(field, prefix string, visit func(term string) error) error {
	var all []string
	for _, p := range r.parts {
		err := p.Terms(field, prefix, func(term string) error {
			all = append(all, term)
			return nil
		})
		if err != nil {
			return err
		}
	}
	slices.Sort(all)
	for _, term := range slices.Compact(all) {
		if err := visit(term); err != nil {
			return err
		}
	}
	return nil
}

// Near implements engine.Reader.
func (r *reader) Near(field, term string, edits int, visit func(term string, edits, documents int) error) error {
	type near struct{ edits, documents int }
	all := map[string]near{}
	for _, p := range r.parts {
		err := p.Near(field, term, edits, func(found string, edits, documents int) error {
			all[found] = near{edits, all[found].documents + documents}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, found := range slices.Sorted(maps.Keys(all)) {
		if err := visit(found, all[found].edits, all[found].documents); err != nil {
			return err
		}
	}
	return nil
}

// Has implements engine.Reader.
func (r *reader) Has(field, term string, langs plan.Langs) (bool, error) {
	for i := range r.parts {
		p := &r.parts[i]
		in, some := r.langs(p, langs)
		if !some {
			continue
		}
		if found, err := p.Has(field, term, in); found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// Count implements engine.Reader.
func (r *reader) Count(field, term string) (int, error) {
	sum := 0
	for _, p := range r.parts {
		n, err := p.Count(field, term)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// Documents implements engine.Reader.
func (r *reader) Documents() int {
	n := 0
	for _, p := range r.parts {
		n += p.Documents()
	}
	return n
}

// Find implements engine.Reader.
func (r *reader) Find(p plan.Node, most int) (int, error) {
	plans, err := r.plans(p)
	found := 0
	for i := 0; err == nil && i < len(plans) && found < most; i++ {
		var n int
		n, err = r.parts[i].Find(plans[i], most-found)
		found += n
	}
	return found, err
}

// Days implements engine.Reader.
func (r *reader) Days(p plan.Node) (days []engine.Count, total int, err error) {
	plans, err := r.plans(p)
	if err != nil {
		return nil, 0, err
	}
	for i, p := range plans {
		some, n, err := r.parts[i].Days(p)
		if err != nil {
			return nil, 0, err
		}
		days, total = append(days, some...), total+n
	}
	return engine.Sum(days), total, nil
}

// Texts implements engine.Reader.
func (r *reader) Texts(term string, most int, visit func(text []byte)) error {
	for _, p := range r.parts {
		err := p.Texts(term, most, func(text []byte) {
			most--
			visit(text)
		})
		if err != nil || most <= 0 {
			return err
		}
	}
	return nil
}

// Rows implements engine.Reader.
func (r *reader) Rows(p plan.Node, visit func(engine.Row)) error {
	plans, err := r.plans(p)
	if err != nil {
		return err
	}
	for i, p := range plans {
		at := &row{files: r.files, number: i}
		err := r.parts[i].Rows(p, func(of engine.Row) {
			at.Row = of
			visit(at)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// A row is one of a part. The documents of a note follow each other, so it keeps the name
// of the last note.
type row struct {
	engine.Row
	files       *files
	number      int
	name, shown string
}

// Value implements engine.Row.
func (r *row) Value(field string) string {
	value := r.Row.Value(field)
	if field != schema.File {
		return value
	}
	if r.name != value || value == "" {
		r.name, r.shown = value, r.files.shown(r.number, value)
	}
	return r.shown
}

// Note implements engine.Reader.
func (r *reader) Note(file string) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		i, name := r.files.find(file)
		if r.files.owners[name] == several && name == file {
			return // shown only below the names of folders
		}
		for d, err := range r.parts[i].Note(name) {
			if err == nil {
				d.File = r.files.shown(i, d.File)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}
