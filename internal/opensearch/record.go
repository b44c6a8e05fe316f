package opensearch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
)

// A blob is a text that is kept in the index of terms, compressed and in parts.
type blob struct {
	Name   string `json:"name"` // of its parts, without their numbers
	Parts  int    `json:"parts"`
	SHA256 string `json:"sha256"` // of the text
}

// blobPart is the number of bytes of a part. Documents are best kept to a few megabytes.
const blobPart = 3 << 20

// newBlob returns the parts of text. Each change has names of its own, so that readers of the
// one before still find it.
func newBlob(name string, fence int64, text []byte) (blob, [][]byte, error) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(text); err != nil {
		return blob{}, nil, err
	}
	if err := z.Close(); err != nil {
		return blob{}, nil, err
	}
	var parts [][]byte
	for packed.Len() > 0 {
		parts = append(parts, bytes.Clone(packed.Next(blobPart)))
	}
	sum := sha256.Sum256(text)
	return blob{fmt.Sprintf("%s-%d", name, fence), len(parts), hex.EncodeToString(sum[:])}, parts, nil
}

// id returns the id of part number i.
func (b blob) id(i int) string { return fmt.Sprintf("%s-%d", b.Name, i) }

// blob returns the text of b, which index has.
func (c *client) blob(ctx context.Context, index string, b blob) ([]byte, error) {
	var packed bytes.Buffer
	for i := range b.Parts {
		var part struct {
			Source struct {
				Data string `json:"data"`
			} `json:"_source"`
		}
		if err := c.call(ctx, "GET", "/"+index+"/_doc/"+url.PathEscape(b.id(i)), nil, &part); err != nil {
			return nil, err
		}
		data, err := base64.StdEncoding.DecodeString(part.Source.Data)
		if err != nil {
			return nil, errBlob{b.Name, index}
		}
		packed.Write(data)
	}
	z, err := gzip.NewReader(&packed)
	if err != nil {
		return nil, errBlob{b.Name, index}
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, errBlob{b.Name, index}
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != b.SHA256 {
		return nil, errBlob{b.Name, index}
	}
	return text, nil
}

// errBlob is the error for a blob that is not as it was published.
type errBlob struct{ name, index string }

func (e errBlob) Error() string {
	return fmt.Sprintf("the %s of %s is damaged; make the index again with: index --full", e.name, e.index)
}
