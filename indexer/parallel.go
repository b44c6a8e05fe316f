package indexer

import (
	"runtime"
	"sync"
)

// inParallel calls do with each number from 0 up to n, on all processors.
func inParallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var working sync.WaitGroup
	const share = 64 // numbers at a time, to keep the cost of the channel low
	next := make(chan int)
	for range workers {
		working.Go(func() {
			for start := range next {
				for i := start; i < min(start+share, n); i++ {
					do(i)
				}
			}
		})
	}
	for start := 0; start < n; start += share {
		next <- start
	}
	close(next)
	working.Wait()
}
