package plan

// A Node is a part of a plan: *Words, *Most, *All, Any, *Own or Filter.
type Node interface{ node() }

// All matches the documents that all of Must match and none of MustNot match. Its score is
// the sum of the scores of Must and of those of Near that match, each of Near lowered by
// what is missing of the words of a Most. There is at least one node in Must.
type All struct {
	Must    []Node
	MustNot []Node
	Near    []*Words // pairs of words side by side, which only add to the score
}

// Any matches the documents that any of its nodes matches. Its score is the sum of the
// scores of those that match.
type Any []Node

// Own matches what its node matches, except documents whose words are all in the parents and
// sections: none is in OwnFields.
//
// If Loose is true, it also matches those with a word in the parents, as partial matches.
type Own struct {
	Node  Node
	Loose bool
}

// Most matches documents that have all subjects among the words, and words with more than
// a given part of the total meaning; see Meanings.Enough. It is a partial match unless all
// words match, each in a way that is not loose.
type Most struct {
	Words []*Words
}

// Filter matches the documents that all of its predicates want. It adds nothing to the
// score. Without predicates, it matches all documents.
type Filter []Predicate

// Words matches documents that have, in any of its sources, any of the alternatives. Its
// score is its weight times Saturated of the sum over all that match: occurrences, times
// their weight, times the boost of the field. In texts, occurrences are also multiplied by
// PerLength.
type Words struct {
	Shown    string // the words as typed, for explanations
	Sources  []Source
	Scores   bool    // whether it adds to the score; if not, it only filters
	Boost    float64 // what its weight is multiplied by; usually 1
	Meaning  float64 // the part of its weight that it contributes to the meaning of a query; at most 1
	Function bool    // whether it is a function word, which most documents are taken to have
	Subject  bool    // whether a document without it is not a partial match; only in a Most
	Known    *Known  // nil unless the plan is for one of several indexes that answer together
}

// Known is what several indexes together know of words. Engines go by it instead of what
// they find themselves, so that all give the same words the same weight.
type Known struct {
	Count   int  // number of documents that have the words; see Source.Counts
	All     int  // number of all documents
	Missing bool // whether no document has the words, in any source; only in a Most
}

// A Source is a field in which to look for words, with the ways to write them there.
type Source struct {
	Field        string
	Boost        float64
	Alternatives []Alternative
}

// An Alternative is one way to match words in a field. It has a slot for each place, side
// by side, and each slot has forms, of which one must be there. A phrase counts with the
// least weight among its forms.
type Alternative struct {
	Slots [][]Form
	Loose Looseness
}

// A Form is a term to look for. Its weight, at most 1, is how much an occurrence counts
// compared with the word that was typed. Only documents in Langs count.
type Form struct {
	Term   string
	Weight float64
	Langs  Langs
}

// A Looseness says why an alternative counts only in partial matches. "" is one that
// counts in all.
type Looseness string

// Kinds of Looseness.
const (
	ShortForm Looseness = "short form" // such as the initials of what was typed
	Related   Looseness = "related"    // such as words joined or split, and those of the same family
)

// A Langs is a set of languages of an index; bit i stands for the language with number i
// in the order of the engine. The zero value is all of them.
type Langs uint32

// Has reports whether s and t have a language in common.
func (s Langs) Has(t Langs) bool { return s == 0 || t == 0 || s&t != 0 }

func (*All) node()   {}
func (Any) node()    {}
func (*Own) node()   {}
func (*Most) node()  {}
func (Filter) node() {}
func (*Words) node() {}
