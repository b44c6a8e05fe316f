package opensearch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"minutes/schema"
)

// moveAliases has the aliases name the indices of a, in one step.
func (p *publisher) moveAliases(a about) error {
	if err := p.lock.held(); err != nil {
		return err
	}
	name := p.client.name
	var actions []object
	for alias, index := range map[string]string{name: a.Generation, name + "-words": a.words()} {
		actions = append(actions,
			object{"remove": object{"index": name + "-*", "alias": alias, "must_exist": false}},
			object{"add": object{"index": index, "alias": alias}})
	}
	return p.client.call(p.ctx, "POST", "/_aliases"+timeouts, object{"actions": actions}, nil)
}

// nextGeneration returns a name with a higher number than any other that is taken.
func (p *publisher) nextGeneration() (string, error) {
	all, err := p.client.indices(p.ctx)
	if err != nil {
		return "", err
	}
	last := uint64(0)
	for index := range all {
		digits, _, _ := strings.Cut(strings.TrimPrefix(index, p.client.name+"-"), "-")
		if generationNumber.MatchString(digits) {
			n, err := strconv.ParseUint(digits, 10, 64)
			if err != nil {
				return "", err
			}
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s-%06d", p.client.name, last+1), nil
}

// sweep removes generations that were not completed, and old ones but the last. It leaves
// alone what is not ours or of another version.
func (w *Writer) sweep(ctx context.Context) error {
	all, err := w.client.indices(ctx)
	if err != nil {
		return err
	}
	ours := map[string]about{} // generations by name
	for index, m := range all {
		a, ok := m.about()
		if ok && a.Schema == schema.Version && w.client.isGeneration(a.Generation) && (index == a.Generation || index == a.words()) {
			if _, seen := ours[a.Generation]; !seen || index == a.Generation {
				ours[a.Generation] = a
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(ours), func(x, y string) int { return -byNumber(x, y) })
	kept := 0
	for _, name := range names {
		live := w.live != nil && name == w.live.Generation
		before := ours[name].Source != "" && (w.live == nil || byNumber(name, w.live.Generation) < 0)
		if live || before && kept == 0 {
			if before {
				kept++
			}
			continue
		}
		if err := w.lock.held(); err != nil {
			return err
		}
		if err := w.client.remove(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func byNumber(x, y string) int {
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}
