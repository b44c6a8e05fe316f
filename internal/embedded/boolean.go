package embedded

// An allScorer matches documents that all of must match and none of mustNot match. The
// scorers in near only add to the score.
type allScorer struct {
	must    []scorer
	scored  []scorer // those of must that are no filters, which add nothing to what is found
	mustNot []scorer
	near    []*wordScorer
}

func (m *allScorer) at() uint64 { return m.must[0].at() }

func (m *allScorer) seek(doc uint64) error {
	for {
		for i := 0; i < len(m.must); i++ {
			if err := m.must[i].seek(doc); err != nil {
				return err
			}
			if at := m.must[i].at(); at > doc {
				doc = at
				if i > 0 {
					i = -1 // the earlier scorers must move too
				}
			}
		}
		if doc == noMore {
			return nil
		}
		without, err := m.without(doc)
		if err != nil {
			return err
		}
		if without {
			return m.seekNear(doc)
		}
		doc++
	}
}

func (m *allScorer) seekNear(doc uint64) error {
	for _, near := range m.near {
		if err := near.seek(doc); err != nil {
			return err
		}
	}
	return nil
}

// without reports whether no scorer in mustNot matches doc.
func (m *allScorer) without(doc uint64) (bool, error) {
	for _, not := range m.mustNot {
		if err := not.seek(doc); err != nil {
			return false, err
		}
		if not.at() == doc {
			return false, nil
		}
	}
	return true, nil
}

func (m *allScorer) found() found {
	if len(m.scored) == 1 && len(m.near) == 0 {
		return m.scored[0].found()
	}
	var f found
	for _, child := range m.scored {
		c := child.found()
		f.score += c.score
		f.lacks = max(f.lacks, c.lacks)
		f.partial = f.partial || c.partial
		f.words = f.words || c.words
		f.own = f.own || c.own
		f.under = f.under || c.under
	}
	for _, near := range m.near {
		if near.at() == m.at() {
			f.score += near.found().score * (1 - f.lacks)
		}
	}
	return f
}

func (m *allScorer) best() float64 { return bestOf(m.must) + bestOf(m.near) }

// bestOf returns the sum of best over all.
func bestOf[M interface{ best() float64 }](all []M) float64 {
	sum := 0.0
	for _, m := range all {
		sum += m.best()
	}
	return sum
}

func (m *allScorer) explain(parts *[]string) {
	for _, child := range m.must {
		child.explain(parts)
	}
	for _, near := range m.near {
		if near.at() == m.at() {
			near.explain(parts)
		}
	}
}

// An anyScorer matches documents that any of its children matches.
type anyScorer []scorer

func (m anyScorer) at() uint64 {
	at := uint64(noMore)
	for _, child := range m {
		at = min(at, child.at())
	}
	return at
}

func (m anyScorer) seek(doc uint64) error {
	for _, child := range m {
		if err := child.seek(doc); err != nil {
			return err
		}
	}
	return nil
}

func (m anyScorer) found() found {
	at := m.at()
	f := found{words: true}
	for _, child := range m {
		if child.at() != at {
			continue
		}
		c := child.found()
		f.score += c.score
		f.own = f.own || c.own
		f.under = f.under || c.under
		f.words = f.words && c.words // if a child matches without words, no word is needed in the document itself
	}
	return f
}

func (m anyScorer) best() float64 { return bestOf(m) }

func (m anyScorer) explain(parts *[]string) {
	at := m.at()
	for _, child := range m {
		if child.at() == at {
			child.explain(parts)
		}
	}
}

// An ownScorer matches what its scorer does, except documents whose words are all in the
// parents and sections. If loose is true, it keeps those with a word in the parents, such as a decision below its question, as partial matches.
type ownScorer struct {
	scorer
	loose bool
	here  found // result for the current document, kept because it takes time to compute
}

func (m *ownScorer) seek(doc uint64) error {
	for {
		if err := m.scorer.seek(doc); err != nil {
			return err
		}
		if m.at() == noMore {
			return nil
		}
		m.here = m.scorer.found()
		if m.here.isAnswer() || m.loose && m.here.under {
			return nil
		}
		doc = m.at() + 1
	}
}

func (m *ownScorer) found() found {
	f := m.here
	f.partial = f.partial || !f.isAnswer()
	return f
}
