package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"minutes/indexer"
	"minutes/internal/address"
	"minutes/internal/opensearch"
	"minutes/internal/store"
	"minutes/internal/terminal"
)

// clusterFlags are the flags that only an index in an OpenSearch cluster has.
type clusterFlags struct {
	address.Options
	opensearch.Layout
}

func (f *clusterFlags) add(flags *pflag.FlagSet) {
	flags.IntVar(&f.Shards, "shards", 0, "Divide an index in a cluster into `N` parts. The default is what the index has, otherwise one for every five million documents.")
	flags.IntVar(&f.Replicas, "replicas", -1, "Keep `N` more copies of each part of an index in a cluster. The default is what the index has, otherwise one if there is a second node.")
	f.Options.AddTo(flags)
}

// checkCluster returns an error for flags about a cluster that make no sense. inCluster is
// whether the index is in one.
func checkCluster(flags *pflag.FlagSet, f *clusterFlags, inCluster bool) error {
	for _, name := range []string{"shards", "replicas", "cacert", "cert", "key"} {
		if flags.Changed(name) && !inCluster {
			return fmt.Errorf("--%s is for an index in a cluster; name one with --index, such as https://HOST:9200/NAME", name)
		}
	}
	switch {
	case flags.Changed("shards") && (f.Shards < 1 || f.Shards > 1024):
		return errors.New("--shards must be from 1 to 1024")
	case flags.Changed("replicas") && (f.Replicas < 0 || f.Replicas > 100):
		return errors.New("--replicas must be from 0 to 100")
	}
	return nil
}

// buildInCluster makes or updates the index at o.Index, an address. It does so in a folder of
// this machine, which is kept so that the next run reads only what has changed, and publishes
// what is in it.
func buildInCluster(ctx context.Context, o indexer.Options, f clusterFlags, waiting func(error)) (indexer.Summary, opensearch.Published, error) {
	begin := time.Now()
	w, err := opensearch.Lock(ctx, o.Index, f.Options, f.Layout, o.Replace || o.Full, opensearch.Wait{
		Most: o.Wait, Announce: func(b opensearch.Busy) { waiting(b) },
	})
	if err != nil {
		return indexer.Summary{}, opensearch.Published{}, err
	}
	defer w.Close()
	s, done, err := buildAndPublish(w, o)
	if lost := context.Cause(w.Context()); lost != nil && ctx.Err() == nil {
		err = lost
	}
	s.Nothing, s.Took = s.Nothing && done.Nothing, time.Since(begin)
	return s, done, err
}

// inNumbers says what was published.
func inNumbers(p opensearch.Published) string {
	if !p.Saved {
		return count(p.Written, "document") + " in a new generation"
	}
	return fmt.Sprintf("%s written, %s deleted", count(p.Written, "document"), terminal.Grouped(p.Deleted))
}

func buildAndPublish(w *opensearch.Writer, o indexer.Options) (indexer.Summary, opensearch.Published, error) {
	address := o.Index
	var err error
	if o.Index, err = opensearch.Staging(address); err != nil {
		return indexer.Summary{}, opensearch.Published{}, err
	}
	live, there := w.Live()
	guarded := there && live.Documents > 0 && !o.Full && !o.Replace
	before, err := store.Open(o.Index)
	if err == nil {
		defer before.Close()
		w.From(before)
	}
	if err != nil || before.Version() != live.Source {
		o.Replace = true // what must not be lost is in the cluster, and not here
	}
	if err != nil && guarded {
		remember(&o, live)
	}
	s, err := indexer.Build(w.Context(), o)
	if refused, ok := errors.AsType[*indexer.ReplaceError](err); ok {
		refused.Index = address
	}
	if err != nil {
		return s, opensearch.Published{}, err
	}
	x, err := store.Open(o.Index)
	if err != nil {
		return s, opensearch.Published{}, err
	}
	defer x.Close()
	if guarded {
		if why := losing(live, x); why != "" {
			return s, opensearch.Published{}, &indexer.ReplaceError{Index: address, Holds: live.Documents, Root: live.Root, Why: why}
		}
	}
	done, err := w.Publish(x, o.Full, o.Progress)
	return s, done, err
}

// remember sets what a run takes from the one before it, if that was on another machine.
func remember(o *indexer.Options, live opensearch.Live) {
	if len(o.Languages) == 0 {
		o.Languages = live.Languages
	}
	if o.Names == "" && live.NamesFile != "" {
		path := filepath.FromSlash(live.NamesFile)
		if !filepath.IsAbs(path) {
			path = filepath.Join(live.Root, path)
		}
		if _, err := os.Stat(path); err == nil {
			o.Names = path
		}
	}
}

// losing says why x may not replace the live generation; "" if it may.
func losing(live opensearch.Live, x *store.Index) string {
	switch has := x.Manifest; {
	case has.Root != live.Root:
		return "these notes are in " + has.Root
	case 2*has.Documents < live.Documents:
		return "these notes make only " + terminal.Grouped(has.Documents)
	}
	return ""
}

// verifyCluster verifies the index at address, and says so if it is whole.
func verifyCluster(ctx context.Context, stderr io.Writer, address string, o address.Options, update func(string, int, int)) ([]store.Damage, error) {
	v, err := opensearch.Verify(ctx, address, o, update)
	if err != nil {
		return nil, err
	}
	if len(v.Damages) > 0 {
		fmt.Fprintf(stderr, "index: %s is damaged; make it again with: index --full --index %s NOTES\n", terminal.Visible(address), terminal.Visible(address))
		return v.Damages, nil
	}
	fmt.Fprintf(stderr, "verified %s: %s and %s match what was published as %s\n",
		terminal.Visible(address), count(v.Documents, "document"), count(v.Terms, "word"), v.Generation)
	return nil, nil
}
