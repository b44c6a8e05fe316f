package opensearch

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"minutes/internal/plan"
)

// A dictionary has the terms of an index, from the index that has a document for each field
// and term. It keeps what it has read. Several goroutines may use it.
type dictionary struct {
	client *client
	index  string

	mu    sync.Mutex
	kept  map[lookup][]countedTerm
	terms int // number of terms in kept
}

// A lookup is a question to a dictionary about the terms of all fields: a question of a
// searcher asks for the same in one field after the other.
type lookup struct {
	term  string
	edits int // terms so near to it; exactly is the term itself, and beginning are those that begin with it
}

const (
	exactly   = 0
	beginning = -1
)

// A countedTerm is a term in a field, with the number of documents that have it.
type countedTerm struct {
	Field string `json:"field"`
	Term  string `json:"term"`
	Count int    `json:"count"`
}

// mostNear is the number of near terms that are found.
const mostNear = 10000

// keptTerms is the number of terms from which on a dictionary forgets what it has kept.
const keptTerms = 1 << 18

func newDictionary(c *client, index string) *dictionary {
	return &dictionary{client: c, index: index, kept: map[lookup][]countedTerm{}}
}

// read returns the terms that q finds, in order. Those of several fields are beside each
// other.
func (d *dictionary) read(ctx context.Context, q query) ([]countedTerm, error) {
	all := []countedTerm{}
	body := query{
		"query": q, "size": d.client.page, "track_total_hits": false, "_source": []string{"field", "term", "count"},
		"sort": []query{{"term": "asc"}, {"field": "asc"}},
	}
	for {
		var part searched[countedTerm]
		if err := search(ctx, d.client, d.index, body, &part); err != nil {
			return nil, err
		}
		for _, hit := range part.Hits.Hits {
			all = append(all, hit.Source)
			body["search_after"] = hit.Sort
		}
		if len(part.Hits.Hits) < d.client.page {
			return all, nil
		}
	}
}

// find returns the terms that l asks for, in order.
func (d *dictionary) find(ctx context.Context, l lookup) ([]countedTerm, error) {
	if all, ok := d.known(l); ok {
		return all, nil
	}
	q := query{"fuzzy": query{"term": query{
		"value": l.term, "fuzziness": l.edits, "transpositions": true, "max_expansions": mostNear, "rewrite": "constant_score",
	}}}
	switch {
	case l.edits == exactly:
		q = hasTerm("term", l.term)
	case l.edits == beginning && l.term == "":
		q = hasAny("term")
	case l.edits == beginning && !utf8.ValidString(l.term):
		q = beginsWithPart(l.term)
	case l.edits == beginning:
		q = query{"prefix": query{"term": query{"value": l.term}}}
	}
	all, err := d.read(ctx, q)
	if err == nil {
		d.keep(l, all)
	}
	return all, err
}

// beginsWithPart returns the query for terms that begin with prefix, which ends within a letter:
// a stem without its last byte is one. JSON has only whole letters, so it asks for a range.
func beginsWithPart(prefix string) query {
	at := len(prefix) - 1
	for at > 0 && !utf8.RuneStart(prefix[at]) {
		at--
	}
	size, least := 2, rune(0x80)
	switch {
	case prefix[at] >= 0xf0:
		size, least = 4, 0x10000
	case prefix[at] >= 0xe0:
		size, least = 3, 0x800
	}
	first := rune(prefix[at] & (0xff >> (size + 1)))
	for i := 1; i < size; i++ {
		if first <<= 6; at+i < len(prefix) {
			first |= rune(prefix[at+i] & 0x3f)
		}
	}
	behind := first + 1<<(6*(size-len(prefix)+at))
	return query{"range": query{"term": query{"gte": prefix[:at] + string(max(first, least)), "lt": prefix[:at] + string(behind)}}}
}

func (d *dictionary) keep(l lookup, all []countedTerm) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.terms += 1 + len(all); d.terms > keptTerms {
		clear(d.kept)
		d.terms = 1 + len(all)
	}
	d.kept[l] = all
}

// known returns the terms that l asks for, if they are kept. Those with a beginning of its term
// have them too.
func (d *dictionary) known(l lookup) ([]countedTerm, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if all, ok := d.kept[l]; ok || l.edits > 0 {
		return all, ok
	}
	for end := range len(l.term) + 1 {
		all, ok := d.kept[lookup{l.term[:end], beginning}]
		if !ok {
			continue
		}
		first, _ := slices.BinarySearchFunc(all, l.term, func(t countedTerm, term string) int { return cmp.Compare(t.Term, term) })
		last := first
		for last < len(all) && (all[last].Term == l.term || l.edits == beginning && strings.HasPrefix(all[last].Term, l.term)) {
			last++
		}
		return all[first:last], true
	}
	return nil, false
}

// count returns the number of documents that have each of wanted. It asks for all that are not
// kept with one request.
func (d *dictionary) count(ctx context.Context, wanted ...fieldTerm) (map[fieldTerm]int, error) {
	counts := map[fieldTerm]int{}
	var asked []string
	for _, t := range wanted {
		all, ok := d.known(lookup{t.term, exactly})
		if !ok {
			asked = append(asked, t.term)
		}
		addCounts(counts, all)
	}
	if len(asked) == 0 {
		return counts, nil
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	all, err := d.read(ctx, hasTerm("term", asked...))
	if err != nil {
		return nil, err
	}
	for _, term := range asked {
		n := 0
		for n < len(all) && all[n].Term == term {
			n++
		}
		d.keep(lookup{term, exactly}, all[:n])
		addCounts(counts, all[:n])
		all = all[n:]
	}
	return counts, nil
}

type fieldTerm struct{ field, term string }

func addCounts(counts map[fieldTerm]int, all []countedTerm) {
	for _, t := range all {
		counts[fieldTerm{t.Field, t.Term}] = t.Count
	}
}

// distance returns the number of edits between a and b: letters inserted, deleted or
// replaced, and adjacent letters swapped, none of which is edited again (the optimal string
// alignment of Damerau and Levenshtein).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			replaced := rows[i-1][j-1]
			if s[i-1] != t[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(s)][len(t)]
}

// termsOf calls visit with the terms of field that l asks for, in order, until it fails.
func (r *reader) termsOf(field string, l lookup, visit func(countedTerm) error) error {
	all, err := r.words.find(r.ctx, l)
	for i := 0; err == nil && i < len(all); i++ {
		if all[i].Field == field {
			err = visit(all[i])
		}
	}
	return err
}

// Terms implements engine.Reader.
func (r *reader) Terms(field, prefix string, visit func(term string) error) error {
	return r.termsOf(field, lookup{prefix, beginning}, func(t countedTerm) error { return visit(t.Term) })
}

// Near implements engine.Reader.
func (r *reader) Near(field, term string, edits int, visit func(term string, edits, documents int) error) error {
	return r.termsOf(field, lookup{term, edits}, func(t countedTerm) error {
		if n := distance(term, t.Term); n <= edits {
			return visit(t.Term, n, t.Count)
		}
		return nil
	})
}

// Count implements engine.Reader.
func (r *reader) Count(field, term string) (int, error) {
	one := fieldTerm{field, term}
	counts, err := r.words.count(r.ctx, one)
	return counts[one], err
}

// Has implements engine.Reader.
func (r *reader) Has(field, term string, langs plan.Langs) (bool, error) {
	n, err := r.Count(field, term)
	if err != nil || n == 0 || langs == 0 {
		return n > 0, err
	}
	c := &compiler{languages: r.Languages()}
	found, err := r.counted([]query{c.hasAlternative(field, [][]plan.Form{{{Term: term, Langs: langs}}})})
	return err == nil && found[0] > 0, err
}
