package opensearch

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"minutes/internal/store"
)

// eachWritten calls visit with the documents of x that are wanted, as the cluster keeps them, in
// any order. All processors make them; one goroutine calls visit.
func eachWritten(ctx context.Context, x *store.Index, wanted choice, visit func(written) error) error {
	const share = 256 // documents at a time, to keep the cost of channels low
	work, ctx := errgroup.WithContext(ctx)
	read, made := make(chan []tagged, 2), make(chan []written, 2)
	work.Go(func() error {
		defer close(read)
		return x.Guard(func() error { return readAll(ctx, x, wanted, share, read) })
	})
	var writers errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		writers.Go(func() error {
			for some := range read {
				all := make([]written, len(some))
				for i, d := range some {
					var err error
					if all[i], err = write(d, x.Names.Joins); err != nil {
						return err
					}
				}
				select {
				case made <- all:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}
	work.Go(func() error {
		defer close(made)
		return writers.Wait()
	})
	work.Go(func() error {
		for some := range made {
			for _, one := range some {
				if err := visit(one); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return work.Wait()
}

// readAll sends the documents of x that are wanted to read, some at a time.
func readAll(ctx context.Context, x *store.Index, wanted choice, share int, read chan<- []tagged) error {
	some := make([]tagged, 0, share)
	send := func() error {
		select {
		case read <- some:
			some = make([]tagged, 0, share)
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for d, err := range documents(x.Index, wanted) {
		if err != nil {
			return err
		}
		if some = append(some, d); len(some) == share {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}
