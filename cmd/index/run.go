package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"minutes/indexer"
	"minutes/internal/address"
	"minutes/internal/opensearch"
	"minutes/internal/store"
	"minutes/internal/terminal"
)

// A runner does what the flags ask for.
type runner struct {
	f *flagSet
	indexer.Options
	stdout io.Writer
	stderr io.Writer // for messages; nothing is printed with --quiet
	alarms io.Writer // for messages that are always printed
	bar    *progress
}

// waiting says that another process writes the index.
func (r *runner) waiting(busy error) {
	fmt.Fprintf(r.stderr, "index: %s; waiting up to %s\n", terminal.Visible(busy.Error()),
		strings.Replace(r.Wait.String(), "m0s", "m", 1))
}

func (r *runner) inCluster() bool { return address.Is(r.Index) }

// verify verifies the index.
func (r *runner) verify(ctx context.Context) (status int, err error) {
	if r.inCluster() {
		damages, err := verifyCluster(ctx, r.stderr, r.Index, r.f.cluster.Options, r.bar.update)
		r.bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		return printFindings(r.stdout, r.f.format, damages)
	}
	v, err := store.Verify(ctx, r.Index, r.bar.update)
	r.bar.clear()
	if err != nil {
		return failed, inWords(err)
	}
	printVerified(r.stderr, r.Index, v)
	return printFindings(r.stdout, r.f.format, v.Damages)
}

// watch keeps the index fresh until ctx is done.
func (r *runner) watch(ctx context.Context) (status int, err error) {
	build := indexer.Build
	if r.inCluster() {
		build = func(ctx context.Context, o indexer.Options) (indexer.Summary, error) {
			s, _, err := buildInCluster(ctx, o, r.f.cluster, r.waiting)
			return s, err
		}
	}
	return r.f.keepFresh(ctx, r.Options, build, r.stdout, r.stderr, r.alarms)
}

// build makes or updates the index.
func (r *runner) build(ctx context.Context) (status int, err error) {
	var summary indexer.Summary
	var published opensearch.Published
	if r.inCluster() {
		summary, published, err = buildInCluster(ctx, r.Options, r.f.cluster, r.waiting)
	} else {
		summary, err = indexer.Build(ctx, r.Options)
	}
	r.bar.clear()
	if err != nil {
		return failed, inWords(err)
	}
	if r.inCluster() && !published.Nothing {
		fmt.Fprintf(r.stderr, "published at %s: %s\n", terminal.Visible(r.Index), inNumbers(published))
	}
	if published.Unmerged != nil {
		fmt.Fprintf(r.stderr, "index: the cluster did not merge the segments, so searches are slower: %v\n", published.Unmerged)
	}
	printAlarms(r.alarms, summary)
	if r.f.format != "json" {
		printSummary(r.stderr, summary, r.Notes)
	} else if err := writeSummary(r.stdout, r.Index, summary); err != nil {
		return failed, err
	}
	if len(summary.Kept) > 0 {
		return found, nil
	}
	return done, nil
}
