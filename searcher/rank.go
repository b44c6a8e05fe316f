package searcher

import (
	"math"

	"minutes/schema"
)

// A document's score is BM25F (Robertson and Zaragoza, "The Probabilistic Relevance
// Framework: BM25 and Beyond", 2009, section 3.6). For each word of the query, it adds up
// the occurrences in all fields, each multiplied by the boost of its field and the weight
// of its form. As that sum grows, the word's score approaches the word's weight.
//
// The constants were chosen by nDCG@10 on two sets of judged queries, 18 and 28. They gave
// 0.869 and 0.808 when they were chosen. They matter little; the comment of each has other
// values that were tried, with their results.
const (
	saturation  = 1.2 // k1: the larger, the more further occurrences count; 0.5: 0.871, 0.807; 3: 0.866, 0.808
	lengthShare = 0.3 // b: how much a long text lowers the score; 0.15: 0.873, 0.802; 0.5: 0.855, 0.808
	usualLength = 12  // words in a text that is not lowered; the mean of 8,497 documents

	// An inflection of the word. 0.5: 0.870, 0.811; 1: 0.864, 0.812; but with these, a
	// short text with an inflection would rank above a long one with the word itself.
	inflectedWeight = 0.25
	joinedWeight    = 0.5  // another name or a short form; 0.25: 0.868, 0.808; 0.9: 0.869, 0.809
	relatedWeight   = 0.35 // a word of similar meaning, in a partial match; 0.25: 0.884, 0.780; 0.5: 0.884, 0.792
	adjacentBoost   = 0.5  // two words of the query side by side; 0.01: 0.868, 0.804; 1: 0.868, 0.803

	// A row of a table. It usually lists plans, while a bullet reports what was done.
	// 1: 0.848, 0.806; 0.6: 0.871, 0.808.
	rowWeight = 0.8

	// A bare link or a line of an agenda, in a partial match: a report says more. 0.3 and 1
	// give the same figures.
	pointerWeight = 0.5
)

// boosts are the fields in which words without a field are looked for, and how much an
// occurrence counts in each. With 1 for team and lead, nDCG@10 is 0.873 and 0.808, but
// then a name above a document would count as much as its text. With 0.3 for parents and
// section, it is 0.865 and 0.806.
var boosts = map[string]float64{
	schema.Text:      1,
	schema.TeamWords: 0.3,
	schema.LeadWords: 0.3,
	schema.Parents:   0.1,
	schema.Section:   0.1,
}

// ownFields are the fields of the document itself; familyFields are the texts above it.
var (
	ownFields    = []string{schema.Text, schema.TeamWords, schema.LeadWords}
	familyFields = []string{schema.Parents, schema.Section}
)

// rarity returns the weight of a word that count of all documents have. It is the inverse
// document frequency, in the form of BM25 that is never negative.
func rarity(count, all int) float64 {
	n, df := float64(all), float64(min(count, all))
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// saturated returns the fraction of a word's weight that the occurrences give. It is 0
// for none, and always less than 1.
func saturated(occurrences float64) float64 { return occurrences / (saturation + occurrences) }

// perLength returns how much one occurrence counts in a text of length words.
func perLength(length float64) float64 {
	return 1 / (1 - lengthShare + lengthShare*length/usualLength)
}

// The classes of documents, the best last. A document's score is its class plus its share
// of the best possible score, which is below 1. So no document ranks above one of a better
// class.
const (
	partialRepeat = iota
	partialFresh
	fullRepeat
	fullFresh
)

var classNames = [...]string{
	partialRepeat: "0 for some of the words, in a repeat of an earlier document or a routine one",
	partialFresh:  "1 for some of the words",
	fullRepeat:    "2 for all words, in a repeat of an earlier document or a routine one",
	fullFresh:     "3 for all words",
}

func class(partial, repeat bool) int {
	c := fullFresh
	if partial {
		c -= fullRepeat
	}
	if repeat {
		c--
	}
	return c
}

// isPartial reports whether score is that of a document that lacks words.
func isPartial(score float64) bool { return score < fullRepeat }
