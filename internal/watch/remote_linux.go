package watch

import "golang.org/x/sys/unix"

// remote are the types of file systems that others change without events, from statfs(2).
// FUSE and 9P are also how virtual machines and containers share folders.
var remote = map[uint32]bool{
	0x6969: true, 0x517b: true, 0xff534d42: true, 0xfe534d42: true, // NFS, SMB, CIFS, SMB 2
	0x01021997: true, 0x65735546: true, 0x786f4256: true, // 9P, FUSE, VirtualBox
	0x00c36400: true, 0x5346414f: true, 0x73757245: true, // Ceph, AFS, Coda
	0x0bd00bd0: true, 0x47504653: true, 0x7461636f: true, // Lustre, GPFS, OCFS2
}

// withoutEvents returns an error if the system has no events for the folder.
func withoutEvents(folder string) error {
	var s unix.Statfs_t
	if unix.Statfs(folder, &s) == nil && remote[uint32(s.Type)] {
		return errRemote
	}
	return nil
}
