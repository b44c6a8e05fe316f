package embedded

import (
	"context"
	"errors"
	"testing"
)

// TestStep checks that a reader stops soon after its context is done, and not
// before.
func TestStep(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r := &reader{ctx: ctx}
	for range 5000 {
		if err := r.step(); err != nil {
			t.Fatalf("step before the context is done: %v", err)
		}
	}
	cancel()
	for range 2000 {
		if err := r.step(); errors.Is(err, context.Canceled) {
			return
		}
	}
	t.Error("2,000 steps after the context is done give no error")
}
