package watch

import "golang.org/x/sys/unix"

// withoutEvents returns an error if the system has no events for the folder.
func withoutEvents(folder string) error {
	var s unix.Statfs_t
	if unix.Statfs(folder, &s) == nil && s.Flags&unix.MNT_LOCAL == 0 {
		return errRemote
	}
	return nil
}
