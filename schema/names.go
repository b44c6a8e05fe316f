package schema

// Names gives the spelling to show for a folded name, by field (Meeting, Team,
// Lead): the one that most documents have, then the newest.
type Names map[string]map[string]string

// Show returns the spelling of the folded name in field, or folded itself where
// no document has it.
func (n Names) Show(field, folded string) string {
	if name, ok := n[field][folded]; ok {
		return name
	}
	return folded
}

// A Census counts spellings, document by document, to find the Names.
// The zero value is ready to use.
type Census struct {
	seen map[spelling]use
}

type spelling struct{ field, name string }

type use struct {
	documents int
	newest    string
}

// Add counts the names of d.
func (c *Census) Add(d Document) {
	c.count(Meeting, d.Meeting, d.Date)
	c.count(Team, d.Team, d.Date)
	for _, name := range d.Lead {
		c.count(Lead, name, d.Date)
	}
}

func (c *Census) count(field, name, date string) {
	if c.seen == nil {
		c.seen = map[spelling]use{}
	}
	s := spelling{field, name}
	u := c.seen[s]
	c.seen[s] = use{u.documents + 1, max(u.newest, date)}
}

// Names returns what was counted. Spellings that are equal in count and date go
// by their bytes, so that the same documents always give the same names.
func (c *Census) Names() Names {
	names := Names{Meeting: {}, Team: {}, Lead: {}}
	for s, u := range c.seen {
		folded := Term(s.name)
		if folded == Missing {
			continue
		}
		shown, ok := names[s.field][folded]
		if !ok || u.beats(c.seen[spelling{s.field, shown}], s.name < shown) {
			names[s.field][folded] = s.name
		}
	}
	return names
}

func (u use) beats(v use, tied bool) bool {
	switch {
	case u.documents != v.documents:
		return u.documents > v.documents
	case u.newest != v.newest:
		return u.newest > v.newest
	}
	return tied
}
