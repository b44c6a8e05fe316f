package plan

import (
	"math"
	"slices"

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
	Saturation  = 1.2 // k1: the larger, the more further occurrences count; 0.5: 0.871, 0.807; 3: 0.866, 0.808
	LengthShare = 0.3 // b: how much a long text lowers the score; 0.15: 0.873, 0.802; 0.5: 0.855, 0.808
	UsualLength = 12  // words in a text that is not lowered; the mean of 8,497 documents

	// An inflection of the word. 0.5: 0.870, 0.811; 1: 0.864, 0.812; but with these, a
	// short text with an inflection would rank above a long one with the word itself.
	InflectedWeight = 0.25
	JoinedWeight    = 0.5  // another name or a short form; 0.25: 0.868, 0.808; 0.9: 0.869, 0.809
	RelatedWeight   = 0.35 // a word of similar meaning, in a partial match; 0.25: 0.884, 0.780; 0.5: 0.884, 0.792
	AdjacentBoost   = 0.5  // two words of the query side by side; 0.01: 0.868, 0.804; 1: 0.868, 0.803

	// A row of a table. It usually lists plans, while a bullet reports what was done.
	// 1: 0.848, 0.806; 0.6: 0.871, 0.808.
	RowWeight = 0.8

	// A bare link or a line of an agenda, in a partial match: a report says more. 0.3 and 1
	// give the same figures.
	PointerWeight = 0.5
)

// Boosts are the fields in which words without a field are looked for, and how much an
// occurrence counts in each. With 1 for team and lead, nDCG@10 is 0.873 and 0.808, but
// then a name above a document would count as much as its text. With 0.3 for parents and
// section, it was 0.865 and 0.806. Now it is 0.887 and 0.791 with 0.2 for parents, and 0.883
// and 0.795 with 0.1; with 0.2, one more of 30 questions has its answer among the first five.
var Boosts = map[string]float64{
	schema.Text:      1,
	schema.TeamWords: 0.3,
	schema.LeadWords: 0.3,
	schema.Parents:   0.2,
	schema.Section:   0.1,
}

// OwnFields are the fields of the document itself; FamilyFields are the texts above it.
var (
	OwnFields    = []string{schema.Text, schema.TeamWords, schema.LeadWords}
	FamilyFields = []string{schema.Parents, schema.Section}
)

// rarity returns the weight of a word that count of all documents have. It is the inverse
// document frequency, in the form of BM25 that is never negative.
func rarity(count, all int) float64 {
	n, df := float64(all), float64(min(count, all))
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

// Saturated returns the fraction of a word's weight that the occurrences give. It is 0
// for none, and always less than 1.
func Saturated(occurrences float64) float64 { return occurrences / (Saturation + occurrences) }

// PerLength returns how much one occurrence counts in a text of length words.
func PerLength(length float64) float64 {
	return 1 / (1 - LengthShare + LengthShare*length/UsualLength)
}

// The classes of documents, the best last. A document's score is its class plus its share
// of the best possible score, which is below 1. So no document ranks above one of a better
// class.
const (
	PartialRepeat = iota
	PartialFresh
	FullRepeat
	FullFresh
)

// ClassNames says what each class is, for explanations.
var ClassNames = [...]string{
	PartialRepeat: "0 for some of the words, in a repeat of an earlier document or a routine one",
	PartialFresh:  "1 for some of the words",
	FullRepeat:    "2 for all words, in a repeat of an earlier document or a routine one",
	FullFresh:     "3 for all words",
}

// Class returns the class of a document that matches in part or in full, and may be a repeat.
func Class(partial, repeat bool) int {
	c := FullFresh
	if partial {
		c -= FullRepeat
	}
	if repeat {
		c--
	}
	return c
}

// IsPartial reports whether score is that of a document that lacks words.
func IsPartial(score float64) bool { return score < FullRepeat }

// functionShare is the minimum share of documents that a function word is assumed to be
// in, for its weight. With it, nDCG@10 of the two sets of judged queries is 0.869 and 0.819;
// without it, 0.869 and 0.808. 0.1 does as well, but lets two question words outweigh a
// name.
const functionShare = 0.5

// Weight returns the weight of w if count of all documents have it, unless Known says
// otherwise. It is 0 if w only filters.
func (w *Words) Weight(count, all int) float64 {
	if !w.Scores {
		return 0
	}
	if w.Known != nil {
		count, all = w.Known.Count, w.Known.All
	}
	if w.Function {
		count = max(count, int(functionShare*float64(all)))
	}
	return w.Boost * rarity(count, all)
}

// IsMissing reports whether no document has w, if here says so of the index at hand.
func (w *Words) IsMissing(here bool) bool {
	if w.Known != nil {
		return w.Known.Missing
	}
	return here
}

// Counts reports whether the documents that have a count for the weight of its words. s is
// its source. It takes long to count related phrases and the words of parents, and these
// are few.
func (s Source) Counts(a Alternative) bool {
	return !slices.Contains(FamilyFields, s.Field) && !(a.Loose == Related && len(a.Slots) > 1)
}

// The part of the total meaning that the words in a partial match must exceed: half for up
// to four words. Notes answer a long question in other words, so for more words it is
// longMeaning by their number, down to leastMeaning. That is also enough beside a subject.
// On 30 questions in plain English, 23 have an answer in the first five documents; with
// half of the meaning for all, 20 have.
const (
	mostMeaning  = 0.5
	longMeaning  = 2
	leastMeaning = 0.25

	// RelatedMeaning is the part of a word's meaning that a related word has for this.
	RelatedMeaning = 0.5
)

// rounding keeps a sum of meanings that is equal to what is enough from exceeding it by a
// rounding, such as two of five words that are equally rare.
const rounding = 1 + 1e-9

// Enough returns the meaning that the words in a document must exceed, for it to match m.
// meanings are those of m.Words; missing is the sum of those that no document has.
func (m *Most) Enough(meanings []float64, missing float64) float64 {
	total, subject := 0.0, false
	for i, w := range m.Words {
		total += meanings[i]
		subject = subject || w.Subject
	}
	switch {
	case len(m.Words) == 1:
		return 0
	case subject:
		return leastMeaning * (total - missing) * rounding
	}
	return max(leastMeaning, min(mostMeaning, longMeaning/float64(len(m.Words)))) * total * rounding
}

// Lowered returns score, lowered by the part of the meaning that is missing. Which words are
// there counts more than how often they are: with the square, nDCG@10 of the judged
// queries is 0.880 and 0.775, with the third power 0.884 and 0.780, with the fourth 0.884
// and 0.784.
func Lowered(score, lacks float64) float64 { return score * math.Pow(1-lacks, 3) }

// Shown returns score rounded down to four decimals, so that it never reaches the next
// class.
func Shown(score float64) float64 { return math.Floor(score*1e4) / 1e4 }
