//go:build !linux && !darwin && !windows

package watch

// withoutEvents returns an error if the system has no events for the folder.
func withoutEvents(string) error { return nil }
