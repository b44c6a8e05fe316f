package planner

import (
	"math/rand/v2"
	"testing"

	"github.com/blevesearch/bleve/v2/search"
)

func TestLevenshtein(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	word := func() string {
		letters := make([]byte, random.IntN(9))
		for i := range letters {
			letters[i] = "abc "[random.IntN(4)]
		}
		return string(letters)
	}
	for range 5000 {
		a, b := word(), word()
		if got, want := levenshtein(a, b), search.LevenshteinDistance(a, b); got != want {
			t.Errorf("levenshtein(%q, %q) = %d; Bleve has %d", a, b, got, want)
		}
	}
}
