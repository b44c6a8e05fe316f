package segment

import (
	"cmp"
	"io"
	"os"
)

// hardLink is os.Link, for tests to replace.
var hardLink = os.Link

// Link gives the file another name, or, where file systems cannot do that, makes a
// copy that lasts through a power cut as the file does.
func Link(from, to string) error {
	if hardLink(from, to) == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return cmp.Or(err, out.Sync(), out.Close())
}
