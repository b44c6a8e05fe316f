package watch

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// withoutEvents returns an error if the system has no events for the folder.
func withoutEvents(folder string) error {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(folder) + `\`)
	if err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return errRemote
	}
	return nil
}
